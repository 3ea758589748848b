"""What the outbox asks of its few unfinished rows, without reading the ledger that grows behind them.

States are written into these statements as words, not as parameters: only so does SQLite see that a partial
index covers them (https://www.sqlite.org/partialindex.html, section 3).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.sql.selectable import NamedFromClause

from storage.records import DeliveryState
from storage.schema import chats, deliveries


def in_state(state: DeliveryState, rows: NamedFromClause = deliveries) -> ColumnElement[bool]:
    """Whether a delivery is in this state."""
    said: ColumnElement[bool] = rows.c.state == literal(state, deliveries.c.state.type, literal_execute=True)
    return said


def to_take(now: datetime, limit: int) -> Select[Any]:
    """Select what may go now, in its order: by priority, then by age.

    At most one per chat, none for a paused chat, none for a chat where one is being sent, and none for a chat
    where one that was put back still waits: Telegram's waits are per chat.
    """
    order = (deliveries.c.priority, deliveries.c.created_at, deliveries.c.id)
    place = func.row_number().over(partition_by=deliveries.c.chat_id, order_by=order).label("place")
    waiting = in_state(DeliveryState.WAITING)
    ready = (
        select(deliveries.c.id, place)
        .where(waiting, deliveries.c.not_before <= now, ~_chat_is_paused(), ~_chat_is_sending(), ~_chat_waits(now))
        .subquery()
    )
    first = select(ready.c.id).where(ready.c.place == 1)
    return select(deliveries).where(deliveries.c.id.in_(first), waiting).order_by(*order).limit(limit)


def next_moment(now: datetime) -> Select[datetime | None]:
    """Select when :func:`to_take` will have something; chats where one is being sent are left out."""
    put_back = case((and_(deliveries.c.attempts > 0, deliveries.c.not_before > now), deliveries.c.not_before))
    due = func.coalesce(func.max(put_back), func.min(deliveries.c.not_before)).label("due")
    by_chat = (
        select(due)
        .where(in_state(DeliveryState.WAITING), ~_chat_is_paused(), ~_chat_is_sending())
        .group_by(deliveries.c.chat_id)
        .subquery()
    )
    return select(func.min(by_chat.c.due))


def _chat_is_paused() -> ColumnElement[bool]:
    paused = select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, chats.c.state == "paused")
    return paused.exists()


def _chat_is_sending() -> ColumnElement[bool]:
    # a list made once, not a question asked for each row: so SQLite reads the partial index, not the chat's past
    other = deliveries.alias("other")
    return deliveries.c.chat_id.in_(select(other.c.chat_id).where(in_state(DeliveryState.SENDING, other)))


def _chat_waits(now: datetime) -> ColumnElement[bool]:
    other = deliveries.alias("other")
    put_back = and_(in_state(DeliveryState.WAITING, other), other.c.attempts > 0, other.c.not_before > now)
    return deliveries.c.chat_id.in_(select(other.c.chat_id).where(put_back))
