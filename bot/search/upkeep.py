"""The index brought up to what the store holds, a portion at a time.

    rules of the keys changed -> all marks forgotten, so that everything below is done anew
    register's revision moved -> all its rows -> those that say something else written, those withdrawn removed
    articles since the last   -> their stories -> rows
    commitments of a version without a row -> rows; rows without a commitment removed

Each portion is a transaction of its own that remembers how far it went, so no write holds up a reply, and whoever is
stopped half way goes on from there. Keys are made off the event loop.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import structlog

from bot.answers import Knowledge
from bot.language.words import Words
from bot.search.index import REGISTER_KINDS, rows_of_commitments, rows_of_register, rows_of_stories
from bot.search.keys import key_rules
from storage.search_records import SearchKind, SearchRow
from storage.store import Store

_log = structlog.get_logger(__name__)

_REGISTER: Final = "register"
_STORIES: Final = "stories"
_PORTION: Final = 25


async def bring_index_up(store: Store, knowledge: Knowledge, words: Words) -> int:
    """Write to the index what changed since the last time; return how many rows were written or removed.

    ``knowledge`` is what is known at the register's newest revision. A second call right after writes nothing.
    One process at a time is to do this, as with every job.
    """
    rules = key_rules()
    if await store.search.key_rules() != rules:
        await store.search.set_key_rules(rules)
        _log.info("the index is made anew", rules=rules)
    marks = await store.search.marks()
    moved = await _register(store, knowledge, words, marks)
    moved += await _stories(store, words, int(marks.get(_STORIES, 0)))
    moved += await _commitments(store, words)
    if moved:
        _log.info("the index is brought up", rows=moved)
    return moved


async def _register(store: Store, knowledge: Knowledge, words: Words, marks: Mapping[str, str]) -> int:
    revision = str(knowledge.register.revision)
    if marks.get(_REGISTER) == revision:
        return 0
    rows = await asyncio.to_thread(rows_of_register, knowledge.register, words)
    moved = 0
    for some in _portions(rows):
        moved += await store.search.put(some)
    # all are written by now, so this only removes
    return moved + await store.search.put(rows, kinds_replaced=REGISTER_KINDS, mark=(_REGISTER, revision))


async def _stories(store: Store, words: Words, last: int) -> int:
    moved = 0
    while True:
        ids, newest = await store.search.stories_after(last, _PORTION)
        if newest == last:
            return moved
        found = [await store.news.story(story_id) for story_id in ids]
        stories = [story for story in found if story is not None]
        rows = await asyncio.to_thread(rows_of_stories, stories, words)
        moved += await store.search.put(rows, mark=(_STORIES, str(newest)))
        last = newest


async def _commitments(store: Store, words: Words) -> int:
    changed, gone = await store.search.commitments_changed()
    moved = await store.search.remove(SearchKind.COMMITMENT, gone) if gone else 0
    ends = {plan.slug: plan.ends_on for plan in await store.plan.plans()} if changed else {}
    for start in range(0, len(changed), _PORTION):
        found = [await store.plan.commitment(number) for number in changed[start : start + _PORTION]]
        theirs = [commitment for commitment in found if commitment is not None]
        moved += await store.search.put(await asyncio.to_thread(rows_of_commitments, theirs, ends, words))
    return moved


def _portions(rows: Sequence[SearchRow]) -> Iterator[Sequence[SearchRow]]:
    return (rows[start : start + _PORTION] for start in range(0, len(rows), _PORTION))
