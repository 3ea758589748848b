"""Control: what officials report and ask for, and what coordinators decide.

::

    mark_in_work
    report ─▶ waits ─decide─▶ accepted │ returned      withdraw, by its author, for a few minutes
    ask_extension ─▶ waits ─decide_extension─▶ granted: the date moves │ refused

What is decided once stays so: who comes second gets the decision that stands. The notices of each change are written
in its transaction. Whoever does it may be a deputy in another's place (:class:`~storage.control_records.InPlace`); who
may, is not decided here.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from storage.audit import Change, note
from storage.control_records import (
    STANDING,
    DeadlineState,
    Doer,
    Event,
    Extension,
    InPlace,
    NewExtension,
    NewReport,
    Report,
    ReportDecision,
)
from storage.control_rows import (
    PLAN,
    change_deadline,
    doers,
    extension_of,
    found_deadline,
    in_place_noted,
    owing_sides,
    reported,
    reported_state,
    reports_in,
    stored_extensions,
    stored_reports,
    subject_of_commitment,
)
from storage.control_schema import extensions, report_files, reports
from storage.database import Database
from storage.outbox_rows import write_rows
from storage.people_schema import audit
from storage.records import NewDelivery
from storage.schema import deadlines

TellReport = Callable[[Report], Iterable[NewDelivery]]
TellExtension = Callable[[Extension], Iterable[NewDelivery]]


class Control:
    """Reports and requests, and what becomes of deadlines by them."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def mark_in_work(self, deadline_id: int, *, by: Doer, now: datetime) -> bool:
        """Say that work on a deadline has begun; false when it was not awaiting that."""

        def write(connection: Connection) -> bool:
            self._database.alone_on(connection, PLAN)
            row = found_deadline(connection, deadline_id)
            if row is None or row.state is not DeadlineState.OPEN:
                return False
            begun = {"state": DeadlineState.IN_WORK}
            change_deadline(connection, row, "deadline", begun, doers(by)[0], now, **in_place_noted(by))
            return True

        return await self._database.write_whole(write)

    async def report(self, new: NewReport, tell: TellReport, now: datetime) -> Report | None:
        """Write a report down and tell those who decide; ``None``: the deadline is closed, or the side has reported."""

        def write(connection: Connection) -> Report | None:
            self._database.alone_on(connection, PLAN)
            row = found_deadline(connection, new.deadline_id)
            if row is None or row.state not in STANDING:
                return None
            waiting, accepted = reported(connection, row.id)
            if new.side in waiting | accepted:
                return None
            number = _write_report(connection, new, row.state, now)
            owing = owing_sides(connection, row.commitment_id)
            state = reported_state(owing, waiting | {new.side}, accepted, row.state)
            told = {"report": number, "side": new.side, **in_place_noted(new.by)}
            change_deadline(connection, row, "report", {"state": state}, doers(new.by)[0], now, **told)
            return self._told(connection, number, tell, now)

        return await self._database.write_whole(write)

    async def decide(
        self, report_id: int, *, accepted: bool, reason: str, by: Doer, tell: TellReport, now: datetime
    ) -> tuple[Report | None, bool]:
        """Accept or return a report and tell its author; give it as it stands, and whether that is this decision.

        ``None``: there is no such report. A deadline is done on the day of the last report that closed it.
        """
        decision = ReportDecision.ACCEPTED if accepted else ReportDecision.RETURNED

        def write(connection: Connection) -> tuple[Report | None, bool]:
            self._database.alone_on(connection, PLAN)
            found = self._one_report(connection, report_id)
            if found is None or found.decision is not None:
                return found, False
            _settle(connection, found, decision, reason, by, now)
            _bring_to_reports(connection, found, DeadlineState.IN_WORK, str(decision), by, now)
            return self._told(connection, report_id, tell, now), True

        return await self._database.write_whole(write)

    async def withdraw(self, report_id: int, *, by: int, since: datetime, now: datetime) -> bool:
        """Take back a report of one's own, made since then, that nobody has decided; false when it cannot be."""

        def write(connection: Connection) -> bool:
            self._database.alone_on(connection, PLAN)
            found = self._one_report(connection, report_id)
            if found is None or found.by != by or found.decision is not None or found.at < since:
                return False
            before = connection.execute(select(reports.c.before).where(reports.c.id == report_id)).scalar_one()
            doer = by if found.instead_of is None else InPlace(by, found.instead_of)
            _settle(connection, found, ReportDecision.WITHDRAWN, "", doer, now)
            _bring_to_reports(connection, found, DeadlineState(before), "withdrawn", doer, now)
            return True

        return await self._database.write_whole(write)

    async def ask_extension(self, new: NewExtension, tell: TellExtension, now: datetime) -> Extension | None:
        """Ask for a later date; ``None``: the deadline is closed, or the side has asked and nobody has decided."""

        def write(connection: Connection) -> Extension | None:
            self._database.alone_on(connection, PLAN)
            row = found_deadline(connection, new.deadline_id)
            waits = (extensions.c.deadline_id == new.deadline_id, extensions.c.granted.is_(None))
            asked = connection.execute(select(extensions.c.side).where(*waits)).scalars().all()
            if row is None or row.state not in STANDING or new.side in asked:
                return None
            by, instead_of = doers(new.by)
            who = {"by_user": by, "instead_of": instead_of}
            values = {"side": new.side, "due": row.due, "wished": new.wished, "reason": new.reason, "at": now}
            adding = extensions.insert().values(deadline_id=row.id, answer="", **who, **values)
            number = connection.execute(adding.returning(extensions.c.id)).scalar_one()
            told = {"deadline": row.id, "wished": new.wished.isoformat(), "reason": new.reason}
            noted = {**told, **in_place_noted(new.by)}
            change = Change("extension asked", subject_of_commitment(row.commitment_id), None, noted)
            note(connection, [change], by, now)
            return self._told_extension(connection, number, tell, now)

        return await self._database.write_whole(write)

    async def decide_extension(
        self, extension_id: int, *, granted: bool, answer: str, by: Doer, tell: TellExtension, now: datetime
    ) -> tuple[Extension | None, bool]:
        """Grant a later date, which moves the deadline and is counted, or refuse it; as :meth:`decide` otherwise.

        A deadline that has been closed meanwhile does not move: the request is refused, whatever was decided.
        """

        def write(connection: Connection) -> tuple[Extension | None, bool]:
            self._database.alone_on(connection, PLAN)
            found = self._one_extension(connection, extension_id)
            if found is None or found.granted is not None:
                return found, False
            row = found_deadline(connection, found.deadline_id)
            moves = granted and row is not None and row.state in STANDING
            decider, place = doers(by)
            who = {"decided_by": decider, "decided_instead_of": place}
            decided = {"granted": moves, "decided_at": now, "answer": answer, **who}
            connection.execute(update(extensions).where(extensions.c.id == extension_id).values(decided))
            if moves and row is not None:
                moved = {"due": found.wished, "transfers": row.transfers + (found.wished != row.due)}
                place_noted = in_place_noted(by)
                change_deadline(connection, row, "deadline", moved, decider, now, reason=found.reason, **place_noted)
            else:
                told = {"deadline": found.deadline_id, "wished": found.wished.isoformat(), "reason": answer}
                noted = {**told, **in_place_noted(by)}
                change = Change("extension refused", subject_of_commitment(found.commitment_id), None, noted)
                note(connection, [change], decider, now)
            return self._told_extension(connection, extension_id, tell, now), True

        return await self._database.write_whole(write)

    async def get(self, report_id: int) -> Report | None:
        """Return one report."""
        async with self._database.reading() as connection:
            return await connection.run_sync(self._one_report, report_id)

    async def extension(self, extension_id: int) -> Extension | None:
        """Return one request for a later date."""
        async with self._database.reading() as connection:
            return await connection.run_sync(self._one_extension, extension_id)

    async def reports_of(self, commitment_id: int) -> tuple[Report, ...]:
        """Return the reports of a commitment, the youngest first."""
        query = stored_reports().where(deadlines.c.commitment_id == commitment_id).order_by(reports.c.id.desc())
        async with self._database.reading() as connection:
            return await connection.run_sync(reports_in, query)

    async def extensions_of(self, commitment_id: int) -> tuple[Extension, ...]:
        """Return the requests for later dates of a commitment, the youngest first."""
        query = stored_extensions().where(deadlines.c.commitment_id == commitment_id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(extensions.c.id.desc()))).all()
        return tuple(extension_of(row) for row in rows)

    async def history(self, commitment_id: int, limit: int) -> tuple[Event, ...]:
        """Return what became of a commitment, the youngest first."""
        its = audit.c.subject == subject_of_commitment(commitment_id)
        query = select(audit).where(its).order_by(audit.c.id.desc()).limit(limit)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Event(row.at, row.by_user, row.what, row.before or {}, row.after or {}) for row in rows)

    def _one_report(self, connection: Connection, report_id: int) -> Report | None:
        found = reports_in(connection, stored_reports().where(reports.c.id == report_id))
        return found[0] if found else None

    def _one_extension(self, connection: Connection, extension_id: int) -> Extension | None:
        row = connection.execute(stored_extensions().where(extensions.c.id == extension_id)).first()
        return None if row is None else extension_of(row)

    def _told(self, connection: Connection, report_id: int, tell: TellReport, now: datetime) -> Report | None:
        report = self._one_report(connection, report_id)
        if report is not None:
            self._write(connection, tell(report), now)
        return report

    def _told_extension(
        self, connection: Connection, extension_id: int, tell: TellExtension, now: datetime
    ) -> Extension | None:
        extension = self._one_extension(connection, extension_id)
        if extension is not None:
            self._write(connection, tell(extension), now)
        return extension

    def _write(self, connection: Connection, notices: Iterable[NewDelivery], now: datetime) -> None:
        written = list(notices)
        if written:
            write_rows(connection, self._database, written, now)


def _write_report(connection: Connection, new: NewReport, before: DeadlineState, now: datetime) -> int:
    by, instead_of = doers(new.by)
    who = {"by_user": by, "instead_of": instead_of}
    values = {"side": new.side, "text": new.text, "at": now, "reported_on": new.reported_on, "before": before}
    adding = reports.insert().values(deadline_id=new.deadline_id, reason="", **who, **values)
    number = int(connection.execute(adding.returning(reports.c.id)).scalar_one())
    files = [
        {"report_id": number, "position": place, "attachment_id": one.attachment, "name": one.name, "size": one.size}
        for place, one in enumerate(new.files)
    ]
    if files:
        connection.execute(report_files.insert(), files)
    return number


def _settle(
    connection: Connection, report: Report, decision: ReportDecision, reason: str, by: Doer, now: datetime
) -> None:
    decider, place = doers(by)
    who = {"decided_by": decider, "decided_instead_of": place}
    decided = {"decision": decision, "decided_at": now, "reason": reason, **who}
    connection.execute(update(reports).where(reports.c.id == report.id).values(decided))


def _bring_to_reports(
    connection: Connection, report: Report, otherwise: DeadlineState, what: str, by: Doer, now: datetime
) -> None:
    """Let a deadline stand as its reports do; one that a coordinator closed meanwhile stays closed."""
    row = found_deadline(connection, report.deadline_id)
    if row is None:
        return
    waiting, accepted = reported(connection, row.id)
    state = row.state
    if row.state in STANDING:
        state = reported_state(owing_sides(connection, row.commitment_id), waiting, accepted, otherwise)
    values: dict[str, Any] = {"state": state}
    if state is DeadlineState.DONE and row.state in STANDING:
        counted = select(reports.c.reported_on).where(reports.c.deadline_id == row.id)
        days = connection.execute(counted.where(reports.c.decision == ReportDecision.ACCEPTED)).scalars()
        values["done_on"] = max(days, default=report.reported_on)
    stands = connection.execute(select(reports.c.reason).where(reports.c.id == report.id)).scalar_one()
    told = {"report": report.id, "side": report.side, "reason": stands, **in_place_noted(by)}
    if row.state in STANDING:
        change_deadline(connection, row, what, values, doers(by)[0], now, **told)
    else:
        note(connection, [Change(what, subject_of_commitment(row.commitment_id), None, told)], doers(by)[0], now)
