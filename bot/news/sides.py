"""Which sides a text names, and by what: places and enterprises of the lists, organisations of the register."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from typing import Final

from bot.language.aliases import Exactness
from bot.language.lexicon import Hit
from bot.language.names import Mention, Names
from bot.language.words import Words
from bot.news.criteria import Criteria
from bot.news.places import Trapped, Traps
from bot.news.text import LATE, Text
from storage.register_records import EntryKind, Organisation, Register, Side

BOTH: Final = (Side.ULYANOVSK, Side.BELARUS)
_WITH: Final = re.compile(r"\b(?:со?|са|з|with)\s[«\"„]?$")
_GOVERNMENT: Final = "орган власти"  # as the register calls it
_LINKED: Final = frozenset({EntryKind.ORGANISATION, EntryKind.PERSON, EntryKind.PROJECT, EntryKind.SECTOR})


class Kind(StrEnum):
    """By what a side is named, as the lists call it."""

    PLACE = auto()
    OFFICE = auto()  # a body of power or whoever heads it: as good as a place
    ENTERPRISE = auto()
    HOME = auto()  # said by the side's own paper without its name: «в регионе»
    THING = "product"
    SHARED = auto()  # by a name that others bear too: «Павловский район»


_OWN: Final = frozenset({Kind.PLACE, Kind.OFFICE, Kind.ENTERPRISE, Kind.HOME})


@dataclass(frozen=True, slots=True)
class Naming:
    """A side named by these words, and by what: ``THING`` when only a product or a surname says so."""

    side: Side
    words: str
    kind: Kind
    start: int
    sentence: int  # of the text; 0 is the title

    @property
    def in_title(self) -> bool:
        """Return whether the title names it."""
        return self.sentence == 0


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: sides, the register's entries, and what only looks like a side."""

    namings: tuple[Naming, ...]
    mentions: tuple[Mention, ...]
    trapped: tuple[Trapped, ...]

    def of(self, side: Side) -> tuple[Naming, ...]:
        """Return how one side is named."""
        return tuple(naming for naming in self.namings if naming.side is side)


class Sides:
    """Finds what texts name, at one revision of the register and one version of the lists."""

    def __init__(self, criteria: Criteria, register: Register, names: Names, words: Words) -> None:
        """Learn the lists."""
        self._register = register
        self._names = names
        self._words = words
        self._traps = Traps(criteria, words)
        self._things = criteria.things

    def named(self, text: Text) -> Named:
        """Return everything that the text names, in no order between lists and register."""
        trapped = self._traps.found(text)
        mentions = tuple(
            mention
            for mention in self._names.mentions_among(text.words, text.written)
            if mention.kind in _LINKED and not _within(mention.start, mention.end, trapped)
        )
        namings = (*self._listed(text, trapped), *self._registered(text, mentions), *self._at_home(text))
        plain = _plain(namings)
        passed = tuple(self._passed(plain, text))
        if not passed:
            return Named(plain, mentions, trapped)
        spans = dict.fromkeys((one.start, one.start + len(one.words)) for one in plain if one.side in passed)
        kept = tuple(one for one in plain if one.side not in passed)
        return Named(kept, mentions, (*trapped, *(Trapped(*span, "вскользь") for span in spans)))

    def _passed(self, namings: Collection[Naming], text: Text) -> Iterator[Side]:
        """Yield a side that is named, and in passing only.

        So it is late in the lead, in a sentence that says as much («ранее», «в числе») or has neither the other side
        nor a deed (one of another place that the title names is no deed with us); and anywhere in the lead where a
        life is told («учился в Минске») and not the other side.
        """
        sentences = {side: {naming.sentence for naming in namings if naming.side is side} for side in BOTH}
        if all(not its or 0 in its for its in sentences.values()):
            return
        listed, lived = (
            {text.sentence_of(hit) for hit in text.of("passing") if hit.label == label} for label in ("aside", "life")
        )
        busy = self._busy(namings, text)
        for side, its in sentences.items():
            others = set().union(*(one for other, one in sentences.items() if other is not side))
            late = {one for one in its if one >= LATE}
            if its and its <= (late - others - busy) | (late & listed) | (its - others - {0}) & lived:
                yield side

    def _busy(self, namings: Iterable[Naming], text: Text) -> set[int]:
        """Return the sentences with a word of cooperation, or one of work that says what is or will be done."""
        joined = {naming.sentence for naming in namings if self._is_joined(naming, text)}
        if any(hit.first < text.in_title for hit in text.of("elsewhere")):
            return joined
        return joined | {text.sentence_of(hit) for hit in text.of("for") if self._is_deed(hit, text)}

    def _is_deed(self, hit: Hit, text: Text) -> bool:
        grammar = self._words.grammar(text.words[hit.first].surface)
        return hit.label == "action" or ("VERB" in grammar and "past" not in grammar)

    def _is_joined(self, naming: Naming, text: Text) -> bool:
        """Return whether a side is who acts or is acted with: «белорусские производители», «с Белоруссией»."""
        if _WITH.search(text.written, 0, naming.start):
            return True
        end = naming.start + len(naming.words)
        after = next((place for place, word in enumerate(text.words) if word.start == end + 1), None)
        is_adjective = "ADJF" in self._words.grammar(naming.words)
        return is_adjective and any(hit.first == after for group in ("for", "sectors") for hit in text.of(group))

    def _listed(self, text: Text, trapped: Sequence[Trapped]) -> Iterator[Naming]:
        met = dict.fromkeys(
            (hit.first, hit.after, hit.label) for hit in text.of("sides")
        )  # lists hold some names twice
        for first, after, label in met:
            start, end = text.words[first].start, text.words[after - 1].end
            if not _within(start, end, trapped):
                yield Naming(*_meant(label, text.written[start:end]), start, text.sentence(start))

    def _at_home(self, text: Text) -> Iterator[Naming]:
        for hit in text.of("home"):
            if hit.label == text.home and self._may_be_one(text.words[hit.first].surface):
                start = text.words[hit.first].start
                words = text.surface(hit.first, hit.after)
                yield Naming(Side(hit.label), words, Kind.HOME, start, text.sentence(start))

    def _may_be_one(self, surface: str) -> bool:
        """Return whether a word may be singular: «области» is ours, «регионов» are others' as well."""
        grammar = self._words.grammar(surface)
        return "sing" in grammar or "plur" not in grammar

    def _registered(self, text: Text, mentions: Iterable[Mention]) -> Iterator[Naming]:
        for mention in mentions:
            body = self._register.organisations.get(mention.slug) if mention.kind is EntryKind.ORGANISATION else None
            if body and body.side in BOTH and not is_common(mention) and mention.alias not in self._things[body.side]:
                words = text.written[mention.start : mention.end]
                kind = Kind.PLACE if is_government(body) else Kind.ENTERPRISE
                yield Naming(body.side, words, kind, mention.start, text.sentence(mention.start))


@lru_cache(maxsize=10_000)
def _meant(label: str, words: str) -> tuple[Side, str, Kind]:
    """Return what a list's label says, as a naming begins."""
    side, _, kind = label.partition(":")
    return Side(side), words, Kind(kind)


def _plain(namings: Collection[Naming]) -> tuple[Naming, ...]:
    """Return the namings without those by names that others bear too, where the other side is not named by its own."""
    own = {naming.side for naming in namings if naming.kind in _OWN}
    return tuple(naming for naming in namings if naming.kind is not Kind.SHARED or own - {naming.side})


def is_common(mention: Mention) -> bool:
    """Return whether a name is made of common words («моторный завод»): it says nothing of where."""
    return mention.alias.islower() and not any(letter.isdigit() for letter in mention.alias)


def is_city_for_its_committee(mention: Mention, body: Organisation) -> bool:
    """Return whether a city stands for its authority only in questions: «Минск» in a text is a place."""
    return body.body == _GOVERNMENT and mention.exactness is Exactness.DERIVED and " " not in mention.alias


def is_government(body: Organisation) -> bool:
    """Return whether a body has to do with every sector, so that its name says nothing of which."""
    return body.body == _GOVERNMENT


def _within(start: int, end: int, trapped: Iterable[Trapped]) -> bool:
    return any(one.start < end and start < one.end for one in trapped)
