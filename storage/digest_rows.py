"""How wishes for digests are read and written, within the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, select, update

from storage.digest_records import DigestClosing, DigestWish, following_of
from storage.errors import VersionMoved
from storage.outbox_schema import deliveries
from storage.records import DeliveryKind, DeliveryState
from storage.schema import digest_wishes

_MOVED = (
    update(digest_wishes)
    .where(digest_wishes.c.chat_id == bindparam("chat"))
    .values(
        covered_until=bindparam("covered"),
        next_at=bindparam("next"),
        told=bindparam("said"),
        version=bindparam("moved_to"),
    )
)
_GIVEN_BACK = (
    deliveries.c.kind == DeliveryKind.DIGEST,
    deliveries.c.state == DeliveryState.MERGED,
    deliveries.c.merged_into.is_(None),
)


def wish_of(row: Row[Any]) -> DigestWish:
    """Read one wish from its row."""
    fields = row._asdict()
    return DigestWish(**{**fields, "following": following_of(fields["following"]), "told": tuple(fields["told"])})


def wish_row(wish: DigestWish) -> dict[str, Any]:
    """Return what a wish is written as: all that a person chooses of it."""
    return {
        "at": wish.at,
        "zone": wish.zone,
        "language": wish.language,
        "next_at": wish.next_at,
        "following": wish.following.as_json(),
        "rhythm": wish.rhythm,
        "day": wish.day,
        "thread_id": wish.thread_id,
        "told": list(wish.told),
    }


def move_on(connection: Connection, closing: DigestClosing) -> None:
    """Note up to when stories have been told and when the next digest is due.

    Raises :class:`~storage.errors.VersionMoved` when the wish changed since it was read.
    """
    if not move_all(connection, [closing]):
        raise VersionMoved(what="digest wish", identity=closing.wish.chat_id)


def move_all(connection: Connection, closings: Sequence[DigestClosing]) -> list[DigestClosing]:
    """Do what :func:`move_on` does for many; return those whose wish had not changed, the others are left alone."""
    asked = select(digest_wishes.c.chat_id, digest_wishes.c.version)
    these = asked.where(digest_wishes.c.chat_id.in_([one.wish.chat_id for one in closings])).with_for_update()
    versions = {row.chat_id: row.version for row in connection.execute(these.order_by(digest_wishes.c.chat_id))}
    kept = [one for one in closings if versions.get(one.wish.chat_id) == one.wish.version]
    if kept:
        connection.execute(_MOVED, [_moved(one) for one in kept])
    return kept


def _moved(one: DigestClosing) -> dict[str, Any]:
    return {
        "chat": one.wish.chat_id,
        "covered": one.covered_until,
        "next": one.next_at,
        "said": list(one.told),
        "moved_to": one.wish.version + 1,
    }


def take_up(connection: Connection, closings: Sequence[DigestClosing]) -> None:
    """Name the digests that tell what earlier ones could not."""
    chats = [one.wish.chat_id for one in closings]
    waiting = select(deliveries.c.chat_id).where(deliveries.c.chat_id.in_(chats), *_GIVEN_BACK)
    waited = set(connection.execute(waiting).scalars())
    for one in closings:
        if one.wish.chat_id in waited and one.delivery is not None:
            connection.execute(_taken_up(one.wish.chat_id, one.delivery.key))


def _taken_up(chat_id: int, key: str) -> Update:
    number = select(deliveries.c.id).where(deliveries.c.key == key).scalar_subquery()
    return update(deliveries).where(deliveries.c.chat_id == chat_id, *_GIVEN_BACK).values(merged_into=number)
