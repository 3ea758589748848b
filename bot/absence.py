"""Until when somebody is away, as they say it: «до 15 августа», «на две недели», «15.08». Decided without I/O.

=====================  =====================================================================
what is said           when they are back
=====================  =====================================================================
a length (a week)      so many days from today
a day (15 August)      on that day; a day of this year that is over is the next year's
a month (until March)  on its first day
the end of a period    on the day after it
=====================  =====================================================================
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from bot.language.periods import read_period, year_of
from bot.language.vocabulary import MONTHS
from bot.language.words import Word

BACK_AT: Final = time(9)
"""The hour at which an absence ends, by the clocks of the one who is away."""
LONGEST: Final = timedelta(days=366)
_WRITTEN: Final = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?|(\d{4})-(\d{2})-(\d{2})")
_LENGTHS: Final = {"день": 1, "сутки": 1, "неделя": 7, "месяц": 30}
_NUMBERS: Final = {"один": 1, "два": 2, "три": 3, "четыре": 4, "дзве": 2, "two": 2, "three": 3, "four": 4}
_CENTURY: Final = 2000
_FOREIGN: Final = {
    **dict.fromkeys(("да", "until", "till"), "до"),
    **dict.fromkeys(("канца", "end"), "конец"),
    **dict.fromkeys(("дні", "дзен", "дня", "day", "days"), "день"),
    **dict.fromkeys(("тыдзень", "тыдні", "тыдня", "тыдняў", "week", "weeks"), "неделя"),
    **dict.fromkeys(("месяца", "месяцы", "месяцаў", "month", "months"), "месяц"),
    **dict.fromkeys(("панядзелка", "monday"), "понедельник"),
    **dict.fromkeys(("аўторка", "tuesday"), "вторник"),
    **dict.fromkeys(("серады", "wednesday"), "среда"),
    **dict.fromkeys(("чацвярга", "thursday"), "четверг"),
    **dict.fromkeys(("пятніцы", "friday"), "пятница"),
    **dict.fromkeys(("суботы", "saturday"), "суббота"),
    **dict.fromkeys(("нядзелі", "sunday"), "воскресенье"),
    **dict.fromkeys(("заўтра", "tomorrow"), "завтра"),
    **dict.fromkeys(("студзеня", "january"), "январь"),
    **dict.fromkeys(("лютага", "february"), "февраль"),
    **dict.fromkeys(("сакавіка", "march"), "март"),
    **dict.fromkeys(("красавіка", "april"), "апрель"),
    **dict.fromkeys(("траўня", "мая", "may"), "май"),
    **dict.fromkeys(("чэрвеня", "june"), "июнь"),
    **dict.fromkeys(("ліпеня", "july"), "июль"),
    **dict.fromkeys(("жніўня", "august"), "август"),
    **dict.fromkeys(("верасня", "september"), "сентябрь"),
    **dict.fromkeys(("кастрычніка", "october"), "октябрь"),
    **dict.fromkeys(("лістапада", "november"), "ноябрь"),
    **dict.fromkeys(("снежня", "december"), "декабрь"),
}


class AbsenceFault(StrEnum):
    """What is wrong with the end of an absence."""

    UNREADABLE = "unreadable"
    PAST = "past"
    TOO_FAR = "too_far"


def read_return(text: str, words: Sequence[Word], today: date) -> date | AbsenceFault:
    """Return the day on which somebody is back, or what is wrong with it; ``words`` are those of ``text``."""
    day = _written(text, today) if _WRITTEN.search(text) else _said([_understood(word) for word in words], today)
    if day is None:
        return AbsenceFault.UNREADABLE
    if day <= today:
        return AbsenceFault.PAST
    return day if day - today <= LONGEST else AbsenceFault.TOO_FAR


def moment_back(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which somebody is back who is back on that day."""
    return datetime.combine(day, BACK_AT, zone)


def _understood(word: Word) -> Word:
    key = _FOREIGN.get(word.surface.lower()) or _FOREIGN.get(word.key)
    return word._replace(key=key) if key else word


def _written(text: str, today: date) -> date | None:
    found = _WRITTEN.search(text)
    if found is None:
        return None
    day, month, year, *iso = found.groups()
    try:
        if day is None:
            return date(*map(int, iso))
        if year is None:
            return _coming(date(today.year, int(month), int(day)), today)
        return date(int(year) + (_CENTURY if len(year) == len("26") else 0), int(month), int(day))
    except ValueError:
        return None


def _said(words: Sequence[Word], today: date) -> date | None:
    keys = [word.key for word in words]
    length = None if "до" in keys else _length(keys)
    if length is not None:
        return today + timedelta(days=length)
    period = read_period(words, today)
    if period is None:
        return None
    if "конец" in keys:
        return period.last + timedelta(days=1)
    if period.first.day == 1 and (period.last + timedelta(days=1)).day == 1:
        day = period.first if "до" in keys else None  # a whole month, or months
    else:
        day = period.last if period.first in {period.last, today} else None
    by_month_alone = bool(MONTHS.keys() & set(keys)) and not any(map(year_of, keys))
    return _coming(day, today) if day is not None and by_month_alone else day


def _length(keys: Sequence[str]) -> int | None:
    for number, unit in pairwise(["1", *keys]):
        if unit in _LENGTHS:
            count = int(number[:3]) if number.isdigit() else _NUMBERS.get(number, 1)
            return count * _LENGTHS[unit]
    return None


def _coming(day: date, today: date) -> date | None:
    """Return the day, or the same of the next year when it is long over; ``None`` when that has no such day."""
    if day >= today:
        return day
    try:
        return day.replace(year=today.year + 1)
    except ValueError:
        return None
