"""What is set aside while somebody is suspended, and how that ends, within the caller's transaction.

Whoever is suspended has no roles: being given one by an administrator ends it, and an invitation does not.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, delete, select

from storage.audit import Author, Change, note, subject_of
from storage.digest_records import EVERYTHING, Rhythm
from storage.people_schema import suspensions
from storage.records import Grant, Role
from storage.register_records import Side
from storage.schema import digest_wishes, users


def is_set_aside(connection: Connection, user_id: int) -> bool:
    """Whether this person's roles are set aside."""
    mine = select(suspensions.c.user_id).where(suspensions.c.user_id == user_id)
    return connection.execute(mine).first() is not None


def end_suspension(connection: Connection, user_id: int, by: Author, now: datetime) -> tuple[Grant, ...] | None:
    """Let a person be suspended no more, with their digest as it was; return the roles set aside, which are not given.

    ``None``: nothing is set aside.
    """
    mine = suspensions.c.user_id == user_id
    row = connection.execute(delete(suspensions).where(mine).returning(*suspensions.c)).first()
    if row is None:
        return None
    note(connection, [Change("suspended", subject_of(user_id), before=True, after=False)], by, now)
    if row.wish is not None:
        _wish_given_back(connection, row.wish)
    return grants_set_aside(row.grants)


def _wish_given_back(connection: Connection, kept: Mapping[str, Any]) -> None:
    """Give a digest back, unless its reader chose another meanwhile."""
    wish = _wish(kept)
    there = select(digest_wishes.c.chat_id).where(digest_wishes.c.chat_id == wish["chat_id"])
    if connection.execute(there).first() is None:
        connection.execute(digest_wishes.insert().values(wish))


def wish_set_aside(connection: Connection, chat: int | None) -> dict[str, Any] | None:
    """Take a digest away and return what is kept of it."""
    mine = digest_wishes.c.chat_id == chat
    row = connection.execute(delete(digest_wishes).where(mine).returning(*digest_wishes.c)).first()
    if row is None:
        return None
    moments = {
        "at": row.at.isoformat(),
        "next_at": row.next_at.isoformat(),
        "covered_until": row.covered_until.isoformat(),
    }
    return {**row._asdict(), **moments}


def _wish(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a wish that was set aside; one set aside before there was a choice wants everything, daily."""
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("next_at", "covered_until")}
    chosen = {"following": EVERYTHING.as_json(), "rhythm": Rhythm.DAILY, "day": 0, "thread_id": None, "told": []}
    return {**chosen, **kept, **moments, "at": time.fromisoformat(kept["at"]), "version": kept["version"] + 1}


def grants_set_aside(kept: Sequence[Mapping[str, Any]]) -> tuple[Grant, ...]:
    """Read the roles that are set aside."""
    return tuple(Grant(Role(one["role"]), one["organisation"], one["side"] and Side(one["side"])) for one in kept)


def chat_of(connection: Connection, user_id: int) -> int | None:
    """Return the private chat of a person, which has their Telegram id; ``None``: they were forgotten."""
    return connection.execute(select(users.c.telegram_id).where(users.c.id == user_id)).scalar()
