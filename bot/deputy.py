"""What is typed after /deputy: who, and from which day to which. Decided without I/O.

/deputy @anna 1.12 10.12      с 1 по 10 декабря
/deputy 1003 до 10.12.2026    с сегодняшнего дня
/deputy @anna 7               семь дней, сегодняшний — первый
/deputy нет                   никто больше не замещает
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = 366
_NOBODY: Final = frozenset({"none", "no", "нет", "снять", "няма", "не"})
_DATE: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\.?")
_COUNT: Final = re.compile(r"\d{1,3}")
_BETWEEN: Final = re.compile(
    r"\b(?:с|со|по|до|на|from|to|until|for|з|да|дн(?:я|ей)|день|дзён|дні|days?)\b|[–—-]", re.IGNORECASE
)


class DeputyFault(StrEnum):
    """What is wrong with what was typed."""

    USAGE = "usage"
    PERSON = "person"
    DAYS = "days"
    NO_ACCESS = "no_access"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class DeputyAsked:
    """Whom (a Telegram id or a @username without its sign), and from which day to which, both included."""

    person: int | str
    first: date
    last: date


def read_deputy(words: str, today: date) -> DeputyAsked | DeputyFault | None:
    """Return what was typed, or the first thing wrong with it; ``None``: nobody is to stand in any more.

    A date without a year is the next such day. The days may not be over, nor more than a year.
    """
    person, _, rest = words.strip().partition(" ")
    if person.casefold() in _NOBODY and not rest.strip():
        return None
    who = _person(person)
    if who is None:
        return DeputyFault.USAGE
    days = _days(_BETWEEN.sub(" ", rest).split(), today)
    if days is None:
        return DeputyFault.DAYS if rest.strip() else DeputyFault.USAGE
    first, last = days
    fits = first <= last and last >= today and (last - first).days < LONGEST
    return DeputyAsked(who, first, last) if fits else DeputyFault.DAYS


def _person(word: str) -> int | str | None:
    if word.startswith("@") and word[1:].replace("_", "").isalnum():
        return word[1:]
    return int(word) if word.isascii() and word.isdigit() and len(word) <= len(str(2**52)) else None


def _days(words: list[str], today: date) -> tuple[date, date] | None:
    match words:
        case [count] if _COUNT.fullmatch(count) and int(count):
            return today, today + timedelta(days=int(count) - 1)
        case [last]:
            until = _date(last, today)
            return (today, until) if until else None
        case [first, last]:
            since = _date(first, today)
            until = since and _date(last, since)
            return (since, until) if since and until else None
        case _:
            return None


def _date(word: str, not_before: date) -> date | None:
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            return date(int(found[3]), month, day)
        this_year = date(not_before.year, month, day)
        return this_year if this_year >= not_before else date(not_before.year + 1, month, day)
    except ValueError:  # a day that no calendar has
        return None
