"""What happens in the store when an update comes in; the most travelled path of the product.

::

    INSERT the update's id ─ there already ─▶ nothing
      └▶ SELECT the person with roles, the chat and the register's revision, all in one
           └▶ only what differs from what Telegram says now is written
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.people_rows import GRANT_COLUMNS, USER_COLUMNS, grants_of, user_of
from storage.records import Arrival, ChatSeen, Sender, User
from storage.schema import chats, grants, register_state, updates, users
from storage.upsert import insert

SEEN_EVERY = timedelta(hours=1)
"""How old ``users.last_seen_at`` may grow while somebody writes, so that most updates change no row of theirs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Who and where, as an update tells it."""

    sender: Sender | None
    chat: ChatSeen | None
    now: datetime


async def remember_update(
    connection: AsyncConnection, database: Database, bot_id: int, update_id: int, now: datetime
) -> bool:
    """Write the update down; false when it stands there already."""
    new = insert(updates, database).on_conflict_do_nothing()
    written = await connection.execute(new, {"bot_id": bot_id, "update_id": update_id, "received_at": now})
    return written.rowcount > 0


async def bring_in(connection: AsyncConnection, database: Database, seen: Seen) -> Arrival:
    """Bring the person and the chat up to what Telegram says, and return what is known."""
    found = (await connection.execute(_known(seen))).all()
    if seen.chat is not None and _chat_differs(found[0], seen.chat):
        await _keep_chat(connection, database, seen.chat, seen.now)
    if seen.sender is None:
        return Arrival(None, found[0].revision)
    if _user_differs(found[0], seen.sender, seen.now):
        user = await _keep_user(connection, database, seen.sender, seen.now, found)
    else:
        user = user_of(found)
    return Arrival(user, found[0].revision)


def _known(seen: Seen) -> Select[Any]:
    telegram_id = seen.sender.telegram_id if seen.sender else None
    chat_id = seen.chat.chat_id if seen.chat else None
    everything = (
        register_state.outerjoin(users, users.c.telegram_id == telegram_id)
        .outerjoin(grants, grants.c.user_id == users.c.id)
        .outerjoin(chats, chats.c.chat_id == chat_id)
    )
    chat_columns = (chats.c.kind, chats.c.title, chats.c.state)
    columns = (register_state.c.revision, *USER_COLUMNS, users.c.last_seen_at, *GRANT_COLUMNS, *chat_columns)
    return select(*columns).select_from(everything)


def _user_differs(known: Row[Any], sender: Sender, now: datetime) -> bool:
    if known.last_seen_at is None or now - known.last_seen_at >= SEEN_EVERY:
        return True
    return (known.name, known.username) != (sender.name, sender.username)


def _chat_differs(known: Row[Any], chat: ChatSeen) -> bool:
    wakes_up = known.state == "paused" and chat.kind == "private"
    return wakes_up or (known.kind, known.title) != (chat.kind, chat.title)


async def _keep_user(
    connection: AsyncConnection, database: Database, sender: Sender, now: datetime, found: Sequence[Row[Any]]
) -> User:
    follows = {"name": sender.name, "username": sender.username, "last_seen_at": now}
    is_first_sight = users.c.last_seen_at.is_(None)
    language = case((is_first_sight, sender.language), else_=users.c.language)
    written = await connection.execute(
        insert(users, database)
        .values(telegram_id=sender.telegram_id, language=sender.language, created_at=now, **follows)
        .on_conflict_do_update(index_elements=["telegram_id"], set_={**follows, "language": language})
        .returning(users.c.id, users.c.language, users.c.zone)
    )
    row = written.one()
    return User(row.id, sender.telegram_id, sender.name, sender.username, row.language, row.zone, grants_of(found))


async def _keep_chat(connection: AsyncConnection, database: Database, chat: ChatSeen, now: datetime) -> None:
    follows: dict[str, Any] = {"kind": chat.kind, "title": chat.title}
    awake: dict[str, Any] = {"state": "active", "paused_reason": None, "paused_at": None}
    changes = {**follows, **awake} if chat.kind == "private" else follows
    await connection.execute(
        insert(chats, database)
        .values(chat_id=chat.chat_id, first_seen_at=now, **follows, **awake)
        .on_conflict_do_update(index_elements=["chat_id"], set_=changes)
    )
