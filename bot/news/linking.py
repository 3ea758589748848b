"""Whom a publication is about: organisations of the register, and the sectors that follow from words and bodies.

A name of common words («моторный завод», «губернатор»), or one that others bear too («Корпорация развития»), is
taken for the register's only where its side is named or both are hinted at, and not after another place's adjective
(«Камский автозавод»).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from bot.language.aliases import Exactness
from bot.language.names import Mention
from bot.language.words import Word, Words
from bot.news.criteria import Criteria
from bot.news.sides import BOTH, Kind, Named, is_city_for_its_committee, is_common, is_government
from bot.news.text import Text
from storage.register_records import EntryKind, Register, Side

_IN_TITLE, _IN_LEAD, _OF_BODY = 4, 2, 3
_MOST: Final = 3  # sectors of one publication
_SHARE: Final = 0.34  # of the points of its first sector
_HOME: Final = {Side.ULYANOVSK: "ульяновск", Side.BELARUS: "беларусь"}


class Linker:
    """Links publications to the register, at one revision of it and one version of the lists."""

    def __init__(self, criteria: Criteria, register: Register, words: Words) -> None:
        """Learn the lists."""
        self._register = register
        self._doubtful = criteria.doubtful
        self._broad = criteria.broad
        self._words = words

    def organisations(self, text: Text, named: Named) -> tuple[str, ...]:
        """Return the slugs of the organisations that the text names, in the register's order."""
        found = set(chain.from_iterable(self._bodies(mention, text, named) for mention in named.mentions))
        return tuple(slug for slug in self._register.organisations if slug in found)

    def _bodies(self, mention: Mention, text: Text, named: Named) -> Iterator[str]:
        """Yield the organisation that a name means, or those that an official speaks for."""
        if mention.kind is EntryKind.PERSON:
            if not is_common(mention):
                yield from self._register.officials[mention.slug].organisations
        elif mention.kind is EntryKind.ORGANISATION and self._means(mention, text, named):
            yield mention.slug

    def _means(self, mention: Mention, text: Text, named: Named) -> bool:
        body = self._register.organisations[mention.slug]
        if is_city_for_its_committee(mention, body):
            return False
        if not is_common(mention) and mention.alias not in self._doubtful:
            return True
        if body.side not in _HOME:
            return False
        if self._elsewhere(mention, text.words, body.side):
            return False
        between = all(named.of(side) for side in BOTH)
        return between or any(naming.kind is not Kind.THING for naming in named.of(body.side))

    def _elsewhere(self, mention: Mention, words: Sequence[Word], side: Side) -> bool:
        """Return whether an adjective of another place stands before the name."""
        before = next((word for word in reversed(words) if word.end <= mention.start), None)
        if before is None or not before.capitalised or mention.start - before.end > len(" «"):
            return False
        return "ADJF" in self._words.grammar(before.surface) and before.key != _HOME[side]

    def sectors(self, text: Text, named: Named, organisations: Iterable[str]) -> tuple[str, ...]:
        """Return up to three sectors, the surest first: words of the title weigh most, then bodies, then the lead.

        Left out is what has few of the points, unless the title tells of it.
        """
        points: Counter[str] = Counter()
        told: set[str] = set()
        for sector, place in set(self._worded(text, named)):
            points[sector] += _IN_TITLE if place < text.in_title else _IN_LEAD
            if place < text.in_title and sector not in self._broad:
                told.add(sector)
        for sector in chain(self._of_bodies(organisations), self._of_projects(named)):
            points[sector] += _OF_BODY
        best = max(points.values(), default=0)
        surest = sorted(self._register.sectors, key=lambda slug: (-points[slug], slug in self._broad))[:_MOST]
        return tuple(slug for slug in surest if points[slug] and (slug in told or points[slug] >= _SHARE * best))

    def _worded(self, text: Text, named: Named) -> Iterator[tuple[str, int]]:
        for hit in text.of("sectors"):
            if hit.label in self._register.sectors:
                yield hit.label, hit.first
        starts = {word.start: place for place, word in enumerate(text.words)}
        for mention in named.mentions:
            if mention.kind is EntryKind.SECTOR and mention.exactness >= Exactness.KEYWORD:
                yield mention.slug, starts[mention.start]

    def _of_bodies(self, organisations: Iterable[str]) -> Iterator[str]:
        for slug in organisations:
            body = self._register.organisations[slug]
            if not is_government(body):
                yield from body.sectors[:1]

    def _of_projects(self, named: Named) -> Iterator[str]:
        for mention in named.mentions:
            if mention.kind is EntryKind.PROJECT and not is_common(mention):
                yield from self._register.projects[mention.slug].sectors
