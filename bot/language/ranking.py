"""Which entries a question may be about, weighed: what of it each entry covers against what it leaves uncovered.

What each unit weighs and how much of it an entry covers, ``senses.py`` makes out. Words that the register does not have
are foreign: a common noun 1.2, an adjective of place 1.6, an abbreviation 2, a verb 0.5; the name of a place, a person
or an organisation that the register does not have vetoes any answer, for whoever asks of Tatarstan must not be told of
Vitebsk.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.question import Question, Unit
from bot.language.senses import BY_TEXT, FIXED_WEIGHTS, PLACE_NEXT, Sense, Senses
from bot.language.subjects import Subject, Subjects
from bot.language.texts import Ref
from bot.language.vocabulary import KIND_WORDS, NOT_OURS, SOFT
from bot.language.words import Word, Words, normalised
from storage.register_records import EntryKind

VETO = 99.0
_TOLD_OF = 0.3
_TELLS = 0.5
_IN_TITLE = 0.1
_TELLING = frozenset({EntryKind.PROJECT, EntryKind.AGREEMENT, EntryKind.EVENT})
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,6}")
_CAMEL = re.compile(r"[А-ЯЁ][а-яё]+[А-ЯЁ][А-ЯЁа-яё]+")  # «КамАЗ»
_OF_LAW = ("договорн", "правов", "нормативн")  # «договорная база»
_AUTHORITIES = frozenset({"комитет", "департамент"})
_OF_ANOTHER = 1.2  # «часовой завод»: what makes a works another one
_ABBREVIATION_WEIGHT = 2.0
_OF_PLACE = re.compile(r"\w+(?<!че)(?:ский|цкий)")
_PERHAPS_A_NAME = 2.5
_PLACE_ENDS = ("", "а", "ь", "я", "ия", "о", "и")
_ELSEWHERE = frozenset({
    "московский", "питерский", "немецкий", "польский", "французский", "английский", "британский", "американский",
    "восточный", "европейский", "азиатский", "африканский", "турецкий", "украинский", "шведский", "чешский",
    "греческий",
})  # fmt: skip
_INTO = frozenset({"в", "во"})
_UNCOVERED = 0.4
_NAME_LIKENESS = 0.35
_PART_LIKENESS = 0.1
_KIND_LEAN = 0.5
_DIRECTION = 0.2  # a visit «в Беларусь» is not one to Ulyanovsk
_WHEN = frozenset({"когда", "визит"})
_WHAT_ALWAYS_IS = frozenset({EntryKind.SECTOR, EntryKind.PERSON})
_LIKELIEST = 10
_MOMENT_NEAR = 0.8
_CLOSE = 0.12
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
DATED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT, EntryKind.EVENT, EntryKind.INDICATOR, EntryKind.STATEMENT})


class Candidate(NamedTuple):
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


class Ranker:
    """Weighs entries against questions; built once per revision of the register."""

    def __init__(self, subjects: Subjects, words: Words) -> None:
        """Stand on an index and a dictionary."""
        self._subjects = subjects
        self._words = words
        self.senses = Senses(subjects, words)

    def rank(self, question: Question) -> Ranking:
        """Return the candidates for a question, those of another kind than it insists on left out."""
        senses = [(unit, self.senses.of(unit)) for unit in question.units]
        known = [sense for _, sense in senses if sense.known]
        reached = frozenset[Ref]().union(*(sense.reached for sense in known))
        foreign = 0.0
        tellers: list[frozenset[Ref]] = []
        for unit in (unit for unit, sense in senses if not sense.known):
            weight = self._foreign_weight(unit, question)
            if weight > _TOLD_OF and (telling := self._told_of_by(unit, reached)):
                weight = _TOLD_OF
                tellers.append(telling)
            foreign += weight
        of_work = any(sense.of_work or sense.of_field for sense in known)
        sides = frozenset(key for unit in question.programme for key in unit.keys)
        shunned = _shunned(question)
        found = [
            self._weigh(self._subjects.of[ref], known, question, sides, shunned, of_work=of_work)
            for ref in reached
            if not question.strict or _is_of(ref[0], question.kind_wanted)
        ]
        best = found if len(found) <= _LIKELIEST else sorted(found, key=by_score)[:_LIKELIEST]
        keys = frozenset(key for word in question.words for key in word.keys)
        alike = [_with_likeness(each, keys, alone=len(known) == 1) for each in best]
        if tellers:
            alike = [each.raised(_TELLS * sum(each.subject.ref in refs for refs in tellers)) for each in alike]
        return Ranking(tuple(sorted(alike, key=by_score)), foreign)

    def _weigh(
        self,
        subject: Subject,
        senses: Iterable[Sense],
        question: Question,
        sides: frozenset[str],
        shunned: frozenset[EntryKind],
        *,
        of_work: bool,
    ) -> Candidate:
        """Weigh an entry by what is said; ``sides`` are the words about everything here, a project is ``of_work``.

        ``shunned`` kinds are hardly meant.
        """
        covered = missed = years = missed_names = 0.0
        named = False
        ref = subject.ref
        for sense in senses:
            share = sense.covers[ref] if ref in sense.covers else self.senses.covered(sense, subject)
            weight = sense.weight_beside_work if of_work else sense.weight
            if ref in sense.bearers:
                named = True
                covered += _IN_TITLE if sense.keys <= subject.title_words else 0.0
            covered += weight * share
            if sense.year:
                years += weight * share
            if share <= BY_TEXT:
                left = weight * (1 - share)
                missed += left
                missed_names += left if sense.bearers else 0.0
        lean = _KIND_LEAN if _is_of(subject.kind, question.kind_wanted) else 0.0
        if subject.kind in shunned:
            lean = -_KIND_LEAN
        lean += _DIRECTION * len(subject.title_words & sides) if subject.kind is EntryKind.EVENT else 0.0
        score = covered - _UNCOVERED * missed + _PRIOR[subject.kind] + lean
        return Candidate(subject, score, covered, missed, named, years, missed_names)

    def _foreign_weight(self, unit: Unit, question: Question) -> float:
        word = unit.words[0]
        if unit.year or word.key.isdigit():
            return 1.0
        if word.key in SOFT or word.key in NOT_OURS:
            return FIXED_WEIGHTS.get(word.key, _ABBREVIATION_WEIGHT)
        grammar = self._words.grammar(word.surface)
        known = self._words.knows(word.surface)
        at = question.words.index(word)
        after = next((each.key for each in question.words[at + 1 :] if "ADJF" not in self.senses.grammar(each)), "")
        # «Германии» may be the metal, too: then what it is beside must weigh more.
        place = "Geox" in grammar and self._words.has(normalised(word.surface))
        surname = "Surn" in grammar and not word.capitals
        named = (place or surname or not known) and word.capitalised and at > 0
        bounding = _CAMEL.fullmatch(word.surface) or _begins_a_latin_name(word, question)
        if named or bounding or self._words.is_name(word.surface) or self._is_of_elsewhere(word.key):
            return VETO
        if _ABBREVIATION.fullmatch(word.surface) and not all(each.surface.isupper() for each in question.words):
            return _ABBREVIATION_WEIGHT
        if "ADJF" in grammar:
            return self._adjective_weight(word, question, after, inside=word.capitalised and at > 0)
        if not known:
            return _PERHAPS_A_NAME if at > 1 and question.words[at - 1].key in _INTO else 1.6
        name = (place and "VERB" not in grammar) or self._is_perhaps_a_name(word, question)
        noun = _PERHAPS_A_NAME if name else 1.2
        return noun if "NOUN" in grammar else 0.5

    @staticmethod
    def _adjective_weight(word: Word, question: Question, after: str, *, inside: bool) -> float:
        """Return the weight of an adjective that the register does not have, before a noun; ``inside``: a capital."""
        of_body = question.of_kind is None and KIND_WORDS.get(after) is EntryKind.ORGANISATION
        place = after in PLACE_NEXT or inside or _bounds_a_name(word, question)
        of_agreement = KIND_WORDS.get(after) is EntryKind.AGREEMENT and not word.key.startswith(_OF_LAW)
        if after in _AUTHORITIES or of_agreement:
            return VETO if place else _PERHAPS_A_NAME if after in _AUTHORITIES else _OF_ANOTHER
        if of_body:
            return VETO if place or _OF_PLACE.fullmatch(word.key) else _OF_ANOTHER
        return VETO if place else 1.6 if word.key.endswith(("ский", "цкий")) else 0.7

    def _is_of_elsewhere(self, key: str) -> bool:
        """Return whether an adjective is that of a place that the register does not have: «казахстанский»."""
        first = key.partition("-")[0]
        adjective = f"{first[:-1]}ий" if first != key and first.endswith("о") else key
        if adjective in _ELSEWHERE:
            return True
        return any(self._words.has(each) and "Geox" in self._words.grammar(each) for each in _places_of(adjective))

    def _told_of_by(self, unit: Unit, reached: AbstractSet[Ref]) -> frozenset[Ref]:
        """Return what of what else is asked about tells a word: «австрийские подбивочные блоки» the project of them."""
        word = unit.words[0]
        keys = {*word.keys, *_places_of(word.key), word.key.removesuffix("йский") + "я"}
        told = (self._subjects.of[ref] for ref in reached if ref[0] in _TELLING)
        return frozenset(each.ref for each in told if not keys.isdisjoint(each.weak | each.strong))

    @staticmethod
    def _is_perhaps_a_name(word: Word, question: Question) -> bool:
        """Return whether a common word has a capital inside a question that has them not everywhere."""
        inside = word.capitalised and not word.capitals and word is not question.words[0]
        return inside and not all(each.capitalised for each in question.words)


def _places_of(adjective: str) -> tuple[str, ...]:
    """Return what places an adjective may be of."""
    if not _OF_PLACE.fullmatch(adjective):
        return ()
    return (adjective.removesuffix("ий"), *(adjective[:-4] + end for end in _PLACE_ENDS))  # «липецкий», «рязанский»


def asks_what_happened(question: Question, ranking: Ranking) -> bool:
    """Return whether what happened is asked for, and the likeliest did: then whoever is named is no answer."""
    top = next(iter(ranking.candidates), None)
    return question.kind_wanted is EntryKind.EVENT and top is not None and top.subject.kind is EntryKind.EVENT


def _shunned(question: Question) -> frozenset[EntryKind]:
    """Return the kinds that are no answer to when something happened, though they are named."""
    if question.kind_wanted is EntryKind.INDICATOR:
        return frozenset({EntryKind.DISCREPANCY})
    if question.kind_wanted is not EntryKind.EVENT:
        return frozenset()
    asks_when = any(word.key in _WHEN for word in question.words)
    return _WHAT_ALWAYS_IS if asks_when else frozenset({EntryKind.SECTOR})


def _begins_a_latin_name(word: Word, question: Question) -> bool:
    """Return whether an English name is a body's of ours with another word before it: "Chelyabinsk tractor plant"."""
    if not (word.surface.isascii() and word.capitalised):
        return False
    after = next((each for each in question.words if each.start > word.start), None)
    bodies = (each for each in question.units if any(m.kind is EntryKind.ORGANISATION for m in each.mentions))
    return any(after == each.words[0] for each in bodies)


def _bounds_a_name(word: Word, question: Question) -> bool:
    """Return whether an adjective of place makes a name another's: «Горьковский автозавод» is none of ours."""
    if not _OF_PLACE.fullmatch(word.key):
        return False
    after = next((each for each in question.words if each.start > word.start), None)
    names = (each for each in question.units if any(m.kind is EntryKind.ORGANISATION for m in each.mentions))
    return after is not None and any(each.words[0] == after for each in names)


def as_near(top: Candidate, other: Candidate) -> bool:
    """Return whether another is as much of what is named: then the newest is the last one, not the likeliest."""
    alike = other.missed_names <= top.missed_names and (other.named or other.missed - top.missed < _CLOSE)
    return alike and top.score - other.score < _MOMENT_NEAR


def by_score(candidate: Candidate) -> tuple[float, int]:
    """Return what candidates are sorted by: the score, then the order of the register."""
    return -candidate.score, candidate.subject.place


def _is_of(kind: EntryKind, wanted: EntryKind | None) -> bool:
    return kind is wanted or (wanted is EntryKind.AGREEMENT and kind is EntryKind.DOCUMENT)


def _with_likeness(candidate: Candidate, keys: frozenset[str], *, alone: bool) -> Candidate:
    """Add a little for a name that the question has whole: between two that cover alike, the shorter name is meant.

    One word left of a name («белорусская техника») is that name only where nothing else is asked about.
    """
    subject = candidate.subject
    names = (*subject.names, *subject.lone) if alone or candidate.named else subject.names
    likeness = 0.0
    for name in names:
        if not name.isdisjoint(keys):
            likeness = max(likeness, len(name & keys) / len(name))
    whole = _NAME_LIKENESS if likeness == 1 else _PART_LIKENESS * likeness
    return candidate.raised(whole)
