"""The action plan: commitments, who owes them, and by when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Author, Change, note_down
from storage.control_rows import COUNTING, PLAN
from storage.control_schema import reports
from storage.database import Database
from storage.plan_rows import write_plan
from storage.plan_versions import differs, write_version
from storage.records import Commitment, CommitmentState, Deadline, NewPlan, PlanSummary, PlanVersion, Responsible
from storage.register_records import Side
from storage.schema import commitments, deadlines, plans, responsibles

_STANDING = commitments.c.state.in_((CommitmentState.OPEN, CommitmentState.IN_WORK))


class PlanFacts:
    """What the plans say."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def add_plan(self, plan: NewPlan, now: datetime, *, by: Author = None) -> bool:
        """Store a whole plan or nothing of it; false, and nothing changed, when its slug is there."""
        async with self._database.writing() as connection:
            if not await write_plan(connection, self._database, plan, now):
                return False
            told = _noted(plan.title, plan.starts_on, plan.ends_on, added=len(plan.commitments))
            await note_down(connection, [Change("plan", _subject(plan.slug), None, told)], by, now)
        return True

    async def bring_plan_to(self, version: PlanVersion, now: datetime, *, by: Author = None) -> None:
        """Bring a stored plan, or one not stored yet, to a new version, wholly or not at all.

        Rows that stay keep their ids, their state and the first dates of their deadlines; rows that are gone stay,
        too. Raises :class:`~storage.errors.VersionMoved` when any commitment of the plan is not as it was when the
        version was decided on.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, PLAN)
            change = await _change(connection, version)
            await write_version(connection, self._database, version, now)
            await note_down(connection, [change], by, now)

    async def commitments_of(self, plan_slug: str) -> tuple[Commitment, ...]:
        """Return the commitments of one plan, in whatever state, the nearest due first."""
        return await self._read(commitments.c.plan_slug == plan_slug)

    async def commitment(self, commitment_id: int) -> Commitment | None:
        """Return one commitment, in whatever state."""
        found = await self._read(commitments.c.id == commitment_id)
        return found[0] if found else None

    async def of_deadline(self, deadline_id: int) -> Commitment | None:
        """Return the commitment of a deadline, in whatever state."""
        owner = select(deadlines.c.commitment_id).where(deadlines.c.id == deadline_id)
        found = await self._read(commitments.c.id.in_(owner))
        return found[0] if found else None

    async def everything(self) -> tuple[Commitment, ...]:
        """Return the commitments of all plans, in whatever state, the nearest due first."""
        return await self._read(true())

    async def some(self, numbers: Collection[int]) -> tuple[Commitment, ...]:
        """Return those of these commitments that are there, in whatever state."""
        return await self._read(commitments.c.id.in_(numbers))

    async def owed_by(self, organisations: Collection[str], *, closed: bool = False) -> tuple[Commitment, ...]:
        """Return what these organisations (slugs) owe: the standing commitments, the nearest due first.

        ``closed``: those that are closed as well.

        Nearest is the earliest of its deadlines; those without any come last.
        """
        theirs = select(responsibles.c.commitment_id).where(responsibles.c.organisation.in_(organisations))
        mine = commitments.c.id.in_(theirs)
        return await self._read(mine if closed else _STANDING & mine)

    async def due_between(self, first: date, last: date) -> tuple[Commitment, ...]:
        """Return the commitments with a deadline that stands, from ``first`` to ``last``, with all their deadlines."""
        stands = deadlines.c.closed_at.is_(None)
        within = select(deadlines.c.commitment_id).where(deadlines.c.due.between(first, last), stands)
        return await self._read(_STANDING & commitments.c.id.in_(within))

    async def plans(self) -> tuple[PlanSummary, ...]:
        """Return the plans, the latest period first."""
        listed = select(plans).order_by(plans.c.starts_on.desc(), plans.c.slug)
        counted = select(commitments.c.plan_slug, commitments.c.state, func.count().label("number"))
        counting = counted.group_by(commitments.c.plan_slug, commitments.c.state)
        async with self._database.reading() as connection:
            rows = (await connection.execute(listed)).all()
            numbers: dict[str, Counter[CommitmentState]] = defaultdict(Counter)
            for row in (await connection.execute(counting)).all():
                numbers[row.plan_slug][row.state] = row.number
        return tuple(_summary_of(row, numbers[row.slug]) for row in rows)

    async def _read(self, wanted: ColumnElement[bool]) -> tuple[Commitment, ...]:
        which = select(commitments.c.id).where(wanted)
        nearest = select(func.min(deadlines.c.due)).where(deadlines.c.commitment_id == commitments.c.id)
        by_due = nearest.scalar_subquery().asc().nulls_last()
        rows_query = (
            select(commitments, plans.c.title.label("plan_title"), plans.c.example)
            .join(plans, plans.c.slug == commitments.c.plan_slug)
            .where(wanted)
            .order_by(by_due, commitments.c.plan_slug, commitments.c.position)
        )
        due_query = (
            select(deadlines).where(deadlines.c.commitment_id.in_(which)).order_by(deadlines.c.due, deadlines.c.id)
        )
        said_query = (
            select(reports.c.deadline_id, reports.c.side)
            .join(deadlines, deadlines.c.id == reports.c.deadline_id)
            .where(deadlines.c.commitment_id.in_(which), COUNTING)
            .order_by(reports.c.id)
        )
        owed_query = select(responsibles).where(responsibles.c.commitment_id.in_(which))
        async with self._database.reading() as connection:
            rows = (await connection.execute(rows_query)).all()
            due = _grouped((await connection.execute(due_query)).all())
            owed = _grouped((await connection.execute(owed_query.order_by(responsibles.c.position))).all())
            said: dict[int, list[Side | None]] = defaultdict(list)
            for number, side in await connection.execute(said_query):
                said[number].append(side)
        return tuple(_commitment_of(row, due.get(row.id, ()), owed.get(row.id, ()), said) for row in rows)


async def _change(connection: AsyncConnection, version: PlanVersion) -> Change:
    """Return what a new version changes; a version that says what is stored changes nothing."""
    plan = version.plan
    row = (await connection.execute(select(plans).where(plans.c.slug == plan.slug))).first()
    before = None if row is None else _noted(row.title, row.starts_on, row.ends_on)
    added = sum(one.known is None for one in version.rows)
    changed = sum(one.known is not None and differs(one.row, one.known) for one in version.rows)
    numbers = {"added": added, "changed": changed, "gone": len(version.gone)}
    after = _noted(plan.title, plan.starts_on, plan.ends_on, **numbers)
    return Change("plan", _subject(plan.slug), before, after)


def _noted(title: str, starts_on: date, ends_on: date, **numbers: int) -> Mapping[str, str | int]:
    """Return a plan as the audit holds it; ``numbers`` of commitments, those that are none left out."""
    told = {"title": title, "from": starts_on.isoformat(), "to": ends_on.isoformat()}
    return {**told, **{name: number for name, number in numbers.items() if number}}


def _subject(slug: str) -> str:
    return f"plan:{slug}"


def _grouped(rows: Sequence[Row[Any]]) -> Mapping[int, Sequence[Row[Any]]]:
    by_commitment: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_commitment[row.commitment_id].append(row)
    return by_commitment


def _commitment_of(
    row: Row[Any], due: Sequence[Row[Any]], owed: Sequence[Row[Any]], said: Mapping[int, Sequence[Side | None]]
) -> Commitment:
    return Commitment(
        id=row.id,
        plan_slug=row.plan_slug,
        plan_title=row.plan_title,
        example=row.example,
        number=row.number,
        text=row.text,
        section=row.section,
        deadline_text=row.deadline_text,
        state=row.state,
        version=row.version,
        deadlines=tuple(_deadline_of(one, said.get(one.id, ())) for one in due),
        responsible=tuple(Responsible(one.name, one.side, one.organisation) for one in owed),
        sectors=tuple(row.sectors),
        visibility=row.visibility,
    )


def _deadline_of(row: Row[Any], said: Sequence[Side | None]) -> Deadline:
    return Deadline(
        id=row.id,
        due=row.due,
        first_due=row.first_due,
        state=row.state,
        transfers=row.transfers,
        done_on=row.done_on,
        closed_at=row.closed_at,
        reported=tuple(said),
    )


def _summary_of(row: Row[Any], by_state: Counter[CommitmentState]) -> PlanSummary:
    return PlanSummary(
        slug=row.slug,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        example=row.example,
        commitments=by_state.total(),
        by_state={state: by_state[state] for state in CommitmentState},
    )
