"""How many days before a deadline, and after it, one is reminded: sets to choose from, or days of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from storage.reminding_records import DaysBefore, StepChoice, StepSet


@dataclass(frozen=True, slots=True)
class Steps:
    """Days before the effective day (0: that day itself), days after the date as written, and then every so many."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    again_every: int


STEPS: Mapping[StepSet, Steps] = MappingProxyType(
    {
        StepSet.MORE: Steps((60, 30, 21, 14, 7, 5, 3, 2, 1, 0), (1, 2, 3, 5), 7),
        StepSet.USUAL: Steps((30, 14, 7, 3, 1, 0), (1, 3), 7),
        StepSet.FEWER: Steps((14, 3, 0), (1,), 7),
        StepSet.LAST: Steps((1, 0), (1,), 7),
    }
)

FARTHEST: Final = 365
"""How many days before a deadline one may choose to be reminded, at most."""

MOST: Final = 8
"""How many days one may choose, at most."""

PLAN_STEPS_SETTING: Final = "reminders.steps"
"""The setting that holds how often each plan (its slug) is told of, where that is not the usual."""


def steps_of(choice: StepChoice) -> Steps:
    """Return the steps that a choice stands for; after a date, days of one's own are as the usual ones."""
    return STEPS[choice] if isinstance(choice, StepSet) else replace(STEPS[StepSet.USUAL], before=choice)


def chosen(person: StepChoice | None, plan: StepChoice | None) -> Steps:
    """Return the steps by whose word counts: the person's own, else the plan's, else the usual."""
    return steps_of(person or plan or StepSet.USUAL)


def is_after_step(days: int, steps: Steps) -> bool:
    """Tell whether so many days after the date as written are one of the steps."""
    return days in steps.after or (days > 0 and days % steps.again_every == 0)


def ordered(days: set[int]) -> DaysBefore:
    """Return days as they are kept: the most first."""
    return tuple(sorted(days, reverse=True))


def as_kept(choice: StepChoice) -> str | list[int]:
    """Return a plan's choice as the setting keeps it: a word, or a list of days."""
    return choice.value if isinstance(choice, StepSet) else list(choice)


def read_plan_steps(kept: Any) -> Mapping[str, StepChoice]:  # noqa: ANN401 - a setting: whatever JSON holds
    """Return how often each plan (its slug) is told of."""
    if not isinstance(kept, dict):
        return {}
    return {slug: StepSet(one) if isinstance(one, str) else tuple(one) for slug, one in kept.items()}
