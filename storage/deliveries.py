"""The outbox: every message decided on, in its order, with its fate.

::

    add ─▶ WAITING ─take─▶ SENDING ─settle─▶ SENT, DEAD (refused), UNKNOWN, CANCELLED (no longer holds), MERGED
              ▲                ├─settle (not sent: try again from that moment on)─▶ WAITING
              │                ├─settle (quiet hours, or on leave)─────────────────▶ HELD
              │                ├─pause_chat (blocked: with all that waits there)───▶ HELD
              │                └─crash─▶ recover: WAITING again, UNKNOWN after the third silence
              └── HELD ─Gatherings─▶ WAITING when it is alone, else MERGED into one new delivery
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from storage.chat_states import pause
from storage.database import Database
from storage.errors import LeaseLost
from storage.leases import is_held
from storage.outbox_queries import in_state, next_moment, to_take
from storage.outbox_records import FINAL, Quiet, Settlement, Taken
from storage.outbox_rows import body_ids, delivery_of, stored_deliveries, write_rows
from storage.outbox_schema import deliveries, outbox_state
from storage.records import Delivery, DeliveryState, NewDelivery
from storage.schema import ticks
from storage.upsert import insert

SILENCES_AT_MOST = 3
"""One sending and two more when the outcome was never learnt: the Bot API cannot tell whether it has sent."""

BOT = "bot"
"""The lease of the one process that polls, ticks and sends."""

_SETTLED = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"), deliveries.c.closed_at.is_(None))
    .values(
        state=bindparam("to_state"),
        outcome=bindparam("said"),
        not_before=bindparam("earliest"),
        message_id=bindparam("message"),
        closed_at=bindparam("closed"),
        attempts=bindparam("tried"),
        silences=bindparam("unheard"),
        merged_into=bindparam("into"),
        story=bindparam("told"),
    )
)

_TAKING = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(state=DeliveryState.SENDING, attempts=deliveries.c.attempts + 1, taken_at=bindparam("at"))
)


class Deliveries:
    """The outbox: what is still to be sent."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database
        self._to_take = to_take(sqlite=database.is_sqlite)
        if not database.is_sqlite:
            self._to_take = self._to_take.with_for_update(skip_locked=True, of=deliveries)

    async def add(self, new: Sequence[NewDelivery], now: datetime, *, tick: tuple[str, datetime] | None = None) -> int:
        """Write deliveries down, leaving alone those whose key was ever written; return how many were new.

        ``tick`` (a name, the moment up to which its decisions are made now) moves in the same transaction,
        and never back.
        """

        def write(connection: Connection) -> int:
            if tick is not None:
                self._move_tick(connection, *tick)
            return write_rows(connection, self._database, new, now) if new else 0

        return await self._database.write_whole(write)

    def _move_tick(self, connection: Connection, name: str, until: datetime) -> None:
        move = insert(ticks, self._database).values(name=name, done_until=until)
        later = move.excluded.done_until
        forward = move.on_conflict_do_update(
            index_elements=["name"], set_={"done_until": later}, where=ticks.c.done_until < later
        )
        connection.execute(forward)

    async def last_tick(self, name: str) -> datetime | None:
        """Return up to which moment this tick's decisions have been made; ``None``: never."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(ticks.c.done_until).where(ticks.c.name == name))).scalar()

    async def take(
        self, now: datetime, limit: int, *, busy: Collection[int] = (), holder: str | None = None
    ) -> tuple[Taken, ...]:
        """Take what is to be sent now, marking it SENDING: by priority, then by age.

        At most one per chat, and none for a chat that is ``busy``, paused, being sent to or waiting: see
        :func:`storage.outbox_queries.to_take`. Raises :class:`~storage.errors.LeaseLost` when ``holder`` is given
        and does not hold the lease «bot» any more.
        """

        def take(connection: Connection) -> tuple[Taken, ...]:
            self._database.alone_on(connection, "outbox")
            if holder is not None:
                _check_lease(connection, holder)
            asked = {"now": now, "most": limit, "busy": json.dumps(list(busy))}
            rows = connection.execute(self._to_take, asked).all()
            if rows:
                connection.execute(_TAKING, [{"which": row.id, "at": now} for row in rows])
            return tuple(_taken(row, now) for row in rows)

        return await self._database.write_whole(take, brief=True)

    async def settle(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Write down what became of deliveries that were taken, all in one transaction.

        What was closed meanwhile stays as it is.
        """
        await self._database.write_whole(lambda connection: settle_rows(connection, settlements, now), brief=True)

    async def pause_chat(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Pause the chat that refused this delivery; it and all that waits there is held until the chat is back."""
        held = Settlement(delivery, DeliveryState.HELD, reason, now)

        def hold(connection: Connection) -> None:
            settle_rows(connection, [held], now)
            pause(connection, self._database, delivery.chat_id, reason, now)

        await self._database.write_whole(hold)

    async def recover(self, now: datetime, not_before: datetime) -> int:
        """Give a fate to what a crash left being sent; return how many there were.

        Whether Telegram has it is not known. It is sent again after ``not_before``, twice at most, and then
        closed as UNKNOWN. To be called by the only process that sends, before it sends.
        """

        def recover(connection: Connection) -> int:
            rows = connection.execute(stored_deliveries().where(in_state(DeliveryState.SENDING))).all()
            settle_rows(connection, [_left_by_crash(delivery_of(row), not_before) for row in rows], now)
            return len(rows)

        return await self._database.write_whole(recover)

    async def wait_for_all(self, until: datetime | None, reason: str) -> None:
        """Let the whole bot send nothing before ``until``; ``None``: it may send again."""
        waits = update(outbox_state).values(waits_until=until, reason=reason)
        await self._database.write_whole(lambda connection: connection.execute(waits))

    async def waits_until(self) -> datetime | None:
        """Return until when the whole bot sends nothing; ``None`` or a moment passed: it may."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(outbox_state.c.waits_until))).scalar()

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when :meth:`take` will have something, ``now`` or earlier if it has; ``None``: nothing in sight.

        Chats where one is being sent are left out: settling it is the occasion to ask again.
        """
        async with self._database.reading() as connection:
            moments = (await connection.execute(next_moment(now))).one()
        return min((moment for moment in moments if moment is not None), default=None)

    async def replace_body(self, delivery: Delivery, body: Mapping[str, Any], now: datetime) -> bool:
        """Let a delivery that has not been sent yet say something else; false when it is too late for that."""

        def replace_it(connection: Connection) -> bool:
            (number,) = body_ids(connection, self._database, [body])
            waiting = deliveries.c.state.in_((DeliveryState.WAITING, DeliveryState.HELD))
            changed = update(deliveries).where(deliveries.c.id == delivery.edits, waiting).values(body_id=number)
            if not connection.execute(changed).rowcount:
                return False
            merged = Settlement(delivery, DeliveryState.MERGED, "not sent yet", merged_into=delivery.edits)
            settle_rows(connection, [merged], now)
            return True

        return await self._database.write_whole(replace_it)


def _check_lease(connection: Connection, holder: str) -> None:
    if not is_held(connection, BOT, holder):
        raise LeaseLost(BOT)


def _taken(row: Row[Any], now: datetime) -> Taken:
    taken = delivery_of(row, state=DeliveryState.SENDING, attempts=row.attempts + 1, taken_at=now)
    return Taken(taken, _quiet_of(row), row.zone, row.language, row.edits_message)


def _quiet_of(row: Row[Any]) -> Quiet:
    if row.quiet_from is None:
        return Quiet()
    return Quiet(row.quiet_from, row.quiet_until, row.quiet_escalations, row.away_until)


def _left_by_crash(delivery: Delivery, not_before: datetime) -> Settlement:
    if delivery.silences + 1 >= SILENCES_AT_MOST:
        return Settlement(delivery, DeliveryState.UNKNOWN, "outcome unknown", silent=True)
    return Settlement(delivery, DeliveryState.WAITING, "outcome unknown, sent again", not_before, silent=True)


def settle_rows(connection: Connection, settlements: Sequence[Settlement], now: datetime) -> None:
    """Do the work of :meth:`Deliveries.settle` within the caller's transaction."""
    if settlements:
        connection.execute(_SETTLED, [_settled_row(one, now) for one in settlements])


def _settled_row(one: Settlement, now: datetime) -> dict[str, Any]:
    """Return the parameters of ``_SETTLED``; a turn that is not the last one is added to the delivery's story."""
    delivery, final = one.delivery, one.state in FINAL
    turn = {"at": now.isoformat(), "what": one.outcome}
    return {
        "which": delivery.id,
        "to_state": one.state,
        "said": one.outcome,
        "earliest": one.not_before or delivery.not_before,
        "message": one.message_id,
        "closed": now if final else None,
        "tried": delivery.attempts - one.untried,
        "unheard": delivery.silences + one.silent,
        "into": one.merged_into,
        "told": list(delivery.story) if final else [*delivery.story, turn],
    }
