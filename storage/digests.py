"""What chats want as their digest, and the closing of each hour of it."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, Update, delete, or_, select, update

from storage.database import Database
from storage.deliveries import settle_rows
from storage.digest_rows import move_on
from storage.outbox_records import Settlement
from storage.outbox_rows import write_rows
from storage.outbox_schema import deliveries
from storage.records import Delivery, DeliveryKind, DeliveryState, DigestWish, NewDelivery
from storage.schema import chats, digest_wishes
from storage.upsert import insert

_WISH = select(digest_wishes)


class Digests:
    """Who gets a digest and when the next one is due."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def wish(self, chat_id: int) -> DigestWish | None:
        """Return what this chat wants; ``None``: no digest."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_WISH.where(digest_wishes.c.chat_id == chat_id))).first()
        return None if row is None else _wish_of(row)

    async def subscribe(
        self, *, chat_id: int, at: time, zone: str, language: str, next_at: datetime, covered_until: datetime
    ) -> DigestWish:
        """Give this chat a digest, or change its hour; ``covered_until`` counts only when it had none."""
        wanted = {"at": at, "zone": zone, "language": language, "next_at": next_at}
        new = insert(digest_wishes, self._database).values(
            chat_id=chat_id, covered_until=covered_until, version=1, **wanted
        )
        changes = {**wanted, "version": digest_wishes.c.version + 1}
        async with self._database.writing() as connection:
            await connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=changes))
            row = (await connection.execute(_WISH.where(digest_wishes.c.chat_id == chat_id))).one()
        return _wish_of(row)

    async def unsubscribe(self, chat_id: int) -> bool:
        """Give this chat no digest any more; false when it had none."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(digest_wishes).where(digest_wishes.c.chat_id == chat_id))
            return gone.rowcount > 0

    async def due(self, now: datetime, limit: int) -> tuple[DigestWish, ...]:
        """Return the wishes whose hour has come, the longest due first; those of chats paused or on leave wait."""
        waits = or_(chats.c.state != "active", chats.c.away_until.is_not(None))
        paused = select(chats.c.chat_id).where(chats.c.chat_id == digest_wishes.c.chat_id, waits)
        query = _WISH.where(digest_wishes.c.next_at <= now, ~paused.exists())
        ordered = query.order_by(digest_wishes.c.next_at, digest_wishes.c.chat_id).limit(limit)
        async with self._database.reading() as connection:
            return tuple(_wish_of(row) for row in (await connection.execute(ordered)).all())

    async def close(
        self,
        wish: DigestWish,
        *,
        covered_until: datetime,
        next_at: datetime,
        delivery: NewDelivery | None,
        now: datetime,
    ) -> None:
        """Close this hour of the wish: its digest, if there is anything to tell, goes to the outbox.

        Raises :class:`~storage.errors.VersionMoved`, and writes nothing, when the wish changed since it was read.
        """

        def close(connection: Connection) -> None:
            move_on(connection, wish, covered_until, next_at)
            if delivery is not None:
                write_rows(connection, self._database, [delivery], now)
                connection.execute(_taken_up(wish.chat_id, delivery.key))

        await self._database.write_whole(close)

    async def give_back(self, digest: Delivery, covered_from: datetime, now: datetime) -> None:
        """Close a digest that came to nobody in time: the next one tells what it would have told, too."""
        earlier = update(digest_wishes).where(
            digest_wishes.c.chat_id == digest.chat_id, digest_wishes.c.covered_until > covered_from
        )
        merged = Settlement(digest, DeliveryState.MERGED, "too late, merged into the next")

        def give_back(connection: Connection) -> None:
            connection.execute(earlier.values(covered_until=covered_from, version=digest_wishes.c.version + 1))
            settle_rows(connection, [merged], now)

        await self._database.write_whole(give_back)


def _taken_up(chat_id: int, key: str) -> Update:
    """Name the digest that tells what earlier ones could not."""
    number = select(deliveries.c.id).where(deliveries.c.key == key).scalar_subquery()
    given_back = (deliveries.c.kind == DeliveryKind.DIGEST, deliveries.c.state == DeliveryState.MERGED)
    earlier = update(deliveries).where(deliveries.c.chat_id == chat_id, *given_back, deliveries.c.merged_into.is_(None))
    return earlier.values(merged_into=number)


def _wish_of(row: Row[Any]) -> DigestWish:
    return DigestWish(**row._asdict())
