"""What a time asked for decides between entries that may be meant: the last, the next, a former one."""

from collections.abc import Sequence
from datetime import date

from bot.language.currency import at_moment, days_of
from bot.language.outcome import Verdict, intent_of
from bot.language.question import Intent, Moment, Question
from bot.language.ranking import Candidate, as_near
from bot.language.subjects import Subject
from bot.language.texts import Ref
from bot.language.timely import former_or_coming, signed_during, timely
from storage.register_records import Agreement, EntryKind, Event, Register

_NOTHING = Verdict(Intent.NONE)


class InTime:
    """Decides by the time asked for; built once per revision of the register."""

    def __init__(self, register: Register) -> None:
        """Stand on a register."""
        self._register = register

    def decided(self, candidates: Sequence[Candidate], question: Question, today: date) -> Verdict | None:
        """Return what the time asked for decides, a none where nothing is of it, ``None`` where it decides nothing."""
        top = candidates[0]
        if self._is_timed(top, question):
            return self._agreement_of_its_time(candidates, question, today)
        if question.moment is Moment.NEXT and self._is_over(top, today):
            return self._next_of(candidates, today)
        if question.moment is not Moment.LAST or question.several or top.subject.kind is not EntryKind.EVENT:
            return None
        near = [each.subject.ref for each in candidates if each.subject.kind is EntryKind.EVENT and as_near(top, each)]
        last = at_moment(self._register, near, Moment.LAST, today)
        return None if last is None else Verdict(Intent.EVENT, (last, *(ref for ref in near if ref != last)))

    def one_of(self, rivals: Sequence[Subject], question: Question, today: date) -> Verdict:
        """Return the one of several that the period or the moment tells, else all, the order of the register kept."""
        refs = tuple(each.ref for each in sorted(rivals, key=lambda each: each.place))
        suiting = timely(self._register, refs, question)
        chosen = at_moment(self._register, suiting, question.moment, today)
        if chosen is not None:
            return Verdict(intent_of(chosen[0]), (chosen, *(ref for ref in refs if ref != chosen)))
        return Verdict(Intent.LIST, refs, refs[0][0])

    def signed(self, question: Question) -> Verdict | None:
        """Return the one agreement signed in the month asked about, when it is asked what was."""
        then = signed_during(self._register, question) if question.signed else ()
        return Verdict(Intent.AGREEMENT, then) if len(then) == 1 else None

    def former_of(self, refs: Sequence[Ref], question: Question, today: date) -> tuple[Ref, ...]:
        """Return those of several agreements that are over, or still to come, as the question asks."""
        entries = ((ref, self._register.find(*ref)) for ref in refs)
        return former_or_coming([(ref, each) for ref, each in entries if isinstance(each, Agreement)], question, today)

    def _is_timed(self, top: Candidate, question: Question) -> bool:
        entry = self._register.find(*top.subject.ref)
        asked = question.former or question.moment is Moment.NEXT
        return asked and isinstance(entry, Agreement) and entry.valid is not None

    def _agreement_of_its_time(self, candidates: Sequence[Candidate], question: Question, today: date) -> Verdict:
        refs = self.former_of([each.subject.ref for each in candidates], question, today)
        if question.several and len(refs) > 1:
            return Verdict(Intent.LIST, refs, EntryKind.AGREEMENT)
        return Verdict(Intent.AGREEMENT, refs) if refs else _NOTHING

    def _is_over(self, top: Candidate, today: date) -> bool:
        event = self._register.find(*top.subject.ref)
        held = days_of(event) if isinstance(event, Event) else None
        return held is not None and held.last < today

    def _next_of(self, candidates: Sequence[Candidate], today: date) -> Verdict:
        """Return the event that comes next of those asked for: never one that is over, as if it were to come."""
        refs = [each.subject.ref for each in candidates if each.subject.kind is EntryKind.EVENT]
        coming = at_moment(self._register, [*refs, *refs], Moment.NEXT, today)
        if coming is not None:
            return Verdict(Intent.EVENT, (coming,))
        return Verdict(Intent.LIST, tuple(refs), EntryKind.EVENT) if len(refs) > 1 else _NOTHING
