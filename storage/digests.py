"""What chats want as their digest, and the closing of each hour of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, or_, select, update

from storage.database import Database
from storage.deliveries import settle_rows
from storage.digest_records import DigestClosing, DigestWish, Rhythm
from storage.digest_rows import move_all, take_up, wish_of, wish_row
from storage.edition_rows import note_bodies
from storage.outbox_records import Settlement
from storage.outbox_rows import write_rows
from storage.people_rows import GRANT_COLUMNS, grants_of
from storage.records import ChatSeen, Delivery, DeliveryState, Grant
from storage.schema import chats, digest_wishes, grants, users
from storage.upsert import insert

_WISH = select(digest_wishes)
_CHUNK = 500  # numbers asked for at once, well within what both databases take as parameters


class Digests:
    """Who gets a digest, of what, and when the next one is due."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def wish(self, chat_id: int) -> DigestWish | None:
        """Return what this chat wants; ``None``: no digest."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_WISH.where(digest_wishes.c.chat_id == chat_id))).first()
        return None if row is None else wish_of(row)

    async def subscribe(  # noqa: PLR0913 - what a wish begins with
        self,
        *,
        chat_id: int,
        at: time,
        zone: str,
        language: str,
        next_at: datetime,
        covered_until: datetime,
        thread_id: int | None = None,
    ) -> DigestWish:
        """Give this chat a digest of everything, daily, or change only its hour when it has one.

        ``covered_until`` and ``thread_id`` count only when it had none.
        """
        new = DigestWish(chat_id, at, zone, language, next_at, covered_until, 1, thread_id=thread_id)
        row = {"chat_id": chat_id, "covered_until": covered_until, "version": 1, **wish_row(new)}
        changes = {"at": at, "zone": zone, "language": language, "next_at": next_at}
        adding = insert(digest_wishes, self._database).values(row)
        kept = adding.on_conflict_do_update(
            index_elements=["chat_id"], set_={**changes, "version": digest_wishes.c.version + 1}
        )
        async with self._database.writing() as connection:
            await connection.execute(kept)
            return wish_of((await connection.execute(_WISH.where(digest_wishes.c.chat_id == chat_id))).one())

    async def change(self, chat_id: int, decide: Callable[[DigestWish], DigestWish]) -> DigestWish | None:
        """Let this chat want what ``decide`` makes of its wish, within one transaction; ``None``: it has none.

        Up to when stories have been told is left as it is.
        """

        def change(connection: Connection) -> DigestWish | None:
            mine = digest_wishes.c.chat_id == chat_id
            row = connection.execute(_WISH.where(mine).with_for_update()).first()
            if row is None:
                return None
            before = wish_of(row)
            after = replace(decide(before), chat_id=chat_id, covered_until=before.covered_until, version=row.version)
            if after == before:
                return before
            after = replace(after, version=row.version + 1)
            connection.execute(update(digest_wishes).where(mine).values(**wish_row(after), version=after.version))
            return after

        return await self._database.write_whole(change)

    async def unsubscribe(self, chat_id: int) -> bool:
        """Give this chat no digest any more; false when it had none."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(digest_wishes).where(digest_wishes.c.chat_id == chat_id))
            return gone.rowcount > 0

    async def due(self, now: datetime, limit: int) -> tuple[DigestWish, ...]:
        """Return the wishes whose hour has come, the longest due first; those of chats paused or on leave wait."""
        query = _WISH.where(digest_wishes.c.next_at <= now, ~_waits())
        return await self._read(query.order_by(digest_wishes.c.next_at, digest_wishes.c.chat_id).limit(limit))

    async def at_once(self, limit: int, *, after: int | None = None) -> tuple[DigestWish, ...]:
        """Return wishes to be told at once what matters most, by chat, those after chat ``after``.

        Chats paused or on leave are left out: their next digest tells them.
        """
        query = _WISH.where(digest_wishes.c.rhythm == Rhythm.AT_ONCE, ~_waits())
        if after is not None:
            query = query.where(digest_wishes.c.chat_id > after)
        return await self._read(query.order_by(digest_wishes.c.chat_id).limit(limit))

    async def _read(self, query: Select[Any]) -> tuple[DigestWish, ...]:
        async with self._database.reading() as connection:
            return tuple(wish_of(row) for row in (await connection.execute(query)).all())

    async def roles(self, chat_ids: Collection[int]) -> Mapping[int, tuple[Grant, ...]]:
        """Return the roles of those whose private chats these are; who has none is left out."""
        asked = sorted(chat_ids)
        found: dict[int, tuple[Grant, ...]] = {}
        async with self._database.reading() as connection:
            for start in range(0, len(asked), _CHUNK):
                some = users.c.telegram_id.in_(asked[start : start + _CHUNK])
                theirs: Select[Any] = select(users.c.telegram_id, *GRANT_COLUMNS)
                asking = theirs.join_from(users, grants, grants.c.user_id == users.c.id).where(some)
                for row in (await connection.execute(asking)).all():
                    found[row.telegram_id] = (*found.get(row.telegram_id, ()), *grants_of([row]))
        return found

    async def channels(self) -> tuple[ChatSeen, ...]:
        """Return the channels that the bot is in, by their titles."""
        query = select(chats.c.chat_id, chats.c.kind, chats.c.title).where(chats.c.kind == "channel")
        there = query.where(chats.c.state != "paused").order_by(chats.c.title, chats.c.chat_id)
        async with self._database.reading() as connection:
            return tuple(ChatSeen(*row) for row in (await connection.execute(there)).all())

    async def close(self, closings: Sequence[DigestClosing], now: datetime) -> tuple[int, ...]:
        """Close these hours, all in one transaction: digests with anything to tell go to the outbox.

        Returns the chats whose wish changed since it was read: nothing is written of those.
        """

        def close(connection: Connection) -> tuple[int, ...]:
            kept = move_all(connection, closings)
            telling = [one for one in kept if one.delivery is not None]
            new = [one.delivery for one in telling if one.delivery is not None]
            if new:
                write_rows(connection, self._database, new, now)
                note_bodies(connection, self._database, telling)
                take_up(connection, telling)
            whose = {one.wish.chat_id for one in kept}
            return tuple(one.wish.chat_id for one in closings if one.wish.chat_id not in whose)

        return await self._database.write_whole(close) if closings else ()

    async def give_back(
        self, digest: Delivery, covered_from: datetime, now: datetime, *, told: Sequence[int] = ()
    ) -> None:
        """Close a digest that came to nobody in time: the next one tells what it would have told, too.

        ``told``: stories of that time that had been told at once.
        """
        mine = (digest_wishes.c.chat_id == digest.chat_id, digest_wishes.c.covered_until > covered_from)
        merged = Settlement(digest, DeliveryState.MERGED, "too late, merged into the next")

        def give_back(connection: Connection) -> None:
            row = connection.execute(_WISH.where(*mine).with_for_update()).first()
            if row is not None:
                values = {"covered_until": covered_from, "version": row.version + 1, "told": [*told, *row.told]}
                connection.execute(update(digest_wishes).where(*mine).values(values))
            settle_rows(connection, [merged], now)

        await self._database.write_whole(give_back)


def _waits() -> ColumnElement[bool]:
    waits = or_(chats.c.state != "active", chats.c.away_until.is_not(None))
    return select(chats.c.chat_id).where(chats.c.chat_id == digest_wishes.c.chat_id, waits).exists()
