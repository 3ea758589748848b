"""How a chat goes and comes back, within the caller's transaction.

::

    active ─pause (blocked, kicked, gone)─▶ paused ─bring_back─▶ returning ─Gatherings.welcome─▶ active
    active, on leave (away_until) ─its end (Absences)───────────▶ returning
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from sqlalchemy import Connection, select, update

from storage.database import Database
from storage.outbox_records import Quiet
from storage.outbox_schema import deliveries
from storage.records import DeliveryState
from storage.schema import chats, settings
from storage.upsert import insert

QUIET_SETTING: Final = "quiet"
"""The setting of newcomers’ quiet hours: ``{"since": 22, "until": 8, "escalations": false}``."""
_PRIVATE_FROM = 1  # Telegram's ids of groups and channels are negative


def quiet_at_first(connection: Connection) -> Mapping[str, Any]:
    """Return the columns of a chat seen for the first time: its quiet hours, as the setting has them."""
    kept = connection.execute(select(settings.c.value).where(settings.c.name == QUIET_SETTING)).scalar()
    given = kept if isinstance(kept, dict) else {}
    escalations = given.get("escalations")
    return {
        "quiet_from": _hour(given.get("since"), Quiet().since),
        "quiet_until": _hour(given.get("until"), Quiet().until),
        "quiet_escalations": escalations if isinstance(escalations, bool) else Quiet().escalations,
    }


def _hour(value: Any, otherwise: time) -> time:  # noqa: ANN401 - whatever was put there
    is_hour = isinstance(value, int) and not isinstance(value, bool) and value in range(24)
    return time(value) if is_hour else otherwise


def pause(connection: Connection, database: Database, chat_id: int, reason: str, now: datetime) -> None:
    """Send nothing unasked there any more and hold what waits; a chat that is paused already keeps its reason."""
    changes = {"state": "paused", "paused_reason": reason, "paused_at": now}
    kind = "private" if chat_id >= _PRIVATE_FROM else "group"
    hours = quiet_at_first(connection)
    unseen = insert(chats, database).values(chat_id=chat_id, kind=kind, title="", first_seen_at=now, **hours, **changes)
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
