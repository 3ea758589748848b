"""What of the plan is looked at: the lines that a choice leaves, where each stands, and how far it all is.

::

    commitments -> lines: one for each due date, one for a commitment without any
    lines -> those that the choice leaves -> progress, in the whole and by section, sector, side, ...
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from storage.control_records import DeadlineState
from storage.records import Commitment, CommitmentState, Deadline
from storage.register_records import Side

_QUARTER: Final = 3
_TEXT_KEPT: Final = 500


class Standing(StrEnum):
    """Where a line stands today; a report on review is not called overdue: it waits for the coordinator."""

    DONE = "done"
    ON_REVIEW = "on_review"
    IN_WORK = "in_work"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    NO_DATE = "no_date"
    REMOVED = "removed"


CLOSED: Final = frozenset({Standing.DONE, Standing.REMOVED})


class Window(StrEnum):
    """A stretch of time seen from today; what is closed is not in any."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    OVERDUE = "overdue"


class Facet(StrEnum):
    """By what lines are told apart."""

    PLAN = "plan"
    SECTION = "section"
    SECTOR = "sector"
    SIDE = "side"
    STANDING = "standing"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at; ``None`` does not narrow. ``mine``: what the reader's own organisations owe.

    ``first`` and ``last`` are days, both included, of a period that was asked for in words.
    """

    plan: str | None = None
    section: str | None = None
    sector: str | None = None
    side: Side | None = None
    standing: Standing | None = None
    organisation: str | None = None
    window: Window | None = None
    first: date | None = None
    last: date | None = None
    mine: bool = False

    def as_json(self) -> Mapping[str, Any]:
        """Return what is kept of it: only what narrows."""
        told = {
            "plan": self.plan,
            "section": self.section,
            "sector": self.sector,
            "side": self.side and self.side.value,
            "standing": self.standing and self.standing.value,
            "organisation": self.organisation,
            "window": self.window and self.window.value,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "mine": self.mine or None,
        }
        return {name: value for name, value in told.items() if value is not None}

    def value(self, facet: Facet) -> str | None:
        """Return to what a facet is narrowed."""
        found = getattr(self, facet.value)
        return None if found is None else str(found)

    def narrowed(self, facet: Facet, value: str | None) -> "Choice":
        """Return the choice with one facet narrowed to this value, or narrowed no more."""
        kinds: Mapping[Facet, Any] = {Facet.SIDE: Side, Facet.STANDING: Standing}
        changed: dict[str, Any] = {facet.value: None if value is None else kinds.get(facet, str)(value)}
        return replace(self, **changed)


def read_choice(kept: Mapping[str, Any]) -> Choice:
    """Return the choice that was kept as JSON."""
    return Choice(
        plan=kept.get("plan"),
        section=kept.get("section"),
        sector=kept.get("sector"),
        side=Side(kept["side"]) if "side" in kept else None,
        standing=Standing(kept["standing"]) if "standing" in kept else None,
        organisation=kept.get("organisation"),
        window=Window(kept["window"]) if "window" in kept else None,
        first=date.fromisoformat(kept["first"]) if "first" in kept else None,
        last=date.fromisoformat(kept["last"]) if "last" in kept else None,
        mine=bool(kept.get("mine")),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One due date of a commitment, or a commitment without any (``deadline`` ``None``), and where it stands."""

    commitment: Commitment
    deadline: Deadline | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lines stand where; what is removed from control does not count."""

    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        """Return how many lines are under control or were executed."""
        return sum(count for standing, count in self.counts.items() if standing is not Standing.REMOVED)

    @property
    def done(self) -> int:
        """Return how many were executed."""
        return self.counts.get(Standing.DONE, 0)

    @property
    def percent(self) -> int:
        """Return the share executed, whole; 100 only when all is."""
        return self.done * 100 // self.total if self.total else 0


def lines_of(commitments: Iterable[Commitment], today: date) -> tuple[Line, ...]:
    """Return the lines of commitments, by date, those without one last."""
    found = [
        Line(commitment, deadline, standing_of(commitment, deadline, today))
        for commitment in commitments
        for deadline in (commitment.deadlines or (None,))
    ]
    return tuple(sorted(found, key=_by_date))


def _by_date(line: Line) -> tuple[date, int]:
    return line.deadline.due if line.deadline else date.max, line.commitment.id


def standing_of(commitment: Commitment, deadline: Deadline | None, today: date) -> Standing:
    """Return where a due date stands, or a commitment without any."""
    if deadline is None:
        closed = {CommitmentState.DONE: Standing.DONE, CommitmentState.REMOVED: Standing.REMOVED}
        return closed.get(commitment.state, Standing.NO_DATE)
    match deadline.state:
        case DeadlineState.DONE:
            return Standing.DONE
        case DeadlineState.REMOVED:
            return Standing.REMOVED
        case DeadlineState.ON_REVIEW:
            return Standing.ON_REVIEW
        case _ if deadline.due < today:
            return Standing.OVERDUE
        case DeadlineState.IN_WORK:
            return Standing.IN_WORK
        case _:
            return Standing.AHEAD


def window_days(window: Window, today: date) -> tuple[date, date]:
    """Return the first and the last day of this week, month or quarter; overdue is all before today."""
    match window:
        case Window.WEEK:
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=6)
        case Window.MONTH:
            return _months(today.year, today.month, 1)
        case Window.QUARTER:
            return _months(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, _QUARTER)
        case Window.OVERDUE:
            return date.min, today - timedelta(days=1)


def _months(year: int, month: int, length: int) -> tuple[date, date]:
    over, after = divmod(month - 1 + length, 12)
    return date(year, month, 1), date(year + over, after + 1, 1) - timedelta(days=1)


def chosen(
    commitments: Iterable[Commitment], choice: Choice, today: date, own: Collection[str] = ()
) -> tuple[Line, ...]:
    """Return the lines that a choice leaves; ``own``: the reader's organisations."""
    left = [one for one in commitments if _fits(one, choice, own)]
    return tuple(line for line in lines_of(left, today) if _in_time(line, choice, today))


def _fits(commitment: Commitment, choice: Choice, own: Collection[str]) -> bool:
    bodies = {one.organisation for one in commitment.responsible if one.organisation}
    return (
        choice.plan in {None, commitment.plan_slug}
        and choice.section in {None, section_of(commitment)}
        and (choice.sector is None or choice.sector in commitment.sectors)
        and (choice.side is None or choice.side in {one.side for one in commitment.responsible})
        and (choice.organisation is None or choice.organisation in bodies)
        and (not choice.mine or bool(bodies & set(own)))
    )


def _in_time(line: Line, choice: Choice, today: date) -> bool:
    if choice.standing not in {None, line.standing}:
        return False
    if choice.window is Window.OVERDUE:
        return line.standing is Standing.OVERDUE
    first, last = window_days(choice.window, today) if choice.window else (choice.first, choice.last)
    if first is None and last is None:
        return True
    if line.deadline is None or (line.standing in CLOSED and choice.standing is None):
        return False
    return (first is None or first <= line.deadline.due) and (last is None or line.deadline.due <= last)


def section_of(commitment: Commitment) -> str:
    """Return a commitment's section as a choice names it."""
    return commitment.section[:_TEXT_KEPT]


def progress(lines: Iterable[Line]) -> Progress:
    """Return how many lines stand where."""
    return Progress(Counter(line.standing for line in lines))


def by_facet(lines: Sequence[Line], facet: Facet) -> Mapping[str, tuple[Line, ...]]:
    """Return the lines by what a facet tells apart, in the order of the plan; one line may stand under several."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: one.commitment.id):
        for value in _values(line, facet):
            found.setdefault(value, []).append(line)
    return {value: tuple(those) for value, those in found.items()}


def _values(line: Line, facet: Facet) -> Iterable[str]:
    commitment = line.commitment
    match facet:
        case Facet.PLAN:
            return (commitment.plan_slug,)
        case Facet.SECTION:
            return (section_of(commitment),) if commitment.section else ()
        case Facet.SECTOR:
            return commitment.sectors
        case Facet.SIDE:
            return dict.fromkeys(one.side.value for one in commitment.responsible if one.side)
        case Facet.STANDING:
            return (line.standing.value,)
        case Facet.ORGANISATION:
            return dict.fromkeys(one.organisation for one in commitment.responsible if one.organisation)
