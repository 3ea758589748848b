"""Broadcasts as statements: whom an audience holds, the rows made for them, what became of those.

Rows are made by the database out of its own tables, a range of chats at a time: however many recipients there are,
none of them passes through here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from storage.broadcast_records import Audience, AudienceSort, Broadcast, BroadcastState
from storage.database import Database
from storage.outbox_rows import body_ids
from storage.outbox_schema import broadcasts, deliveries, message_bodies
from storage.people_schema import suspensions
from storage.records import DeliveryKind, DeliveryState, Priority, Role
from storage.register_records import Side
from storage.schema import chats, grants, users
from storage.upsert import insert

UNFINISHED = (DeliveryState.WAITING, DeliveryState.HELD, DeliveryState.SENDING)
_READERS = chats.join(users, users.c.telegram_id == chats.c.chat_id)
_COLUMNS = ("key", "chat_id", "kind", "priority", "body_id", "state", "attempts", "silences", "not_before",
            "created_at", "outcome", "story", "broadcast_id")  # fmt: skip


def stored_broadcasts() -> Select[Any]:
    """Select broadcasts with their bodies, for :func:`broadcast_of`."""
    with_body = broadcasts.join(message_bodies, message_bodies.c.id == broadcasts.c.body_id)
    return select(broadcasts, message_bodies.c.content.label("body")).select_from(with_body)


def broadcast_of(row: Row[Any]) -> Broadcast:
    """Read one broadcast from its row."""
    return Broadcast(
        row.id,
        row.author_id,
        row.body,
        audience_of(row.audience),
        BroadcastState(row.state),
        row.created_at,
        row.started_at,
        row.closed_at,
        row.planned_to,
        row.progress_chat,
        row.progress_message,
    )


def written_audience(audience: Audience) -> dict[str, Any]:
    """Return an audience as its column holds it."""
    return {"of": audience.sort.value, "values": list(audience.values), "invited": audience.invited}


def audience_of(written: Mapping[str, Any]) -> Audience:
    """Read an audience from its column."""
    return Audience(AudienceSort(written["of"]), tuple(written["values"]), bool(written["invited"]))


def reached(audience: Audience, until: datetime) -> ColumnElement[bool]:
    """Whether a chat is of the audience: a private one, active, known by ``until``, of nobody who is suspended."""
    writable = and_(chats.c.kind == "private", chats.c.state == "active", chats.c.first_seen_at <= until)
    suspended = select(suspensions.c.user_id).where(suspensions.c.user_id == users.c.id).exists()
    return and_(writable, ~suspended, _chosen(audience))


def readers(audience: Audience, until: datetime) -> Select[tuple[int]]:
    """Select the chats of an audience."""
    return select(chats.c.chat_id).select_from(_READERS).where(reached(audience, until))


def _chosen(audience: Audience) -> ColumnElement[bool]:
    match audience.sort:
        case AudienceSort.ALL:
            return _granted(literal(value=True)) if audience.invited else literal(value=True)
        case AudienceSort.ROLES:
            return _of_roles(audience)
        case AudienceSort.ORGANISATIONS:
            return _granted(and_(grants.c.role == Role.OFFICIAL, grants.c.organisation.in_(audience.values)))
        case AudienceSort.SIDES:
            everywhere = and_(grants.c.role == Role.COORDINATOR, grants.c.side.is_(None))
            return _granted(or_(grants.c.side.in_([Side(value) for value in audience.values]), everywhere))


def _of_roles(audience: Audience) -> ColumnElement[bool]:
    roles = [Role(value) for value in audience.values]
    given = _granted(grants.c.role.in_(roles))
    if Role.SUBSCRIBER in roles and not audience.invited:
        return or_(given, ~_granted(literal(value=True)))
    return given


def _granted(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(grants.c.user_id).where(grants.c.user_id == users.c.id, which).exists()


def write_range(
    connection: Connection,
    database: Database,
    broadcast: Broadcast,
    bodies: Mapping[str, Mapping[str, Any]],
    reach: tuple[int | None, int],
    now: datetime,
) -> None:
    """Write the rows for the audience's chats after the first and up to the second of ``reach``.

    ``bodies`` by language; Russian is for all others. A range repeated changes nothing.
    """
    numbers = dict(zip(bodies, body_ids(connection, database, list(bodies.values())), strict=True))
    after, up_to = reach
    chosen = [reached(broadcast.audience, broadcast.started_at or now), chats.c.chat_id <= up_to]
    if after is not None:
        chosen.append(chats.c.chat_id > after)
    body = case(*((users.c.language == language, number) for language, number in numbers.items()), else_=numbers["ru"])
    values = _values(broadcast, body, now)
    rows = select(*values).select_from(_READERS).where(*chosen).order_by(chats.c.chat_id)
    unless_there = insert(deliveries, database).from_select(list(_COLUMNS), rows, include_defaults=False)
    connection.execute(unless_there.on_conflict_do_nothing(index_elements=["key"]))


def _values(broadcast: Broadcast, body: ColumnElement[int], now: datetime) -> list[ColumnElement[Any]]:
    types = {name: deliveries.c[name].type for name in _COLUMNS}
    fixed: dict[str, Any] = {
        "kind": DeliveryKind.BROADCAST,
        "priority": int(Priority.BROADCAST),
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "silences": 0,
        "not_before": now,
        "created_at": now,
        "outcome": "",
        "story": [],
        "broadcast_id": broadcast.id,
    }
    key = literal(f"broadcast:{broadcast.id}:", String) + cast(chats.c.chat_id, String)
    read = {"key": key, "chat_id": chats.c.chat_id, "body_id": body}
    return [read[name] if name in read else literal(fixed[name], types[name]) for name in _COLUMNS]


def counted_rows(broadcast_id: int) -> Select[Any, int]:
    """Select how many rows there are in each state; of what is merged, the state of what it became."""
    into = deliveries.alias("into")
    state = func.coalesce(into.c.state, deliveries.c.state).label("fate")
    of_it = deliveries.outerjoin(into, into.c.id == deliveries.c.merged_into)
    return (
        select(state, func.count()).select_from(of_it).where(deliveries.c.broadcast_id == broadcast_id).group_by(state)
    )


def is_away() -> ColumnElement[bool]:
    """Whether a delivery's chat is closed to us, so that it waits for its reader to come back."""
    return select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, chats.c.state != "active").exists()
