"""Working groups: what each is for, where the bot speaks in it, and who decided that.

::

    added ─▶ ASKED ─decide─▶ WORKING ─gone (put out, or told to leave)─▶ GONE ─added─▶ WORKING again, as it was
               └──────────────gone───────────────────────────────────────┘  └─added, purpose never said─▶ ASKED
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from storage.audit import Author, Change, note
from storage.database import Database
from storage.groups_schema import groups
from storage.outbox_rows import write_rows
from storage.records import NewDelivery
from storage.register_records import Side
from storage.schema import chats, commitments
from storage.upsert import insert


class GroupState(StrEnum):
    """Where a group stands."""

    ASKED = "asked"
    WORKING = "working"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the bot was added to, by its title as last seen.

    ``topic`` is the ``message_thread_id`` in which the bot speaks by itself, ``None``: General. ``side`` ``None``:
    both; no ``sectors``: all of them; ``section`` "": the whole plan. ``added_by`` and ``decided_by`` are
    ``User.id``; ``decided_at`` ``None``: nobody has said what the group is for.
    """

    id: int
    chat_id: int
    title: str
    state: GroupState
    side: Side | None
    sectors: tuple[str, ...]
    section: str
    topic: int | None
    added_by: int | None
    added_at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class GroupPurpose:
    """What a group is for; as in :class:`Group`."""

    side: Side | None = None
    sectors: tuple[str, ...] = ()
    section: str = ""


def _nobody(_group: Group) -> Sequence[NewDelivery]:
    return ()


class Groups:
    """The working groups."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def all(self) -> tuple[Group, ...]:
        """Return every group that ever was, those gone included, in the order in which they were added first."""
        async with self._database.reading() as connection:
            return tuple(_group(row) for row in (await connection.execute(_known().order_by(groups.c.id))).all())

    async def of(self, chat_id: int) -> Group | None:
        """Return the group with this Telegram id."""
        return await self._one(_known().where(groups.c.chat_id == chat_id))

    async def get(self, group_id: int) -> Group | None:
        """Return the group with this number of ours, which stays when Telegram renumbers it."""
        return await self._one(_known().where(groups.c.id == group_id))

    async def _one(self, query: Select[Any]) -> Group | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _group(row)

    async def grows(self, title: str) -> bool:
        """Whether a basic group of this title is among them: it may be the one that becomes a supergroup now."""
        basic = _known().where(chats.c.kind == "group", chats.c.title == title, groups.c.state != GroupState.GONE)
        return await self._one(basic) is not None

    async def sections(self) -> tuple[str, ...]:
        """Return the sections of the plans, by their names."""
        query = select(commitments.c.section).where(commitments.c.section != "").distinct()
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query.order_by(commitments.c.section))).scalars())

    async def added(
        self,
        chat_id: int,
        *,
        by: int | None,
        now: datetime,
        asking: Callable[[Group], Sequence[NewDelivery]] = _nobody,
    ) -> Group:
        """Note that the bot is in this group; one that was gone is what it was, one that is there stays as it is.

        ``asking`` are the deliveries that ask what a group is for; they are written with it when that is to be asked.
        """

        def write(connection: Connection) -> Group:
            found = connection.execute(_known().where(groups.c.chat_id == chat_id)).first()
            if found is None:
                fresh: dict[str, Any] = {
                    "state": GroupState.ASKED,
                    "side": None,
                    "sectors": [],
                    "section": "",
                    "added_by": by,
                }
                new = insert(groups, self._database).values(chat_id=chat_id, added_at=now, **fresh)
                connection.execute(new.on_conflict_do_nothing(index_elements=["chat_id"]))
            elif found.state == GroupState.GONE:
                state = GroupState.ASKED if found.decided_at is None else GroupState.WORKING
                back = update(groups).where(groups.c.chat_id == chat_id)
                connection.execute(back.values(state=state, added_by=by, added_at=now))
            group = _group(connection.execute(_known().where(groups.c.chat_id == chat_id)).one())
            before = None if found is None else found.state
            note(connection, [Change("group", _subject(group.id), before, group.state)], by or "telegram", now)
            asked = asking(group) if group.state is GroupState.ASKED and before != GroupState.ASKED else ()
            if asked:
                write_rows(connection, self._database, asked, now)
            return group

        return await self._database.write_whole(write)

    async def gone(self, chat_id: int, *, by: Author, now: datetime, forget: bool = False) -> bool:
        """Note that the bot is in this group no more; false when it was not. ``forget``: with what it was for."""

        def write(connection: Connection) -> bool:
            found = connection.execute(_known().where(groups.c.chat_id == chat_id)).first()
            if found is None or found.state == GroupState.GONE:
                return False
            nothing: dict[str, Any] = {
                "decided_at": None,
                "decided_by": None,
                "side": None,
                "sectors": [],
                "section": "",
            }
            values = {"state": GroupState.GONE, **(nothing if forget else {})}
            connection.execute(update(groups).where(groups.c.chat_id == chat_id).values(values))
            note(connection, [Change("group", _subject(found.id), found.state, GroupState.GONE)], by, now)
            return True

        return await self._database.write_whole(write)

    async def decide(
        self,
        group_id: int,
        purpose: GroupPurpose,
        *,
        by: Author,
        now: datetime,
        telling: Sequence[NewDelivery] = (),
    ) -> Group | None:
        """Say what a group is for; it works from now on, and ``telling`` is sent. ``None`` when it is not there."""
        values = {"side": purpose.side, "sectors": list(purpose.sectors), "section": purpose.section}
        decided = {"state": GroupState.WORKING, "decided_by": by if isinstance(by, int) else None, "decided_at": now}
        return await self._changed(group_id, {**values, **decided}, by, now, telling)

    async def draft(self, group_id: int, purpose: GroupPurpose, *, by: Author, now: datetime) -> Group | None:
        """Change what a group is for, whether it works already or not; ``None`` when it is not there (any more)."""
        values = {"side": purpose.side, "sectors": list(purpose.sectors), "section": purpose.section}
        return await self._changed(group_id, values, by, now)

    async def speak_in(self, group_id: int, topic: int | None, *, by: Author, now: datetime) -> Group | None:
        """Speak in this topic from now on, ``None``: General; ``None`` when the group is not there (any more)."""
        return await self._changed(group_id, {"thread_id": topic}, by, now)

    async def _changed(
        self, group_id: int, values: dict[str, Any], by: Author, now: datetime, telling: Sequence[NewDelivery] = ()
    ) -> Group | None:
        there = (groups.c.id == group_id, groups.c.state != GroupState.GONE)

        def write(connection: Connection) -> Group | None:
            before = connection.execute(_known().where(*there)).first()
            if before is None:
                return None
            connection.execute(update(groups).where(*there).values(values))
            after = connection.execute(_known().where(*there)).one()
            note(connection, [Change("group", _subject(group_id), _noted(before), _noted(after))], by, now)
            if telling:
                write_rows(connection, self._database, telling, now)
            return _group(after)

        return await self._database.write_whole(write)


def _known() -> Select[Any]:
    named = groups.outerjoin(chats, chats.c.chat_id == groups.c.chat_id)
    return select(groups, chats.c.title).select_from(named)


def _group(row: Row[Any]) -> Group:
    return Group(
        id=row.id,
        chat_id=row.chat_id,
        title=row.title or "",
        state=GroupState(row.state),
        side=row.side,
        sectors=tuple(row.sectors),
        section=row.section,
        topic=row.thread_id,
        added_by=row.added_by,
        added_at=row.added_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _noted(row: Row[Any]) -> dict[str, Any]:
    sectors: Sequence[str] = row.sectors
    side = row.side and Side(row.side).value
    return {"state": row.state, "side": side, "sectors": sectors, "section": row.section, "topic": row.thread_id}


def _subject(group_id: int) -> str:
    return f"group:{group_id}"
