"""What of the plan is looked at: lines, windows, choices, progress. All plans are made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.plan.choice import (
    Choice,
    Facet,
    Standing,
    Window,
    by_facet,
    chosen,
    lines_of,
    progress,
    read_choice,
    standing_of,
    window_days,
)
from bot.render.plan_look import bar
from storage.control_records import DeadlineState
from storage.records import Commitment, CommitmentState, Deadline, Responsible
from storage.register_records import Side

TODAY = date(2026, 11, 24)  # a Tuesday
CLOSED = datetime(2026, 11, 20, tzinfo=UTC)
UAZ, MAZ = Responsible("УАЗ", Side.ULYANOVSK, "uaz"), Responsible("МАЗ", Side.BELARUS, "maz")


def deadline(number: int, days: int, state: DeadlineState = DeadlineState.OPEN) -> Deadline:
    """An example due date, so many days from today."""
    due = TODAY + timedelta(days=days)
    closed = CLOSED if state in {DeadlineState.DONE, DeadlineState.REMOVED} else None
    return Deadline(number, due, due, state, closed_at=closed)


def commitment(number: int, *deadlines: Deadline, **other: object) -> Commitment:
    """An example commitment."""
    usual = Commitment(
        id=number,
        plan_slug="primer",
        plan_title="Пример",
        example=True,
        number=str(number),
        text=f"Пример {number}",
        section="I. Раздел",
        deadline_text="…",
        state=CommitmentState.OPEN,
        version=1,
        deadlines=deadlines,
        responsible=(UAZ,),
        sectors=("avtoprom",),
    )
    return replace(usual, **other)  # type: ignore[arg-type]  # the fields are those of the record


@pytest.mark.parametrize(
    ("days", "state", "standing"),
    [
        (5, DeadlineState.OPEN, Standing.AHEAD),
        (0, DeadlineState.OPEN, Standing.AHEAD),
        (-1, DeadlineState.OPEN, Standing.OVERDUE),
        (5, DeadlineState.IN_WORK, Standing.IN_WORK),
        (-1, DeadlineState.IN_WORK, Standing.OVERDUE),
        (5, DeadlineState.ON_REVIEW, Standing.ON_REVIEW),
        (-9, DeadlineState.ON_REVIEW, Standing.ON_REVIEW),
        (-9, DeadlineState.DONE, Standing.DONE),
        (-9, DeadlineState.REMOVED, Standing.REMOVED),
    ],
)
def test_a_due_date_stands_somewhere(days: int, state: DeadlineState, standing: Standing) -> None:
    """Overdue is what is not executed and not on review when its day has passed."""
    one = deadline(1, days, state)
    assert standing_of(commitment(1, one), one, TODAY) is standing


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (CommitmentState.OPEN, Standing.NO_DATE),
        (CommitmentState.IN_WORK, Standing.NO_DATE),
        (CommitmentState.DONE, Standing.DONE),
        (CommitmentState.REMOVED, Standing.REMOVED),
    ],
)
def test_without_dates_the_commitment_itself_stands(state: CommitmentState, standing: Standing) -> None:
    """What has no date is neither ahead nor overdue."""
    assert standing_of(commitment(1, state=state), None, TODAY) is standing


@pytest.mark.parametrize(
    ("window", "today", "first", "last"),
    [
        (Window.WEEK, TODAY, date(2026, 11, 23), date(2026, 11, 29)),
        (Window.WEEK, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (Window.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Window.MONTH, TODAY, date(2026, 11, 1), date(2026, 11, 30)),
        (Window.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Window.MONTH, date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
        (Window.QUARTER, TODAY, date(2026, 10, 1), date(2026, 12, 31)),
        (Window.QUARTER, date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31)),
        (Window.OVERDUE, TODAY, date.min, date(2026, 11, 23)),
    ],
)
def test_windows_are_of_the_calendar(window: Window, today: date, first: date, last: date) -> None:
    """This week is Monday to Sunday, a month and a quarter are whole."""
    assert window_days(window, today) == (first, last)


PLAN = (
    commitment(1, deadline(11, -3), deadline(12, 3), responsible=(UAZ, MAZ)),
    commitment(2, deadline(21, 2, DeadlineState.DONE), section="II. Раздел", sectors=("bas", "avtoprom")),
    commitment(3, deadline(31, 20, DeadlineState.IN_WORK), responsible=(MAZ,), sectors=()),
    commitment(4, plan_slug="other", section=""),
    commitment(5, deadline(51, -30, DeadlineState.REMOVED), responsible=()),
    commitment(6, deadline(61, -2, DeadlineState.ON_REVIEW)),
)


def numbers(choice: Choice, own: tuple[str, ...] = ()) -> list[int]:
    """Return the ids of deadlines that a choice leaves; of one without, the commitment's."""
    return [line.deadline.id if line.deadline else line.commitment.id for line in chosen(PLAN, choice, TODAY, own)]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (Choice(), [51, 11, 61, 21, 12, 31, 4]),
        (Choice(plan="primer"), [51, 11, 61, 21, 12, 31]),
        (Choice(plan="nosuch"), []),
        (Choice(section="II. Раздел"), [21]),
        (Choice(sector="bas"), [21]),
        (Choice(side=Side.BELARUS), [11, 12, 31]),
        (Choice(side=Side.BELARUS, standing=Standing.OVERDUE), [11]),
        (Choice(organisation="maz"), [11, 12, 31]),
        (Choice(standing=Standing.DONE), [21]),
        (Choice(standing=Standing.NO_DATE), [4]),
        (Choice(standing=Standing.REMOVED), [51]),
        (Choice(window=Window.WEEK), [12]),  # of this week, too: 61 was on Sunday, 21 is executed
        (Choice(window=Window.WEEK, standing=Standing.DONE), [21]),
        (Choice(window=Window.MONTH), [11, 61, 12]),
        (Choice(window=Window.QUARTER), [11, 61, 12, 31]),
        (Choice(window=Window.OVERDUE), [11]),
        (Choice(first=TODAY, last=TODAY + timedelta(days=3)), [12]),
        (Choice(first=TODAY + timedelta(days=4), last=date(2026, 12, 31)), [31]),
        (Choice(mine=True), []),
    ],
)
def test_a_choice_leaves_what_fits(choice: Choice, left: list[int]) -> None:
    """Each narrowing alone and together; by date, what has none last."""
    assert numbers(choice) == left


def test_mine_is_what_my_organisations_owe() -> None:
    """Any of them, on whatever side."""
    assert numbers(Choice(mine=True), ("maz", "belaz")) == [11, 12, 31]


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice("p", "s", "b", Side.FEDERAL, Standing.DONE, "o", Window.WEEK, TODAY, TODAY, mine=True),
        Choice(standing=Standing.NO_DATE, mine=True),
    ],
)
def test_a_choice_comes_back_from_json(choice: Choice) -> None:
    """What is kept for a button is the choice, whole."""
    assert read_choice(choice.as_json()) == choice


def test_a_facet_is_narrowed_and_let_go() -> None:
    """Each facet takes its value as words and gives it back."""
    for facet, value in zip(Facet, ["p", "s", "b", "belarus", "overdue", "maz"], strict=True):
        narrowed = Choice().narrowed(facet, value)
        assert narrowed.value(facet) == value
        assert narrowed.narrowed(facet, None) == Choice()


def test_progress_counts_every_line_once() -> None:
    """What is removed does not count; all is 100 % only when all is executed."""
    far = progress(lines_of(PLAN, TODAY))
    assert (far.total, far.done, far.percent) == (6, 1, 16)
    assert progress(()).percent == 0
    done = progress(lines_of(PLAN[1:2], TODAY))
    assert (done.percent, bar(done), bar(progress(()))) == (100, "▰" * 10, "▱" * 10)
    assert bar(far) == "▰" + "▱" * 9


@pytest.mark.parametrize(
    ("facet", "values"),
    [
        (Facet.PLAN, {"primer": 6, "other": 1}),
        (Facet.SECTION, {"I. Раздел": 5, "II. Раздел": 1}),
        (Facet.SECTOR, {"avtoprom": 6, "bas": 1}),
        (Facet.SIDE, {"ulyanovsk": 5, "belarus": 3}),
        (
            Facet.STANDING,
            {"overdue": 1, "ahead": 1, "done": 1, "in_work": 1, "no_date": 1, "removed": 1, "on_review": 1},
        ),
        (Facet.ORGANISATION, {"uaz": 5, "maz": 3}),
    ],
)
def test_lines_are_told_apart(facet: Facet, values: dict[str, int]) -> None:
    """A line stands under each of its sectors, sides and bodies."""
    assert {value: len(those) for value, those in by_facet(lines_of(PLAN, TODAY), facet).items()} == values
