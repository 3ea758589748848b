"""Whom a list asked for holds: the entries of a kind, of the time and the body asked, that belong to what is named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.acceptance import BESIDE
from bot.language.currency import days_of, ended_in, is_in_force, valid_in
from bot.language.question import Moment, Question, Unit
from bot.language.senses import PARTS, Senses
from bot.language.subjects import Subject, Subjects
from bot.language.texts import Ref
from bot.language.timely import timely
from bot.language.vocabulary import GENERIC_KIND_WORDS, KIND_WORDS, SOFT
from bot.language.words import Word
from storage.register_records import Agreement, AnyEntry, EntryKind, Event, Register

_BY_FIELD = frozenset({EntryKind.ORGANISATION, EntryKind.PROJECT})
_ZONE = "экономическая зона"
_SORTS_OF_ZONES = frozenset({"экономический", "свободный", "особый"})
_WHO_COMES = "делегация"  # whose visits are asked for is no narrower than what visits
_WITH = frozenset({"с", "со"})


class Members:
    """Finds the members of lists; built once per revision of the register."""

    def __init__(self, register: Register, subjects: Subjects, senses: Senses) -> None:
        """Stand on a register, its index and the weigher."""
        self._register = register
        self._subjects = subjects
        self._senses = senses

    def all_of(self, kind: EntryKind) -> tuple[Ref, ...]:
        """Return every entry of a kind, in the order of the register."""
        return tuple((kind, slug) for slug in self._register.of(kind))

    def plans(self, question: Question, today: date) -> tuple[Ref, ...]:
        """Return every plan, those for the years asked about, or for ``today``, first.

        Whoever asks for the one with a part of Belarus means such a one. None when there is none for those years.
        """
        years = [unit.year for unit in question.units if unit.year]
        plans = [ref for ref in self.all_of(EntryKind.AGREEMENT) if "план" in self._subjects.of[ref].title_words]
        meant = [ref for ref in plans if all(self._is_for(ref, year) for year in years or [today.year])]
        return tuple(dict.fromkeys((*meant, *plans))) if meant or not years else ()

    def _is_for(self, ref: Ref, year: int) -> bool:
        entry = self._register.find(*ref)
        return isinstance(entry, Agreement) and bool(entry.valid) and valid_in(entry, year)

    def of(self, kind: EntryKind, question: Question) -> list[Subject]:
        """Return the entries of a kind that belong to everything that the question names and the register knows.

        A word of a field tells all of the field; of agreements only when none has the word itself.
        """
        exactly = self._of(kind, question, by_field=kind in _BY_FIELD)
        return exactly or (self._of(kind, question, by_field=True) if kind is EntryKind.AGREEMENT else [])

    def _of(self, kind: EntryKind, question: Question, *, by_field: bool) -> list[Subject]:
        suiting = [self._subjects.of[ref] for ref in timely(self._register, self.all_of(kind), question)]
        named = [(each.kind, each.slug) for unit in question.units for each in unit.mentions]
        units = [
            unit
            for unit in question.units
            if self._senses.knows(unit)
            and (not self._senses.is_place(unit) or not any(self._of_place(ref, unit) for ref in named))
        ]
        if question.body == _ZONE:
            units = [unit for unit in units if unit.mentions or unit.words[0].key not in _SORTS_OF_ZONES]
        if kind is EntryKind.EVENT:
            units = [unit for unit in units if unit.mentions or unit.words[0].key != _WHO_COMES]
        events = [unit for unit in units if kind is EntryKind.EVENT and _is_sort_of_event(unit)]
        generic = self._names_kind_beside(kind, question)
        if generic:
            units = [unit for unit in units if unit.mentions or KIND_WORDS.get(unit.words[0].key) is not kind]
        either = events if len(events) > 1 and not generic else []
        parts = [unit for unit in units if not unit.mentions and unit.words[0].key in PARTS]
        units = [unit for unit in units if unit not in either and (unit not in parts or len(parts) == len(units))]
        partners = self._partners(question)

        def belongs(each: Subject, unit: Unit) -> bool:
            return self._belongs(each, unit, partners) or (by_field and self._is_of_the_field(unit, each))

        found = [each for each in suiting if all(belongs(each, unit) for unit in units)]
        return [each for each in found if not either or any(belongs(each, unit) for unit in either)]

    def _names_kind_beside(self, kind: EntryKind, question: Question) -> bool:
        """Return whether the kind itself is asked for beside a sort of it: «меморандумы и соглашения»."""
        for before, joint, after in zip(question.words, question.words[1:], question.words[2:], strict=False):
            both = joint.key == "и" and KIND_WORDS.get(before.key) is kind is KIND_WORDS.get(after.key)
            if both and GENERIC_KIND_WORDS & {before.key, after.key}:
                return True
        return False

    def listed(self, kind: EntryKind, question: Question, today: date) -> list[Subject]:
        """Return the same for a list: of either side when the side asked for has none, in force or to come if asked.

        Where none is in force or to come, all are given: the list says of each how it stands.
        """
        works = any(each.kind is EntryKind.PROJECT for unit in question.units for each in unit.mentions)
        members = self.of(kind, question) or (self.of(kind, replace(question, side=None)) if not works else [])
        if len(members) == 1 and any(not unit.mentions and self._fields_headed(unit) for unit in question.units):
            members = self._of(kind, question, by_field=True)
        telling = tuple(unit for unit in question.units if unit.mentions or unit.words[0].key not in SOFT)
        if len(members) == 1 and any(unit.mentions for unit in telling) and len(telling) < len(question.units):
            members = self.of(kind, replace(question, units=telling))
        if not members and not telling:  # «…, которые с нами в кооперации» narrows nothing
            members = self.of(kind, replace(question, units=()))
        names = tuple(unit for unit in question.units if unit.mentions or unit.year)
        if not members and any(unit.mentions for unit in names) and len(names) < len(question.units):
            several = self.of(kind, replace(question, units=names))
            members = several if len(several) > 1 else []
        return [each for each in members if self._stands(each, question, today)] or members

    def of_sector_alone(self, member: Subject, question: Question) -> bool:
        """Return whether a member is only of the sector asked about: then it is one of a list, not what was meant."""
        known = [unit for unit in question.units if self._senses.knows(unit)]
        return self._senses.shares_but_a_sector(known, member)

    def _stands(self, member: Subject, question: Question, today: date) -> bool:
        entry: AnyEntry | None = self._register.find(*member.ref)
        match entry:
            case Agreement() if question.running_out:
                return is_in_force(entry, today)
            case Agreement() if question.current:
                return ended_in(entry, today) is None
            case Event() if question.several and question.moment is Moment.NEXT:
                held = days_of(entry)
                return held is not None and held.last >= today
            case _:
                return True

    def _partners(self, question: Question) -> frozenset[Word]:
        """Return the words that say with whom: «с Нижним Новгородом», "with Nizhny Novgorod"."""
        found: set[Word] = set()
        after = False
        for word in question.words:
            if after and ("ablt" in self._senses.grammar(word) or word.surface.isascii()):
                found.add(word)
            else:
                after = word.key in _WITH
        return frozenset(found)

    def _belongs(self, subject: Subject, unit: Unit, partners: frozenset[Word]) -> bool:
        """Return whether a member of a list has to do with what the list is narrowed to, by either's links.

        What was signed with a place was not signed with whoever met there.
        """
        beside: Sequence[Ref] = [(mention.kind, mention.slug) for mention in unit.mentions]
        if not beside and unit.words[0] not in partners and subject.kind is EntryKind.AGREEMENT:
            named = (self._subjects.named.get(key, frozenset()) for key in unit.words[0].keys)
            beside = [ref for ref in frozenset().union(*named) if ref[0] is EntryKind.EVENT]
        if not unit.mentions and "Geox" in self._senses.grammar(unit.words[0]):
            there = self._subjects.named.get(unit.words[0].key, frozenset())
            if any(ref in subject.links for ref in there if ref[0] is EntryKind.ORGANISATION):
                return True
        return self._senses.cover(unit, subject) >= BESIDE or any(
            subject.ref in self._subjects.near(ref) for ref in beside
        )

    def _is_of_the_field(self, unit: Unit, subject: Subject) -> bool:
        """Return whether a word of a field («самолёты») tells the field that an entry is of."""
        if unit.mentions:
            return False
        named = frozenset().union(*(self._subjects.named.get(key, frozenset()) for key in unit.words[0].keys))
        fields = self._fields_headed(unit) or [ref for ref in named if ref[0] is EntryKind.SECTOR]
        return len(fields) == 1 and fields[0] in subject.links

    def _fields_headed(self, unit: Unit) -> list[Ref]:
        """Return the sectors that have a word in their title: «транспорт» is but a part of another's names."""
        keys = frozenset(unit.words[0].keys)
        named = frozenset().union(*(self._subjects.named.get(key, frozenset()) for key in keys))
        return [ref for ref in named if ref[0] is EntryKind.SECTOR and self._subjects.of[ref].title_words & keys]

    def _of_place(self, ref: Ref, place: Unit) -> bool:
        """Return whether a place only tells where another thing named is: «Минский завод 407»."""
        itself = any((each.kind, each.slug) == ref for each in place.mentions)
        return not itself and ref[0] is EntryKind.ORGANISATION and self._senses.stands_in(ref, place)


def _is_sort_of_event(unit: Unit) -> bool:
    """Return whether a unit only says what sort of event: several sorts are asked for together, «встречи и визиты»."""
    return not unit.mentions and KIND_WORDS.get(unit.words[0].key) is EntryKind.EVENT
