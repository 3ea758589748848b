"""What digests told: composed once for all who wanted the same, kept so that pages turn and messages are corrected."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, or_, select, update

from storage.database import Database
from storage.digest_records import Copy, Edition, edition_of
from storage.editions_schema import digest_editions, edition_bodies
from storage.outbox_rows import body_ids
from storage.outbox_schema import deliveries
from storage.records import DeliveryKind, DeliveryState
from storage.upsert import insert

_WAITING = (DeliveryState.WAITING, DeliveryState.HELD, DeliveryState.SENDING)


class Editions:
    """Digests as they were composed."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def keep(self, edition: Edition, now: datetime) -> int:
        """Keep an edition; return its number."""
        new = digest_editions.insert().values(content=edition.as_json(), written_at=now)
        async with self._database.writing() as connection:
            return int((await connection.execute(new.returning(digest_editions.c.id))).scalar_one())

    async def get(self, edition_id: int) -> Edition | None:
        """Return one edition."""
        query = select(digest_editions).where(digest_editions.c.id == edition_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else edition_of(row.id, row.content)

    async def since(self, moment: datetime) -> tuple[Edition, ...]:
        """Return the editions written at this moment or later that went out, the oldest first."""
        query = select(digest_editions).where(digest_editions.c.written_at >= moment)
        went_out = exists().where(edition_bodies.c.edition_id == digest_editions.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.where(went_out).order_by(digest_editions.c.id))).all()
        return tuple(edition_of(row.id, row.content) for row in rows)

    async def copies(self, edition_id: int, since: datetime, limit: int, *, after: int = 0) -> tuple[Copy, ...]:
        """Return the deliveries of an edition with numbers above ``after``: sent since then, or still to be sent.

        Those that became part of another message are left out, and those that correct one.
        """
        table = deliveries.c
        its = select(edition_bodies.c.body_id).where(edition_bodies.c.edition_id == edition_id)
        there = or_(
            and_(table.state == DeliveryState.SENT, table.closed_at >= since, table.message_id.is_not(None)),
            table.state.in_(_WAITING),
        )
        ours = (table.body_id.in_(its), table.kind == DeliveryKind.DIGEST, table.edits.is_(None), table.id > after)
        query = select(table.id, table.chat_id, table.thread_id).where(*ours, there).order_by(table.id).limit(limit)
        async with self._database.reading() as connection:
            return tuple(Copy(row.id, row.chat_id, row.thread_id) for row in (await connection.execute(query)).all())

    async def correct(self, edition: Edition, body: Mapping[str, Any]) -> None:
        """Keep what a corrected edition says now, and the message that says it."""
        mine = update(digest_editions).where(digest_editions.c.id == edition.id)
        note = insert(edition_bodies, self._database).on_conflict_do_nothing()
        async with self._database.writing() as connection:
            await connection.execute(mine.values(content=edition.as_json()))
            (number,) = await connection.run_sync(body_ids, self._database, [body])
            await connection.execute(note, [{"edition_id": edition.id, "body_id": number}])

    async def prune(self, before: datetime) -> int:
        """Forget editions written before that moment; return how many."""
        old = select(digest_editions.c.id).where(digest_editions.c.written_at < before)
        async with self._database.writing() as connection:
            await connection.execute(delete(edition_bodies).where(edition_bodies.c.edition_id.in_(old)))
            gone = await connection.execute(delete(digest_editions).where(digest_editions.c.written_at < before))
        return gone.rowcount
