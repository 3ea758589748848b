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
_PREVIOUS = frozenset({"прошлый", "предыдущий", "прошедший", "минувший", "прошлогодний"})
_LATEST = "последний"
_NEAREST = frozenset({"ближайший", "близкий"})
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_WEEKEND = "выходной"
_SATURDAY = 5
_DAYS = {"день": 1, "неделя": 7, "сутки": 1}
_IN_MONTHS = {"месяц": 1, "год": 12, "время": 1, "полугодие": 6}
_NUMBERS = {"один": 1, "два": 2, "пара": 2, "три": 3, "четыре": 4}
_SOME = _NEAREST | {_LATEST}
_SEVERAL = frozenset({"последние", "ближайшие"})
_SEVERAL_OF = {"день": 7, "неделя": 3, "месяц": 3, "год": 5}
_LENGTHS = _DAYS.keys() | _IN_MONTHS.keys()
_EVERY = frozenset({"все", "всё", "всех", "усе", "ўсе", "усіх", "ўсіх"})
_MOST_MONTHS = 120
SEASONS = {"весна": 3, "весной": 3, "лето": 6, "летом": 6, "осень": 9, "осенью": 9, "зима": 12, "зимой": 12}
_OF_DAY = {"сегодня": 0, "вчера": -1, "завтра": 1, "послезавтра": 2, "позавчера": -2}

_TELLING = frozenset({
    _WEEKEND, *_LENGTHS, *_WEEKDAYS, *SEASONS, *_OF_DAY, *MONTHS, "квартал", "полугодие", "прошлогодний", "конец",
})  # fmt: skip


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
    keys = [_several_latest(words, at) or word.key for at, word in enumerate(words) if not _is_of_all(words, at)]
    if _TELLING.isdisjoint(keys) and not any(map(year_of, keys)):
        return None
    for at, key in enumerate(keys):
        if key == "конец" and at + 1 < len(keys):
            whole = _unit(keys[at + 1], keys, today)
            if whole:
                return Period(today, whole.last) if whole.last >= today else whole
    return (
        _by_weekday(keys, today)
        or _by_month(keys, today)
        or _by_season(keys, today)
        or _by_length(keys, today)
        or _by_part_of_year(keys, today)
        or _by_days(keys, today)
        or _by_unit(keys, today)
    )


def _several_latest(words: Sequence[Word], at: int) -> str:
    """Return that «последние», «ближайшие» before a unit in the plural is of some of them."""
    if words[at].key not in _SOME or at + 1 == len(words) or not words[at].surface.lower().endswith(("ие", "их")):
        return ""
    return "ближайшие" if words[at].key in _NEAREST else "последние"


def _is_of_all(words: Sequence[Word], at: int) -> bool:
    """Return whether a length of time is «за все годы», which bounds nothing; «за весь год» does."""
    if at == 0 or words[at].key not in _IN_MONTHS:
        return False
    return words[at - 1].surface.lower() in _EVERY or words[at].surface.lower() == "годам"


def _by_weekday(keys: Sequence[str], today: date) -> Period | None:
    """Read «до пятницы», «в понедельник»: the next such day, today included."""
    named = next((_WEEKDAYS.index(key) for key in keys if key in _WEEKDAYS), None)
    if named is None:
        return None
    if ("с", _WEEKDAYS[named]) in pairwise(keys):
        return Period(today - timedelta(days=(today.weekday() - named) % len(_WEEKDAYS)), today)
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
    begins = next((SEASONS[key] for key in keys if key in SEASONS), None)
    if begins is None:
        return None
    named = _year_in(keys) or (today.year - 1 if _PREVIOUS & set(keys) else None)
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
    if _WEEKEND in keys:
        saturday = today + timedelta(days=_SATURDAY - today.weekday())
        ended = "за" in keys and today.weekday() < _SATURDAY
        saturday -= timedelta(weeks=int(ended))
        return Period(saturday, saturday + timedelta(days=1))
    return None


def _by_length(keys: Sequence[str], today: date) -> Period | None:
    """Read «за две недели», «за последний месяц» up to today, «через 10 дней», «в ближайшую неделю» from today on."""
    forward = bool(_NEAREST & set(keys)) or "через" in keys or "ближайшие" in keys
    for before, key in pairwise(keys):
        number = _NUMBERS.get(before) or (int(before[:3]) if before.isdigit() and not year_of(before) else 0)
        if not number and before in _SEVERAL:
            number = _SEVERAL_OF.get(key, 1)
        if not number and (before == _LATEST or before in _NEAREST or before == "через"):
            number = 1
        if before == "с" and key == "начало":
            return _from_the_beginning(keys, today)
        if not number or key not in _LENGTHS or (key == "полугодие" and before != _LATEST):
            continue
        if key in _DAYS:
            length = timedelta(days=number * _DAYS[key])
            return Period(today, today + length) if forward else Period(today - length, today)
        months = number * _IN_MONTHS[key]
        if months <= _MOST_MONTHS and not _year_in(keys):
            there = _months_away(today, months if forward else -months)
            return Period(today, there) if forward else Period(there, today)
    return None


def _from_the_beginning(keys: Sequence[str], today: date) -> Period | None:
    """Read «с начала года»: until today."""
    named = next((key for before, key in pairwise(keys) if before == "начало"), "")
    whole = _unit(named, keys, today) if named else None
    return Period(whole.first, max(whole.first, min(today, whole.last))) if whole else None


def _months_away(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _by_unit(keys: Sequence[str], today: date) -> Period | None:
    for key in ("неделя", "месяц", "год"):
        if key in keys or (key == "год" and "прошлогодний" in keys):
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
    if _NEXT & set(keys):
        return 1
    return -2 if "позапрошлый" in keys else -1 if _PREVIOUS & set(keys) or _latest_part(keys) else 0


def _latest_part(keys: Sequence[str]) -> bool:
    """Return whether the latest quarter is asked for; the latest news of this one are not."""
    return any(before == _LATEST and key in {"квартал", "полугодие"} for before, key in pairwise(keys))


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
