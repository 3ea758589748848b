"""A chat that Telegram has renumbered, followed in every table that names chats."""

from typing import Any

from sqlalchemy import ColumnElement, Table, Update, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.groups_schema import groups
from storage.outbox_schema import deliveries
from storage.schema import chats, digest_wishes


async def move(connection: AsyncConnection, old: int, new: int) -> None:
    """Renumber ``old`` to ``new`` within the caller's transaction.

    A chat row or a wish already there under the new number stays and the old one goes: the younger wins. Of a working
    group the one wins of which it was decided what it is for, the older of two such: Telegram tells of the supergroup
    as of any new group, and something of the old group may still come when all of it has moved.
    """
    decided = groups.alias("decided")
    of_old = exists(select(decided.c.chat_id).where(decided.c.chat_id == old, decided.c.decided_at.is_not(None)))
    undecided = or_(groups.c.decided_at.is_(None), of_old)
    await connection.execute(delete(groups).where(groups.c.chat_id == new, _is_there(groups, old), undecided))
    await connection.execute(_wishes_kept(old, new))
    for table in (groups, chats, digest_wishes):
        await connection.execute(delete(table).where(table.c.chat_id == old, _is_there(table, new)))
    for table in (chats, digest_wishes, deliveries, groups):
        await connection.execute(update(table).where(table.c.chat_id == old).values(_renumbered(table, new)))


def _wishes_kept(old: int, new: int) -> Update:
    """Let a chat that is there under its new number already be left in peace when it was under the old one."""
    before = chats.alias("before")
    names = ("quiet_from", "quiet_until", "quiet_escalations", "away_until")
    kept = {name: select(before.c[name]).where(before.c.chat_id == old).scalar_subquery() for name in names}
    return update(chats).where(chats.c.chat_id == new, _is_there(chats, old)).values(kept)


def _is_there(table: Table, chat_id: int) -> ColumnElement[bool]:
    other = table.alias("other")
    return exists(select(other.c.chat_id).where(other.c.chat_id == chat_id))


def _renumbered(table: Table, new: int) -> dict[str, Any]:
    if table is digest_wishes:
        return {"chat_id": new, "version": digest_wishes.c.version + 1}
    return {"chat_id": new}
