"""Whose days count, and that days of one's own choosing are told, each on its morning and none besides."""

from datetime import date

import pytest

from bot.plan.occasions import Days, Place
from bot.plan.steps import FARTHEST, STEPS, Steps, as_kept, chosen, ordered, read_plan_steps, steps_of
from bot.plan.working_calendar import Country
from storage.reminding_records import DaysBefore, StepChoice, StepSet
from tests.plan.test_reminders import DAY, OCCASIONS, at, left, official, owed, told

WEDNESDAY = date(2026, 3, 18)
OWN = (30, 14, 1)


@pytest.mark.parametrize(
    ("person", "plan", "expected"),
    [
        (StepSet.LAST, StepSet.MORE, STEPS[StepSet.LAST]),
        (None, StepSet.MORE, STEPS[StepSet.MORE]),
        (None, None, STEPS[StepSet.USUAL]),
        (OWN, StepSet.MORE, Steps(OWN, (1, 3), 7)),
        (None, OWN, Steps(OWN, (1, 3), 7)),
        (StepSet.LAST, OWN, STEPS[StepSet.LAST]),
        ((0,), OWN, Steps((0,), (1, 3), 7)),
    ],
)
def test_whose_word_counts(person: StepChoice | None, plan: StepChoice | None, expected: Steps) -> None:
    """A person's own choice, else the plan's, else the usual; past the date, own days are as the usual ones."""
    assert chosen(person, plan) == expected


@pytest.mark.parametrize("choice", [*StepSet, OWN, (0,), (FARTHEST,)])
def test_a_plan_s_choice_is_kept_and_read(choice: StepChoice) -> None:
    """As the word of a set or a list of days; a setting that was never made is none."""
    assert read_plan_steps({"primer": as_kept(choice), "other": "fewer"}) == {"primer": choice, "other": StepSet.FEWER}
    assert read_plan_steps(None) == {}


def test_days_are_ordered() -> None:
    """The most first."""
    assert ordered({1, 30, 0, 14}) == (30, 14, 1, 0)


@pytest.mark.parametrize("days", [OWN, (0,), (200,), (FARTHEST, 3, 0)])
@pytest.mark.parametrize("days_left", [*range(33), 199, 200, 201, 364, 365, 366, *range(-1, -16, -1)])
@pytest.mark.parametrize("of_plan", [False, True], ids=["own", "plan"])
def test_days_of_one_s_own_are_told_and_no_others(days: DaysBefore, days_left: int, *, of_plan: bool) -> None:
    """On a Wednesday whose date is a working day: exactly when so many are left; overdue as usual."""
    due = WEDNESDAY + days_left * DAY
    if not OCCASIONS.works(Country.RUSSIA, due):
        return
    person = official() if of_plan else official(steps=days)
    found = told(
        at(WEDNESDAY - DAY, "12:00"), at(WEDNESDAY, "12:00"), owed(due), person=person, plan=days if of_plan else None
    )
    before = {OCCASIONS.on_or_after(Country.RUSSIA, due - one * DAY) for one in days}
    after = {OCCASIONS.on_or_after(Country.RUSSIA, due + one * DAY) for one in (1, 3, 7, 14)}
    assert left(found) == ([days_left] if WEDNESDAY in before | after else [])


def test_which_reminder_of_how_many() -> None:
    """Without the day itself the last is the one before it, and after that there is no place."""
    steps, country = steps_of((7, 2)), Country.RUSSIA
    due = date(2026, 3, 20)
    days = (due - 8 * DAY, due - 7 * DAY, due - 2 * DAY, due)
    assert [OCCASIONS.place(due, country, country, steps, day) for day in days] == [
        None,
        Place(1, 2),
        Place(2, 2),
        None,
    ]


@pytest.mark.parametrize("steps", [*STEPS.values(), steps_of((FARTHEST, 30, 2)), steps_of((0,))])
@pytest.mark.parametrize("first", [date(2026, 12, 29), date(2027, 1, 1), date(2027, 5, 1)], ids=str)
@pytest.mark.parametrize("longer", [0, 1, 12, 60])
@pytest.mark.parametrize("side", [*Country])
def test_the_dates_told_are_those_with_a_morning_within_the_days(
    steps: Steps, first: date, longer: int, side: Country
) -> None:
    """Worked out step by step, they are all that their mornings, one date after another, say; over long rests, too."""
    person, oldest = Country.RUSSIA, date(2026, 6, 1)
    days = Days(first, OCCASIONS.on_or_after(person, first + longer * DAY))
    ahead = (days.morning + 2 * DAY, days.morning + (max(steps.before) + 40) * DAY)
    dates = [ahead[0] + more * DAY for more in range((ahead[1] - ahead[0]).days)]
    expected = [one for one in dates if any(m in days for m in OCCASIONS.mornings_before(one, side, person, steps))]
    found = OCCASIONS.dates_told(oldest, side, person, steps, days)
    assert sorted(one for one in found if one >= ahead[0]) == expected
