"""Whether an entry may be the answer at all: enough of the question covered, and nothing of it against the entry."""

from collections.abc import Sequence

from bot.language.aliases import Exactness
from bot.language.another import (
    is_another_in_row,
    is_name_of_a_thing,
    is_of_another_sort,
    is_works_of_a_field,
    says_but_a_place,
    was_elsewhere,
)
from bot.language.anothers import Anothers
from bot.language.currency import days_of, signed_in, valid_in
from bot.language.question import Question, Unit
from bot.language.ranking import Candidate
from bot.language.senses import BY_TEXT, Senses
from bot.language.subjects import Subject
from bot.language.texts import Ref
from bot.language.timely import is_of_another_part
from bot.language.vocabulary import EXACT_BODIES, SIDES
from storage.register_records import Agreement, AnyEntry, EntryKind, Event, Official, Organisation, Register, Side

FOREIGN = 1.0
_MARGIN = 0.15
BESIDE = 0.4
_ENOUGH_WITH_YEAR = 0.5
_MISSED_NAME = 0.9
_MISSED_PLACE = 0.4
ENOUGH = 0.85
_DATED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT, EntryKind.EVENT, EntryKind.INDICATOR, EntryKind.STATEMENT})
_WORK = _DATED | {EntryKind.PROJECT}
_RUSSIA = ("россия",)
_PLAN = "план"
_SIDE = "сторона"
_LEARNED = "вуз"  # what a works makes is asked for by the works; a university makes nothing here
_SORTS = frozenset({"встреча", "переговоры", "визит"})
_SOMEBODY = frozenset({EntryKind.PERSON, EntryKind.ORGANISATION})


class Acceptance:
    """Accepts candidates or not; built once per revision of the register."""

    def __init__(self, register: Register, senses: Senses) -> None:
        """Stand on a register and what units say."""
        self._register = register
        self._senses = senses
        self._anothers = Anothers(register, senses)

    def accepts(self, candidate: Candidate, question: Question, foreign: float) -> bool:
        """Return whether a candidate may be the answer at all."""
        kind = candidate.subject.kind
        enough = _ENOUGH_WITH_YEAR if candidate.years else ENOUGH
        against = foreign + 0.35 * candidate.missed
        if candidate.covered - candidate.years < enough or candidate.covered <= against + _MARGIN * bool(against):
            return False
        no_person = question.who_is and not (candidate.named and kind in _SOMEBODY)
        if no_person or (foreign and self._has_but_beside(candidate, question, foreign)):
            return False
        beside = self._only_of_the_sector(candidate, question) or _leaves_a_name(candidate)
        beside = beside or self._only_of_the_place(candidate, question, foreign)
        beside = beside or is_another_in_row(candidate.subject, question, self._senses)
        if beside or self._of_another_number(candidate, question) or not self._has_the_body(candidate, question):
            return False
        if question.kind_wanted is EntryKind.PERSON and foreign >= FOREIGN:
            return False
        speakers = self._speakers(candidate, question) if kind is EntryKind.INDICATOR else 0.0
        left = candidate.missed_names - self._anothers.where_it_is(question) - speakers >= _MISSED_NAME
        if question.strict and left and not (candidate.named and kind is EntryKind.INDICATOR):
            return False
        other = self._leaves_somebody(candidate, question) or _is_no_plan(candidate.subject, question)
        other = other or self._is_with_other_bodies(candidate, question)
        if other or not self._is_of_the_years(candidate, question):
            return False
        if kind is EntryKind.PERSON:
            return self._is_person(candidate, question)
        return not self._only_of_person(candidate, question)

    def _speakers(self, candidate: Candidate, question: Question) -> float:
        """Return the weight of those who are said to have told a figure, and are not told of with it."""
        people = (unit for unit in question.units if any(each.kind is EntryKind.PERSON for each in unit.mentions))
        return sum(self._senses.weight(unit) for unit in people if not self._senses.cover(unit, candidate.subject))

    def _has_but_beside(self, candidate: Candidate, question: Question, foreign: float) -> bool:
        """Return whether a candidate has but the place or the adjectives of what is foreign."""
        unnamed = candidate.subject.kind is EntryKind.ORGANISATION and not candidate.named
        another = unnamed and is_of_another_sort(question, self._senses)
        another = another or (foreign >= FOREIGN and is_name_of_a_thing(question, self._senses))
        return another or says_but_a_place(question, foreign, self._senses)

    def _only_of_the_sector(self, candidate: Candidate, question: Question) -> bool:
        """Return whether an entry has but the sector and the place in common with a question that asks for no such.

        A flight is of tourism and of Minsk, yet «туристы из Минска» do not ask about it.
        """
        kind = candidate.subject.kind
        if kind is EntryKind.SECTOR or candidate.named or question.kind_wanted is kind:
            return False
        return self._senses.shares_but_a_sector(question.units, candidate.subject)

    def _only_of_the_place(self, candidate: Candidate, question: Question, foreign: float) -> bool:
        """Return whether what was done at a place has nothing else of the question: «минские промышленники»."""
        if candidate.subject.kind not in _WORK or candidate.named or candidate.missed + foreign < _MISSED_NAME:
            return False
        if question.period is not None and question.period.first == question.period.last:
            return False  # whatever else is told of it, the day is told
        units = [unit for unit in question.units if self._senses.cover(unit, candidate.subject) > BY_TEXT]
        return (
            question.kind_wanted in {None, EntryKind.EVENT}
            and bool(units)
            and all(
                unit.year or self._senses.is_place(unit) or unit.keys == _RUSSIA or _is_sort(unit) for unit in units
            )
        )

    def _is_with_other_bodies(self, candidate: Candidate, question: Question) -> bool:
        """Return whether no party of an agreement is of the kind asked for: «с каким вузом есть соглашение»."""
        entry = self._register.find(*candidate.subject.ref)
        if question.body != _LEARNED or candidate.named or not isinstance(entry, Agreement):
            return False
        parties = (self._register.organisations.get(each.organisation or "") for each in entry.parties)
        return not any(each is not None and each.body.startswith(question.body) for each in parties)

    def _leaves_somebody(self, candidate: Candidate, question: Question) -> bool:
        """Return whether it is no event with whoever is named, when one is asked for: «встреча с Лукашенко»."""
        if question.kind_wanted is not EntryKind.EVENT:
            return False
        if candidate.subject.kind is EntryKind.EVENT and was_elsewhere(candidate.subject, question, self._senses):
            return True
        words = (unit for unit in question.units if not unit.mentions and self._senses.knows(unit))
        somebody = (unit for unit in words if "Surn" in self._senses.grammar(unit.words[0]))
        return any(not self._senses.cover(unit, candidate.subject) for unit in somebody)

    def _of_another_number(self, candidate: Candidate, question: Question) -> bool:
        """Return whether a number tells that another one is meant: «школа № 5», of which no entry has the number."""
        numbers = [unit for unit in question.units if unit.words[0].key.isdigit() and not (unit.mentions or unit.year)]
        if not numbers or question.kind_wanted is EntryKind.INDICATOR:
            return False
        if candidate.named:
            return self._bears_another_number(candidate.subject, numbers, question)
        covered = [self._senses.cover(unit, candidate.subject) for unit in numbers]
        by_numbers = sum(self._senses.weight(unit) * share for unit, share in zip(numbers, covered, strict=True))
        return not any(covered) or candidate.covered - by_numbers < BESIDE

    def _bears_another_number(self, subject: Subject, numbers: Sequence[Unit], question: Question) -> bool:
        """Return whether a number right beside a name is not the one that its bearer is called by: «560 АРЗ»."""
        named = [unit for unit in question.units if (subject.kind, subject.slug) in _refs_of(unit)]
        beside = any(
            {number.words[0].start, number.words[-1].end + 1} & {unit.words[-1].end + 1, unit.words[0].start}
            for number in numbers
            for unit in named
        )
        called = any(key.isdigit() for key in subject.strong)
        return beside and called and not any(self._senses.cover(number, subject) for number in numbers)

    def _is_of_the_years(self, candidate: Candidate, question: Question) -> bool:
        """Return whether a dated entry is of every year asked about: a plan of those it is for, not of its signing.

        A figure of a year that the register does not have is not answered with what it is a figure of.
        """
        years = [unit.year for unit in question.units if unit.year]
        if len(years) > 1 and any(word.key == "или" for word in question.words):  # «он 24 или 25 года?»
            years = [year for year in years if year in candidate.subject.years] or years
        if candidate.subject.kind is EntryKind.EVENT and self._is_of_other_days(candidate.subject.ref, question):
            return False
        if candidate.subject.kind not in _DATED:
            of_russia = any(
                unit.keys == _RUSSIA and not self._senses.cover(unit, candidate.subject) for unit in question.units
            )
            return not (years and (of_russia or question.kind_wanted is EntryKind.INDICATOR))
        if not years and candidate.subject.kind is not EntryKind.INDICATOR:
            return True
        entry = self._register.find(*candidate.subject.ref)
        if is_of_another_part(entry, question) or (entry and self._is_of_another_country(candidate, question)):
            return False
        if isinstance(entry, Agreement) and entry.valid and not question.signed:
            return all(valid_in(entry, year) for year in years)
        if years and isinstance(entry, Agreement) and question.signed and not question.plans:
            return signed_in(entry).issuperset(years)
        return all(year in candidate.subject.years for year in years)

    def _is_of_other_days(self, ref: Ref, question: Question) -> bool:
        """Return whether an event was on other days than the one asked about: «что было 3 февраля 2023 года»."""
        event, period = self._register.find(*ref), question.period
        held = days_of(event) if isinstance(event, Event) else None
        if held is None or period is None or period.first != period.last:
            return False
        if all(word.key != str(period.first.year) for word in question.words):  # the year is but supposed
            return False
        return not held.first <= period.first <= held.last

    def _is_of_another_country(self, candidate: Candidate, question: Question) -> bool:
        """Return whether Russia's figure is asked for, and this one is the region's."""
        of_indicator = candidate.subject.kind is EntryKind.INDICATOR
        asked = any(unit.keys == ("россия",) for unit in question.units)
        return of_indicator and asked and "россия" not in candidate.subject.strong

    def _has_the_body(self, candidate: Candidate, question: Question) -> bool:
        """Return whether a committee asked for, which no name of ours has, has to do with the candidate."""
        asked = (unit for unit in question.units if not unit.mentions and unit.words[0].key in EXACT_BODIES)
        covered = all(self._senses.cover(unit, candidate.subject) >= BESIDE for unit in asked)
        of_kind = candidate.subject.kind is EntryKind.ORGANISATION
        if question.body and not of_kind:
            of_body = candidate.named or (question.body != _LEARNED and candidate.subject.kind in _WORK)
            if question.kind_wanted is EntryKind.ORGANISATION and not of_body:
                return False
            if candidate.subject.kind is not EntryKind.PROJECT and is_works_of_a_field(question, self._senses):
                return False
        return covered and (not of_kind or self._is_the_body(candidate, question))

    def _is_the_body(self, candidate: Candidate, question: Question) -> bool:
        """Return whether an organisation is the committee or the works asked for, not another's of the same place."""
        subject = candidate.subject
        entry = self._register.find(*subject.ref)
        asked = {word.key for word in question.words if word.key in EXACT_BODIES}
        places = [unit for unit in question.units if self._senses.is_place(unit)]
        if asked:
            here = all(self._senses.cover(unit, subject) >= BESIDE for unit in places)
            return asked <= subject.strong and here
        by_place = sum(self._senses.weight(unit) * self._senses.cover(unit, subject) for unit in places)
        only_place = bool(places) and candidate.covered - by_place < BESIDE
        other = isinstance(entry, Organisation) and not entry.body.startswith(question.body)
        on_side = question.side and any(word.key == _SIDE for word in question.words)
        if on_side and isinstance(entry, Organisation) and entry.side not in {question.side, Side.FEDERAL}:
            return False  # «союз промышленников на белорусской стороне»
        if question.body and not candidate.named and isinstance(entry, Organisation) and question.side:
            return entry.side in {question.side, Side.FEDERAL}
        return not (only_place and (other or candidate.missed >= _MISSED_NAME))

    def _only_of_person(self, candidate: Candidate, question: Question) -> bool:
        """Return whether the candidate is no person and has nothing of the question but the one person in it."""
        persons = [unit for unit in question.units if any(each.kind is EntryKind.PERSON for each in unit.mentions)]
        if len(persons) != 1 or candidate.named or question.kind_wanted not in {None, EntryKind.PERSON}:
            return False
        by_person = self._senses.weight(persons[0]) * self._senses.cover(persons[0], candidate.subject)
        return candidate.covered - by_person < BESIDE

    def _told_of_office(self, office: AnyEntry | None, question: Question) -> float:
        """Return the weight of what is told of an office: «посол … до января 2026 года», «васин теперь зампред?»."""
        if not isinstance(office, Official):
            return 0.0
        told = self._senses.told_of(EntryKind.PERSON, office.slug)
        words = (
            unit
            for unit in question.units
            if not unit.mentions and (unit.year is None or str(unit.year) in office.role)
        )
        return sum(self._senses.weight(unit) for unit in words if unit.year or not told.isdisjoint(unit.words[0].keys))

    def _is_person(self, candidate: Candidate, question: Question) -> bool:
        """Return whether a person is meant: named, and the office, if asked for, held in the place asked about."""
        mention = next(
            (
                each
                for unit in question.units
                for each in unit.mentions
                if (each.kind, each.slug) == candidate.subject.ref
            ),
            None,
        )
        office = self._register.find(*candidate.subject.ref)
        missed = candidate.missed - self._told_of_office(office, question)
        if mention is None or missed > _MISSED_NAME:
            return False
        served = (self._register.organisations[each] for each in getattr(office, "organisations", ()))
        sides = {each.side for each in served}
        places = {key for unit in question.programme for key in unit.keys if SIDES.get(key) not in sides}
        by_office = mention.exactness is Exactness.DERIVED
        russian = any(unit.keys == ("россия",) for unit in question.units) and "посол" not in mention.alias
        if by_office and russian and sides == {Side.BELARUS} and Side.BELARUS is not question.side:
            return False
        return not by_office or (missed < _MISSED_PLACE and places <= candidate.subject.strong)


def _is_sort(unit: Unit) -> bool:
    """Return whether a unit only says that something happened: «встреча», «переговоры»."""
    return not unit.mentions and unit.words[0].key in _SORTS


def _refs_of(unit: Unit) -> frozenset[tuple[EntryKind, str]]:
    return frozenset((each.kind, each.slug) for each in unit.mentions)


def _leaves_a_name(candidate: Candidate) -> bool:
    """Return whether what is not named leaves more of a question aside, names among it, than it answers."""
    unnamed = candidate.subject.kind is EntryKind.ORGANISATION and not candidate.named
    return (
        (unnamed or candidate.subject.kind in _WORK)
        and candidate.missed_names > 0
        and candidate.missed > candidate.covered
    )


def without_plans(rivals: Sequence[Subject], question: Question) -> Sequence[Subject]:
    """Return rivals without the plans where an agreement is asked for: a plan is made by one, but is none."""
    if not question.strict or any("план" in word.keys for word in question.words):
        return rivals
    return [each for each in rivals if "план" not in each.title_words] or rivals


def says_plan(question: Question) -> bool:
    """Return whether a plan is asked for by the word alone, no name that has it."""
    return any(unit.keys == (_PLAN,) for unit in question.units)


def _is_no_plan(subject: Subject, question: Question) -> bool:
    """Return whether it is an agreement of another sort than the plan that is insisted on."""
    insisted = question.strict and subject.kind is EntryKind.AGREEMENT and says_plan(question)
    return insisted and _PLAN not in subject.title_words


def only_a_number(question: Question) -> bool:
    """Return whether there is nothing but a number that names nothing and measures nothing."""
    numbers = (not unit.mentions and not unit.year and unit.words[0].key.isdigit() for unit in question.units)
    return bool(question.units) and question.kind_wanted is None and all(numbers)
