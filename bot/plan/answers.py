"""What is typed in answer to a question about the plan: a date, a deadline as in a plan. Without I/O."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from bot.plan.phrase_reading import DeadlineKind, PlanPeriod
from bot.plan.phrases import read_phrase

_NO_DATE = frozenset({"без срока", "без даты", "без тэрміну", "без даты.", "no date", "-", "—"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A deadline as typed, and the dates understood of it; none: it needs none («постоянно», «без срока»)."""

    words: str
    dates: tuple[date, ...]


def read_one_date(words: str, around: PlanPeriod) -> date | None:
    """Return the one day that the words name; ``None``: none, or more than one, or not to the last word."""
    with suppress(ValueError):
        return date.fromisoformat(words.strip())
    reading = read_phrase(words, around)
    return reading.dates[0] if reading.kind is DeadlineKind.ONCE and len(reading.dates) == 1 else None


def read_deadline(words: str, plan: PlanPeriod) -> Typed | None:
    """Return a deadline as it would be read in a plan; ``None``: it is not understood to the last word."""
    if words.strip().casefold() in _NO_DATE:
        return Typed(words.strip(), ())
    with suppress(ValueError):
        return Typed(words.strip(), (date.fromisoformat(words.strip()),))
    reading = read_phrase(words, plan)
    return None if reading.kind is DeadlineKind.UNREADABLE else Typed(words.strip(), reading.dates)
