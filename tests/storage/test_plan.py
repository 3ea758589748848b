"""The plan: stored whole, and read by who owes what by when. All plans here are made up."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from typing import cast

import pytest

from storage.errors import StoreRefused
from storage.records import (
    Commitment,
    CommitmentState,
    NewCommitment,
    NewPlan,
    PlanSummary,
    Responsible,
)
from storage.register_records import Side, Visibility
from storage.store import Store

MAZ = Responsible("ОАО «Пример»", Side.BELARUS, "maz")
UNKNOWN = Responsible("Исполнитель, которого нет в реестре (пример)", None)


def commitment(number: str, *due: date, responsible: tuple[Responsible, ...] = (MAZ,)) -> NewCommitment:
    """An example row of a plan."""
    return NewCommitment(
        number=number,
        text=f"Пример мероприятия {number}",
        section="Раздел",
        deadline_text="до …",
        due=due,
        responsible=responsible,
        sectors=("avtoprom",),
    )


PLAN = NewPlan(
    slug="primer-2026",
    title="Пример плана",
    starts_on=date(2025, 1, 1),
    ends_on=date(2026, 12, 31),
    example=True,
    commitments=(
        commitment("1", date(2026, 9, 1), date(2026, 3, 1), date(2026, 3, 1), responsible=(UNKNOWN, MAZ)),
        commitment("2", responsible=(MAZ,)),
        commitment("3", date(2026, 2, 1)),
        commitment("4", date(2026, 4, 1), responsible=()),
    ),
)


async def numbers_owed(store: Store) -> list[str]:
    """Return the numbers of what the example organisation owes."""
    return [one.number for one in await store.plan.owed_by(["maz"])]


async def test_a_plan_comes_back_whole(store: Store, now: datetime) -> None:
    """A commitment has all that its row said, its deadlines in order and once each, those responsible as written."""
    assert await store.plan.add_plan(PLAN, now)
    found = (await store.plan.owed_by(["maz"]))[1]
    assert found == Commitment(
        id=found.id,
        plan_slug="primer-2026",
        plan_title="Пример плана",
        example=True,
        number="1",
        text="Пример мероприятия 1",
        section="Раздел",
        deadline_text="до …",
        state=CommitmentState.OPEN,
        version=1,
        deadlines=found.deadlines,
        responsible=(UNKNOWN, MAZ),
        sectors=("avtoprom",),
        visibility=Visibility.PROGRAMME,
    )
    assert [(one.due, one.first_due) for one in found.deadlines] == [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
    ]
    assert await store.plan.commitment(found.id) == found
    assert await store.plan.commitment(404) is None


async def test_a_plan_is_added_once(store: Store, now: datetime) -> None:
    """A plan whose slug is there changes nothing, not even when two add it at once."""
    added = await asyncio.gather(*(store.plan.add_plan(PLAN, now) for _ in range(3)))
    assert sorted(added) == [False, False, True]
    assert not await store.plan.add_plan(replace(PLAN, title="Другой", commitments=()), now)
    (summary,) = await store.plan.plans()
    assert (summary.title, summary.commitments) == ("Пример плана", 4)


async def test_a_plan_is_stored_whole_or_not_at_all(store: Store, now: datetime) -> None:
    """A row that the schema refuses takes the whole plan back."""
    bad = replace(commitment("5"), text=cast("str", None))
    with pytest.raises(StoreRefused):
        await store.plan.add_plan(replace(PLAN, commitments=(*PLAN.commitments, bad)), now)
    assert await store.plan.plans() == ()
    assert await store.plan.add_plan(PLAN, now)


async def test_a_large_plan_is_stored(store: Store, now: datetime) -> None:
    """Plans are written in chunks: three thousand rows are no trouble, and each keeps its own."""
    rows = tuple(commitment(str(number), date(2026, 1, 1 + number % 28)) for number in range(3000))
    assert await store.plan.add_plan(replace(PLAN, commitments=rows), now)
    owed = await store.plan.owed_by(["maz"])
    assert len(owed) == 3000
    assert all(one.deadlines[0].due.day == 1 + int(one.number) % 28 for one in owed)


async def test_a_plan_may_be_empty(store: Store, now: datetime) -> None:
    """A plan without rows, or with rows without dates and bodies, is a plan."""
    assert await store.plan.add_plan(replace(PLAN, slug="empty", commitments=()), now)
    assert await store.plan.add_plan(replace(PLAN, slug="bare", commitments=(commitment("1", responsible=()),)), now)
    assert {one.slug: one.commitments for one in await store.plan.plans()} == {"empty": 0, "bare": 1}


async def test_owed_is_ordered_by_the_nearest_due(store: Store, now: datetime) -> None:
    """What is due first comes first, what has no date last, what others owe not at all."""
    await store.plan.add_plan(PLAN, now)
    assert await numbers_owed(store) == ["3", "1", "2"]
    assert await store.plan.owed_by(["uaz"]) == ()
    assert await store.plan.owed_by([]) == ()


async def test_due_between_two_dates(store: Store, now: datetime) -> None:
    """Any deadline in the range, its ends included, brings the commitment with all its deadlines."""
    await store.plan.add_plan(PLAN, now)
    found = await store.plan.due_between(date(2026, 3, 1), date(2026, 4, 1))
    assert [one.number for one in found] == ["1", "4"]
    assert [one.due for one in found[0].deadlines] == [date(2026, 3, 1), date(2026, 9, 1)]
    assert await store.plan.due_between(date(2026, 3, 2), date(2026, 3, 31)) == ()


async def test_plans_are_summed_up(store: Store, now: datetime) -> None:
    """Plans are listed by their period, the latest first, with how many commitments stand where."""
    await store.plan.add_plan(replace(PLAN, slug="old", starts_on=date(2023, 1, 1), commitments=()), now)
    await store.plan.add_plan(PLAN, now)
    latest, _ = await store.plan.plans()
    assert latest == PlanSummary(
        slug="primer-2026",
        title="Пример плана",
        starts_on=date(2025, 1, 1),
        ends_on=date(2026, 12, 31),
        example=True,
        commitments=4,
        by_state={state: 4 if state is CommitmentState.OPEN else 0 for state in CommitmentState},
    )
