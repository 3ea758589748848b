"""What is meant when a body or a field is named and something else is asked: its project, or who makes the thing."""

from collections.abc import Sequence

from bot.language.question import Question
from bot.language.ranking import Candidate
from bot.language.senses import Senses
from bot.language.subjects import Subject, Subjects
from bot.language.texts import BY_STRUCTURE, Ref
from bot.language.vocabulary import SOFT
from storage.register_records import EntryKind, Register, Side

_LIKE = 0.6
_NEARLY = 0.2
_SOFTLY = 0.5  # words like «выпускает» weigh less
_MAKERS = ("завод", "предприятие")


class Works:
    """Finds them; built once per revision of the register."""

    def __init__(self, register: Register, subjects: Subjects, senses: Senses) -> None:
        """Stand on a register, its index and what units say."""
        self._register = register
        self._subjects = subjects
        self._senses = senses

    def instead_of(self, top: Candidate, question: Question, foreign: float) -> tuple[Ref, ...]:
        """Return what to answer with instead of the best candidate, nothing where that is what is meant."""
        kind = top.subject.kind
        if question.strict or (not top.named and kind is not EntryKind.SECTOR):
            return ()
        if kind is EntryKind.ORGANISATION:
            return self._project_telling(top, question)
        telling = [unit for unit in question.units if unit.mentions or unit.words[0].key not in SOFT]
        asked = question.kind_wanted is EntryKind.ORGANISATION and len(telling) == 1 and foreign < _SOFTLY
        return self._makers(top.subject.slug, question.side) if asked and kind is EntryKind.SECTOR else ()

    def party_of_all(self, rivals: Sequence[Subject], question: Question) -> tuple[Ref, ...]:
        """Return the one body asked for that all of several entries have: «какой минский завод делает детали МС-21»."""
        if question.kind_wanted is not EntryKind.ORGANISATION or len(rivals) < 2:  # noqa: PLR2004  one is the answer
            return ()
        places = [unit for unit in question.units if self._senses.is_place(unit)]
        parties = (
            ref
            for ref in frozenset.intersection(*(frozenset(each.links) for each in rivals))
            if ref[0] is EntryKind.ORGANISATION
            and self._register.organisations[ref[1]].body.startswith(question.body)
            and question.side in {None, self._register.organisations[ref[1]].side}
            and all(self._senses.stands_in(ref, unit) for unit in places)
        )
        found = tuple(parties)
        return found if len(found) == 1 else ()

    def counterpart_of(self, top: Candidate, candidates: Sequence[Candidate], side: Side | None) -> tuple[Ref, ...]:
        """Return the like body of the side asked for: «союз промышленников Беларуси» is not the one of Ulyanovsk."""
        body = (
            self._register.organisations.get(top.subject.slug) if top.subject.kind is EntryKind.ORGANISATION else None
        )
        if body is None or side is None or body.side in {side, Side.FEDERAL}:
            return ()
        near = (each for each in candidates if each.named == top.named and top.score - each.score < _LIKE)
        others = (each.subject.ref for each in near if each.subject.kind is EntryKind.ORGANISATION)
        organisations = ((ref, self._register.organisations[ref[1]]) for ref in others)
        found = tuple(ref for ref, each in organisations if each.side is side and each.body == body.body)
        return found if len(found) == 1 else ()

    def body_asked_for(self, top: Candidate, candidates: Sequence[Candidate], question: Question) -> tuple[Ref, ...]:
        """Return the body that has all of the question as well, when one is asked for and its agreement is likelier."""
        if (
            question.kind_wanted is not EntryKind.ORGANISATION
            or top.named
            or top.subject.kind is not EntryKind.AGREEMENT
        ):
            return ()
        bodies = (each for each in candidates if each.subject.kind is EntryKind.ORGANISATION)
        near = [each.subject.ref for each in bodies if each.missed <= top.missed and top.score - each.score < _NEARLY]
        return tuple(ref for ref in near if self._register.organisations[ref[1]].body.startswith(question.body))[:1]

    def of_side(self, rivals: Sequence[Subject], side: Side | None) -> Sequence[Subject]:
        """Return the bodies of the side asked for, where there are any: «органы власти Беларуси»."""
        if side is None or any(each.kind is not EntryKind.ORGANISATION for each in rivals):
            return rivals
        return [each for each in rivals if self._register.organisations[each.slug].side is side] or rivals

    def _project_telling(self, body: Candidate, question: Question) -> tuple[Ref, ...]:
        """Return the one project of a body that tells what is asked: «сколько рабочих мест на фабрике игрушек»."""
        words = [
            unit
            for unit in question.units
            if not (unit.mentions or unit.words[0].key in SOFT or self._senses.cover(unit, body.subject))
        ]
        if not words and question.kind_wanted is not EntryKind.PROJECT:
            return ()
        named = [unit for unit in question.units if unit.mentions]
        telling = [
            ref
            for ref, each in self._subjects.of.items()
            if ref[0] is EntryKind.PROJECT
            and (not words or any(self._senses.cover(unit, each) for unit in words))
            and all(self._senses.cover(unit, each) >= BY_STRUCTURE for unit in named)
        ]
        return tuple(telling) if len(telling) == 1 else ()

    def _makers(self, sector: str, side: Side | None) -> tuple[Ref, ...]:
        """Return who makes what a sector is named by, of a side if one is asked for: «кто делает автобусы»."""
        bodies = [each for each in self._register.organisations.values() if side in {None, each.side}]
        works = (each for each in bodies if each.body.startswith(_MAKERS) and sector in each.sectors)
        return tuple((EntryKind.ORGANISATION, each.slug) for each in works)
