"""A plan's new version over the old: rows that stay keep their history. All plans here are made up."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.plan.plan_changes import plan_version
from storage.errors import VersionMoved
from storage.plan_versions import moved_deadlines
from storage.records import Commitment, Deadline, NewCommitment, NewPlan, PlanVersion, Responsible
from storage.register_records import Side
from storage.store import Store

MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (5, 6, 7, 8))
MAZ, UAZ = Responsible("МАЗ", Side.BELARUS, "maz"), Responsible("УАЗ", Side.ULYANOVSK, "uaz")


def row(number: str, *due: date, text: str = "", responsible: tuple[Responsible, ...] = (MAZ,)) -> NewCommitment:
    """An example row of a plan."""
    return NewCommitment(number, text or f"Пример мероприятия {number}", "Раздел", "до …", due, responsible, ())


def plan(*rows: NewCommitment) -> NewPlan:
    """An example plan."""
    return NewPlan("primer", "Пример плана", date(2025, 1, 1), date(2026, 12, 31), example=True, commitments=rows)


async def brought(store: Store, now: datetime, *rows: NewCommitment) -> dict[str, Commitment]:
    """Bring the plan to these rows and return its commitments by number."""
    version = plan_version(plan(*rows), await store.plan.commitments_of("primer"))
    await store.plan.bring_plan_to(version, now)
    return {one.number: one for one in await store.plan.commitments_of("primer")}


async def test_the_first_version_is_the_plan(store: Store, now: datetime) -> None:
    """A plan that is not there yet is stored whole."""
    stored = await brought(store, now, row("1", JUNE, JULY), row("2"))
    assert [(one.due, one.first_due) for one in stored["1"].deadlines] == [(JUNE, JUNE), (JULY, JULY)]
    assert stored["2"].responsible == (MAZ,)
    (summary,) = await store.plan.plans()
    assert (summary.title, summary.commitments) == ("Пример плана", 2)


async def test_the_same_version_again_changes_nothing(store: Store, now: datetime) -> None:
    """Ids, versions and deadlines stay."""
    rows = (row("1", JUNE), row("2", JULY))
    assert await brought(store, now, *rows) == await brought(store, now, *rows)


async def test_rows_that_stay_keep_their_history(store: Store, now: datetime) -> None:
    """A row that changed keeps its id; a deadline that moved keeps its first date; places may be exchanged."""
    before = await brought(store, now, row("1", JUNE), row("2", JULY), row("3", MAY, JUNE))
    after = await brought(
        store,
        now,
        row("3", MAY, JUNE),
        row("2", JULY, responsible=(MAZ, UAZ)),
        row("1", AUGUST, text="Пример мероприятия 1, уточнённого"),
        row("4", AUGUST),
    )
    assert [after[number].id for number in "123"] == [before[number].id for number in "123"]
    assert [(one.due, one.first_due) for one in after["1"].deadlines] == [(AUGUST, JUNE)]
    assert after["1"].deadlines[0].id == before["1"].deadlines[0].id
    assert after["2"].responsible == (MAZ, UAZ)
    assert [after[number].version for number in "1234"] == [2, 2, 1, 1]
    assert after["3"] == before["3"]


async def test_a_row_that_is_gone_stays_in_the_plan(store: Store, now: datetime) -> None:
    """A commitment is never dropped because a file has it no more."""
    before = await brought(store, now, row("1", JUNE), row("2", JULY))
    after = await brought(store, now, row("2", JULY))
    assert after == before
    assert await brought(store, now, row("1", JUNE), row("2", JULY)) == before


async def test_a_version_decided_on_an_older_plan_is_refused(store: Store, now: datetime) -> None:
    """When somebody changed or added a commitment meanwhile, nothing is written."""
    await brought(store, now, row("1", JUNE))
    old = await store.plan.commitments_of("primer")
    late = plan_version(plan(row("1", JULY)), old)
    await brought(store, now, row("1", AUGUST))
    stood = await store.plan.commitments_of("primer")
    for version in (late, PlanVersion(plan(row("9")), ()), PlanVersion(plan(), (), (replace(stood[0], version=9),))):
        with pytest.raises(VersionMoved):
            await store.plan.bring_plan_to(version, now)
    assert await store.plan.commitments_of("primer") == stood


@pytest.mark.parametrize(
    ("stored", "due", "moved", "added", "dropped"),
    [
        ([(MAY, MAY)], [MAY], {}, (), ()),
        ([(MAY, MAY)], [JUNE], {1: JUNE}, (), ()),
        ([(MAY, MAY)], [MAY, JUNE], {}, (JUNE,), ()),
        ([(MAY, MAY), (JUNE, JUNE)], [JULY], {1: JULY}, (), (2,)),
        ([(MAY, MAY), (JUNE, JUNE)], [JUNE, JULY], {1: JULY}, (), ()),
        # the first deadline had moved from May to July; now there are both: it comes back, and July is new
        ([(JULY, MAY)], [MAY, JULY], {1: MAY}, (JULY,), ()),
        ([(JULY, MAY), (AUGUST, JULY)], [MAY, JULY, AUGUST], {1: MAY, 2: JULY}, (AUGUST,), ()),
        ([], [MAY], {}, (MAY,), ()),
        ([(MAY, MAY)], [], {}, (), (1,)),
    ],
)
def test_deadlines_move_in_order(
    stored: list[tuple[date, date]],
    due: list[date],
    moved: dict[int, date],
    added: tuple[date, ...],
    dropped: tuple[int, ...],
) -> None:
    """What stands stays, the others move one by one, the rest is new or no more; first dates never meet."""
    known = [Deadline(number, *dates) for number, dates in enumerate(stored, 1)]
    assert moved_deadlines(known, due) == (moved, added, dropped)


async def test_deadlines_that_change_their_number_are_written(store: Store, now: datetime) -> None:
    """One deadline more, then one less, and a return to a first date."""
    await brought(store, now, row("1", MAY))
    await brought(store, now, row("1", JULY))
    stored = await brought(store, now, row("1", MAY, JULY))
    assert [(one.due, one.first_due) for one in stored["1"].deadlines] == [(MAY, MAY), (JULY, JULY)]
    stored = await brought(store, now, row("1"))
    assert stored["1"].deadlines == ()
