"""How a plan's new version is written over the old one: rows that stay keep their history."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.control_records import DeadlineState
from storage.control_rows import restate
from storage.control_schema import dialogues, extensions, reports
from storage.database import Database
from storage.errors import VersionMoved
from storage.plan_rows import new_deadline, responsible_rows, write, write_commitments, write_plan
from storage.records import BroughtCommitment, Commitment, Deadline, NewCommitment, PlanVersion
from storage.schema import commitments, deadlines, plans, responsibles


async def write_version(connection: AsyncConnection, database: Database, version: PlanVersion, now: datetime) -> None:
    """Write a version within the caller's transaction; raises :class:`VersionMoved` when the plan has moved on."""
    if not await write_plan(connection, database, replace(version.plan, commitments=()), now):
        await connection.execute(
            update(plans)
            .where(plans.c.slug == version.plan.slug)
            .values(title=version.plan.title, starts_on=version.plan.starts_on, ends_on=version.plan.ends_on)
        )
    await _still(connection, version)
    # out of the way first: two rows may change places, and a place is taken once
    out = update(commitments).where(commitments.c.plan_slug == version.plan.slug)
    await connection.execute(out.values(position=-1 - commitments.c.position))
    await _keep(connection, version, now)
    new = [(place, one.row) for place, one in enumerate(version.rows) if one.known is None]
    await write_commitments(connection, version.plan.slug, new)


async def _still(connection: AsyncConnection, version: PlanVersion) -> None:
    known = [one.known for one in version.rows if one.known is not None]
    decided = {one.id: one.version for one in (*known, *version.gone)}
    query = select(commitments.c.id, commitments.c.version).where(commitments.c.plan_slug == version.plan.slug)
    stored = {row.id: row.version for row in await connection.execute(query)}
    if decided != stored:
        what = "plan"
        raise VersionMoved(what, version.plan.slug)


async def _keep(connection: AsyncConnection, version: PlanVersion, now: datetime) -> None:
    known = [(place, one) for place, one in enumerate(version.rows) if one.known is not None]
    rows = [_changed_row(place, one.row, one.known) for place, one in known if one.known is not None]
    rows.extend(_placed(len(version.rows) + place, one) for place, one in enumerate(version.gone))
    if rows:
        columns = [name for name in rows[0] if name != "its_id"]
        changing = update(commitments).where(commitments.c.id == bindparam("its_id"))
        await connection.execute(changing.values({name: bindparam(f"new_{name}") for name in columns}), _prefixed(rows))
    changed = [one for _, one in known if one.known is not None and differs(one.row, one.known)]
    await _move_deadlines(connection, changed, now)
    await _replace_responsible(connection, changed)


def _prefixed(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name if name == "its_id" else f"new_{name}": value for name, value in row.items()} for row in rows]


def differs(row: NewCommitment, known: Commitment) -> bool:
    """Tell whether a row says anything else than the commitment that is stored."""
    told = (row.number, row.text, row.section, row.deadline_text, row.responsible, row.sectors)
    stored = (known.number, known.text, known.section, known.deadline_text, known.responsible, known.sectors)
    due, open_ones = {one.due for one in known.deadlines}, {one.due for one in known.deadlines if one.closed_at is None}
    return told != stored or not open_ones <= set(row.due) <= due


def _changed_row(place: int, row: NewCommitment, known: Commitment) -> dict[str, Any]:
    return {
        "its_id": known.id,
        "position": place,
        "number": row.number,
        "text": row.text,
        "section": row.section,
        "deadline_text": row.deadline_text,
        "sectors": list(row.sectors),
        "version": known.version + differs(row, known),
    }


def _placed(place: int, known: Commitment) -> dict[str, Any]:
    return {
        "its_id": known.id,
        "position": place,
        "number": known.number,
        "text": known.text,
        "section": known.section,
        "deadline_text": known.deadline_text,
        "sectors": list(known.sectors),
        "version": known.version,
    }


async def _replace_responsible(connection: AsyncConnection, changed: Sequence[BroughtCommitment]) -> None:
    owing = [(one.known.id, one.row) for one in changed if one.known and one.known.responsible != one.row.responsible]
    if owing:
        those = delete(responsibles).where(responsibles.c.commitment_id == bindparam("its_id"))
        await connection.execute(those, [{"its_id": identity} for identity, _ in owing])
    await write(
        connection, responsibles, [row for number, one in owing for row in responsible_rows(number, one.responsible)]
    )


async def _move_deadlines(connection: AsyncConnection, changed: Sequence[BroughtCommitment], now: datetime) -> None:
    moves: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for one in changed:
        if one.known is not None:
            moved, added, dropped = moved_deadlines(one.known.deadlines, one.row.due)
            moves.extend({"its_id": identity, "new_due": due} for identity, due in moved.items())
            new.extend(new_deadline(one.known.id, due) for due in added)
            gone.extend({"its_id": identity} for identity in dropped)
    its = deadlines.c.id == bindparam("its_id")
    if gone:
        # what was reported or asked for it stays to be read, so such a deadline stays, too, removed from control
        spoken_of = or_(*(exists().where(table.c.deadline_id == deadlines.c.id) for table in (reports, extensions)))
        removed = {"state": DeadlineState.REMOVED, "closed_at": now}
        await connection.execute(delete(dialogues).where(dialogues.c.deadline_id == bindparam("its_id")), gone)
        await connection.execute(update(deadlines).where(its, spoken_of).values(removed), gone)
        await connection.execute(delete(deadlines).where(its, ~spoken_of), gone)
    if moves:
        moving = update(deadlines).where(its)
        moving = moving.values(due=bindparam("new_due"), transfers=deadlines.c.transfers + 1)
        await connection.execute(moving, moves)
    await write(connection, deadlines, new)
    await connection.run_sync(restate, [one.known.id for one in changed if one.known is not None])


def moved_deadlines(
    stored: Sequence[Deadline], due: Iterable[date]
) -> tuple[Mapping[int, date], tuple[date, ...], tuple[int, ...]]:
    """Return which stored deadlines move to which dates, which dates are new, and which deadlines are no more.

    A date that stands stays; of the others the stored ones move to the new ones in order, keeping their first dates.
    No two deadlines of a commitment that are open have one first date. What is closed stays as it is.
    """
    wanted = set(due)
    left = [one for one in stored if one.due not in wanted and one.closed_at is None]
    missing = sorted(wanted - {one.due for one in stored})
    moved = {one.id: day for one, day in zip(left, missing, strict=False)}
    dropped = tuple(one.id for one in left[len(missing) :])
    firsts = {one.first_due: one for one in stored if one.closed_at is None and one.id not in dropped}
    waiting, added = deque(missing[len(left) :]), []
    while waiting:
        day = waiting.popleft()
        owner = firsts.get(day)
        if owner is None:
            added.append(day)
        else:  # that deadline began on this day: it comes back to it, and where it had gone is new
            waiting.append(moved.get(owner.id, owner.due))
            moved[owner.id] = day
            del firsts[day]
    return moved, tuple(sorted(added)), dropped
