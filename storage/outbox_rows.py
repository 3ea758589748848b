"""How deliveries are written and read; every group of facts that decides on a message writes it with this."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.records import Delivery, DeliveryState, NewDelivery, Priority
from storage.schema import deliveries
from storage.upsert import insert


async def write_deliveries(
    connection: AsyncConnection, database: Database, new: Sequence[NewDelivery], now: datetime
) -> int:
    """Write deliveries within the caller's transaction, leaving alone those whose key is there; return how many.

    SQLAlchemy sends them in chunks of its own (``insertmanyvalues``), within the drivers' limits.
    """
    if not new:
        return 0
    unless_there = insert(deliveries, database).on_conflict_do_nothing(index_elements=["key"])
    rows = [_row_of(delivery, now) for delivery in new]
    return len((await connection.execute(unless_there.returning(deliveries.c.id), rows)).all())


def _row_of(delivery: NewDelivery, now: datetime) -> dict[str, Any]:
    return {
        "key": delivery.key,
        "chat_id": delivery.chat_id,
        "thread_id": delivery.thread_id,
        "kind": delivery.kind,
        "priority": int(delivery.priority),
        "body": dict(delivery.body),
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "not_before": delivery.not_before,
        "created_at": now,
        "outcome": "",
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """Read one delivery from its row."""
    fields = row._asdict()
    return Delivery(**{**fields, "priority": Priority(fields["priority"])})
