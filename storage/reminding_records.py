"""What the store takes and gives of reminders: who wishes what of them, who stands in for whom. Frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from storage.records import User

MORNING_HOUR = 9


class StepSet(StrEnum):
    """How often one is reminded of one deadline; what the words mean in days is decided in ``bot/plan/steps.py``."""

    MORE = "more"
    USUAL = "usual"
    FEWER = "fewer"
    LAST = "last"


DaysBefore = tuple[int, ...]
"""Days before a deadline that somebody has chosen: whole, the most first, each once, never none; 0: that day itself."""

StepChoice = StepSet | DaysBefore


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What a person wants of reminders: the local hour, and how often (``None``: as the plan has it).

    ``changed_at`` is when the hour or the zone was last changed, ``None``: never. A morning is not before it, so a
    change on the morning itself loses nothing.
    """

    hour: int = MORNING_HOUR
    steps: StepChoice | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deputyship:
    """Somebody gets a person's reminders from ``first`` to ``last``, both included."""

    user_id: int
    deputy_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reminded:
    """Someone who may owe something or have to hear of it.

    ``reached``: the private chat is there and active. ``snoozed``: deadlines (their ids) of which the person wanted
    to hear again on a day.
    """

    user: User
    wish: ReminderWish
    reached: bool
    snoozed: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MorningsInUse:
    """At which hours in which zones (``None``: the programme's) people are reminded; ``changed``: some just changed."""

    hours: frozenset[tuple[str | None, int]]
    changed: bool
