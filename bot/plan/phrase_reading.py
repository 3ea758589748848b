"""What becomes of a deadline phrase: its kind, its dates, and what a person should know of how it was read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class DeadlineKind(StrEnum):
    """What a phrase sets: one date, several, none because it needs none, or none because it is not understood."""

    ONCE = auto()
    RECURRING = auto()
    OPEN_ENDED = auto()
    UNREADABLE = auto()


class Doubt(StrEnum):
    """Why a person should look at a phrase; those before ``LOOKALIKE`` make it unreadable."""

    MISSING = auto()
    NOT_UNDERSTOOD = auto()
    NO_YEAR = auto()
    NO_SUCH_DATE = auto()
    END_BEFORE_START = auto()
    AMBIGUOUS = auto()
    NO_DATE_IN_PLAN = auto()
    LOOKALIKE = auto()
    SLIP = auto()
    LOOSE = auto()  # a convention of ours made a date of it («начало года»)
    HEDGED = auto()
    BESIDE = auto()  # a condition, or «постоянно», stands beside it
    IMPLIED = auto()  # how often is not said, only meant
    YEARS_LISTED = auto()
    OUTSIDE_PLAN = auto()
    SHORT_MONTH = auto()


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt and the words it is about."""

    doubt: Doubt
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase as read; ``dates`` are as written, in order, before any move for days off; ``notes`` are for a person.

    ``starts_on`` is there when the phrase names when it begins.
    """

    kind: DeadlineKind
    dates: tuple[date, ...] = ()
    starts_on: date | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The days of a plan, both included."""

    starts_on: date
    ends_on: date


class Unreadable(Exception):
    """A phrase of which no date may be made."""

    def __init__(self, doubt: Doubt, words: str = "") -> None:
        """Keep why."""
        super().__init__(doubt, words)
        self.note = Note(doubt, words)
