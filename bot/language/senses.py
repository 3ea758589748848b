"""What a unit of a question says, whoever asks it and wherever it stands: its weight, whom it reaches, what it covers.

Every unit of a question has a weight: a name of an organisation, project or agreement 2 and more, a place 1.1, a
sector 1.5, another word of the register from 0.45 (many entries have it) to 1.3 (one has). An entry covers a unit
fully when it bears the name, nearly when the name or the words stand in its own name, partly by a link.

Questions differ, their words recur: what a unit says is made out once, and of each entry when it is first asked.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from bot.language.aliases import Exactness
from bot.language.names import Mention
from bot.language.question import Unit
from bot.language.subjects import BY_SECTOR, BY_SECTOR_NAME, Subject, Subjects
from bot.language.texts import Ref
from bot.language.vocabulary import PROGRAMME, SIDES, SOFT
from bot.language.words import Word, Words, normalised
from storage.register_records import EntryKind

_PLACE_WEIGHT = 1.1
_SECTOR_WEIGHT = 1.5
_NAME_WEIGHT = 2.0
_VERB_WEIGHT = 0.5  # «выйти», «создать»: said of anything
_NUMBER_WEIGHT = 0.8
_PART_WEIGHT = 0.3  # «детали МС-21»: every project of aircraft is of parts
PARTS = frozenset({"комплектующий", "узел", "агрегат"})
_ORDINALS = frozenset({"1", "2", "3"})
_EXTRA_WORD = 0.4
FIXED_WEIGHTS = {"программа": 0.4, "выставка": 0.7, "товарооборот": 1.0} | dict.fromkeys(SOFT, 0.3)
_BY_EXACTNESS = {Exactness.NAMED: 1.0, Exactness.DERIVED: 0.97, Exactness.LOOSE: 0.9}
_BY_WORDS, _BY_FIELD_NAME, _BY_STRONG, _BY_ALIAS, _BY_FIELD, BY_TEXT = 0.85, 0.5, 1.0, 0.85, 0.9, 0.3
_BY_OWN_WORD = {EntryKind.ORGANISATION: 0.85, EntryKind.PERSON: 0.5}
_AGREED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT})
_STANDS = 0.4
_KEPT = 5_000
PLACE_NEXT = frozenset(
    {"область", "край", "район", "округ", "республика", "город", "облисполком", "исполком", "горисполком"}
)


class Sense(NamedTuple):
    """What all units that say the same say; ``covers`` is how much of it each entry has that was asked so far.

    ``known``: an entry of the register may be asked for by it; nothing weighs or reaches that is not.
    ``weight_beside_work`` is the weight where a project is named, which this is ``of_work`` when it does.
    """

    unit: Unit
    known: bool
    weight: float
    weight_beside_work: float
    year: int | None
    of_work: bool
    of_field: bool
    is_place: bool
    keys: frozenset[str]
    bearers: frozenset[Ref]
    reached: frozenset[Ref]
    covers: dict[Ref, float]


class Senses:
    """Makes out what units say; built once per revision of the register."""

    def __init__(self, subjects: Subjects, words: Words) -> None:
        """Stand on an index and a dictionary."""
        self._subjects = subjects
        self._words = words
        self._made_out: dict[Hashable, Sense] = {}

    def of(self, unit: Unit) -> Sense:
        """Return what a unit says."""
        sense = self._made_out.get(unit.sense)
        if sense is None:
            if len(self._made_out) >= _KEPT:
                self._made_out.clear()
            sense = self._made_out[unit.sense] = self._make_out(unit)
        return sense

    def knows(self, unit: Unit) -> bool:
        """Return whether any entry of the register may be asked for by a unit."""
        return self.of(unit).known

    def weight(self, unit: Unit) -> float:
        """Return how much a unit that the register knows weighs."""
        return self.of(unit).weight

    def is_place(self, unit: Unit) -> bool:
        """Return whether a name is only a place («Брест», «Витебская область»), though an organisation bears it."""
        return self.of(unit).is_place

    def cover(self, unit: Unit, subject: Subject) -> float:
        """Return how much of a unit an entry covers, from 0 to 1."""
        return self.covered(self.of(unit), subject)

    def covered(self, sense: Sense, subject: Subject) -> float:
        """Return how much of what is said an entry covers, from 0 to 1."""
        ref = subject.ref
        if ref not in sense.covers:
            sense.covers[ref] = self._cover(sense.unit, subject)
        return sense.covers[ref]

    def has(self, word: Word) -> bool:
        """Return whether a word is one of the dictionary, no slip of the pen."""
        return self._words.has(normalised(word.surface))

    def grammar(self, word: Word) -> frozenset[str]:
        """Return the grammemes of every reading of a word."""
        return self._words.grammar(word.surface)

    def stands_in(self, ref: Ref, place: Unit) -> bool:
        """Return whether the names of an entry have a place or another word, or lead to it."""
        subject = self._subjects.of.get(ref)
        return subject is not None and self.cover(place, subject) >= _STANDS

    def is_geographic(self, key: str) -> bool:
        """Return whether a key is the name of a place."""
        return self._words.has(key) and "Geox" in self._words.grammar(key)

    def told_of(self, kind: EntryKind, slug: str) -> frozenset[str]:
        """Return the keys of what an entry tells besides its names."""
        return self._subjects.of[kind, slug].weak

    def tells_a_place(self, ref: Ref) -> bool:
        """Return whether the names of an entry have a place, not only its side."""
        strong = self._subjects.of[ref].strong
        return any("Geox" in self._words.grammar(key) for key in strong if key not in SIDES)

    def shares_but_a_sector(self, units: Iterable[Unit], subject: Subject) -> bool:
        """Return whether an entry has nothing in common with units but the sector that it is of, places aside."""
        of_sector = False
        for unit in units:
            if not unit.mentions or any(each.kind is not EntryKind.SECTOR for each in unit.mentions):
                if not self.is_place(unit) and (unit.mentions or self.cover(unit, subject) > BY_TEXT):
                    return False
            elif self.cover(unit, subject) > BY_SECTOR:
                return False
            else:
                of_sector = True
        return of_sector

    def share_wanted(self, unit: Unit) -> float:
        """Return how much of a name must be covered for it not to be left out: of a sector's a link will do."""
        of_sector = all(mention.kind is EntryKind.SECTOR for mention in unit.mentions)
        return BY_SECTOR if of_sector else BY_SECTOR_NAME

    def _make_out(self, unit: Unit) -> Sense:
        if unit.year:
            known = unit.year in self._subjects.in_year
        else:
            known = bool(unit.mentions) or self._subjects.knows(unit.words[0])
        is_place = any(self._subjects.governs(mention.kind, mention.slug) for mention in unit.mentions) and all(
            key in PLACE_NEXT or "Geox" in self._words.grammar(key) for key in unit.keys
        )
        bearers = frozenset((mention.kind, mention.slug) for mention in unit.mentions)
        weight = self._weight(unit, is_place=is_place) if known else 0.0
        is_part = not unit.mentions and unit.words[0].key in PARTS
        return Sense(
            unit=unit,
            known=known,
            weight=weight,
            weight_beside_work=_PART_WEIGHT if is_part else weight,
            year=unit.year,
            of_work=any(kind is EntryKind.PROJECT for kind, _ in bearers),
            of_field=not is_part and self._is_of_a_field(unit),
            is_place=is_place,
            keys=frozenset(unit.keys),
            bearers=bearers,
            reached=self._reached(unit) if known else frozenset(),
            covers={},
        )

    def _is_of_a_field(self, unit: Unit) -> bool:
        """Return whether a sector has a word as its own, so that «детали» beside it are of it."""
        words = () if unit.mentions else unit.words
        fields = (self._subjects.named.get(key, frozenset()) for word in words for key in word.keys)
        return any(kind is EntryKind.SECTOR for refs in fields for kind, _ in refs)

    def _weight(self, unit: Unit, *, is_place: bool) -> float:
        if not unit.mentions:
            word = unit.words[0]
            if word.key in _ORDINALS:
                return _NUMBER_WEIGHT
            if self._words.has(normalised(word.surface)) and _is_verb(self._words.grammar(word.surface)):
                return _VERB_WEIGHT
            return 1.0 if unit.year else FIXED_WEIGHTS.get(word.key) or self._subjects.weight(word.keys)
        longer = _EXTRA_WORD * (len(unit.keys) - 1)
        if is_place:
            return _PLACE_WEIGHT
        if all(mention.kind is EntryKind.SECTOR for mention in unit.mentions):
            return _SECTOR_WEIGHT + longer
        return _NAME_WEIGHT + longer

    def _reached(self, unit: Unit) -> frozenset[Ref]:
        refs: set[Ref] = set()
        for mention in unit.mentions:
            refs.add((mention.kind, mention.slug))
            refs |= self._subjects.linked.get((mention.kind, mention.slug), frozenset())
        for word in unit.words:
            refs |= self._subjects.by_prefix(word)
            for key in word.keys:
                refs |= self._subjects.named.get(key, frozenset())
        if unit.year:
            refs |= self._subjects.in_year.get(unit.year, frozenset())
        return frozenset(ref for ref in refs if ref in self._subjects.of)

    def _cover(self, unit: Unit, subject: Subject) -> float:
        if unit.year:
            return 1.0 if unit.year in subject.years else 0.0
        if not unit.mentions:
            return self._cover_word(unit, subject)
        share = _by_words(unit, subject)
        for mention in unit.mentions:
            linked = subject.links.get((mention.kind, mention.slug), 0.0)
            bearing = _BY_EXACTNESS[mention.exactness] if _is(mention, subject) else 0.0
            share = max(share, linked, bearing)
        return share

    def _cover_word(self, unit: Unit, subject: Subject) -> float:
        word = unit.words[0]
        if not subject.strong.isdisjoint(word.keys):
            if subject.kind is EntryKind.SECTOR and subject.longer.intersection(word.keys):
                return _BY_FIELD_NAME
            in_title = not subject.title_words.isdisjoint(word.keys)
            return _BY_OWN_WORD.get(subject.kind, _BY_STRONG if in_title else _BY_ALIAS)
        if not subject.field_words.isdisjoint(word.keys) or subject.ref in self._subjects.by_prefix(word):
            return _BY_FIELD
        return 0.0 if subject.weak.isdisjoint(word.keys) else BY_TEXT


def _is_verb(grammar: frozenset[str]) -> bool:
    return bool({"VERB", "INFN"} & grammar) and not {"NOUN", "ADJF"} & grammar


def _is(mention: Mention, subject: Subject) -> bool:
    return mention.slug == subject.slug and mention.kind is subject.kind


def _by_words(unit: Unit, subject: Subject) -> float:
    if subject.kind not in _AGREED and unit.telling <= PROGRAMME:
        return 0.0  # «соглашение с Белоруссией» is not of all that is Belarus's
    left = unit.telling - subject.strong
    if not left:
        return _BY_WORDS
    return _BY_FIELD_NAME if left <= subject.field_words else 0.0
