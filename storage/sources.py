"""The sources of news, and how it stands with each.

::

    added ─▶ ACTIVE ─pause, or gone for good (410)─▶ PAUSED ─resume─▶ ACTIVE
               │ polled: new state, or a failure more     │
               └────────────────remove────────────────────┘──▶ no row; a shipped one does not come back
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, func, select, update

from storage.audit import Author, Change, note
from storage.database import Database
from storage.errors import VersionMoved
from storage.outbox_rows import write_rows
from storage.records import NewDelivery
from storage.schema import settings
from storage.source_records import NewSource, NewsSource, SourceState
from storage.sources_schema import sources
from storage.upsert import insert

SHIPPED: Final = "sources.shipped"
"""The setting that holds the addresses that were once switched on by themselves."""
_WHAT: Final = "source"
_KEPT: Final = frozenset({"id", "added_by", "added_at", "version"})
_FRESH: Final[Mapping[str, Any]] = {
    "state": SourceState.ACTIVE,
    "etag": "",
    "last_modified": "",
    "succeeded_at": None,
    "article_at": None,
    "failing_since": None,
    "failures": 0,
    "trouble": "",
    "status": 0,
    "told": False,
    "read": 0,
    "unreadable": 0,
    "taken": 0,
    "version": 1,
}


class Sources:
    """Where publications come from."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def all(self) -> tuple[NewsSource, ...]:
        """Return every source, by title."""
        return await self._read(select(sources).order_by(func.lower(sources.c.title), sources.c.id))

    async def get(self, source_id: int) -> NewsSource | None:
        """Return one source; ``None``: it was removed, or never was."""
        found = await self._read(select(sources).where(sources.c.id == source_id))
        return found[0] if found else None

    async def due(self, now: datetime, limit: int) -> tuple[NewsSource, ...]:
        """Return the feeds that are to be asked now, those that wait longest first."""
        query = select(sources).where(sources.c.state == SourceState.ACTIVE, sources.c.next_poll_at <= now)
        return await self._read(query.order_by(sources.c.next_poll_at, sources.c.id).limit(limit))

    async def failing(self, since: datetime) -> tuple[NewsSource, ...]:
        """Return the active sources that have failed from ``since`` or earlier on and of which nobody was told."""
        asked = (sources.c.state == SourceState.ACTIVE, sources.c.failing_since <= since, ~sources.c.told)
        return await self._read(select(sources).where(*asked).order_by(sources.c.id))

    async def _read(self, query: Select[Any]) -> tuple[NewsSource, ...]:
        async with self._database.reading() as connection:
            return tuple(_source(row) for row in (await connection.execute(query)).all())

    async def add(self, new: Sequence[NewSource], *, by: Author, now: datetime) -> tuple[NewsSource, ...]:
        """Add these sources, to be asked at once; return those whose address was not there yet."""

        def write(connection: Connection) -> tuple[NewsSource, ...]:
            return self._added(connection, new, by, now)

        return await self._database.write_whole(write)

    async def ship(self, new: Sequence[NewSource], now: datetime) -> tuple[NewsSource, ...]:
        """Add those of these sources that were never switched on by themselves; one that was removed stays removed."""

        def write(connection: Connection) -> tuple[NewsSource, ...]:
            self._database.alone_on(connection, "sources")
            asked = select(settings.c.value).where(settings.c.name == SHIPPED)
            before = list(connection.execute(asked).scalar() or ())
            fresh = [one for one in new if one.address not in before]
            if not fresh:
                return ()
            value = [*before, *(one.address for one in fresh)]
            kept = insert(settings, self._database).values(name=SHIPPED, value=value)
            connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
            return self._added(connection, fresh, None, now)

        return await self._database.write_whole(write)

    def _added(
        self, connection: Connection, new: Sequence[NewSource], by: Author, now: datetime
    ) -> tuple[NewsSource, ...]:
        added = []
        for one in new:
            who = {"added_by": by if isinstance(by, int) else None, "added_at": now, "next_poll_at": now}
            row = {"address": one.address, "title": one.title, **who, **_FRESH}
            unless_there = insert(sources, self._database).values(row)
            unless_there = unless_there.on_conflict_do_nothing(index_elements=["address"])
            found = connection.execute(unless_there.returning(*sources.c)).first()
            if found is not None:
                added.append(_source(found))
                note(connection, [Change(_WHAT, _subject(found.id), None, one.address)], by, now)
        return tuple(added)

    async def switch(self, source_id: int, state: SourceState, *, by: Author, now: datetime) -> NewsSource | None:
        """Pause a source or listen to it again; one that is resumed is asked at once. ``None``: it is not there."""

        def write(connection: Connection) -> NewsSource | None:
            before = connection.execute(select(sources).where(sources.c.id == source_id)).first()
            if before is None or before.state is state:
                return None if before is None else _source(before)
            anew = {"failing_since": None, "failures": 0, "trouble": "", "status": 0, "told": False}
            resumed = {**anew, "next_poll_at": now} if state is SourceState.ACTIVE else {}
            values = {"state": state, "version": before.version + 1, **resumed}
            changed = update(sources).where(sources.c.id == source_id).values(values).returning(*sources.c)
            after = connection.execute(changed).one()
            note(connection, [Change(_WHAT, _subject(source_id), before.state, state)], by, now)
            return _source(after)

        return await self._database.write_whole(write)

    async def remove(self, source_id: int, *, by: Author, now: datetime) -> NewsSource | None:
        """Forget a source; what came from it stays. Return what it was, ``None``: it is not there (any more)."""

        def write(connection: Connection) -> NewsSource | None:
            gone = delete(sources).where(sources.c.id == source_id).returning(*sources.c)
            row = connection.execute(gone).first()
            if row is None:
                return None
            note(connection, [Change(_WHAT, _subject(source_id), row.address, None)], by, now)
            return _source(row)

        return await self._database.write_whole(write)

    async def polled(self, after: NewsSource, now: datetime, telling: Sequence[NewDelivery] = ()) -> None:
        """Keep how it stands with a source now, and write the messages that tell it.

        ``after`` bears the version of what it was made from. Raises :class:`~storage.errors.VersionMoved` when the
        source changed or was removed meanwhile: nothing is written then. An address that another source has already
        is not taken over.
        """
        values = {name: value for name, value in asdict(after).items() if name not in _KEPT}

        def write(connection: Connection) -> None:
            same = (sources.c.id == after.id, sources.c.version == after.version)
            before = connection.execute(select(sources).where(*same).with_for_update()).first()
            if before is None:
                raise VersionMoved(_WHAT, after.id)
            if after.address != before.address:
                taken = select(sources.c.id).where(sources.c.address == after.address)
                if connection.execute(taken).first() is not None:
                    values["address"] = before.address
                note(connection, [Change(_WHAT, _subject(after.id), before.address, values["address"])], None, now)
            note(connection, [Change(_WHAT, _subject(after.id), before.state, after.state)], None, now)
            connection.execute(update(sources).where(*same).values(version=after.version + 1, **values))
            if telling:
                write_rows(connection, self._database, telling, now)

        await self._database.write_whole(write)


def _subject(source_id: int) -> str:
    return f"{_WHAT}:{source_id}"


def _source(row: Row[Any]) -> NewsSource:
    return NewsSource(**row._asdict())
