"""What was held back and comes as one message: after quiet hours, and when a chat is back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import Connection, or_, select, update

from storage.database import Database
from storage.deliveries import settle_rows
from storage.digest_records import DigestClosing
from storage.digest_rows import move_on
from storage.outbox_queries import in_state
from storage.outbox_records import Settlement
from storage.outbox_rows import deliveries_of, stored_deliveries, write_rows
from storage.outbox_schema import deliveries
from storage.records import Delivery, DeliveryState, NewDelivery
from storage.schema import chats

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when what belongs to a stopped broadcast is held: until somebody resumes it."""


class Gatherings:
    """Held deliveries, and what becomes of them."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def ended(self, now: datetime, limit: int) -> Mapping[int, tuple[Delivery, ...]]:
        """Return what may go now of what was held, chat by chat, oldest first; of ``limit`` rows at most."""
        taken = or_(chats.c.state != "active", chats.c.away_until.is_not(None))
        free = select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, taken)
        due = stored_deliveries().where(in_state(DeliveryState.HELD), deliveries.c.not_before <= now, ~free.exists())
        async with self._database.reading() as connection:
            rows = (await connection.execute(due.order_by(deliveries.c.chat_id, deliveries.c.id).limit(limit))).all()
        by_chat = groupby(deliveries_of(rows), key=lambda delivery: delivery.chat_id)
        return {chat_id: tuple(of_chat) for chat_id, of_chat in by_chat}

    async def returning(self, limit: int) -> tuple[int, ...]:
        """Return chats that are back, and not on leave, and have not been told what they missed."""
        back = (chats.c.state == "returning", chats.c.away_until.is_(None))
        query = select(chats.c.chat_id).where(*back).order_by(chats.c.chat_id).limit(limit)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def held(self, chat_id: int) -> tuple[Delivery, ...]:
        """Return all that is held for this chat, oldest first; what belongs to a stopped broadcast is left out."""
        theirs = stored_deliveries().where(in_state(DeliveryState.HELD), deliveries.c.chat_id == chat_id)
        query = theirs.where(deliveries.c.not_before < NEVER).order_by(deliveries.c.id)
        async with self._database.reading() as connection:
            return deliveries_of((await connection.execute(query)).all())

    async def release(self, held: Sequence[Delivery]) -> None:
        """Let what was held go as it is."""
        chosen = update(deliveries).where(deliveries.c.id.in_([one.id for one in held]), in_state(DeliveryState.HELD))
        freed = chosen.values(state=DeliveryState.WAITING)
        await self._database.write_whole(lambda connection: connection.execute(freed))

    async def merge(
        self, held: Sequence[Delivery], into: NewDelivery | None, now: datetime, obsolete: Sequence[Settlement] = ()
    ) -> None:
        """Write one message in place of what was held; ``obsolete`` is closed without a place in it."""
        await self._database.write_whole(
            lambda connection: self._merged(connection, held, into, now, obsolete),
        )

    async def welcome(
        self,
        chat_id: int,
        held: Sequence[Delivery],
        into: NewDelivery | None,
        now: datetime,
        *,
        obsolete: Sequence[Settlement] = (),
        digest: DigestClosing | None = None,
    ) -> None:
        """Let a chat that is back be active again, with one message of all that it missed, if there is anything.

        Raises :class:`~storage.errors.VersionMoved`, and writes nothing, when its wish for a digest moved meanwhile.
        """

        def welcome(connection: Connection) -> None:
            back = update(chats).where(chats.c.chat_id == chat_id, chats.c.state == "returning")
            if not connection.execute(back.values(state="active")).rowcount:
                return  # paused again meanwhile
            if digest is not None:
                move_on(connection, digest)
            self._merged(connection, held, into, now, obsolete)

        await self._database.write_whole(welcome)

    def _merged(
        self,
        connection: Connection,
        held: Sequence[Delivery],
        into: NewDelivery | None,
        now: datetime,
        obsolete: Sequence[Settlement],
    ) -> None:
        number = None
        if into is not None:
            write_rows(connection, self._database, [into], now)
            number = connection.execute(select(deliveries.c.id).where(deliveries.c.key == into.key)).scalar_one()
        merged = [Settlement(one, DeliveryState.MERGED, "merged", merged_into=number) for one in held]
        settle_rows(connection, [*merged, *obsolete], now)
