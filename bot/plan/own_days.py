"""What is answered to «за сколько дней»: days before a deadline, in figures or words. Decided without I/O.

30, 14, 3, 1                       30 14 3 1
за месяц, неделю и день            30 7 1
за 2 недели и в сам день           14 0
за тры тыдні, дзень                21 1

What is not understood to the last word is refused, never guessed.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.plan.steps import FARTHEST, MOST, ordered
from storage.reminding_records import DaysBefore

_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;/]|[^\s]")
_FIGURES: Final = 4  # a number of more is out of bounds, whatever it is
_DAY, _WEEK, _MONTH, _YEAR = 1, 7, 30, 365
_SEPARATORS: Final = frozenset(",;/")
_STOP: Final = frozenset(".")
_AND: Final = frozenset(["и", "і", "and"])
_FILLERS: Final = frozenset(
    ["за", "по", "срока", "сроков", "сроку", "дедлайна", "тэрміну", "for", "the", "deadline", "a", "an", "in"]
)
_BEFORE: Final = frozenset(["до", "да", "before"])
_ON: Final = frozenset(["в", "во", "у", "ў", "on"])
_SAID_OF_THE_DAY: Final = frozenset(
    ["сам", "самый", "тот", "этот", "же", "самы", "той", "гэты", "жа", "the", "same", "very"]
)
_THAT_DAY: Final = frozenset(["день", "срок", "дзень", "тэрмін", "day", "deadline"])
_EVE: Final = frozenset(["накануне", "напярэдадні"])
_UNITS: Final = MappingProxyType(
    {
        word: days
        for words, days in (
            ("день дня дней дн сутки суток дзень дня дні дзён дзен дз сутак day days", _DAY),
            ("неделя неделю недели недель нед тыдзень тыдня тыдні тыдняў week weeks", _WEEK),
            ("месяц месяца месяцев мес месяцаў месяцы month months", _MONTH),
            ("год года гады year years", _YEAR),
        )
        for word in words.split()
    }
)
_ONES: Final = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "ноль нуль zero", "один одну одного адзін адну аднаго one", "два две двух дзве двух two",
                "три трех тры трох three", "четыре четырех чатыры чатырох four", "пять пяти пяць пяці five",
                "шесть шести шэсць шасці six", "семь семи сем сямі seven", "восемь восьми восем васьмі eight",
                "девять девяти дзевяць дзевяці nine",
            )
        )
        for word in words.split()
    }
)  # fmt: skip
_MORE: Final = MappingProxyType(
    {
        "десять": 10, "десяти": 10, "дзесяць": 10, "дзесяці": 10, "ten": 10,
        "четырнадцать": 14, "четырнадцати": 14, "чатырнаццаць": 14, "чатырнаццаці": 14, "fourteen": 14,
        "пятнадцать": 15, "пятнадцати": 15, "пятнаццаць": 15, "пятнаццаці": 15, "fifteen": 15,
    }
)  # fmt: skip
_TENS: Final = MappingProxyType(
    {
        "двадцать": 20, "двадцати": 20, "дваццаць": 20, "дваццаці": 20, "twenty": 20,
        "тридцать": 30, "тридцати": 30, "трыццаць": 30, "трыццаці": 30, "thirty": 30,
        "сорок": 40, "сорака": 40, "forty": 40, "шестьдесят": 60, "шестидесяти": 60, "шэсцьдзесят": 60, "sixty": 60,
        "девяносто": 90, "девяноста": 90, "дзевяноста": 90, "ninety": 90,
    }
)  # fmt: skip


class DaysFault(StrEnum):
    """Why an answer is refused."""

    UNREADABLE = "unreadable"
    TOO_FAR = "too_far"
    TOO_MANY = "too_many"


@dataclass(slots=True)
class _Read:
    """What has been read: days said with their unit or alone, and numbers whose unit may come yet."""

    days: set[int] = field(default_factory=set)
    bare: list[int] = field(default_factory=list)

    def unit(self, days: int, *, counted: bool) -> bool:
        """Take a unit: of the number just before it, else one of it; false when it is unclear what it counts."""
        number = self.bare.pop() if counted else 1
        if counted and self.bare and days != _DAY:
            return False  # «за 2 и 3 недели»: days and weeks, or weeks and weeks?
        self.days.add(number * days)
        return True

    def all(self) -> set[int]:
        """Return every number of days; numbers without a unit are days."""
        return self.days | set(self.bare)


def read_days(words: str) -> DaysBefore | DaysFault:
    """Return the days that an answer names, the most first, each once; or why it is refused."""
    tokens = _TOKEN.findall(words.lower().replace("ё", "е"))
    read = _read(tokens)
    if read is None or not read.all():
        return DaysFault.UNREADABLE
    days = read.all()
    if max(days) > FARTHEST:
        return DaysFault.TOO_FAR
    return DaysFault.TOO_MANY if len(days) > MOST else ordered(days)


def _read(tokens: list[str]) -> _Read | None:
    read, at, counted = _Read(), 0, False
    while at < len(tokens):
        token = tokens[at]
        if token in _ON:
            after = None if at and tokens[at - 1] in _THAT_DAY else _after_that_day(tokens, at + 1)
            if after is None:
                return None
            read.days.add(0)
            at, counted = after, False
            continue
        number, length = _number(tokens, at)
        if number is not None:
            read.bare.append(number)
        elif token in _UNITS:
            if not read.unit(_UNITS[token], counted=counted):
                return None
        elif token in _EVE:
            read.days.add(1)
        elif not _may_be_passed(tokens, at):
            return None
        at, counted = at + length, number is not None
    return read


def _may_be_passed(tokens: list[str], at: int) -> bool:
    """Tell whether a token says nothing of how many days: a comma, «за», «до срока», the full stop after a word."""
    token = tokens[at]
    is_stop = token in _STOP and at > 0 and (at + 1 == len(tokens) or not tokens[at - 1].isdigit())
    if token in _BEFORE:  # «до срока», not «до 14»
        return at + 1 == len(tokens) or tokens[at + 1] in _FILLERS | _SEPARATORS
    return token in _SEPARATORS | _AND | _FILLERS or is_stop


def _after_that_day(tokens: list[str], at: int) -> int | None:
    """Return the place after «в сам день»; ``None``: something else is said."""
    while at < len(tokens) and tokens[at] in _SAID_OF_THE_DAY:
        at += 1
    return at + 1 if at < len(tokens) and tokens[at] in _THAT_DAY else None


def _number(tokens: list[str], at: int) -> tuple[int | None, int]:
    """Return the number that begins at a place, and how many tokens long it is; ``None``: none does."""
    token = tokens[at]
    if token.isascii() and token.isdigit():
        return int((token.lstrip("0") or "0")[: _FIGURES + 1]), 1
    if token in _TENS:
        ones = _ONES.get(tokens[at + 1], 0) if at + 1 < len(tokens) else 0
        return _TENS[token] + ones, 2 if ones else 1
    return _ONES.get(token, _MORE.get(token)), 1
