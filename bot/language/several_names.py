"""What is answered when a question names several entries: what they have in common, whose office, else all of them."""

from collections.abc import Sequence

from bot.language.outcome import Verdict, intent_of
from bot.language.question import Intent, Question, Unit
from bot.language.ranking import Candidate
from bot.language.senses import Senses
from bot.language.texts import Ref
from bot.language.vocabulary import FUNCTION
from storage.register_records import EntryKind

_CLOSE = 1.0
_TOLD_BESIDES = 1.2  # so much of an entry is told without the names that it is what is asked about
_BODY = EntryKind.ORGANISATION
_PARTS = frozenset({"автокомпонент", "комплектующий"})
_OF_ITSELF = frozenset({EntryKind.SECTOR, EntryKind.INDICATOR})
_COMMON = frozenset({EntryKind.AGREEMENT, EntryKind.PROJECT})


class SeveralNames:
    """Answers questions of several names; built once per revision of the register."""

    def __init__(self, senses: Senses) -> None:
        """Stand on what units say."""
        self._senses = senses

    def decided(self, candidates: Sequence[Candidate], question: Question) -> Verdict | None:
        """Return what is answered when the best candidate leaves one of several names out, else ``None``."""
        several = self._bearers(question, candidates[0])
        if not several:
            return None
        whose = self._whose_office(question)
        if whose:
            return Verdict(Intent.PERSON, whose)
        own = self._body_in_its_field(question)
        if own:
            return Verdict(Intent.ORGANISATION, own)
        work = self._work_of_all(candidates, question)
        return (
            Verdict(intent_of(work.subject.kind), (work.subject.ref, *several))
            if work
            else Verdict(Intent.LIST, several)
        )

    def _bearers(self, question: Question, top: Candidate) -> tuple[Ref, ...]:
        """Return the bearers of each name when the best candidate leaves one of several names uncovered."""
        named = [unit for unit in question.units if unit.mentions and not self._senses.is_place(unit)]
        left = [unit for unit in named if self._senses.cover(unit, top.subject) < self._senses.share_wanted(unit)]
        besides = [unit for unit in question.units if not unit.mentions and self._senses.knows(unit)]
        told = sum(self._senses.weight(unit) * self._senses.cover(unit, top.subject) for unit in besides)
        besides_it = (_is_somebody(unit) or _PARTS.issuperset(unit.keys) for unit in left)
        if top.named and top.subject.kind in _COMMON and all(besides_it):
            return ()  # «программа поставок, о которой говорил Головченко»
        if not left or told > _TOLD_BESIDES or len(named) < 2 or question.kind_wanted in _OF_ITSELF:  # noqa: PLR2004  one name is a card
            return ()
        return tuple(dict.fromkeys((unit.mentions[0].kind, unit.mentions[0].slug) for unit in named))

    def _whose_office(self, question: Question) -> tuple[Ref, ...]:
        """Return the one person named of whose office all else that is named tells: «Васин из Корпорации развития»."""
        people = {each.slug for unit in question.units for each in unit.mentions if each.kind is EntryKind.PERSON}
        told = self._senses.told_of(EntryKind.PERSON, *people) if len(people) == 1 else frozenset[str]()
        others = [unit for unit in question.units if unit.mentions and not _is_somebody(unit)]
        of_office = told and all(unit.telling - FUNCTION <= told for unit in others)
        return tuple((EntryKind.PERSON, slug) for slug in people) if of_office else ()

    def _body_in_its_field(self, question: Question) -> tuple[Ref, ...]:
        """Return the one body named beside nothing but its own field: «ТестГен и их минздрав»."""
        named = [unit for unit in question.units if unit.mentions]
        bodies = {(each.kind, each.slug) for unit in named for each in unit.mentions if each.kind is _BODY}
        fields = [unit for unit in named if all(each.kind is EntryKind.SECTOR for each in unit.mentions)]
        both = len(bodies) == 1 and len(fields) + 1 == len(named)
        return (
            tuple(bodies)
            if both and all(self._senses.stands_in(ref, unit) for ref in bodies for unit in fields)
            else ()
        )

    def _work_of_all(self, candidates: Sequence[Candidate], question: Question) -> Candidate | None:
        """Return the agreement or project, as near as the best candidate, that all those named have in common."""
        near = (each for each in candidates[1:] if candidates[0].score - each.score < _CLOSE)
        works = (each for each in near if each.subject.kind in _COMMON)
        return next((each for each in works if not self._bearers(question, each)), None)


def _is_somebody(unit: Unit) -> bool:
    return any(each.kind is EntryKind.PERSON for each in unit.mentions)
