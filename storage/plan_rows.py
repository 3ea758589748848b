"""How a plan is written: a plan row, then its commitments, their deadlines and those responsible, in chunks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.records import CommitmentState, DeadlineState, NewCommitment, NewPlan, Responsible
from storage.register_records import Visibility
from storage.schema import commitments, deadlines, plans, responsibles
from storage.upsert import insert


async def write_plan(connection: AsyncConnection, database: Database, plan: NewPlan, now: datetime) -> bool:
    """Write a plan within the caller's transaction; false when its slug is taken."""
    new = insert(plans, database).on_conflict_do_nothing(index_elements=["slug"])
    written = await connection.execute(new, _plan_row(plan, now))
    if written.rowcount == 0:
        return False
    await write_commitments(connection, plan.slug, list(enumerate(plan.commitments)))
    return True


async def write_commitments(
    connection: AsyncConnection, plan_slug: str, placed: Sequence[tuple[int, NewCommitment]]
) -> None:
    """Write new commitments of a plan at their places, with their deadlines and those responsible."""
    if not placed:
        return
    ids = await _write_commitments(connection, plan_slug, placed)
    owing = [(identity, one) for identity, (_, one) in zip(ids, placed, strict=True)]
    await write(connection, deadlines, [row for pair in owing for row in _deadline_rows(*pair)])
    await write(
        connection, responsibles, [row for number, one in owing for row in responsible_rows(number, one.responsible)]
    )


async def _write_commitments(
    connection: AsyncConnection, plan_slug: str, placed: Sequence[tuple[int, NewCommitment]]
) -> list[int]:
    rows = [commitment_row(plan_slug, place, one) for place, one in placed]
    # sorted: a database may give back the ids of one INSERT in any order
    new = commitments.insert().returning(commitments.c.id, sort_by_parameter_order=True)
    return list((await connection.execute(new, rows)).scalars())


async def write(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, if there are any."""
    if rows:
        await connection.execute(table.insert(), rows)


def _plan_row(plan: NewPlan, now: datetime) -> dict[str, Any]:
    return {
        "slug": plan.slug,
        "title": plan.title,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "example": plan.example,
        "added_at": now,
        "visibility": Visibility.PROGRAMME,
    }


def commitment_row(plan_slug: str, position: int, commitment: NewCommitment) -> dict[str, Any]:
    """Return the row of a new commitment at its place."""
    return {
        "plan_slug": plan_slug,
        "position": position,
        "number": commitment.number,
        "text": commitment.text,
        "section": commitment.section,
        "deadline_text": commitment.deadline_text,
        "state": CommitmentState.OPEN,
        "version": 1,
        "sectors": list(commitment.sectors),
        "visibility": Visibility.PROGRAMME,
    }


def _deadline_rows(commitment_id: int, commitment: NewCommitment) -> Iterator[dict[str, Any]]:
    for due in sorted(set(commitment.due)):
        yield new_deadline(commitment_id, due)


def new_deadline(commitment_id: int, due: date) -> dict[str, Any]:
    """Return the row of a deadline that nothing has become of."""
    stands = {"state": DeadlineState.OPEN, "transfers": 0, "done_on": None, "closed_at": None}
    return {"commitment_id": commitment_id, "due": due, "first_due": due, **stands}


def responsible_rows(commitment_id: int, owners: Sequence[Responsible]) -> Iterator[dict[str, Any]]:
    """Yield the rows of those responsible, in the order written."""
    for position, responsible in enumerate(owners):
        yield {
            "commitment_id": commitment_id,
            "position": position,
            "name": responsible.name,
            "side": responsible.side,
            "organisation": responsible.organisation,
        }
