"""Stretches of time as a phrase names them, before it is known of which year: a day, a month, a quarter, a season.

A span without a year is one of any year; :meth:`Span.of_year` makes it one of a given year. A day that the month
does not have («31 июня») is :class:`NoSuchDate`, never the day nearest to it.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.plan.phrase_words import LAST_DAY, Kind

_WINTER: Final = 4
_LEAP: Final = 2028


class NoSuchDate(ValueError):
    """The calendar has no such day, month, quarter or half-year."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last; ``years`` are those of both, ``None`` when the phrase names none.

    ``to_end`` says that the last day is the month's own, however long it is in that year. ``unit`` is what the span
    is one of, ``index`` which one of its year (of ``month`` for a decade or a day).
    """

    unit: Kind
    index: int
    first: tuple[int, int]
    last: tuple[int, int]
    to_end: bool = False
    years: tuple[int, int] | None = None
    month: int = 0

    def of_year(self, year: int) -> "Span":
        """Return the span as one whose last day is in ``year``."""
        return replace(self, years=(year - (self.first > self.last), year))

    @property
    def start(self) -> date:
        """Return the first day of a span with a year."""
        return _date(self._years[0], *self.first)

    @property
    def due(self) -> date:
        """Return the last day of a span with a year."""
        month, day = self.last
        year = self._years[1]
        return _date(year, month, monthrange(year, month)[1] if self.to_end else day)

    @property
    def _years(self) -> tuple[int, int]:
        if self.years is None:
            message = "a span of no year has no dates"
            raise ValueError(message)
        return self.years

    def through(self, later: "Span") -> "Span":
        """Return the span from the beginning of this one to the end of a later one."""
        if self.years and later.years:
            years: tuple[int, int] | None = (self.years[0], later.years[1])
        elif later.years:
            years = (later.years[1] - (self.first > later.last), later.years[1])
        elif self.years:
            message = "the year of the end is not named"
            raise ValueError(message)
        else:
            years = None
        return Span(Kind.PERIOD, 0, self.first, later.last, later.to_end, years)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise NoSuchDate from wrong


def day(number: int, month: int, year: int | None = None) -> Span:
    """Return a single day; of no year, the 29th of February is there."""
    _date(year or _LEAP, month, number)
    return Span(Kind.DAY, number, (month, number), (month, number), years=(year, year) if year else None, month=month)


def months(unit: Kind, index: int, first: int, last: int) -> Span:
    """Return the whole months from one to another of a year (``first`` after ``last``: over New Year)."""
    return Span(unit, index, (first, 1), (last, LAST_DAY), to_end=True, month=first)


def whole(unit: Kind, index: int, month: int = 0) -> Span:
    """Return the unit of a year with this index: the second quarter, the third decade of a month.

    Raises :class:`NoSuchDate` for a fifth quarter.
    """
    most = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2, Kind.SEASON: 4, Kind.DECADE: 3, Kind.PART: 2}
    if unit in most and not 1 <= index <= most[unit]:
        raise NoSuchDate
    match unit:
        case Kind.MONTH:
            return months(unit, index, index, index)
        case Kind.QUARTER:
            return months(unit, index, 3 * index - 2, 3 * index)
        case Kind.HALF:
            return months(unit, index, 6 * index - 5, 6 * index)
        case Kind.SEASON:
            return months(unit, index, 12, 2) if index == _WINTER else months(unit, index, 3 * index, 3 * index + 2)
        case Kind.DECADE:
            return _part_of_month(unit, index, month, (10, 20))
        case Kind.PART:
            return _part_of_month(unit, index, month, (15,))
        case Kind.DAY:
            return day(index, month)
        case _:
            return months(Kind.YEAR, 0, 1, 12)


def _part_of_month(unit: Kind, index: int, month: int, ends: tuple[int, ...]) -> Span:
    first = ends[index - 2] + 1 if index > 1 else 1
    if index > len(ends):
        return Span(unit, index, (month, first), (month, LAST_DAY), to_end=True, month=month)
    return Span(unit, index, (month, first), (month, ends[index - 1]), month=month)


def year(number: int) -> Span:
    """Return a whole year."""
    return whole(Kind.YEAR, 0).of_year(number)
