"""Dates and moments in words: «30 июня 2026», «25–27 июня 2025», the register's own dates as they are written.

A date keeps its day and month together with a no-break space. What is not understood is shown as written.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.render.calendar_names import CALENDARS
from bot.render.catalogue import Translator
from bot.render.typography import NO_BREAK, prose

_DAY = r"(\d{4})-(\d\d)-(\d\d)"
_BEGINNING = re.compile(r"\d{4}(?:-\d\d){0,2}")
_BY_DAY = re.compile(r"\(к (\d\d)\.(\d\d)\)")
_AS_OF_MONTH = re.compile(r"на (\d\d)\.(\d{4})")
_NOT_LATER = re.compile(rf"{_DAY} \(не позднее\)")


def day(on: date, tr: Translator) -> str:
    """Return «30 июня 2026»."""
    return f"{day_of_month(on, tr)} {on.year}"


def day_of_month(on: date, tr: Translator) -> str:
    """Return «30 июня»."""
    return f"{on.day}{NO_BREAK}{CALENDARS[tr.language].of_day[on.month - 1]}"


def weekday(on: date, tr: Translator) -> str:
    """Return «вторник»."""
    return CALENDARS[tr.language].weekdays[on.weekday()]


def month(year: int, number: int, tr: Translator) -> str:
    """Return «июнь 2026»; :class:`ValueError` for a month that no calendar has."""
    return f"{CALENDARS[tr.language].alone[date(year, number, 1).month - 1]} {year}"


def days(first: date, last: date, tr: Translator) -> str:
    """Return «25–27 июня 2025», «29 сентября – 1 октября 2025» or both dates whole; one day is one date."""
    if first == last:
        return day(first, tr)
    if first.year != last.year:
        return f"{day(first, tr)} – {day(last, tr)}"
    if first.month != last.month:
        return f"{day_of_month(first, tr)} – {day(last, tr)}"
    return f"{first.day}–{day(last, tr)}"


def moment(at: datetime, zone: ZoneInfo, tr: Translator) -> str:
    """Return «27 ноября 2026, 08:00» on the wall clock of ``zone``."""
    local = at.astimezone(zone)
    return f"{day(local.date(), tr)}, {local:%H:%M}"


def local_day(at: datetime, zone: ZoneInfo, tr: Translator) -> str:
    """Return the date of a moment in ``zone``."""
    return day(at.astimezone(zone).date(), tr)


def period_between(first: datetime, last: datetime, zone: ZoneInfo, tr: Translator) -> str:
    """Return the days that the moments from ``first`` up to, not including, ``last`` fall on in ``zone``."""
    begins = first.astimezone(zone).date()
    ends = (last - timedelta(microseconds=1)).astimezone(zone).date()
    return days(min(begins, ends), ends, tr)


def written(value: str, tr: Translator) -> str:
    """Return a date of the register in words, whatever its shape; what is not understood stays as written.

    Shapes: a day, a month, a year, «2025-10-02 (не позднее)», «2025-09-29…2025-10-01», «2025-06-25…27»,
    «2025-09/10», «2025-01…11», «2024-10 (к 17.10)», «на 10.2025»; most also with a remark after them.
    """
    try:
        return _written(value.strip(), tr)
    except ValueError:  # a day or a month that no calendar has
        return prose(value)


def _written(value: str, tr: Translator) -> str:
    if found := _NOT_LATER.fullmatch(value):
        return tr.plain("not later than {date}", date=day(_date(*found.groups()), tr))
    if found := _AS_OF_MONTH.fullmatch(value):
        return tr.plain("as of {date}", date=month(int(found[2]), int(found[1]), tr))
    for shape, words in _SHAPES:
        if found := shape.match(value):
            return f"{words(found, tr)}{_remark(value[found.end() :], tr)}"
    return prose(value)


def _remark(rest: str, tr: Translator) -> str:
    if found := _BY_DAY.fullmatch(rest.strip()):
        by = day_of_month(date(2024, int(found[2]), int(found[1])), tr)  # 2024 has a 29th of February
        return f" ({tr.plain('by {date}', date=by)})"
    return f" {prose(rest)}" if rest.strip() else ""


def period(value: str, tr: Translator) -> str:
    """Return the period of a figure in words: «2025-H1» is «I полугодие 2025», «2024-Q1» is «I квартал 2024»."""
    if found := re.fullmatch(r"(\d{4})-H([12])", value):
        return tr.plain("half {half} of {year}", half="I" * int(found[2]), year=found[1])
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return tr.plain(
            "quarter {quarter} of {year}", quarter=("I", "II", "III", "IV")[int(found[2]) - 1], year=found[1]
        )
    if re.fullmatch(r"\d{4}", value):
        return tr.plain("the year {year}", year=value)
    return written(value, tr)


def sort_key(value: str) -> str:
    """Return what orders dates of the register as written: their ISO beginning, empty when they have none."""
    found = _BEGINNING.match(value)
    return found.group() if found else ""


def _date(year: str, of_year: str, of_month: str) -> date:
    return date(int(year), int(of_year), int(of_month))


def _long_range(found: re.Match[str], tr: Translator) -> str:
    first, last = found.groups()[:3], found.groups()[3:]
    return days(_date(*first), _date(*last), tr)


def _day_range(found: re.Match[str], tr: Translator) -> str:
    return days(_date(found[1], found[2], found[3]), _date(found[1], found[2], found[4]), tr)


def _month_range(found: re.Match[str], tr: Translator) -> str:
    year, first, last = (int(part) for part in found.groups())
    return f"{month(year, first, tr).removesuffix(f' {year}')}–{month(year, last, tr)}"


def _one_day(found: re.Match[str], tr: Translator) -> str:
    return day(_date(*found.groups()), tr)


def _one_month(found: re.Match[str], tr: Translator) -> str:
    return month(int(found[1]), int(found[2]), tr)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Translator], str]], ...] = (
    (re.compile(rf"{_DAY}…{_DAY}"), _long_range),
    (re.compile(rf"{_DAY}…(\d\d)(?!\d)"), _day_range),
    (re.compile(rf"{_DAY}(?!\d)"), _one_day),
    (re.compile(r"(\d{4})-(\d\d)[/…](\d\d)(?!\d)"), _month_range),
    (re.compile(r"(\d{4})-(\d\d)(?![\d-])"), _one_month),
)
