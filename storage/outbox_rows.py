"""How deliveries are written and read; every group of facts that decides on a message writes it with this."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage.database import Database
from storage.outbox_schema import deliveries, message_bodies
from storage.records import Delivery, DeliveryState, NewDelivery, Priority
from storage.upsert import insert

_COLUMNS = tuple(column for column in deliveries.c if column.name != "body_id")
DELIVERY_COLUMNS = (*_COLUMNS, message_bodies.c.content.label("body"))
"""What :func:`delivery_of` reads; to be selected from :data:`WITH_BODIES`."""
WITH_BODIES = deliveries.join(message_bodies, message_bodies.c.id == deliveries.c.body_id)


def stored_deliveries() -> Select[Any]:
    """Select deliveries with their bodies."""
    return select(*DELIVERY_COLUMNS).select_from(WITH_BODIES)


def write_rows(connection: Connection, database: Database, new: Sequence[NewDelivery], now: datetime) -> int:
    """Write deliveries within the caller's transaction, leaving alone those whose key is there; return how many.

    A body that several share, or that was ever written, is stored once. SQLAlchemy sends the rows in chunks of its
    own (``insertmanyvalues``), within the drivers' limits. ``new`` must not be empty.
    """
    bodies = body_ids(connection, database, [delivery.body for delivery in new])
    rows = [_row_of(delivery, body, now) for delivery, body in zip(new, bodies, strict=True)]
    unless_there = insert(deliveries, database).on_conflict_do_nothing(index_elements=["key"])
    return len(connection.execute(unless_there.returning(deliveries.c.id), rows).all())


def body_ids(connection: Connection, database: Database, bodies: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the numbers under which these bodies are stored, in their order; those not there yet are written."""
    digests = [_digest(body) for body in bodies]
    written = {digest: {"digest": digest, "content": dict(body)} for digest, body in zip(digests, bodies, strict=True)}
    unless_there = insert(message_bodies, database).on_conflict_do_nothing(index_elements=["digest"])
    connection.execute(unless_there, list(written.values()))
    numbers = _numbers_of(connection, list(written))
    return [numbers[digest] for digest in digests]


def _numbers_of(connection: Connection, digests: Sequence[str], chunk: int = 500) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(digests), chunk):
        asked = message_bodies.c.digest.in_(digests[start : start + chunk])
        rows = connection.execute(select(message_bodies.c.digest, message_bodies.c.id).where(asked))
        found.update((row.digest, row.id) for row in rows)
    return found


def _digest(body: Mapping[str, Any]) -> str:
    written = json.dumps(dict(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()


def _row_of(delivery: NewDelivery, body: int, now: datetime) -> dict[str, Any]:
    return {
        "key": delivery.key,
        "chat_id": delivery.chat_id,
        "thread_id": delivery.thread_id,
        "kind": delivery.kind,
        "priority": int(delivery.priority),
        "body_id": body,
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "silences": 0,
        "not_before": delivery.not_before,
        "created_at": now,
        "outcome": "",
        "grounds": dict(delivery.grounds) if delivery.grounds is not None else None,
        "edits": delivery.edits,
        "story": [],
    }


def delivery_of(row: Row[Any], **since: Any) -> Delivery:  # noqa: ANN401 - values of columns
    """Read one delivery from its row; ``since`` are the columns written after the row was read."""
    fields = {name: getattr(row, name) for name in _FIELDS}
    fields["priority"], fields["story"] = Priority(fields["priority"]), tuple(fields["story"])
    fields.update(since)
    return Delivery(**fields)


_FIELDS = (*(column.name for column in _COLUMNS), "body")


def deliveries_of(rows: Iterable[Row[Any]]) -> tuple[Delivery, ...]:
    """Read deliveries from their rows, in their order."""
    return tuple(delivery_of(row) for row in rows)
