"""How a digest's wish moves on, within the caller's transaction."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.errors import VersionMoved
from storage.records import DigestWish
from storage.schema import digest_wishes


def move_on(connection: Connection, wish: DigestWish, covered_until: datetime, next_at: datetime) -> None:
    """Note up to when stories have been told and when the next digest is due.

    Raises :class:`~storage.errors.VersionMoved` when the wish changed since it was read.
    """
    as_read = (digest_wishes.c.chat_id == wish.chat_id) & (digest_wishes.c.version == wish.version)
    moved = {"covered_until": covered_until, "next_at": next_at, "version": wish.version + 1}
    if not connection.execute(update(digest_wishes).where(as_read).values(moved)).rowcount:
        raise VersionMoved(what="digest wish", identity=wish.chat_id)
