"""Records of the calendars' table of changes: whose days, which day, and what was said of a year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Country(StrEnum):
    """Whose working days."""

    RUSSIA = "RU"
    BELARUS = "BY"


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that is worked or off whatever the library says; ``reason`` is in the words of who put it there."""

    country: Country
    day: date
    works: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarChanges:
    """The whole table, the days in order; ``settled`` are years of which it was said that nothing is missing."""

    days: tuple[DayChange, ...]
    settled: frozenset[tuple[Country, int]]

    def settled_in(self, country: Country) -> frozenset[int]:
        """Return the settled years of a country."""
        return frozenset(year for whose, year in self.settled if whose is country)
