"""Working days of Russia and of Belarus: holidays, transfers of days off, and what people have put right over them.

The library knows holidays for ever and the yearly transfers («выходной перенесён с 3 января») only for the years that
it lists; for a later year it silently has none. So :func:`transfers_missing` says when next year's are not there, and
a table of changes, passed in, lies over the library. Shortened days are working days. Federal bodies keep the Russian
calendar.

Source of the holidays and transfers: the ``holidays`` library (https://holidays.readthedocs.io), which names its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from storage.calendar_records import Country, DayChange
from storage.register_records import Side

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = [
    "ALARM_FROM", "Country", "DayChange", "DayOff", "EffectiveDay", "Rest", "WorkingCalendar", "country_of",
    "transfers_missing",
]  # fmt: skip

ALARM_FROM: Final = (12, 1)
"""The month and day from which next year's transfers must be known: both countries decree them before."""

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_LONGEST_REST: Final = 60  # days; a table of changes that leaves no working day is a mistake
_LANGUAGES: Final = {"RU": {"en": "en_US"}, "BY": {"be": "be", "en": "en_US"}}


class Rest(StrEnum):
    """Why a day is not worked."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CHANGED = "changed"  # by the table of changes


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is off: the kind, and the name of the holiday in words (empty for a weekend)."""

    rest: Rest
    name: str = ""


@dataclass(frozen=True, slots=True)
class EffectiveDay:
    """The working day on which something due is to be done; ``off`` is why it is not the day itself, when it isn't."""

    day: date
    due: date
    off: DayOff | None = None


def country_of(side: Side) -> Country:
    """Return whose calendar a side keeps."""
    return Country.BELARUS if side is Side.BELARUS else Country.RUSSIA


class WorkingCalendar:
    """The working days of one country."""

    def __init__(
        self, country: Country, changes: Iterable[DayChange] = (), *, settled: Iterable[int] = (), language: str = "ru"
    ) -> None:
        """Lay the ``changes`` of this country over the library.

        ``settled`` are years of which a person said that the transfers are all here (or that there are none);
        ``language`` (``ru``, ``be``, ``en``) is that of the holidays' names, Russian where the library has no other.
        """
        self.country = country
        self._changes: Mapping[date, DayChange] = {one.day: one for one in changes if one.country is country}
        self._settled = frozenset(settled)
        self._language = _LANGUAGES[country.value].get(language, "ru")

    def works(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return self.day_off(day) is None

    def day_off(self, day: date) -> DayOff | None:
        """Return why a day is off, ``None`` when it is worked."""
        change = self._changes.get(day)
        if change is not None:
            return None if change.works else DayOff(Rest.CHANGED, change.reason)
        known = _holidays(self.country, day.year, self._language)
        if day in known.weekend_workdays:
            return None
        name = known.get(day)
        if name is not None:
            return DayOff(Rest.HOLIDAY, name)
        return DayOff(Rest.WEEKEND) if day.weekday() >= _SATURDAY else None

    def on_or_before(self, due: date) -> EffectiveDay:
        """Return the day itself when it is worked, else the working day before it and why."""
        return EffectiveDay(self._nearest(due, -_DAY), due, self.day_off(due))

    def before(self, day: date) -> date:
        """Return the last working day before a day."""
        return self._nearest(day - _DAY, -_DAY)

    def on_or_after(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day."""
        return self._nearest(day, _DAY)

    def transfers_known(self, year: int) -> bool:
        """Tell whether this year's transfers of days off are there: in the library, in the changes, or settled."""
        changed = any(day.year == year for day in self._changes)
        return changed or year in self._settled or year in _years_with_transfers(self.country)

    def _nearest(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_REST):
            if self.works(day):
                return day
            day += step
        message = f"no working day within {_LONGEST_REST} days of {day}"
        raise ValueError(message)


def load_holidays() -> None:
    """Load the library, which takes a third of a second: in a thread, before the first calendar is asked."""
    for country in Country:
        _years_with_transfers(country)


def transfers_missing(calendars: Iterable[WorkingCalendar], today: date) -> tuple[tuple[Country, int], ...]:
    """Return the countries and years whose transfers should be known by ``today`` and are not: an alarm.

    This year's always, next year's from the 1st of December.
    """
    years = [today.year]
    if (today.month, today.day) >= ALARM_FROM:
        years.append(today.year + 1)
    return tuple((one.country, year) for one in calendars for year in years if not one.transfers_known(year))


@lru_cache(maxsize=64)
def _holidays(country: Country, year: int, language: str) -> "HolidayBase":
    """Return a year's holidays with its own transfers; never with the category of working days, which breaks them."""
    import holidays  # noqa: PLC0415 - slow to import, and not needed to start

    return holidays.country_holidays(country.value, years=year, language=language, expand=False)


@lru_cache(maxsize=2)
def _years_with_transfers(country: Country) -> frozenset[int]:
    """Return the years for which the library lists transfers: a day moved from another."""
    special = getattr(_holidays(country, 2025, "ru"), "special_public_holidays", {})
    return frozenset(year for year, days in special.items() if days)
