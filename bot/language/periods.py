"""Periods in a question: «за октябрь», «до конца года», «в прошлом месяце», «за 2025 год», «III квартал»."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.language.vocabulary import MONTHS
from bot.language.words import Word

_MONTHS_IN_QUARTER = 3
_MONTHS_IN_HALF = 6
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_NEXT = frozenset({"следующий", "будущий", "наступный"})
_PREVIOUS = frozenset({"прошлый", "предыдущий", "прошедший", "последний", "минувший"})
_NEAREST = frozenset({"ближайший", "близкий"})
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_DAYS = {"день": 1, "неделя": 7, "сутки": 1}
_SEASONS = {"весна": 3, "весной": 3, "лето": 6, "летом": 6, "осень": 9, "осенью": 9, "зима": 12, "зимой": 12}
_OF_DAY = {"сегодня": 0, "вчера": -1, "завтра": 1, "послезавтра": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """Two dates, both included."""

    first: date
    last: date


def year_of(key: str) -> int | None:
    """Return the year that a key is, ``None`` for other words."""
    if len(key) == len("2025") and key.isdigit() and _FIRST_YEAR <= int(key) <= _LAST_YEAR:
        return int(key)
    return None


def read_period(words: Sequence[Word], today: date) -> Period | None:
    """Return the period that the words name, seen from ``today``; ``None`` when they name none.

    A month without a year is the one nearest to today, before or after it.
    """
    keys = [word.key for word in words]
    for at, key in enumerate(keys):
        if key == "конец" and at + 1 < len(keys):
            whole = _unit(keys[at + 1], keys, today)
            if whole:
                return Period(today, whole.last)
    return (
        _by_weekday(keys, today)
        or _by_month(keys, today)
        or _by_season(keys, today)
        or _by_part_of_year(keys, today)
        or _by_days(keys, today)
        or _by_unit(keys, today)
    )


def _by_weekday(keys: Sequence[str], today: date) -> Period | None:
    """Read «до пятницы», «в понедельник»: the next such day, today included."""
    named = next((_WEEKDAYS.index(key) for key in keys if key in _WEEKDAYS), None)
    if named is None:
        return None
    day = today + timedelta(days=(named - today.weekday()) % len(_WEEKDAYS))
    return Period(today if "до" in keys else day, day)


def _by_month(keys: Sequence[str], today: date) -> Period | None:
    months = [MONTHS[key] for key in keys if key in MONTHS]
    if not months:
        return None
    year = _year_in(keys) or _nearest_year(months[0], today)
    day = next((int(key) for key, after in pairwise(keys) if key.isdigit() and after in MONTHS), None)
    if day is not None and 1 <= day <= calendar.monthrange(year, months[0])[1]:
        only = date(year, months[0], day)
        return Period(today, only) if "до" in keys and only >= today else Period(only, only)
    return Period(_month(year, months[0]).first, _month(year, months[-1]).last)


def _by_season(keys: Sequence[str], today: date) -> Period | None:
    """Read «осенью 2025»: three months, those of a winter from the December before its year."""
    begins = next((_SEASONS[key] for key in keys if key in _SEASONS), None)
    if begins is None:
        return None
    named = _year_in(keys)
    year = named or _nearest_year(begins + 1 if begins < MONTHS["декабрь"] else 1, today)
    return _months(year, begins - 1 if begins < MONTHS["декабрь"] else -1, _MONTHS_IN_QUARTER)


def _by_part_of_year(keys: Sequence[str], today: date) -> Period | None:
    """Read quarters and half-years; a bare one is the one under way."""
    for name, length in (("квартал", _MONTHS_IN_QUARTER), ("полугодие", _MONTHS_IN_HALF)):
        if name in keys:
            number = next((int(key) for key in keys if key.isdigit() and 1 <= int(key) <= 12 // length), None)
            year = _year_in(keys) or today.year
            part = number if number is not None else (today.month - 1) // length + 1 + _shift(keys)
            return _months(year, (part - 1) * length, length)
    return None


def _by_days(keys: Sequence[str], today: date) -> Period | None:
    for key, shift in _OF_DAY.items():
        if key in keys:
            day = today + timedelta(days=shift)
            return Period(day, day)
    for number, key in pairwise(keys):
        if number.isdigit() and key in _DAYS:
            length = timedelta(days=int(number[:3]) * _DAYS[key])
            forward = bool(_NEAREST & set(keys)) or "через" in keys
            return Period(today, today + length) if forward else Period(today - length, today)
    return None


def _by_unit(keys: Sequence[str], today: date) -> Period | None:
    for key in ("неделя", "месяц", "год"):
        if key in keys:
            return _unit(key, keys, today)
    year = _year_in(keys)
    return Period(date(year, 1, 1), date(year, 12, 31)) if year else None


def _unit(key: str, keys: Sequence[str], today: date) -> Period | None:
    """Return this, the last or the next week, month, quarter or year."""
    shift = _shift(keys)
    if key == "неделя":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return Period(monday, monday + timedelta(days=6))
    if key == "месяц":
        return _months(today.year, today.month - 1 + shift, 1)
    if key == "квартал":
        return _months(today.year, ((today.month - 1) // _MONTHS_IN_QUARTER + shift) * _MONTHS_IN_QUARTER, 3)
    if key in MONTHS:
        return _month(_year_in(keys) or _nearest_year(MONTHS[key], today), MONTHS[key])
    year = _year_in(keys) or (today.year + shift if key == "год" else None)
    return Period(date(year, 1, 1), date(year, 12, 31)) if year else None


def _shift(keys: Sequence[str]) -> int:
    return 1 if _NEXT & set(keys) else -1 if _PREVIOUS & set(keys) else 0


def _year_in(keys: Sequence[str]) -> int | None:
    return next((year for year in map(year_of, keys) if year), None)


def _nearest_year(month: int, today: date) -> int:
    """Return the year whose month is nearest: «за октябрь» asked in February is last year's, in December this one's."""
    return min((today.year - 1, today.year, today.year + 1), key=lambda year: abs((date(year, month, 15) - today).days))


def _month(year: int, month: int) -> Period:
    return _months(year, month - 1, 1)


def _months(year: int, index: int, length: int) -> Period:
    """Return ``length`` months from the one that lies ``index`` months after January of ``year``."""
    first_year, first_month = divmod(year * 12 + index, 12)
    last_year, last_month = divmod(year * 12 + index + length - 1, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Period(date(first_year, first_month + 1, 1), date(last_year, last_month + 1, last_day))
