"""What a question is answered with, decided from the ranking: one entry, a list, news, deadlines, or nothing.

The rule: a card answers what its subject is. The best candidate is the answer only when what it covers of the
question outweighs what is foreign to the register and what it leaves uncovered. A question about another region or
an unknown person, or one for something this bot does not do, gets nothing, whatever else it names; an agreement is
answered only if it covers every name in the question. Equally good entries of one kind are a list, never a guess.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.acceptance import BESIDE, ENOUGH, FOREIGN, Acceptance, only_a_number, says_plan, without_plans
from bot.language.another import means_another
from bot.language.anothers import Anothers
from bot.language.chiefs import heads_of, organisations_named
from bot.language.favour import Favour
from bot.language.in_time import InTime
from bot.language.likely import is_likely
from bot.language.members import Members
from bot.language.outcome import Verdict, intent_of, refs_of, sectors_of
from bot.language.question import Intent, Moment, Question
from bot.language.ranking import VETO, Candidate, Ranker, Ranking, asks_what_happened
from bot.language.several_names import SeveralNames
from bot.language.subjects import Subjects
from bot.language.timely import began_with, stream_of
from bot.language.vocabulary import GENERAL_CHIEFS, KIND_WORDS, NARRATING, PROGRAMME, SIDES
from bot.language.wanted import SEASON
from bot.language.works import Works
from storage.register_records import EntryKind, Register

NEAREST = 3
_CLOSE = 0.12
_APART = 0.25
_FAR = 1.0
_PLAN = "план"
_UNTOLD = frozenset({EntryKind.INDICATOR, EntryKind.STATEMENT, EntryKind.DISCREPANCY})
_OVERVIEW = (EntryKind.AGREEMENT, EntryKind.SECTOR)


class Judge:
    """Decides; built once per revision of the register."""

    def __init__(self, register: Register, subjects: Subjects, ranker: Ranker) -> None:
        """Stand on a register, its index and the weigher."""
        self._register = register
        self._subjects = subjects
        self._ranker = ranker
        self._senses = ranker.senses
        self._acceptance = Acceptance(register, ranker.senses)
        self._anothers = Anothers(register, ranker.senses)
        self._members = Members(register, subjects, ranker.senses)
        self._favour = Favour(register)
        self._works = Works(register, subjects, ranker.senses)
        self._several = SeveralNames(ranker.senses)
        self._in_time = InTime(register)

    def verdict(self, question: Question, today: date) -> Verdict:
        """Return what a question asked on ``today`` is answered with."""
        ranking = self._favour.among(self._ranker.rank(question), today)
        if (
            question.alien
            or ranking.foreign >= VETO
            or only_a_number(question)
            or means_another(question, ranking.foreign, self._senses, self._subjects)
            or self._anothers.are_named(question)
        ):
            return replace(self._nothing(ranking, question), refused=True, likely=False)
        if question.intent in {Intent.NEWS, Intent.DEADLINES}:
            return self._stream(question, ranking)
        began = began_with(self._register, question) if question.first else None
        if began is not None:
            return Verdict(Intent.AGREEMENT, (began,))
        if question.of_kind is not None:
            return self._list(question, ranking, today)
        of_figure = question.kind_wanted is EntryKind.INDICATOR
        agreed = question.strict and question.signed  # «кто из ректоров подписывал соглашение»
        if question.chief and not (of_figure or agreed) and not asks_what_happened(question, ranking):
            return self._signed(question, today) or self._chief(question, ranking, today)
        if all(unit.year for unit in question.units):
            return self._general(question, ranking, today)
        found = self._signed(question, today) or self._best(question, ranking, today)
        if found.intent is Intent.NONE and ranking.foreign < FOREIGN:
            return self._in_time.signed(question) or found
        return found

    def _signed(self, question: Question, today: date) -> Verdict | None:
        """Return the agreement when it is asked what was signed with whom, ``None`` when there is none such."""
        if not question.signed or question.strict:
            return None
        insisting = replace(question, strict=True, kind_wanted=EntryKind.AGREEMENT)
        found = self._best(insisting, self._favour.among(self._ranker.rank(insisting), today), today)
        named = found.intent is not Intent.NONE and found.refs[0][0] is not EntryKind.DOCUMENT
        return found if named else self._in_time.signed(question)

    def _best(self, question: Question, ranking: Ranking, today: date) -> Verdict:
        candidates = self._accepted(question, ranking)
        if not candidates:
            of_time = self._of_its_time(question, ranking, today)
            return of_time or self._narrowed(question, ranking, today) or self._nothing(ranking, question)
        several = self._several.decided(candidates, question) or self._plans(candidates, question)
        found = several or self._in_time.decided(candidates, question, today)
        if found is not None:
            return self._nothing(ranking, question) if found.intent is Intent.NONE else found
        return self._likeliest(candidates, question, ranking.foreign, today)

    def _likeliest(self, candidates: Sequence[Candidate], question: Question, foreign: float, today: date) -> Verdict:
        top = candidates[0]
        instead = self._works.instead_of(top, question, foreign)
        instead = instead or self._works.counterpart_of(top, candidates, question.side)
        instead = instead or self._works.body_asked_for(top, candidates, question)
        rivals = without_plans([each.subject for each in candidates if self._rivals(top, each)], question)
        instead = instead or self._works.party_of_all(rivals, question)
        rivals = self._works.of_side(rivals, question.side)
        if not instead and len(rivals) > 1 and not self._stands_out(top, question):
            return self._in_time.one_of(rivals, question, today)
        beside = refs_of(each for each in candidates[1:] if top.score - each.score < BESIDE or each.named)
        if top.subject.kind is EntryKind.STATEMENT:
            beside = tuple(ref for ref in beside if ref[0] is EntryKind.STATEMENT)
        refs = instead if instead[1:] else (*instead, top.subject.ref, *beside)
        return Verdict(Intent.LIST if instead[1:] else intent_of(refs[0][0]), refs, refs[0][0])

    def _accepted(self, question: Question, ranking: Ranking) -> list[Candidate]:
        """Return the candidates that may be the answer or stand beside it, the best first."""
        of_a_time = question.moment is not None or question.former or question.plans
        accepted: list[Candidate] = []
        for each in ranking.candidates:
            is_far = accepted and accepted[0].score - each.score >= BESIDE and not each.named
            if (of_a_time or not is_far) and self._acceptance.accepts(each, question, ranking.foreign):
                accepted.append(each)
        return accepted

    def _plans(self, candidates: Sequence[Candidate], question: Question) -> Verdict | None:
        """Return every plan when nothing but plans is asked for, in the plural."""
        only = all(set(unit.keys) <= {_PLAN, *PROGRAMME} for unit in question.units)
        if not (question.plans and only) or question.former or question.moment is Moment.NEXT:
            return None
        there = [each for each in candidates if each.subject.kind is EntryKind.AGREEMENT]
        plans = tuple(each.subject.ref for each in there if _PLAN in each.subject.title_words)
        return Verdict(Intent.LIST, plans, EntryKind.AGREEMENT) if plans else None

    def _rivals(self, top: Candidate, other: Candidate) -> bool:
        close = top.score - other.score < _CLOSE and top.named == other.named
        return close and top.subject.kind is other.subject.kind and top.subject.kind is not EntryKind.INDICATOR

    def _stands_out(self, top: Candidate, question: Question) -> bool:
        keys = {key for word in question.words for key in word.keys}
        return top.named and any(name <= keys for name in top.subject.names)

    def _general(self, question: Question, ranking: Ranking, today: date) -> Verdict:
        """Answer a question without a subject: a kind is a list; the region is its card; Belarus is an overview."""
        if question.kind_wanted is not None:
            return self._list(replace(question, of_kind=question.kind_wanted), ranking, today)
        for unit in question.programme:
            if unit.mentions:
                return Verdict(intent_of(unit.mentions[0].kind), ((unit.mentions[0].kind, unit.mentions[0].slug),))
        if question.period is not None:
            return self._list(replace(question, of_kind=EntryKind.EVENT), ranking, today)
        narrated = NARRATING & {word.key for word in question.words}
        places = {key for unit in question.programme for key in unit.keys} <= SIDES.keys()
        if question.programme and not (narrated and places):
            return Verdict(Intent.LIST, self._members.all_of(EntryKind.SECTOR), EntryKind.SECTOR)
        return self._nothing(ranking, question)

    def _chief(self, question: Question, ranking: Ranking, today: date) -> Verdict:
        """Answer who heads something: the officials of the organisation named, if the register has the head.

        The words may also be part of another name («Совет ректоров»).
        """
        people = [each for each in ranking.candidates if each.subject.kind is EntryKind.PERSON]
        named = [each for each in people if self._acceptance.accepts(each, question, ranking.foreign)]
        called = refs_of(named) or self._subjects.called_by(EntryKind.PERSON, question.words)
        if called:
            return Verdict(Intent.PERSON, called)
        organisations = organisations_named(question)
        heads = heads_of(organisations, question, self._subjects) if ranking.foreign < FOREIGN else ()
        if heads:
            return Verdict(Intent.PERSON, heads)
        others = [each for each in ranking.candidates if question.chiefs <= each.subject.strong]
        best = ranking.candidates[0] if others else None
        if best and best.subject.kind is EntryKind.EVENT and best.score - others[0].score > _FAR:
            others = list(ranking.candidates)
        if organisations and question.chiefs <= GENERAL_CHIEFS:
            others = []
        if others:
            return self._best(question, Ranking(tuple(others), ranking.foreign), today)
        return self._nothing(ranking, question)

    def _list(self, question: Question, ranking: Ranking, today: date) -> Verdict:
        kind = question.of_kind
        if kind is None or ranking.foreign >= FOREIGN:
            return self._nothing(ranking, question)
        members = self._members.listed(kind, question, today)
        refs = tuple(each.ref for each in members)
        if question.former and kind is EntryKind.AGREEMENT:
            refs = self._in_time.former_of(refs, question, today) or refs
        only = len(refs) == 1 and not self._members.of_sector_alone(members[0], question)
        if members and ((question.moment is not None and not question.several) or only):
            return self._in_time.one_of(members, question, today)
        if refs:
            return Verdict(Intent.LIST, refs, kind, sectors_of(question))
        streamed = stream_of(question, today) if kind is EntryKind.EVENT else None
        if streamed is not None:
            return Verdict(streamed)
        leaning = None if question.strict else kind
        relaxed = replace(question, of_kind=None, strict=False, kind_wanted=leaning)
        found = self._best(relaxed, self._ranker.rank(relaxed), today)
        of_fields = found.intent is Intent.LIST and all(of is EntryKind.SECTOR for of, _ in found.refs)
        return self._nothing(ranking, question) if question.strict and of_fields else found

    def _of_its_time(self, question: Question, ranking: Ranking, today: date) -> Verdict | None:
        """Return the events of the month asked about with those named, whatever else is said of them."""
        period = question.period
        if question.kind_wanted is not EntryKind.EVENT or period is None or ranking.foreign >= FOREIGN:
            return None
        named = replace(question, units=tuple(unit for unit in question.units if unit.mentions))
        members = self._members.of(EntryKind.EVENT, named) if (period.last - period.first).days < SEASON else []
        return self._in_time.one_of(members, question, today) if members else None

    def _narrowed(self, question: Question, ranking: Ranking, today: date) -> Verdict | None:
        """Return the entries of the kind insisted on that belong to what is named: «проект по сельскому хозяйству».

        A sector that has none of the kind says so on its own card.
        """
        if not question.strict or question.kind_wanted is None or ranking.foreign >= FOREIGN:
            return None
        besides = [unit for unit in question.units if unit.keys != (_PLAN,) and not unit.year]
        if says_plan(question) and besides and all(map(self._senses.is_place, besides)):
            plans = self._members.plans(question, today)
            return Verdict(Intent.AGREEMENT, plans) if plans else None
        members = self._members.of(question.kind_wanted, question)
        near = [each for each in ranking.candidates if each.subject in members]
        if len(near) > 1 and near[0].score - near[1].score > _APART:
            return Verdict(intent_of(near[0].subject.kind), refs_of(near))
        if members:
            return self._in_time.one_of(members, question, today)
        works = self._work_named(question, ranking)
        if works:
            return works
        of_sectors = [
            mention for unit in question.units for mention in unit.mentions if mention.kind is EntryKind.SECTOR
        ]
        alone = len(of_sectors) == len(question.units) > 0
        return Verdict(Intent.SECTOR, ((EntryKind.SECTOR, of_sectors[0].slug),)) if alone else None

    def _work_named(self, question: Question, ranking: Ranking) -> Verdict | None:
        """Return the project named where an agreement is asked for that there is none of: its card has what is told."""
        only_bodies = all(any(each.kind is EntryKind.ORGANISATION for each in unit.mentions) for unit in question.units)
        if question.kind_wanted is not EntryKind.AGREEMENT or only_bodies:
            return None
        relaxed = self._ranker.rank(replace(question, strict=False, kind_wanted=None))
        near = [each for each in relaxed.candidates if each.subject.kind is EntryKind.PROJECT]
        top = next(iter(near), None)
        told = top is not None and not top.missed and not ranking.foreign and top.covered >= ENOUGH
        return Verdict(Intent.PROJECT, refs_of(near)) if told else None

    def _stream(self, question: Question, ranking: Ranking) -> Verdict:
        """Answer with news or deadlines, narrowed to what is named; what is foreign leaves nothing to narrow to."""
        if ranking.foreign >= FOREIGN:
            return self._nothing(ranking, question)
        ranking = self._ranker.rank(replace(question, strict=False, kind_wanted=None))
        named = [each for each in ranking.candidates if each.covered >= ENOUGH and each.subject.kind not in _UNTOLD]
        if question.intent is Intent.NEWS:
            there = all("Geox" in self._senses.grammar(unit.words[0]) for unit in question.units)
            bodies = [each for each in named if each.subject.kind is EntryKind.ORGANISATION and not each.missed]
            named = [each for each in named if each.named or each.subject.kind is EntryKind.SECTOR]
            named = named or (bodies[:1] if there else [])
        telling = (unit for unit in question.units if not unit.year and unit.words[0].key not in KIND_WORDS)
        if not named and question.intent is Intent.NEWS and any(True for _ in telling):
            return self._nothing(ranking, question)
        ref = named[0].subject.ref if named else None
        sectors = sectors_of(question) or ((ref[1],) if ref and ref[0] is EntryKind.SECTOR else ())
        return Verdict(question.intent, () if ref is None else (ref,), sectors=sectors)

    def _nothing(self, ranking: Ranking, question: Question) -> Verdict:
        """Answer with nothing but the nearest: of the kind wanted if any, else the widest that there is."""
        if question.strict:
            ranking = self._ranker.rank(replace(question, strict=False))
        near = sorted(ranking.candidates, key=lambda each: each.years - each.score)
        wanted = question.kind_wanted
        of_kind = self._members.all_of(wanted) if wanted is not None and wanted is not EntryKind.PERSON else ()
        widest = (ref for kind in _OVERVIEW for ref in self._members.all_of(kind)[:2])
        refs = tuple(dict.fromkeys((*refs_of(near), *of_kind, *widest)))[:NEAREST]
        return Verdict(Intent.NONE, refs, likely=is_likely(near, question, ranking.foreign, self._senses))
