"""The outbox: every message decided on, in its order, with its fate.

::

    add ─▶ WAITING ─take─▶ SENDING ─sent─▶ SENT
              ▲               ├─put_back (not sent: try again from that moment on)
              └───────────────┤
                              ├─bury─▶ DEAD (refused), CANCELLED (no longer holds), UNKNOWN
                              └─crash─▶ recover: WAITING again, UNKNOWN after the third attempt
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from storage.database import Database
from storage.outbox_queries import in_state, next_moment, to_take
from storage.outbox_rows import delivery_of, write_deliveries
from storage.records import Delivery, DeliveryState, NewDelivery
from storage.schema import deliveries, ticks
from storage.upsert import insert

SENDINGS_AT_MOST = 3
"""One sending and two more when the outcome was never learnt: the Bot API cannot tell whether it has sent."""

_UNFINISHED = deliveries.c.state.in_((DeliveryState.WAITING, DeliveryState.SENDING))
FINAL = frozenset({DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNKNOWN, DeliveryState.CANCELLED})
"""The states out of which nothing comes any more."""


class Deliveries:
    """The ledger of what is sent unasked, and the outbox that is its unfinished part."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def add(self, new: Sequence[NewDelivery], now: datetime, *, tick: tuple[str, datetime] | None = None) -> int:
        """Write deliveries down, leaving alone those whose key was ever written; return how many were new.

        ``tick`` (a name, the moment up to which its decisions are made now) moves in the same transaction,
        and never back.
        """
        async with self._database.writing() as connection:
            written = await write_deliveries(connection, self._database, new, now)
            if tick is not None:
                move = insert(ticks, self._database).values(name=tick[0], done_until=tick[1])
                later = move.excluded.done_until
                forward = move.on_conflict_do_update(
                    index_elements=["name"], set_={"done_until": later}, where=ticks.c.done_until < later
                )
                await connection.execute(forward)
            return written

    async def last_tick(self, name: str) -> datetime | None:
        """Return up to which moment this tick's decisions have been made; ``None``: never."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(ticks.c.done_until).where(ticks.c.name == name))).scalar()

    async def take(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take what is to be sent now, marking it SENDING: by priority, then by age.

        At most one per chat, and none for a chat that is paused, is being sent to or waits: see
        :func:`storage.outbox_queries.to_take`.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, "outbox")
            rows = (await connection.execute(to_take(now, limit).with_for_update(skip_locked=True))).all()
            taken = update(deliveries).where(deliveries.c.id.in_([row.id for row in rows]))
            if rows:
                marks = {"state": DeliveryState.SENDING, "attempts": deliveries.c.attempts + 1}
                await connection.execute(taken.values(marks))
        return tuple(replace(delivery_of(row), state=DeliveryState.SENDING, attempts=row.attempts + 1) for row in rows)

    async def sent(self, delivery_id: int, message_id: int, now: datetime) -> None:
        """Close a delivery that Telegram has taken, as its message ``message_id``."""
        await self._settle(delivery_id, state=DeliveryState.SENT, outcome="", message_id=message_id, closed_at=now)

    async def put_back(self, delivery_id: int, not_before: datetime, outcome: str) -> None:
        """Let a delivery that has not been sent wait until then, and its chat with it."""
        await self._settle(delivery_id, state=DeliveryState.WAITING, outcome=outcome, not_before=not_before)

    async def bury(
        self, delivery_id: int, outcome: str, now: datetime, state: DeliveryState = DeliveryState.DEAD
    ) -> None:
        """Close a delivery that will not be sent, in one of the final states."""
        if state not in FINAL:
            msg = f"{state} is not final"
            raise ValueError(msg)
        await self._settle(delivery_id, state=state, outcome=outcome, closed_at=now)

    async def _settle(self, delivery_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of different types
        settled = update(deliveries).where(deliveries.c.id == delivery_id, _UNFINISHED).values(**values)
        async with self._database.writing() as connection:
            await connection.execute(settled)

    async def recover(self, now: datetime, not_before: datetime) -> int:
        """Give a fate to what a crash left being sent; return how many there were.

        Whether Telegram has it is not known. It is sent again after ``not_before``, twice at most, and then
        closed as UNKNOWN. To be called by the only process that sends, before it sends.
        """
        again = deliveries.c.attempts < SENDINGS_AT_MOST
        left = update(deliveries).where(in_state(DeliveryState.SENDING))
        back = {"state": DeliveryState.WAITING, "not_before": not_before, "outcome": "outcome unknown, sent again"}
        closed = {"state": DeliveryState.UNKNOWN, "closed_at": now, "outcome": "outcome unknown"}
        async with self._database.writing() as connection:
            given_up = await connection.execute(left.where(~again).values(**closed))
            resumed = await connection.execute(left.where(again).values(**back))
            return given_up.rowcount + resumed.rowcount

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries there are in each state, zeros included."""
        query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.reading() as connection:
            counted = {row[0]: row[1] for row in (await connection.execute(query)).all()}
        return {state: counted.get(state, 0) for state in DeliveryState}

    async def get(self, delivery_id: int) -> Delivery | None:
        """Return one delivery."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(deliveries).where(deliveries.c.id == delivery_id))).first()
        return None if row is None else delivery_of(row)

    async def of_chat(self, chat_id: int, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries to one chat, the youngest first."""
        query = select(deliveries).where(deliveries.c.chat_id == chat_id).order_by(deliveries.c.id.desc())
        async with self._database.reading() as connection:
            return tuple(delivery_of(row) for row in (await connection.execute(query.limit(limit))).all())

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when :meth:`take` will have something, ``now`` or earlier if it has; ``None``: nothing in sight.

        Chats where one is being sent are left out: settling it is the occasion to ask again.
        """
        async with self._database.reading() as connection:
            return (await connection.execute(next_moment(now))).scalar_one()
