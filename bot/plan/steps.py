"""How many days before a deadline, and after it, one is reminded: the sets to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from storage.reminding_records import StepSet


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

PLAN_STEPS_SETTING: Final = "reminders.steps"
"""The setting that holds how often each plan (its slug) is told of, where that is not the usual."""

FARTHEST: Final = max(days for steps in STEPS.values() for days in steps.before)


def chosen(person: StepSet | None, plan: StepSet | None) -> StepSet:
    """Return whose word counts: the person's own, else the plan's, else the usual."""
    return person or plan or StepSet.USUAL


def is_after_step(days: int, steps: Steps) -> bool:
    """Tell whether so many days after the date as written are one of the steps."""
    return days in steps.after or (days > 0 and days % steps.again_every == 0)


def read_plan_steps(kept: Any) -> Mapping[str, StepSet]:  # noqa: ANN401 - a setting: whatever JSON holds
    """Return how often each plan (its slug) is told of."""
    return {slug: StepSet(word) for slug, word in kept.items()} if isinstance(kept, dict) else {}
