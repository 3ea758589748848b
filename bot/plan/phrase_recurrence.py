"""Recurring deadlines: one date for each period that starts inside the plan.

The last report of a plan may so be due after its end («до 10 числа месяца, следующего за отчётным»).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.plan.phrase_reading import Doubt, Note, PlanPeriod, Unreadable
from bot.plan.phrase_said import Month, Role, Said, Stretch
from bot.plan.phrase_spans import Span
from bot.plan.phrase_words import LAST_DAY, WEEKLY, Kind

_YEARLY: Final = 12
_WEEK: Final = timedelta(days=7)
_MIDDLE: Final = 15


@dataclass(frozen=True, slots=True)
class _Round:
    """One period of a recurrence, both days included."""

    first: date
    last: date


def recurring_dates(said: Said, plan: PlanPeriod) -> tuple[tuple[date, ...], list[Note]]:
    """Return the dates of a recurrence in order, and what a person should know of how they came about.

    Raises :class:`~bot.plan.phrase_reading.Unreadable` where the phrase leaves more than one reading.
    """
    return _Recurrence(said, plan).dates()


class _Recurrence:
    def __init__(self, said: Said, plan: PlanPeriod) -> None:
        self._said = said
        self._plan = plan
        self.notes: list[Note] = []
        self._every = self._how_often()
        self._follows = said.year_follows or (
            said.results_of == self._every == _YEARLY and any(one.role is Role.BY for one in said.stretches)
        )

    def dates(self) -> tuple[tuple[date, ...], list[Note]]:
        """Return the dates and the notes."""
        if self._said.many_years and self._every == _YEARLY and all(one.span.years for one in self._said.stretches):
            return tuple(sorted({one.span.due for one in self._said.stretches})), self.notes
        targets, seasons, firsts = self._sorted()
        rounds = [one for one in self._rounds() if not seasons or any(_within(one, season) for season in seasons)]
        if firsts:
            found = self._from_first(firsts, targets, rounds)
        elif targets:
            found = self._targeted(targets, rounds)
        else:
            found = [day for one in rounds for day in self._days_of(one)]
        if not found:
            raise Unreadable(Doubt.NO_DATE_IN_PLAN)
        return tuple(sorted(set(found))), self.notes

    def _how_often(self) -> int:
        said = self._said
        if said.every:
            if len(set(said.every)) > 1 and said.stretches:  # which of them for which?
                raise Unreadable(Doubt.AMBIGUOUS)
            return min(said.every)
        implied = said.results_of or said.reported_of
        if implied is None:
            raise Unreadable(Doubt.AMBIGUOUS)
        self.notes.append(Note(Doubt.IMPLIED))
        return implied

    def _sorted(self) -> tuple[list[Span], list[Span], list[Span]]:
        """Sort spans of less than a period, of whole periods in any year, and those before «далее»."""
        targets, seasons, firsts = [], [], []
        for one in self._said.stretches:
            then = self._said.then
            if then is not None and one.place <= then:
                firsts.append(one.span)
            elif self._bounds(one):
                continue
            elif one.span.years or one.role is Role.FROM:
                raise Unreadable(Doubt.AMBIGUOUS)
            elif one.role is not Role.RESULTS and self._shorter(one.span):
                targets.append(one.span)
            else:
                seasons.append(one.span)
        if any(one.loose for one in self._said.stretches if one.role in {Role.IN, Role.START}):
            self.notes.append(Note(Doubt.LOOSE))
        if any(one.role is Role.START for one in self._said.stretches):
            raise Unreadable(Doubt.AMBIGUOUS)
        return targets, seasons, firsts

    def _shorter(self, span: Span) -> bool:
        return _whole_months(span) < max(self._every, 1)

    def _bounds(self, one: Stretch) -> bool:
        """Tell whether a stretch with a year only says during which time."""
        if not one.span.years:
            return False
        if one.role is Role.FROM:
            return True
        if one.role in {Role.BY, Role.BEFORE}:
            return one.span.unit is Kind.YEAR or _ends_period(one.span.due, max(self._every, 1))
        return not self._shorter(one.span) or _years_apart(one.span)

    def _rounds(self) -> list[_Round]:
        first, last = self._limits()
        made = _weeks(self._plan) if self._every == WEEKLY else _months(self._plan, self._every)
        rounds = [one for one in made if one.last >= first and one.first <= last]
        if rounds and rounds[0].first < first:
            self.notes.append(Note(Doubt.LOOSE))
        return rounds

    def _limits(self) -> tuple[date, date]:
        first, last = date.min, date.max
        windows = [one for one in self._said.stretches if one.span.years and self._bounds(one)]
        for one in windows:
            if self._said.then is not None and one.place <= self._said.then:
                continue
            if one.role not in {Role.BY, Role.BEFORE}:
                first = max(first, one.span.start)
            if one.role is not Role.FROM:
                last = min(last, one.span.due)
        if len([one for one in windows if one.role is Role.IN]) > 1:
            first = min(one.span.start for one in windows)
            last = max(one.span.due for one in windows)
        outside = date.min < first < self._plan.starts_on or self._plan.ends_on < last < date.max
        if outside:
            self.notes.append(Note(Doubt.OUTSIDE_PLAN))
        return first, last

    # --- the dates of one period ----------------------------------------------------------------------------

    def _days_of(self, one: _Round) -> list[date]:
        said = self._said
        if (said.year_follows and not said.days) or (said.end_of is not None and said.end_of < self._every):
            raise Unreadable(Doubt.AMBIGUOUS)
        if said.days_after is not None:
            return [one.last + timedelta(days=said.days_after)]
        if said.twice_a_month:
            self.notes = [Note(Doubt.LOOSE)]
            return [one.first.replace(day=_MIDDLE), one.last]
        return [self._day_of(one, day) for day in said.days] or [one.last]

    def _day_of(self, one: _Round, day: int) -> date:
        if self._said.month_of not in {None, self._every}:
            raise Unreadable(Doubt.AMBIGUOUS)
        match self._said.month:
            case Month.NEXT:
                month = one.last + timedelta(days=1)
            case Month.LAST:
                month = one.last
            case _:
                month = one.last
                if self._every != 1 and day != LAST_DAY:  # the day of which month of the quarter?
                    raise Unreadable(Doubt.AMBIGUOUS)
        longest = monthrange(month.year, month.month)[1]
        if longest < day < LAST_DAY and Note(Doubt.SHORT_MONTH) not in self.notes:
            self.notes.append(Note(Doubt.SHORT_MONTH))
        return month.replace(day=min(day, longest))

    def _targeted(self, targets: Sequence[Span], rounds: Sequence[_Round]) -> list[date]:
        if self._said.days or self._said.days_after is not None:
            raise Unreadable(Doubt.AMBIGUOUS)
        if self._every == _YEARLY:
            return [one.of_year(each.first.year + self._follows).due for each in rounds for one in targets]
        if self._every == WEEKLY or len(targets) != _YEARLY // self._every:
            raise Unreadable(Doubt.AMBIGUOUS)
        if len({_place(one, self._every) for one in targets}) != len(targets):
            self.notes.append(Note(Doubt.LOOSE))
            return [one.of_year(each.first.year).due for each in rounds for one in targets]
        after = all(one.unit is Kind.DAY and (one.last[0] - 1) % self._every == 0 for one in targets)
        if after:
            self.notes.append(Note(Doubt.LOOSE))
        return [_in_or_after(targets, each, after=after) for each in rounds]

    def _from_first(self, firsts: Sequence[Span], targets: Sequence[Span], rounds: Sequence[_Round]) -> list[date]:
        """«декабрь 2025 года, далее – ежегодно»."""
        first = firsts[-1]
        if first.years is None or len(firsts) > 1 or self._said.days:
            raise Unreadable(Doubt.AMBIGUOUS)
        if targets:
            return [first.due, *(day for day in self._targeted(targets, rounds) if day > first.due)]
        if self._every == _YEARLY and not (first.to_end and self._shorter(first) is False):
            years = range(first.due.year + 1, self._plan.ends_on.year + 1)
            return [first.due, *(first.of_year(year).due for year in years)]
        self.notes.append(Note(Doubt.LOOSE))
        return [first.due, *(one.last for one in rounds if one.last > first.due)]


def _whole_months(span: Span) -> int:
    """Return how many whole months a span has, 0 when it begins or ends within one."""
    if span.first[1] != 1 or not span.to_end:
        return 0
    return (span.last[0] - span.first[0]) % 12 + 1


def _years_apart(span: Span) -> bool:
    return span.years is not None and span.years[1] > span.years[0] and (span.due - span.start).days >= 364  # noqa: PLR2004


def _ends_period(day: date, months: int) -> bool:
    after = day + timedelta(days=1)
    return after.day == 1 and (after.month - 1) % months == 0


def _months(plan: PlanPeriod, every: int) -> list[_Round]:
    found = []
    for year in range(plan.starts_on.year, plan.ends_on.year + 1):
        for month in range(1, 13, every):
            first = date(year, month, 1)
            if plan.starts_on <= first <= plan.ends_on:
                end = month + every - 1
                found.append(_Round(first, date(year, end, monthrange(year, end)[1])))
    return found


def _weeks(plan: PlanPeriod) -> list[_Round]:
    monday = plan.starts_on + timedelta(days=-plan.starts_on.weekday() % 7)
    count = (plan.ends_on - monday).days // 7 + 1
    return [_Round(monday + n * _WEEK, monday + n * _WEEK + timedelta(days=6)) for n in range(count)]


def _within(one: _Round, season: Span) -> bool:
    return season.first[0] <= one.first.month and one.last.month <= season.last[0]


def _place(span: Span, every: int) -> int:
    return (span.last[0] - 1) // every


def _in_or_after(targets: Sequence[Span], each: _Round, *, after: bool) -> date:
    """Return the date that is a period's own, or the first after it for a report of it."""
    years = (each.last.year, each.last.year + 1)
    dates = sorted(one.of_year(year).due for year in years for one in targets)
    return next(day for day in dates if (day > each.last if after else day >= each.first))
