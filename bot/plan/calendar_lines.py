"""Lines in which an administrator says which days are worked or off -> changes of the calendars, and every fault.

A line is a date, «рабочий» or «выходной», and a reason if any: «09.01.2027 рабочий за 4 января». Whose calendar stands
before the date («РБ 09.01.2027 …»), or in a line of its own for those below it.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Final

from storage.calendar_records import Country, DayChange

_COUNTRIES: Final = (
    (Country.RUSSIA, re.compile(r"(?:рф|ru|росси[яи]|расі[яі])(?![а-яa-zіў])", re.IGNORECASE)),
    (Country.BELARUS, re.compile(r"(?:рб|by|беларусь|беларуси|белоруссия)(?![а-яa-zіў])", re.IGNORECASE)),
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_USUAL: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_WORKS: Final = re.compile(r"(?:рабочий|рабочая|рабочы|працоўны|working)(?!\w)", re.IGNORECASE)
_OFF: Final = re.compile(r"(?:выходной|выхадны|нерабочий|off)(?!\w)", re.IGNORECASE)
_BETWEEN: Final = " \t,;:–—-."
_REASON: Final = 200
_YEARS: Final = range(2024, 2050)


class LineFault(StrEnum):
    """What is wrong with a line."""

    NO_COUNTRY = auto()
    NO_DATE = auto()
    NO_SUCH_DATE = auto()
    NO_WORD = auto()  # neither worked nor off
    TWICE = auto()  # said of the same day before, otherwise


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """A line that is not understood."""

    line: str
    fault: LineFault


@dataclass(frozen=True, slots=True)
class CalendarLines:
    """What the lines say; nothing of it is to be stored while any is at fault."""

    changes: tuple[DayChange, ...]
    faults: tuple[FaultyLine, ...]


def read_lines(text: str, country: Country | None = None) -> CalendarLines:
    """Return what the lines say; ``country`` is whose calendar it is until one of them names another."""
    changes: dict[tuple[Country, date], DayChange] = {}
    faults: list[FaultyLine] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        named, rest = _country(line)
        country = named or country
        if not rest:
            continue
        read = _change(country, rest)
        if isinstance(read, LineFault):
            faults.append(FaultyLine(line, read))
        elif changes.setdefault((read.country, read.day), read).works is not read.works:
            faults.append(FaultyLine(line, LineFault.TWICE))
    return CalendarLines(tuple(changes.values()), tuple(faults))


def _country(line: str) -> tuple[Country | None, str]:
    for country, words in _COUNTRIES:
        found = words.match(line)
        if found:
            return country, line[found.end() :].strip(_BETWEEN)
    return None, line


def _change(country: Country | None, words: str) -> DayChange | LineFault:
    if country is None:
        return LineFault.NO_COUNTRY
    found = _ISO.match(words) or _USUAL.match(words)
    if found is None:
        return LineFault.NO_DATE
    day = _day(found)
    if day is None:
        return LineFault.NO_SUCH_DATE
    rest = words[found.end() :].strip(_BETWEEN)
    said = _WORKS.match(rest) or _OFF.match(rest)
    if said is None:
        return LineFault.NO_WORD
    reason = rest[said.end() :].removeprefix(" день").strip(_BETWEEN)[:_REASON]
    return DayChange(country, day, works=_WORKS.match(rest) is not None, reason=reason)


def _day(found: re.Match[str]) -> date | None:
    first, month, last = map(int, found.groups())
    year, day = (first, last) if found.re is _ISO else (last, first)
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def years_of(today: date) -> tuple[int, ...]:
    """Return the years whose days are looked at: this one and the next."""
    return today.year, today.year + 1
