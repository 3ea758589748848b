"""How control is written and read, within the caller's transaction: a deadline changes, and all that hangs on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select, update

from storage.audit import Author, Change, note, subject_of
from storage.control_records import (
    STANDING,
    DeadlineState,
    Doer,
    Evidence,
    Extension,
    InPlace,
    Report,
    ReportDecision,
)
from storage.control_schema import extensions, report_files, reports
from storage.errors import VersionMoved
from storage.records import CommitmentState
from storage.register_records import Side
from storage.schema import commitments, deadlines, responsibles

PLAN = "plan"
"""What whoever changes the plan keeps others out of: :meth:`~storage.database.Database.alone_on`."""

_COUNTED = (DeadlineState.IN_WORK, DeadlineState.ON_REVIEW)


def subject_of_commitment(commitment_id: int) -> str:
    """Return how the audit names a commitment and all that belongs to it."""
    return f"commitment:{commitment_id}"


def state_of(states: Collection[DeadlineState]) -> CommitmentState:
    """Return where a commitment stands by its deadlines, of which there is at least one."""
    if all(one is DeadlineState.REMOVED for one in states):
        return CommitmentState.REMOVED
    if not STANDING.intersection(states):
        return CommitmentState.DONE
    return CommitmentState.IN_WORK if any(one in _COUNTED for one in states) else CommitmentState.OPEN


def reported_state(
    owing: Collection[Side | None],
    waiting: Collection[Side | None],
    accepted: Collection[Side | None],
    otherwise: DeadlineState,
) -> DeadlineState:
    """Return where a deadline stands by the reports of the sides that owe it; ``otherwise``: when there are none.

    It is done when each side's report is accepted, and on review when each side has reported.
    """
    if set(owing) <= set(accepted):
        return DeadlineState.DONE
    if set(owing) <= {*waiting, *accepted}:
        return DeadlineState.ON_REVIEW
    return DeadlineState.IN_WORK if waiting or accepted else otherwise


def owing_sides(connection: Connection, commitment_id: int) -> frozenset[Side | None]:
    """Return the sides that owe a commitment; ``None`` alone when the plan names no side."""
    asked = select(responsibles.c.side).where(responsibles.c.commitment_id == commitment_id)
    return sides_of(connection.execute(asked).scalars())


def sides_of(named: Iterable[Side | None]) -> frozenset[Side | None]:
    """Return the sides among those of the responsible: bodies without a side owe together with the others."""
    sides = frozenset(side for side in named if side is not None)
    return sides or frozenset((None,))


def doers(by: Doer) -> tuple[int, int | None]:
    """Return who does something, and in whose place (``None``: nobody's)."""
    return (by.by, by.instead_of) if isinstance(by, InPlace) else (by, None)


def in_place_noted(by: Doer) -> Mapping[str, str]:
    """Return in whose place something is done, as the audit has it besides who does it."""
    return {"instead_of": subject_of(by.instead_of)} if isinstance(by, InPlace) else {}


def found_deadline(connection: Connection, deadline_id: int) -> Row[Any] | None:
    """Return a deadline's row."""
    return connection.execute(select(deadlines).where(deadlines.c.id == deadline_id)).first()


def change_deadline(
    connection: Connection,
    row: Row[Any],
    what: str,
    values: Mapping[str, Any],
    by: Author,
    now: datetime,
    **told: Any,  # noqa: ANN401 - what JSON holds
) -> None:
    """Change a deadline, bring its commitment to it, and write both down; ``told`` stands in the audit besides."""
    written = dict(values)
    if "state" in written:
        written["closed_at"] = None if written["state"] in STANDING else now
    connection.execute(update(deadlines).where(deadlines.c.id == row.id).values(written))
    bring_up(connection, row.commitment_id)
    before = {"deadline": row.id, **{name: _plain(getattr(row, name)) for name in values}}
    after = {"deadline": row.id, **{name: _plain(value) for name, value in values.items()}, **told}
    note(connection, [Change(what, subject_of_commitment(row.commitment_id), before, after)], by, now)


def bring_up(connection: Connection, commitment_id: int) -> None:
    """Let a commitment stand as its deadlines do, and raise its version."""
    its = select(deadlines.c.state).where(deadlines.c.commitment_id == commitment_id)
    states = connection.execute(its).scalars().all()
    values: dict[str, Any] = {"version": commitments.c.version + 1}
    if states:
        values["state"] = state_of(states)
    connection.execute(update(commitments).where(commitments.c.id == commitment_id).values(values))


def restate(connection: Connection, commitment_ids: Sequence[int], chunk: int = 500) -> None:
    """Let commitments stand as their deadlines do, their versions as they are."""
    for start in range(0, len(commitment_ids), chunk):
        some = commitment_ids[start : start + chunk]
        asked = select(deadlines.c.commitment_id, deadlines.c.state).where(deadlines.c.commitment_id.in_(some))
        states: dict[int, list[DeadlineState]] = defaultdict(list)
        for number, state in connection.execute(asked):
            states[number].append(state)
        rows = [{"its_id": number, "new_state": state_of(its)} for number, its in states.items()]
        if rows:
            its = update(commitments).where(commitments.c.id == bindparam("its_id"))
            connection.execute(its.values(state=bindparam("new_state")), rows)


def check_version(connection: Connection, commitment_id: int, version: int) -> Row[Any]:
    """Return a commitment's row; raises :class:`VersionMoved` when it is not there or not of this version."""
    row = connection.execute(select(commitments).where(commitments.c.id == commitment_id)).first()
    if row is None or row.version != version:
        what = "commitment"
        raise VersionMoved(what, commitment_id)
    return row


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's value, as JSON holds it
    return value.isoformat() if isinstance(value, date) else value


def reported(connection: Connection, deadline_id: int) -> tuple[set[Side | None], set[Side | None]]:
    """Return the sides whose report waits and those whose report is accepted."""
    asked = select(reports.c.side, reports.c.decision).where(reports.c.deadline_id == deadline_id)
    rows = connection.execute(asked.where(COUNTING)).all()
    accepted = {row.side for row in rows if row.decision is not None}
    return {row.side for row in rows if row.decision is None}, accepted


COUNTING: ColumnElement[bool] = reports.c.decision.is_(None) | (reports.c.decision == ReportDecision.ACCEPTED)
"""The reports that count: nobody has decided, or they are accepted."""


def stored_reports() -> Select[Any]:
    """Select reports with the commitment that they are of."""
    return select(reports, deadlines.c.commitment_id).join(deadlines, deadlines.c.id == reports.c.deadline_id)


def stored_extensions() -> Select[Any]:
    """Select requests with the commitment that they are of."""
    return select(extensions, deadlines.c.commitment_id).join(deadlines, deadlines.c.id == extensions.c.deadline_id)


def reports_in(connection: Connection, query: Select[Any]) -> tuple[Report, ...]:
    """Return what :func:`stored_reports` finds, with the files."""
    rows = connection.execute(query).all()
    listed = select(report_files).where(report_files.c.report_id.in_([row.id for row in rows]))
    files: dict[int, list[Evidence]] = defaultdict(list)
    for one in connection.execute(listed.order_by(report_files.c.position)):
        files[one.report_id].append(Evidence(one.attachment_id, one.name, one.size))
    return tuple(_report(row, files[row.id]) for row in rows)


def _report(row: Row[Any], files: Sequence[Evidence]) -> Report:
    return Report(
        id=row.id,
        commitment_id=row.commitment_id,
        deadline_id=row.deadline_id,
        by=row.by_user,
        side=row.side,
        text=row.text,
        files=tuple(files),
        at=row.at,
        reported_on=row.reported_on,
        decision=row.decision,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        instead_of=row.instead_of,
        decided_instead_of=row.decided_instead_of,
    )


def extension_of(row: Row[Any]) -> Extension:
    """Return a row of :func:`stored_extensions` as a record."""
    return Extension(
        id=row.id,
        commitment_id=row.commitment_id,
        deadline_id=row.deadline_id,
        by=row.by_user,
        side=row.side,
        due=row.due,
        wished=row.wished,
        reason=row.reason,
        at=row.at,
        granted=row.granted,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
        instead_of=row.instead_of,
        decided_instead_of=row.decided_instead_of,
    )
