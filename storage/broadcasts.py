"""Broadcasts: one message to many, from its draft to its end.

::

    DRAFT ─start─▶ PLANNING ─plan, a range of chats at a time─▶ RUNNING ─finish─▶ DONE
      └─drop─▶ DROPPED     └──────────── stop ─▶ STOPPED ─resume─▶ PLANNING (goes on where it was)

A row of the outbox per recipient is all that is sent from; what a stop holds back is HELD until NEVER.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select, update

from storage.audit import Author, Change, note
from storage.broadcast_records import Audience, Broadcast, BroadcastState, Failure, Progress
from storage.broadcast_rows import (
    UNFINISHED,
    broadcast_of,
    counted_rows,
    is_away,
    readers,
    stored_broadcasts,
    write_range,
    written_audience,
)
from storage.database import Database
from storage.gatherings import NEVER
from storage.outbox_rows import body_ids
from storage.outbox_schema import broadcasts, deliveries
from storage.records import DeliveryState, Role
from storage.schema import grants, users

CHUNK = 1_000
"""Rows written in one transaction, so that no plan keeps replies waiting."""

_UNDER_WAY = (BroadcastState.PLANNING, BroadcastState.RUNNING)
_FAILED = (DeliveryState.DEAD, DeliveryState.UNKNOWN, DeliveryState.CANCELLED)


class Broadcasts:
    """One message to many."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def draft(self, author_id: int, now: datetime) -> int:
        """Begin a broadcast whose message is still to be written, and return its number.

        The author's earlier ones that nothing was written for are dropped: one question is open at a time.
        """

        def draft(connection: Connection) -> int:
            (empty,) = body_ids(connection, self._database, [{}])
            forgotten = (
                broadcasts.c.author_id == author_id,
                broadcasts.c.state == BroadcastState.DRAFT,
                broadcasts.c.body_id == empty,
            )
            connection.execute(update(broadcasts).where(*forgotten).values(state=BroadcastState.DROPPED, closed_at=now))
            row = {"author_id": author_id, "body_id": empty, "audience": written_audience(Audience())}
            new = broadcasts.insert().values(**row, state=BroadcastState.DRAFT, created_at=now)
            return int(connection.execute(new.returning(broadcasts.c.id)).scalar_one())

        return await self._database.write_whole(draft)

    async def awaiting(self, author_id: int, since: datetime) -> int | None:
        """Return the number of the author's draft, begun since then, that still waits for its message."""
        begun = stored_broadcasts().where(
            broadcasts.c.author_id == author_id,
            broadcasts.c.state == BroadcastState.DRAFT,
            broadcasts.c.created_at >= since,
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(begun.order_by(broadcasts.c.id.desc()))).all()
        return next((row.id for row in rows if not row.body), None)

    async def write(self, number: int, body: Mapping[str, Any]) -> bool:
        """Let a draft say ``body``; false when it is a draft no more."""

        def write(connection: Connection) -> bool:
            (written,) = body_ids(connection, self._database, [body])
            return _changed(connection, number, (BroadcastState.DRAFT,), body_id=written)

        return await self._database.write_whole(write)

    async def address(self, number: int, audience: Audience) -> bool:
        """Choose whom a draft is for; false when it is a draft no more."""
        return await self._change(number, (BroadcastState.DRAFT,), audience=written_audience(audience))

    async def drop(self, number: int, now: datetime, *, by: Author) -> bool:
        """Give a draft up; false when it is a draft no more."""
        return await self._lead(number, (BroadcastState.DRAFT,), BroadcastState.DROPPED, by, now, closed_at=now)

    async def start(self, number: int, progress_chat: int, progress_message: int, now: datetime, *, by: Author) -> bool:
        """Begin to send a draft, watched in that message; false when it was begun or dropped before."""
        watched = {"progress_chat": progress_chat, "progress_message": progress_message}
        drafted, begun = (BroadcastState.DRAFT,), BroadcastState.PLANNING
        return await self._lead(number, drafted, begun, by, now, started_at=now, **watched)

    async def watch(self, number: int, progress_chat: int, progress_message: int) -> None:
        """Show its progress in that message from now on."""
        watched = {"progress_chat": progress_chat, "progress_message": progress_message}
        await self._change(number, tuple(BroadcastState), **watched)

    async def stop(self, number: int, now: datetime, *, by: Author) -> bool:
        """Send no more of it; what is under way finishes. False when there is nothing to stop.

        Its rows are held by :meth:`hold`, a part at a time.
        """
        return await self._lead(number, _UNDER_WAY, BroadcastState.STOPPED, by, now)

    async def resume(self, number: int, now: datetime, *, by: Author) -> bool:
        """Go on with what was stopped; false when it was not. Its rows are freed by :meth:`plan`, a part at a time."""
        return await self._lead(number, (BroadcastState.STOPPED,), BroadcastState.PLANNING, by, now)

    async def _lead(
        self,
        number: int,
        standing: tuple[BroadcastState, ...],
        state: BroadcastState,
        by: Author,
        now: datetime,
        **values: Any,  # noqa: ANN401 - columns
    ) -> bool:
        """Bring it from one of the states it may stand in to another, and write down who did."""

        def lead(connection: Connection) -> bool:
            stands = select(broadcasts.c.state).where(broadcasts.c.id == number).with_for_update()
            before = connection.execute(stands).scalar()
            if before not in standing:
                return False
            note(connection, [Change("broadcast", f"broadcast:{number}", before, state)], by, now)
            return _changed(connection, number, standing, state=state, **values)

        return await self._database.write_whole(lead)

    async def _change(self, number: int, standing: tuple[BroadcastState, ...], **values: Any) -> bool:  # noqa: ANN401 - columns
        return await self._database.write_whole(lambda connection: _changed(connection, number, standing, **values))

    async def get(self, number: int) -> Broadcast | None:
        """Return one broadcast."""
        async with self._database.reading() as connection:
            row = (await connection.execute(stored_broadcasts().where(broadcasts.c.id == number))).first()
        return None if row is None else broadcast_of(row)

    async def in_states(self, *states: BroadcastState) -> tuple[Broadcast, ...]:
        """Return the broadcasts in these states, the oldest first."""
        query = stored_broadcasts().where(broadcasts.c.state.in_(states)).order_by(broadcasts.c.id)
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in (await connection.execute(query)).all())

    async def count(self, audience: Audience, now: datetime) -> int:
        """Return how many would get it."""
        query = select(func.count()).select_from(readers(audience, now).subquery())
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def organisations(self) -> tuple[str, ...]:
        """Return the slugs of the organisations that have officials here."""
        query = select(grants.c.organisation).where(grants.c.role == Role.OFFICIAL, grants.c.organisation != "")
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query.distinct().order_by(grants.c.organisation))).scalars())

    async def plan(
        self, number: int, bodies: Mapping[str, Mapping[str, Any]], now: datetime, chunk: int = CHUNK
    ) -> bool:
        """Write the next ``chunk`` rows in one transaction; true while there is more of it to plan.

        First what a stop held is freed. ``bodies`` by language, Russian among them. Killed in between, it goes on
        where it was: the same range again changes nothing, as each recipient has a key.
        """

        def plan(connection: Connection) -> bool:
            self._database.alone_on(connection, "broadcasts")
            row = connection.execute(stored_broadcasts().where(broadcasts.c.id == number)).first()
            if row is None or row.state != BroadcastState.PLANNING:
                return False
            if _freed(connection, number, now, chunk):
                return True
            return self._plan_next(connection, broadcast_of(row), bodies, now, chunk)

        return await self._database.write_whole(plan)

    def _plan_next(
        self,
        connection: Connection,
        broadcast: Broadcast,
        bodies: Mapping[str, Mapping[str, Any]],
        now: datetime,
        chunk: int,
    ) -> bool:
        after = broadcast.planned_to
        chats_left = readers(broadcast.audience, broadcast.started_at or now)
        column = chats_left.selected_columns.chat_id
        if after is not None:
            chats_left = chats_left.where(column > after)
        part = chats_left.order_by(column).limit(chunk).subquery()
        found, last = connection.execute(select(func.count(), func.max(part.c.chat_id))).one()
        if found:
            write_range(connection, self._database, broadcast, bodies, (after, last), now)
        state = BroadcastState.PLANNING if found == chunk else BroadcastState.RUNNING
        moved = {"planned_to": last if found else after, "state": state}
        connection.execute(update(broadcasts).where(broadcasts.c.id == broadcast.id).values(**moved))
        return bool(found == chunk)

    async def hold(self, number: int, chunk: int = 5 * CHUNK) -> int:
        """Hold the next rows of what is stopped; return how many: 0 when nothing is left to hold.

        A row that waits for the end of quiet hours waits for somebody to resume as well.
        """

        def hold(connection: Connection) -> int:
            standing = connection.execute(select(broadcasts.c.state).where(broadcasts.c.id == number)).scalar()
            if standing != BroadcastState.STOPPED:
                return 0
            quiet = and_(deliveries.c.state == DeliveryState.HELD, deliveries.c.not_before < NEVER)
            free = or_(deliveries.c.state == DeliveryState.WAITING, quiet)
            part = select(deliveries.c.id).where(deliveries.c.broadcast_id == number, free).limit(chunk)
            held = {"state": DeliveryState.HELD, "not_before": NEVER}
            return connection.execute(update(deliveries).where(deliveries.c.id.in_(part)).values(**held)).rowcount

        return await self._database.write_whole(hold)

    async def is_being_sent(self, number: int) -> bool:
        """Tell whether any of its rows is with Telegram now."""
        sending = select(deliveries.c.id).where(
            deliveries.c.broadcast_id == number, deliveries.c.state == DeliveryState.SENDING
        )
        async with self._database.reading() as connection:
            return (await connection.execute(sending.limit(1))).first() is not None

    async def progress(self, number: int) -> Progress:
        """Return what has become of its rows."""
        away = select(func.count()).where(
            deliveries.c.broadcast_id == number, deliveries.c.state == DeliveryState.HELD, is_away()
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(counted_rows(number))).all()
            gone = int((await connection.execute(away)).scalar_one())
        counted = {DeliveryState(row[0]): int(row[1]) for row in rows}
        waiting = sum(counted.get(state, 0) for state in UNFINISHED)
        failed = sum(counted.get(state, 0) for state in _FAILED)
        return Progress(counted.get(DeliveryState.SENT, 0), failed, waiting - gone, gone)

    async def finish(self, number: int, now: datetime) -> bool:
        """Close what has been sent to all that can be reached; false while it has not."""
        waiting = select(deliveries.c.id).where(
            deliveries.c.broadcast_id == number, deliveries.c.state.in_(UNFINISHED), ~is_away()
        )
        done = (broadcasts.c.id == number, broadcasts.c.state == BroadcastState.RUNNING, ~waiting.exists())
        closed = update(broadcasts).where(*done).values(state=BroadcastState.DONE, closed_at=now)
        return await self._database.write_whole(lambda connection: connection.execute(closed).rowcount > 0)

    async def failures(self, number: int, limit: int) -> tuple[Failure, ...]:
        """Return who did not get it and why, those who closed their chat with the bot among them."""
        lost = or_(deliveries.c.state.in_(_FAILED), (deliveries.c.state == DeliveryState.HELD) & is_away())
        named = deliveries.outerjoin(users, users.c.telegram_id == deliveries.c.chat_id)
        columns = (deliveries.c.chat_id, func.coalesce(users.c.name, ""), deliveries.c.state, deliveries.c.outcome)
        query = select(*columns).select_from(named).where(deliveries.c.broadcast_id == number, lost)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(deliveries.c.id).limit(limit))).all()
        return tuple(Failure(*row) for row in rows)


def _changed(connection: Connection, number: int, standing: tuple[BroadcastState, ...], **values: Any) -> bool:  # noqa: ANN401 - columns
    one = update(broadcasts).where(broadcasts.c.id == number, broadcasts.c.state.in_(standing))
    return connection.execute(one.values(**values)).rowcount > 0


def _freed(connection: Connection, number: int, now: datetime, chunk: int) -> bool:
    """Free the next rows that a stop held; their days of being worth sending begin anew."""
    held = (deliveries.c.broadcast_id == number, deliveries.c.state == DeliveryState.HELD)
    part = select(deliveries.c.id).where(*held, deliveries.c.not_before >= NEVER).limit(chunk)
    state = case((is_away(), deliveries.c.state), else_=DeliveryState.WAITING)
    freed = update(deliveries).where(deliveries.c.id.in_(part))
    return connection.execute(freed.values(state=state, not_before=now, created_at=now)).rowcount > 0
