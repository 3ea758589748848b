"""How people go: suspended for a time, replaced, gone by themselves, forgotten.

In each case what waits in the outbox for them is cancelled in the same transaction, so nothing more comes to them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, or_, select, update

from storage.audit import Author, Change, grants_noted, note, subject_of
from storage.database import Database
from storage.granting import granted, pass_on, take_away
from storage.people_schema import audit, suspensions
from storage.records import DeliveryKind, DeliveryState, Grant
from storage.schema import chats, digest_wishes, metadata, users
from storage.suspending import chat_of, end_suspension, grants_set_aside, is_set_aside, wish_set_aside
from storage.upsert import insert

_OWED = (DeliveryKind.REMINDER, DeliveryKind.ESCALATION)
_TO_DECIDE = ("reported", "extension")
"""In the keys of notices that ask a coordinator to decide; they begin with those they are about."""
_EVERY_KIND = tuple(DeliveryKind)


class Parting:
    """Suspends, replaces, lets go and forgets people."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def is_suspended(self, user_id: int) -> bool:
        """Whether this person's roles are set aside."""
        return bool(await self.suspended([user_id]))

    async def suspended(self, people: Collection[int]) -> frozenset[int]:
        """Return those of these people whose roles are set aside."""
        query = select(suspensions.c.user_id).where(suspensions.c.user_id.in_(people))
        async with self._database.reading() as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def suspend(self, user_id: int, *, by: int, now: datetime) -> bool:
        """Set a person's roles and digest aside; false when there are none or they are set aside already."""

        def write(connection: Connection) -> bool:
            roles = granted(connection, user_id)
            if not roles:
                return False
            chat = chat_of(connection, user_id)
            row = {"grants": grants_noted(roles), "wish": wish_set_aside(connection, chat)}
            new = insert(suspensions, self._database).values(user_id=user_id, suspended_by=by, suspended_at=now, **row)
            connection.execute(new.on_conflict_do_update(index_elements=["user_id"], set_={**row, "suspended_at": now}))
            take_away(connection, user_id, by, now)
            cancel_waiting(connection, chat, "suspended", now)
            note(connection, [Change("suspended", subject_of(user_id), before=False, after=True)], by, now)
            return True

        return await self._database.write_whole(write)

    async def resume(self, user_id: int, *, by: int, now: datetime) -> bool:
        """Give a suspended person everything back; false when nothing is set aside."""

        def write(connection: Connection) -> bool:
            roles = end_suspension(connection, user_id, by, now)
            if roles is None:
                return False
            pass_on(connection, user_id, roles, by, now)
            return True

        return await self._database.write_whole(write)

    async def leave(self, user_id: int, now: datetime, *, by: Author) -> tuple[Grant, ...]:
        """Let a person go: no roles, no digest, nothing unasked any more; return the roles that were."""

        def write(connection: Connection) -> tuple[Grant, ...]:
            chat = chat_of(connection, user_id)
            gone = take_away(connection, user_id, by, now)
            _end(connection, user_id, chat, now)
            paused = {"state": "paused", "paused_reason": "left", "paused_at": now}
            connection.execute(update(chats).where(chats.c.chat_id == chat).values(paused))
            note(connection, [Change("left", subject_of(user_id), before=False, after=True)], by, now)
            return gone

        return await self._database.write_whole(write)

    async def replace(self, old: int, new: int, *, by: int, now: datetime) -> tuple[Grant, ...]:
        """Let ``new`` stand where ``old`` stood: every role passes, and what is owed and waits; return the roles.

        A successor of the same kind keeps what they have besides; one of another kind changes over to it. Roles that
        are suspended pass, too. Nothing passes, and nothing is changed, to somebody who is suspended.
        """

        def write(connection: Connection) -> tuple[Grant, ...]:
            if is_set_aside(connection, new):
                return ()
            set_aside = connection.execute(select(suspensions.c.grants).where(suspensions.c.user_id == old)).scalar()
            roles = (*take_away(connection, old, by, now), *grants_set_aside(set_aside or ()))
            if roles:
                pass_on(connection, new, roles, by, now)
                note(connection, [Change("replaced", subject_of(old), None, subject_of(new))], by, now)
            here, there = chat_of(connection, old), chat_of(connection, new)
            _send_there(connection, here, there, now)
            _end(connection, old, here, now)
            return roles

        return await self._database.write_whole(write)

    async def forget(self, user_id: int, now: datetime) -> bool:
        """Erase a person; false when there is nobody to erase.

        What is left is a number, without a name, a Telegram id or anything that was said to them.

        Every row that is theirs goes (``user_id``, or the ``chat_id`` of their private chat), in whatever table it
        stands, and every notice about them to somebody else (:func:`about`); what they did keeps their number.
        """

        def write(connection: Connection) -> bool:
            chat = chat_of(connection, user_id)
            if chat is None:
                return False
            take_away(connection, user_id, user_id, now)
            for table in reversed(metadata.sorted_tables):
                for condition in _theirs(table, user_id, chat):
                    _erase(connection, table, condition)
                for column in _chats_named(table):
                    connection.execute(update(table).where(column == chat).values({column: None}))
            _drop_unreferred(connection)
            nobody = {"telegram_id": None, "name": "", "username": None, "zone": None, "last_seen_at": None}
            connection.execute(update(users).where(users.c.id == user_id).values(nobody))
            note(connection, [Change("forgotten", subject_of(user_id), before=False, after=True)], user_id, now)
            return True

        return await self._database.write_whole(write)

    async def rows_of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return everything that is kept about a person, by table: their own row, and every row that is theirs."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.reading() as connection:
            chat = await connection.run_sync(chat_of, user_id)
            for table in metadata.sorted_tables:
                conditions = _about(table, user_id, chat)
                if conditions:
                    rows = (await connection.execute(select(table).where(or_(*conditions)))).mappings().all()
                    found[table.name] = [dict(row) for row in rows]
        return {name: rows for name, rows in found.items() if rows}


def about(*people: int | None) -> str:
    """Return how the key of a delivery begins that tells somebody else about these people, with their names in it."""
    return "".join(f"about:{one}:" for one in dict.fromkeys(people) if one is not None)


def _theirs(table: Table, user_id: int, chat: int | None) -> list[ColumnElement[bool]]:
    """Return which rows are a person's, or name them as a deputy; their private chat has their Telegram id."""
    whose = {"user_id": user_id, "deputy_id": user_id, "chat_id": chat}
    theirs: list[ColumnElement[bool]] = [table.c[name] == whose[name] for name in whose if name in table.c]
    if table.name == "deliveries":
        theirs += [table.c.key.startswith(about(user_id)), table.c.key.contains(f":{about(user_id)}")]
        theirs.append(table.c.key.startswith(f"report:{chat}:"))
    return theirs


def _chats_named(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if "chat" in column.name and column.nullable]


def _about(table: Table, user_id: int, chat: int | None) -> list[ColumnElement[bool]]:
    if table is users:
        return [users.c.id == user_id]
    if table is audit:
        return [audit.c.by_user == user_id, audit.c.subject == subject_of(user_id)]
    return _theirs(table, user_id, chat)


def _erase(connection: Connection, table: Table, these: ColumnElement[bool]) -> None:
    for key in table.foreign_keys:  # rows of the table that point at these go on pointing at nothing
        if key.column.table is table:
            gone = select(key.column).where(these)
            connection.execute(update(table).where(key.parent.in_(gone)).values({key.parent: None}))
    connection.execute(delete(table).where(these))


def _drop_unreferred(connection: Connection) -> None:
    """Drop what was said in messages that are gone: a body is kept once for all who read it, and now for nobody."""
    bodies = metadata.tables.get("message_bodies")
    if bodies is None:
        return
    links = [key for table in metadata.tables.values() for key in table.foreign_keys if key.column.table is bodies]
    used = (select(link.parent).where(link.parent == link.column).exists() for link in links)
    connection.execute(delete(bodies).where(*(~one for one in used)))


def cancel_waiting(
    connection: Connection, chat: int | None, why: str, now: datetime, kinds: Collection[DeliveryKind] = _EVERY_KIND
) -> None:
    """Close what waits for this chat; what is being sent right now has its own fate."""
    table = metadata.tables["deliveries"]
    waits = (table.c.chat_id == chat, table.c.closed_at.is_(None), table.c.state != DeliveryState.SENDING)
    these = (*waits, table.c.kind.in_(kinds))
    closed = {"state": DeliveryState.CANCELLED, "outcome": why, "closed_at": now}
    connection.execute(update(table).where(*these).values(closed))


def _send_there(connection: Connection, here: int | None, there: int | None, now: datetime) -> None:
    """Send what waits of what is owed to the successor's chat instead; what was held for a leave, too, at once."""
    table = metadata.tables["deliveries"]
    to_decide = or_(*(table.c.key.contains(f":{key}:") for key in _TO_DECIDE))
    theirs = (table.c.chat_id == here, or_(table.c.kind.in_(_OWED), to_decide))
    if there is not None:
        held = update(table).where(*theirs, table.c.state == DeliveryState.HELD)
        connection.execute(held.values(chat_id=there, not_before=now))
        connection.execute(
            update(table).where(*theirs, table.c.state == DeliveryState.WAITING).values(chat_id=there),
        )


def _end(connection: Connection, user_id: int, chat: int | None, now: datetime) -> None:
    connection.execute(delete(suspensions).where(suspensions.c.user_id == user_id))
    connection.execute(delete(digest_wishes).where(digest_wishes.c.chat_id == chat))
    cancel_waiting(connection, chat, "left", now)
