"""A search as a person makes one: a text in, a page of what was found out, each with the piece that shows why.

text -> groups of keys -> the store's best -> those that have the words together first -> fragments
fewer than five with all the words -> another reading of the text, offered
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.language.words import Words
from bot.search.fragment import Fragment, Matched, closeness, fragment, matched_words, whole
from bot.search.offers import offered
from bot.search.query import Groups, groups_of
from storage.register_records import Visibility
from storage.search_records import SearchHit, SearchKind, SearchResult
from storage.store import Store

PAGE: Final = 5
"""Hits on a page: each takes two or three lines of a phone."""

_REORDERED: Final = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, with its matched words marked in the title and in a piece of the text."""

    kind: SearchKind
    ref: str
    visibility: Visibility
    moment: datetime
    title: Fragment
    fragment: Fragment


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found.

    ``total_at_most`` and ``any_words`` as in :class:`~storage.search_records.SearchResult`. ``pages`` is 0 when
    nothing was found. ``offered``: what may have been meant, to be asked for anew.
    """

    hits: tuple[Hit, ...]
    total_at_most: int
    page: int
    pages: int
    any_words: bool
    offered: str | None


async def search(text: str, store: Store, words: Words, visibilities: Collection[Visibility], page: int = 0) -> Found:
    """Return a page (from 0) of what the text finds; a page beyond the last is the last one."""
    groups = await asyncio.to_thread(groups_of, text, words)
    first = await store.search.find(groups, visibilities, limit=_REORDERED)
    pages = -(-first.total_at_most // PAGE)
    shown = max(0, min(page, pages - 1))
    hits = await _page(first, shown, store, groups, words, visibilities)
    few = first.any_words or first.total_at_most == 0
    return Found(
        hits=hits,
        total_at_most=first.total_at_most,
        page=shown,
        pages=pages,
        any_words=first.any_words,
        offered=await offered(text, store.search, words, visibilities) if few else None,
    )


async def _page(
    first: SearchResult, page: int, store: Store, groups: Groups, words: Words, visibilities: Collection[Visibility]
) -> tuple[Hit, ...]:
    start = page * PAGE
    if start < _REORDERED:
        return await asyncio.to_thread(_best, first.hits, start, groups, words)
    later = await store.search.find(groups, visibilities, limit=PAGE, offset=start)
    return await asyncio.to_thread(_shown, later.hits, groups, words)


def _best(hits: Sequence[SearchHit], start: int, groups: Groups, words: Words) -> tuple[Hit, ...]:
    """Return a page of the best hits, those first that have the words of the query next to each other."""
    if len(groups) == 1:
        return _shown(hits[start : start + PAGE], groups, words)
    nearer = sorted(hits, key=lambda hit: -closeness(_matched(f"{hit.title}. {hit.text}", groups, words)))
    return _shown(nearer[start : start + PAGE], groups, words)


def _shown(hits: Sequence[SearchHit], groups: Groups, words: Words) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            kind=hit.kind,
            ref=hit.ref,
            visibility=hit.visibility,
            moment=hit.moment,
            title=whole(hit.title, _matched(hit.title, groups, words)),
            fragment=fragment(hit.text, _matched(hit.text, groups, words)),
        )
        for hit in hits
    )


def _matched(text: str, groups: Groups, words: Words) -> tuple[Matched, ...]:
    return matched_words(text, groups, words)
