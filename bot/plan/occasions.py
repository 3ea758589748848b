"""On which mornings one deadline is told: steps x two calendars, decided without I/O.

The steps before count back from the effective day: the date itself, or on a day off the working day before it, by the
calendar of the side that owes. The steps after count from the date as written. A step on a day off comes on the next
working day; steps that fall together are one. All of it by the calendar of the person who owes: for the person's own
side that is one calendar.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plan.steps import Steps, is_after_step
from bot.plan.working_calendar import Country, EffectiveDay, WorkingCalendar

_DAY = timedelta(days=1)
_LONGEST_REST = 21 * _DAY  # how far a table of changes can bring days off together and is still walked


@dataclass(frozen=True, slots=True)
class Days:
    """The days that one morning answers for: from the day after the working day before it, to its own."""

    first: date
    morning: date

    def __contains__(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.first <= day <= self.morning


@dataclass(frozen=True, slots=True)
class Place:
    """Which reminder of how many before the date this is; counted from 1."""

    number: int
    total: int


class Occasions:
    """Works out mornings, and remembers what it has worked out: dates repeat from row to row."""

    def __init__(self, calendars: Mapping[Country, WorkingCalendar]) -> None:
        """Keep to these calendars."""
        self._calendars = calendars
        self._effective: dict[tuple[Country, date], EffectiveDay] = {}
        self._works: dict[tuple[Country, date], bool] = {}
        self._before: dict[tuple[date, Country, Country, Steps], tuple[date, ...]] = {}
        self._told: dict[tuple[date, Country, Country, Steps, Days], frozenset[date]] = {}
        self._told_before: dict[tuple[date, Country, Country, int, Days], frozenset[date]] = {}
        self._told_after: dict[tuple[date, Country, tuple[int, ...], int, Days], frozenset[date]] = {}

    def works(self, country: Country, day: date) -> bool:
        """Tell whether a day is worked."""
        known = self._works.get((country, day))
        if known is None:
            known = self._works[country, day] = self._calendars[country].works(day)
        return known

    def on_or_after(self, country: Country, day: date) -> date:
        """Return the day itself when it is worked, else the next that is."""
        while not self.works(country, day):
            day += _DAY
        return day

    def before(self, country: Country, day: date) -> date:
        """Return the last working day before a day."""
        day -= _DAY
        while not self.works(country, day):
            day -= _DAY
        return day

    def effective(self, country: Country, due: date) -> EffectiveDay:
        """Return the working day on which something due is to be done on a side of this country."""
        known = self._effective.get((country, due))
        if known is None:
            known = self._effective[country, due] = self._calendars[country].on_or_before(due)
        return known

    def mornings_before(self, due: date, side: Country, person: Country, steps: Steps) -> tuple[date, ...]:
        """Return the mornings of the steps before a date and on it, oldest first, each once.

        ``side`` is whose effective day it is, ``person`` whose mornings they are.
        """
        key = (due, side, person, steps)
        known = self._before.get(key)
        if known is None:
            day = self.effective(side, due).day
            mornings = {self.on_or_after(person, day - before * _DAY) for before in steps.before}
            known = self._before[key] = tuple(sorted(mornings))
        return known

    def dates_told(self, oldest: date, side: Country, person: Country, steps: Steps, days: Days) -> frozenset[date]:
        """Return every date, from ``oldest`` on, that is told on a morning that answers for these days."""
        key = (oldest, side, person, steps, days)
        known = self._told.get(key)
        if known is None:
            # Step by step: however many choices of days there are, the days are the same few hundred.
            before = (self._dates_before(oldest, side, person, one, days) for one in steps.before)
            known = self._told[key] = self._dates_after(oldest, person, steps, days).union(*before)
        return known

    def _dates_before(self, oldest: date, side: Country, person: Country, before: int, days: Days) -> frozenset[date]:
        """Return every date that is told so many days before its effective day."""
        key = (oldest, side, person, before, days)
        known = self._told_before.get(key)
        if known is None:
            step = before * _DAY
            first, last = max(oldest, days.first + step - _LONGEST_REST), days.morning + step + _LONGEST_REST
            dates = (first + more * _DAY for more in range((last - first).days + 1))
            told = (one for one in dates if self.on_or_after(person, self.effective(side, one).day - step) in days)
            known = self._told_before[key] = frozenset(told)
        return known

    def _dates_after(self, oldest: date, person: Country, steps: Steps, days: Days) -> frozenset[date]:
        """Return every date that is told when it is over."""
        key = (oldest, person, steps.after, steps.again_every, days)
        known = self._told_after.get(key)
        if known is None:
            dates = (oldest + more * _DAY for more in range((days.morning - oldest).days))
            known = frozenset(one for one in dates if self._is_told_after(one, person, steps, days))
            self._told_after[key] = known
        return known

    def _is_told_after(self, due: date, person: Country, steps: Steps, days: Days) -> bool:
        # A step on a day off comes on the next working day, which is within the days if they hold the step.
        step = max(min(self.before(person, days.first) + _DAY, days.first), due + _DAY)
        while step <= days.morning:
            if is_after_step((step - due).days, steps) and self.on_or_after(person, step) in days:
                return True
            step += _DAY
        return False

    def place(self, due: date, side: Country, person: Country, steps: Steps, morning: date) -> Place | None:
        """Return which of the reminders before a date this morning's is; ``None``: before the first, or past the last.

        A morning between two of them counts as the one before it.
        """
        mornings = self.mornings_before(due, side, person, steps)
        number = bisect_right(mornings, morning)
        if not number or morning > mornings[-1]:
            return None
        return Place(number, len(mornings))
