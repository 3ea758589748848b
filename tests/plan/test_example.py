"""The example plan: plainly an example, about bodies that the register has."""

import asyncio
from pathlib import Path

import pytest

from bot.plan.example import example_plan
from storage.records import NewPlan
from storage.register_records import Register, Side
from storage.store import open_store


async def _register(path: Path) -> Register:
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        return await store.register.load()


@pytest.fixture(scope="module")
def register(filled_template: Path) -> Register:
    """The starter register."""
    return asyncio.run(_register(filled_template))


@pytest.fixture(scope="module")
def plan(register: Register) -> NewPlan:
    """The example plan at the starter register."""
    return example_plan(register)


def test_the_example_says_what_it_is(plan: NewPlan) -> None:
    """There are eight rows; the plan, its title and each row say that they are an example."""
    assert plan.example
    assert "ПРИМЕР" in plan.title
    assert len(plan.commitments) == 8
    assert all(row.text.startswith("Пример: ") for row in plan.commitments)


def test_the_example_names_bodies_of_the_register(plan: NewPlan, register: Register) -> None:
    """Every responsible is an organisation of the register on its own side, every sector one of the register."""
    owners = [one for row in plan.commitments for one in row.responsible]
    assert all(one.organisation in register.organisations for one in owners)
    for one in owners:
        body = register.organisations[one.organisation or ""]
        assert (one.name, one.side) == (body.short, body.side)
    assert {slug for row in plan.commitments for slug in row.sectors} <= set(register.sectors)


def test_every_row_of_the_example_is_owed_on_both_sides(plan: NewPlan) -> None:
    """Each row has someone on each side, and dates within the plan's years."""
    for row in plan.commitments:
        assert {one.side for one in row.responsible} == {Side.ULYANOVSK, Side.BELARUS}
        assert all(plan.starts_on <= due <= plan.ends_on for due in row.due)
    assert len({row.number for row in plan.commitments}) == 8
