"""Editing: what coordinators change in the plan, each change with its reason in the audit.

Every method but the one that adds a commitment is told the version that the coordinator saw, and raises
:class:`~storage.errors.VersionMoved` when it is another by now: nothing is written over what nobody has looked at.
The notices of a change are written in its transaction.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from storage.audit import Change, note
from storage.control_records import STANDING, DeadlineState, Edit, ReportDecision
from storage.control_rows import (
    PLAN,
    bring_up,
    change_deadline,
    check_version,
    found_deadline,
    subject_of_commitment,
)
from storage.control_schema import reports
from storage.database import Database
from storage.errors import VersionMoved
from storage.outbox_rows import write_rows
from storage.plan_rows import commitment_row, new_deadline, responsible_rows
from storage.records import CommitmentState, NewCommitment, NewDelivery, Responsible
from storage.schema import commitments, deadlines, plans, responsibles

_STATES = {DeadlineState.DONE: CommitmentState.DONE, DeadlineState.REMOVED: CommitmentState.REMOVED}


class Editing:
    """What coordinators change."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def move(self, deadline_id: int, due: date, edit: Edit, notices: Sequence[NewDelivery] = ()) -> None:
        """Move a deadline that stands; the first date stays, the transfer is counted."""

        def write(connection: Connection) -> None:
            row = self._checked(connection, deadline_id, edit.version)
            if row.state in STANDING and row.due != due:
                moved = {"due": due, "transfers": row.transfers + 1}
                change_deadline(connection, row, "deadline", moved, edit.by, edit.at, reason=edit.reason)
                self._tell(connection, notices, edit.at)

        await self._database.write_whole(write)

    async def close(
        self, deadline_id: int, state: DeadlineState, on: date, edit: Edit, notices: Sequence[NewDelivery] = ()
    ) -> None:
        """Close a deadline as DONE on a day, or as REMOVED from control; what was reported for it counts as settled."""

        def write(connection: Connection) -> None:
            row = self._checked(connection, deadline_id, edit.version)
            if row.state in STANDING:
                _close(connection, row, state, on, edit)
                self._tell(connection, notices, edit.at)

        await self._database.write_whole(write)

    async def reopen(self, deadline_id: int, edit: Edit, notices: Sequence[NewDelivery] = ()) -> None:
        """Put a closed deadline back under control; reports that were accepted have to be made anew."""

        def write(connection: Connection) -> None:
            row = self._checked(connection, deadline_id, edit.version)
            if row.state in STANDING:
                return
            accepted = (reports.c.deadline_id == row.id, reports.c.decision == ReportDecision.ACCEPTED)
            connection.execute(update(reports).where(*accepted).values(decision=ReportDecision.REOPENED))
            back = {"state": DeadlineState.OPEN, "done_on": None}
            change_deadline(connection, row, "deadline", back, edit.by, edit.at)
            self._tell(connection, notices, edit.at)

        await self._database.write_whole(write)

    async def close_whole(
        self, commitment_id: int, state: DeadlineState, on: date, edit: Edit, notices: Sequence[NewDelivery] = ()
    ) -> None:
        """Close a commitment with every deadline of it that stands, or one that has none."""

        def write(connection: Connection) -> None:
            self._database.alone_on(connection, PLAN)
            was = check_version(connection, commitment_id, edit.version)
            its = select(deadlines).where(deadlines.c.commitment_id == commitment_id).order_by(deadlines.c.id)
            for row in connection.execute(its).all():
                if row.state in STANDING:
                    _close(connection, row, state, on, edit)
            values = {"state": _STATES[state], "version": commitments.c.version + 1}
            connection.execute(update(commitments).where(commitments.c.id == commitment_id).values(values))
            after = {"state": _STATES[state], "reason": edit.reason}
            change = Change("commitment", subject_of_commitment(commitment_id), {"state": was.state}, after)
            note(connection, [change], edit.by, edit.at)
            self._tell(connection, notices, edit.at)

        await self._database.write_whole(write)

    async def reopen_whole(self, commitment_id: int, edit: Edit) -> None:
        """Put a commitment without deadlines back under control."""
        await self._set(commitment_id, {"state": CommitmentState.OPEN}, edit)

    async def rewrite(self, commitment_id: int, text: str, edit: Edit) -> None:
        """Change what is to be done."""
        await self._set(commitment_id, {"text": text}, edit)

    async def set_sectors(self, commitment_id: int, sectors: Sequence[str], edit: Edit) -> None:
        """Change the sectors (slugs) of a commitment."""
        await self._set(commitment_id, {"sectors": list(sectors)}, edit)

    async def _set(self, commitment_id: int, values: dict[str, Any], edit: Edit) -> None:
        def write(connection: Connection) -> None:
            self._database.alone_on(connection, PLAN)
            was = check_version(connection, commitment_id, edit.version)
            changed = {**values, "version": commitments.c.version + 1}
            connection.execute(update(commitments).where(commitments.c.id == commitment_id).values(changed))
            before = {name: getattr(was, name) for name in values}
            note(
                connection,
                [Change("commitment", subject_of_commitment(commitment_id), before, values)],
                edit.by,
                edit.at,
            )

        await self._database.write_whole(write)

    async def assign(self, commitment_id: int, owners: Sequence[Responsible], edit: Edit) -> None:
        """Change who owes a commitment."""

        def write(connection: Connection) -> None:
            self._database.alone_on(connection, PLAN)
            check_version(connection, commitment_id, edit.version)
            its = responsibles.c.commitment_id == commitment_id
            names = select(responsibles.c.name).where(its).order_by(responsibles.c.position)
            before = {"responsible": list(connection.execute(names).scalars())}
            connection.execute(delete(responsibles).where(its))
            rows = list(responsible_rows(commitment_id, owners))
            if rows:
                connection.execute(responsibles.insert(), rows)
            bring_up(connection, commitment_id)
            after = {"responsible": [one.name for one in owners]}
            note(
                connection,
                [Change("commitment", subject_of_commitment(commitment_id), before, after)],
                edit.by,
                edit.at,
            )

        await self._database.write_whole(write)

    async def add_deadlines(self, commitment_id: int, due: Sequence[date], edit: Edit) -> None:
        """Add due dates to a commitment; those it has already are left alone."""

        def write(connection: Connection) -> None:
            self._database.alone_on(connection, PLAN)
            check_version(connection, commitment_id, edit.version)
            there = select(deadlines.c.due).where(deadlines.c.commitment_id == commitment_id)
            new = sorted(set(due) - set(connection.execute(there).scalars()))
            if new:
                connection.execute(deadlines.insert(), [new_deadline(commitment_id, day) for day in new])
                bring_up(connection, commitment_id)
                after = {"due": [day.isoformat() for day in new]}
                note(
                    connection,
                    [Change("deadline", subject_of_commitment(commitment_id), None, after)],
                    edit.by,
                    edit.at,
                )

        await self._database.write_whole(write)

    async def add(self, plan_slug: str, row: NewCommitment, *, by: int, now: datetime) -> int | None:
        """Add a commitment after the others of its plan and return its id; ``None``: there is no such plan."""

        def write(connection: Connection) -> int | None:
            self._database.alone_on(connection, PLAN)
            if connection.execute(select(plans.c.slug).where(plans.c.slug == plan_slug)).first() is None:
                return None
            last = select(func.max(commitments.c.position)).where(commitments.c.plan_slug == plan_slug)
            place = connection.execute(last).scalar()
            new = commitment_row(plan_slug, 0 if place is None else place + 1, row)
            number = connection.execute(commitments.insert().values(new).returning(commitments.c.id)).scalar_one()
            dates = [new_deadline(number, day) for day in sorted(set(row.due))]
            owners = list(responsible_rows(number, row.responsible))
            for table, rows in ((deadlines, dates), (responsibles, owners)):
                if rows:
                    connection.execute(table.insert(), rows)
            after = {
                "text": row.text,
                "deadline": row.deadline_text,
                "responsible": [one.name for one in row.responsible],
            }
            note(connection, [Change("commitment", subject_of_commitment(number), None, after)], by, now)
            return int(number)

        return await self._database.write_whole(write)

    def _checked(self, connection: Connection, deadline_id: int, version: int) -> Row[Any]:
        self._database.alone_on(connection, PLAN)
        row = found_deadline(connection, deadline_id)
        if row is None:
            what = "deadline"
            raise VersionMoved(what, deadline_id)
        check_version(connection, row.commitment_id, version)
        return row

    def _tell(self, connection: Connection, notices: Sequence[NewDelivery], now: datetime) -> None:
        if notices:
            write_rows(connection, self._database, notices, now)


def _close(connection: Connection, row: Row[Any], state: DeadlineState, on: date, edit: Edit) -> None:
    waiting = (reports.c.deadline_id == row.id, reports.c.decision.is_(None))
    done = state is DeadlineState.DONE
    decision = ReportDecision.ACCEPTED if done else ReportDecision.RETURNED
    decided = {"decision": decision, "decided_by": edit.by, "decided_at": edit.at, "reason": edit.reason}
    connection.execute(update(reports).where(*waiting).values(decided))
    closed = {"state": state, "done_on": on if done else None}
    change_deadline(connection, row, "deadline", closed, edit.by, edit.at, reason=edit.reason)
