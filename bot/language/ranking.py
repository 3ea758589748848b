"""Which entries a question may be about, weighed: what of it each entry covers against what it leaves uncovered.

Every unit of a question has a weight: a name of an organisation, project or agreement 2 and more, a place 1.1, a
sector 1.5, another word of the register from 0.45 (many entries have it) to 1.3 (one has). An entry covers a unit
fully when it bears the name, nearly when the name or the words stand in its own name, partly by a link. Words that
the register does not have are foreign: a common noun 1.2, an adjective of place 1.6, an abbreviation 2, a verb 0.5; the
name of a place, a person or an organisation that the register does not have vetoes any answer, for whoever asks of
Tatarstan must not be told of Vitebsk.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.aliases import Exactness
from bot.language.names import Mention
from bot.language.question import Question, Unit
from bot.language.subjects import BY_SECTOR, BY_SECTOR_NAME, Ref, Subject, Subjects
from bot.language.vocabulary import KIND_WORDS, NOT_OURS, SOFT
from bot.language.words import Word, Words, normalised
from storage.register_records import EntryKind

VETO = 99.0
_PLACE_WEIGHT = 1.1
_SECTOR_WEIGHT = 1.5
_NAME_WEIGHT = 2.0
_VERB_WEIGHT = 0.5  # «выйти», «создать»: said of anything
_NUMBER_WEIGHT = 0.8
_PART_WEIGHT = 0.3  # «детали МС-21»: every project of aircraft is of parts
_PARTS = frozenset({"комплектующий", "узел", "агрегат"})
_ORDINALS = frozenset({"1", "2", "3"})
_EXTRA_WORD = 0.4
_FIXED = {"программа": 0.4, "выставка": 0.7, "товарооборот": 1.0} | dict.fromkeys(SOFT, 0.3)
_BY_EXACTNESS = {Exactness.NAMED: 1.0, Exactness.DERIVED: 0.97, Exactness.LOOSE: 0.9}
_BY_WORDS, _BY_FIELD_NAME, _BY_STRONG, _BY_ALIAS, _BY_FIELD, _BY_TEXT = 0.85, 0.5, 1.0, 0.85, 0.9, 0.3
_BY_OWN_WORD = {EntryKind.ORGANISATION: 0.85, EntryKind.PERSON: 0.5}
_IN_TITLE = 0.1
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,6}")
_OF_ANOTHER = 1.2  # «часовой завод»: what makes a works another one
_ABBREVIATION_WEIGHT = 2.0
_OF_PLACE = re.compile(r"\w+(?<!че)(?:ский|цкий)")
_UNCOVERED = 0.4
_NAME_LIKENESS = 0.35
_PART_LIKENESS = 0.1
_KIND_LEAN = 0.5
_DIRECTION = 0.2  # a visit «в Беларусь» is not one to Ulyanovsk
_LIKELIEST = 16
_PRIOR = {
    EntryKind.ORGANISATION: 0.06,
    EntryKind.PERSON: 0.06,
    EntryKind.AGREEMENT: 0.0,
    EntryKind.PROJECT: 0.05,
    EntryKind.SECTOR: 0.12,
    EntryKind.EVENT: 0.0,
    EntryKind.INDICATOR: -0.05,
    EntryKind.DOCUMENT: -0.15,
    EntryKind.STATEMENT: -0.8,
    EntryKind.DISCREPANCY: -0.9,
}
_PLACE_NEXT = frozenset(
    {"область", "край", "район", "округ", "республика", "город", "облисполком", "исполком", "горисполком"}
)
DATED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT, EntryKind.EVENT, EntryKind.INDICATOR, EntryKind.STATEMENT})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be the answer, with what of the question's weight it covers and misses.

    ``years`` is a part of what is covered, ``missed_names`` of what is missed; ``named`` says that the question
    names the entry itself.
    """

    subject: Subject
    score: float
    covered: float
    missed: float
    named: bool
    years: float = 0.0
    missed_names: float = 0.0

    def raised(self, by: float) -> "Candidate":
        """Return the same with a better score; most are not raised at all, and a copy costs more than the sum."""
        if not by:
            return self
        return Candidate(
            self.subject, self.score + by, self.covered, self.missed, self.named, self.years, self.missed_names
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, the best first, and the weight of what the register does not know at all."""

    candidates: tuple[Candidate, ...]
    foreign: float


class _Weighed(NamedTuple):
    """A unit with its weight, its keys and those that bear its name, which are asked of every entry."""

    unit: Unit
    weight: float
    keys: frozenset[str]
    bearers: frozenset[Ref]


class Ranker:
    """Weighs entries against questions; built once per revision of the register."""

    def __init__(self, subjects: Subjects, words: Words) -> None:
        """Stand on an index and a dictionary."""
        self._subjects = subjects
        self._words = words

    def rank(self, question: Question) -> Ranking:
        """Return the candidates for a question, those of another kind than it insists on left out."""
        known = [unit for unit in question.units if self.knows(unit)]
        of_work = any(mention.kind is EntryKind.PROJECT for unit in known for mention in unit.mentions)
        weighed = [_Weighed(unit, self.weight(unit, of_work), frozenset(unit.keys), _bearers(unit)) for unit in known]
        sides = frozenset(key for unit in question.programme for key in unit.keys)
        foreign = sum(self._foreign_weight(unit, question) for unit in question.units if not self.knows(unit))
        found = [
            self._weigh(subject, weighed, question, sides)
            for subject in self._reachable(known)
            if not question.strict or _is_of(subject.kind, question.kind_wanted)
        ]
        best = sorted(found, key=by_score)[:_LIKELIEST]
        keys = frozenset(key for word in question.words for key in word.keys)
        alike = [_with_likeness(each, keys, alone=len(known) == 1) for each in best]
        return Ranking(tuple(sorted(alike, key=by_score)), foreign)

    def weight(self, unit: Unit, of_work: bool = False) -> float:  # noqa: FBT001, FBT002  called for every unit
        """Return how much a unit that the register knows weighs, ``of_work`` saying that a project is named."""
        if not unit.mentions:
            word = unit.words[0]
            if word.key in _ORDINALS or (of_work and word.key in _PARTS):
                return _NUMBER_WEIGHT if word.key in _ORDINALS else _PART_WEIGHT
            if self._words.has(normalised(word.surface)) and _is_verb(self._words.grammar(word.surface)):
                return _VERB_WEIGHT
            return 1.0 if unit.year else _FIXED.get(word.key) or self._subjects.weight(word.keys)
        longer = _EXTRA_WORD * (len(unit.keys) - 1)
        if self.is_place(unit):
            return _PLACE_WEIGHT
        if all(mention.kind is EntryKind.SECTOR for mention in unit.mentions):
            return _SECTOR_WEIGHT + longer
        return _NAME_WEIGHT + longer

    def grammar(self, word: Word) -> frozenset[str]:
        """Return the grammemes of every reading of a word."""
        return self._words.grammar(word.surface)

    def stands_in(self, ref: Ref, place: Unit) -> bool:
        """Return whether the names of an entry have a place or another word, or lead to it."""
        subject = self._subjects.of.get(ref)
        return subject is not None and self.cover(place, subject) >= _UNCOVERED

    def is_place(self, unit: Unit) -> bool:
        """Return whether a name is only a place («Брест», «Витебская область»), though an organisation bears it."""
        return any(self._subjects.governs(mention.kind, mention.slug) for mention in unit.mentions) and all(
            key in _PLACE_NEXT or "Geox" in self._words.grammar(key) for key in unit.keys
        )

    def shares_but_a_sector(self, units: Iterable[Unit], subject: Subject) -> bool:
        """Return whether an entry has nothing in common with units but the sector that it is of, places aside."""
        of_sector = False
        for unit in units:
            if not unit.mentions or any(each.kind is not EntryKind.SECTOR for each in unit.mentions):
                if not self.is_place(unit) and (unit.mentions or self.cover(unit, subject) > _BY_TEXT):
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

    def knows(self, unit: Unit) -> bool:
        """Return whether any entry of the register may be asked for by a unit."""
        if unit.year:
            return unit.year in self._subjects.in_year
        return bool(unit.mentions) or self._subjects.knows(unit.words[0])

    def _reachable(self, units: Iterable[Unit]) -> list[Subject]:
        refs: set[Ref] = set()
        for unit in units:
            for mention in unit.mentions:
                refs.add((mention.kind, mention.slug))
                refs |= self._subjects.linked.get((mention.kind, mention.slug), frozenset())
            for word in unit.words:
                refs |= self._subjects.by_prefix(word)
                for key in word.keys:
                    refs |= self._subjects.named.get(key, frozenset())
            if unit.year:
                refs |= self._subjects.in_year.get(unit.year, frozenset())
        return [self._subjects.of[ref] for ref in refs if ref in self._subjects.of]

    def _weigh(
        self,
        subject: Subject,
        units: Iterable[_Weighed],
        question: Question,
        sides: frozenset[str],
    ) -> Candidate:
        """Weigh an entry by units; ``sides`` are the words about everything here."""
        covered = missed = years = missed_names = 0.0
        named = False
        ref = subject.ref
        for unit, weight, keys, bearers in units:
            share = self.cover(unit, subject)
            if ref in bearers:
                named = True
                covered += _IN_TITLE if keys <= subject.title_words else 0.0
            covered += weight * share
            if unit.year:
                years += weight * share
            if share <= _BY_TEXT:
                left = weight * (1 - share)
                missed += left
                missed_names += left if unit.mentions else 0.0
        lean = _KIND_LEAN if _is_of(subject.kind, question.kind_wanted) else 0.0
        if subject.kind is EntryKind.SECTOR and question.kind_wanted is EntryKind.EVENT:
            lean = -_KIND_LEAN
        lean += _DIRECTION * len(subject.title_words & sides) if subject.kind is EntryKind.EVENT else 0.0
        score = covered - _UNCOVERED * missed + _PRIOR[subject.kind] + lean
        return Candidate(subject, score, covered, missed, named, years, missed_names)

    def cover(self, unit: Unit, subject: Subject) -> float:
        """Return how much of a unit an entry covers, from 0 to 1."""
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
        return 0.0 if subject.weak.isdisjoint(word.keys) else _BY_TEXT

    def _foreign_weight(self, unit: Unit, question: Question) -> float:
        word = unit.words[0]
        if unit.year or word.key.isdigit():
            return 1.0
        if word.key in SOFT or word.key in NOT_OURS:
            return _FIXED.get(word.key, _ABBREVIATION_WEIGHT)
        grammar = self._words.grammar(word.surface)
        known = self._words.knows(word.surface)
        at = question.words.index(word)
        after = next((each.key for each in question.words[at + 1 :] if "ADJF" not in self.grammar(each)), "")
        if self._words.is_name(word.surface) or (not known and word.capitalised and at > 0):
            return VETO
        if _ABBREVIATION.fullmatch(word.surface) and not all(each.surface.isupper() for each in question.words):
            return _ABBREVIATION_WEIGHT
        if "ADJF" in grammar:
            of_body = question.of_kind is None and KIND_WORDS.get(after) is EntryKind.ORGANISATION
            place = after in _PLACE_NEXT or (word.capitalised and at > 0) or _bounds_a_name(word, question)
            if of_body:
                place = place or bool(_OF_PLACE.fullmatch(word.key))
                return max(_OF_ANOTHER, VETO if place else 0.0)
            return VETO if place else 1.6 if word.key.endswith(("ский", "цкий")) else 0.7
        if not known:
            return 1.6
        return 1.2 if "NOUN" in grammar else 0.5


def _is_verb(grammar: frozenset[str]) -> bool:
    return bool({"VERB", "INFN"} & grammar) and not {"NOUN", "ADJF"} & grammar


def _bounds_a_name(word: Word, question: Question) -> bool:
    """Return whether an adjective of place makes a name another's: «Горьковский автозавод» is none of ours."""
    if not _OF_PLACE.fullmatch(word.key):
        return False
    after = next((each for each in question.words if each.start > word.start), None)
    names = (each for each in question.units if any(m.kind is EntryKind.ORGANISATION for m in each.mentions))
    return after is not None and any(each.words[0] == after for each in names)


def by_score(candidate: Candidate) -> tuple[float, int]:
    """Return what candidates are sorted by: the score, then the order of the register."""
    return -candidate.score, candidate.subject.place


def _bearers(unit: Unit) -> frozenset[Ref]:
    return frozenset((mention.kind, mention.slug) for mention in unit.mentions)


def _is(mention: Mention, subject: Subject) -> bool:
    return mention.slug == subject.slug and mention.kind is subject.kind


def _is_of(kind: EntryKind, wanted: EntryKind | None) -> bool:
    return kind is wanted or (wanted is EntryKind.AGREEMENT and kind is EntryKind.DOCUMENT)


def _by_words(unit: Unit, subject: Subject) -> float:
    left = unit.telling - subject.strong
    if not left:
        return _BY_WORDS
    return _BY_FIELD_NAME if left <= subject.field_words else 0.0


def _with_likeness(candidate: Candidate, keys: frozenset[str], *, alone: bool) -> Candidate:
    """Add a little for a name that the question has whole: between two that cover alike, the shorter name is meant.

    One word left of a name («белорусская техника») is that name only where nothing else is asked about.
    """
    subject = candidate.subject
    names = (*subject.names, *subject.lone) if alone or candidate.named else subject.names
    likeness = 0.0
    for name in names:
        if shared := len(name & keys):
            likeness = max(likeness, shared / len(name))
    whole = _NAME_LIKENESS if likeness == 1 else _PART_LIKENESS * likeness
    return candidate.raised(whole)
