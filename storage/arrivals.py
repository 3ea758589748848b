"""What happens in the store when an update comes in; the most travelled path of the product.

It is one piece of work for a connection, not a statement at a time for the event loop, and its statements are
built once: that way it costs a third.

::

    INSERT the update's id ─ there already ─▶ nothing
      └▶ SELECT the person with roles, the chat and the register's revision, all in one
           └▶ only what differs from what Telegram says now is written
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, select

from storage.chat_states import bring_back, quiet_at_first
from storage.database import Database
from storage.people_rows import GRANT_COLUMNS, USER_COLUMNS, grants_of, user_of
from storage.records import Arrival, ChatSeen, Sender, User
from storage.schema import chats, grants, register_state, updates, users
from storage.upsert import insert

SEEN_EVERY = timedelta(hours=1)
"""How old ``users.last_seen_at`` may grow while somebody writes, so that most updates change no row of theirs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An update: its number, who sent it and where, and when it came."""

    bot_id: int
    update_id: int
    sender: Sender | None
    chat: ChatSeen | None
    now: datetime


class Reception:
    """Receives updates inside a transaction that writes."""

    def __init__(self, database: Database) -> None:
        """Prepare the statements in the language of ``database``."""
        self._database = database
        self._remember = insert(updates, database).on_conflict_do_nothing()
        self._known = _known()

    def receive(self, connection: Connection, seen: Seen) -> Arrival | None:
        """Write the update down and bring its person and chat up to what it says; ``None`` when it stood there."""
        row = {"bot_id": seen.bot_id, "update_id": seen.update_id, "received_at": seen.now}
        if not connection.execute(self._remember, row).rowcount:
            return None
        sender = seen.sender.telegram_id if seen.sender else None
        chat = seen.chat.chat_id if seen.chat else None
        found = connection.execute(self._known, {"sender": sender, "chat": chat}).all()
        if seen.chat is not None and _chat_differs(found[0], seen.chat):
            _keep_chat(connection, self._database, seen.chat, seen.now)
        return Arrival(self._user(connection, seen, found), found[0].revision)

    def _user(self, connection: Connection, seen: Seen, found: Sequence[Row[Any]]) -> User | None:
        if seen.sender is None:
            return None
        if _user_differs(found[0], seen.sender, seen.now):
            return _keep_user(connection, self._database, seen.sender, seen.now, found)
        return user_of(found)


def _known() -> Select[Any]:
    everything = (
        register_state.outerjoin(users, users.c.telegram_id == bindparam("sender", type_=users.c.telegram_id.type))
        .outerjoin(grants, grants.c.user_id == users.c.id)
        .outerjoin(chats, chats.c.chat_id == bindparam("chat", type_=chats.c.chat_id.type))
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


def _keep_user(
    connection: Connection, database: Database, sender: Sender, now: datetime, found: Sequence[Row[Any]]
) -> User:
    follows = {"name": sender.name, "username": sender.username, "last_seen_at": now}
    is_first_sight = users.c.last_seen_at.is_(None)
    language = case((is_first_sight, sender.language), else_=users.c.language)
    written = connection.execute(
        insert(users, database)
        .values(telegram_id=sender.telegram_id, language=sender.language, created_at=now, **follows)
        .on_conflict_do_update(index_elements=["telegram_id"], set_={**follows, "language": language})
        .returning(users.c.id, users.c.language, users.c.zone)
    )
    row = written.one()
    return User(row.id, sender.telegram_id, sender.name, sender.username, row.language, row.zone, grants_of(found))


def _keep_chat(connection: Connection, database: Database, chat: ChatSeen, now: datetime) -> None:
    follows = {"kind": chat.kind, "title": chat.title}
    connection.execute(
        insert(chats, database)
        .values(chat_id=chat.chat_id, state="active", first_seen_at=now, **quiet_at_first(connection), **follows)
        .on_conflict_do_update(index_elements=["chat_id"], set_=follows)
    )
    if chat.kind == "private":
        bring_back(connection, chat.chat_id)
