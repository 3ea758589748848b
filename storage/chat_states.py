"""How a chat goes and comes back, within the caller's transaction.

::

    active ─pause (blocked, kicked, gone)─▶ paused ─bring_back─▶ returning ─Gatherings.welcome─▶ active
    active, on leave (away_until) ─its end (Absences)───────────▶ returning
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, update

from storage.database import Database
from storage.outbox_records import Quiet
from storage.outbox_schema import deliveries
from storage.records import DeliveryState
from storage.schema import chats
from storage.upsert import insert

QUIET: Mapping[str, Any] = MappingProxyType(
    {"quiet_from": Quiet().since, "quiet_until": Quiet().until, "quiet_escalations": Quiet().escalations}
)
"""The columns of a chat seen for the first time."""
_PRIVATE_FROM = 1  # Telegram's ids of groups and channels are negative


def pause(connection: Connection, database: Database, chat_id: int, reason: str, now: datetime) -> None:
    """Send nothing unasked there any more and hold what waits; a chat that is paused already keeps its reason."""
    changes = {"state": "paused", "paused_reason": reason, "paused_at": now}
    kind = "private" if chat_id >= _PRIVATE_FROM else "group"
    unseen = insert(chats, database).values(chat_id=chat_id, kind=kind, title="", first_seen_at=now, **QUIET, **changes)
    connection.execute(
        unseen.on_conflict_do_update(index_elements=["chat_id"], set_=changes, where=chats.c.state != "paused")
    )
    waiting = update(deliveries).where(deliveries.c.chat_id == chat_id, deliveries.c.state == DeliveryState.WAITING)
    connection.execute(waiting.values(state=DeliveryState.HELD))


def bring_back(connection: Connection, chat_id: int) -> bool:
    """Let a paused chat return; what waited for it becomes one message first. False when it was not paused."""
    back = update(chats).where(chats.c.chat_id == chat_id, chats.c.state == "paused")
    changes = {"state": "returning", "paused_reason": None, "paused_at": None}
    return connection.execute(back.values(**changes)).rowcount > 0
