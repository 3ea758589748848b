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

from bot.plan.steps import FARTHEST, STEPS, is_after_step
from bot.plan.working_calendar import Country, EffectiveDay, WorkingCalendar
from storage.reminding_records import StepSet

_DAY = timedelta(days=1)
_LONGEST_REST = 21  # days; how far a table of changes can bring days off together and is still walked
HORIZON = timedelta(days=FARTHEST + _LONGEST_REST)
"""How far ahead of a morning a date may lie that is told on it."""


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
        self._before: dict[tuple[date, Country, Country, StepSet], tuple[date, ...]] = {}
        self._told: dict[tuple[date, Country, Country, StepSet, Days], frozenset[date]] = {}

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

    def mornings_before(self, due: date, side: Country, person: Country, steps: StepSet) -> tuple[date, ...]:
        """Return the mornings of the steps before a date and on it, oldest first, each once.

        ``side`` is whose effective day it is, ``person`` whose mornings they are.
        """
        key = (due, side, person, steps)
        known = self._before.get(key)
        if known is None:
            day = self.effective(side, due).day
            mornings = {self.on_or_after(person, day - before * _DAY) for before in STEPS[steps].before}
            known = self._before[key] = tuple(sorted(mornings))
        return known

    def is_told(self, due: date, side: Country, person: Country, steps: StepSet, days: Days) -> bool:
        """Tell whether a date is told on a morning that answers for these days."""
        if any(morning in days for morning in self.mornings_before(due, side, person, steps)):
            return True
        # A step after on a day off comes on the next working day, which is within the days if they hold the step.
        first = min(self.before(person, days.first) + _DAY, days.first)
        step = max(first, due + _DAY)
        while step <= days.morning:
            if is_after_step((step - due).days, STEPS[steps]) and self.on_or_after(person, step) in days:
                return True
            step += _DAY
        return False

    def dates_told(self, oldest: date, side: Country, person: Country, steps: StepSet, days: Days) -> frozenset[date]:
        """Return every date, from ``oldest`` on, that is told on a morning that answers for these days."""
        key = (oldest, side, person, steps, days)
        known = self._told.get(key)
        if known is None:
            span = (days.morning + HORIZON - oldest).days
            dates = (oldest + more * _DAY for more in range(span + 1))
            told = (one for one in dates if self.is_told(one, side, person, steps, days))
            known = self._told[key] = frozenset(told)
        return known

    def place(self, due: date, side: Country, person: Country, steps: StepSet, morning: date) -> Place | None:
        """Return which of the reminders before a date this morning's is; ``None``: before the first, or past the last.

        A morning between two of them counts as the one before it.
        """
        mornings = self.mornings_before(due, side, person, steps)
        number = bisect_right(mornings, morning)
        if not number or morning > mornings[-1]:
            return None
        return Place(number, len(mornings))
