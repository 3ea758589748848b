"""What a deadline phrase says, clause by clause, before it is known what dates that makes."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from bot.plan.phrase_idioms import Idiom
from bot.plan.phrase_spans import Span


class NotUnderstood(Exception):
    """A piece that the grammar has no place for; ``words`` is where understanding ended."""

    def __init__(self, words: str) -> None:
        """Keep the words."""
        super().__init__(words)
        self.words = words


class Unnamed(Exception):
    """The year is «текущий»: which one the phrase does not say."""


class Role(StrEnum):
    """How a span stands in the phrase."""

    IN = auto()
    BY = auto()
    BEFORE = auto()  # «до марта», «к марту»: a whole span after a preposition that means its end here
    START = auto()  # «до начала года»
    FROM = auto()
    RESULTS = auto()


class Month(StrEnum):
    """Of which month a day of the month is."""

    OWN = auto()
    NEXT = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span and how it stands; ``place`` is where in the phrase, ``loose`` when a word such as «начало» made it."""

    role: Role
    span: Span
    place: int
    loose: bool = False


@dataclass(slots=True)
class Said:
    """What a phrase says, clause by clause."""

    stretches: list[Stretch] = field(default_factory=list)
    every: list[int] = field(default_factory=list)  # months of the period, 0 for weeks, -1 for days
    days: list[int] = field(default_factory=list)  # of a month, for each period
    month: Month | None = None
    month_of: int | None = None  # months of the period whose last or first month that is
    year_follows: bool = False
    then: int | None = None  # where «далее» stands
    idioms: list[Idiom] = field(default_factory=list)
    results_of: int | None = None  # months of «по итогам квартала»
    reported_of: int | None = None  # months of «следующего за отчётным кварталом»
    days_after: int | None = None  # «в течение 10 дней после окончания квартала»
    end_of: int | None = None  # months of «до конца квартала»
    many_years: bool = False  # «IV квартал 2025, 2026 годов»
    twice_a_month: bool = False
    unnamed: bool = False  # «в течение года»: of which one is not said
    hedged: bool = False
    free: set[int] = field(default_factory=set)  # the places of words that may be any
