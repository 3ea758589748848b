"""What the outbox asks of its few unfinished rows, without reading the ledger that grows behind them.

States are written into these statements as words, not as parameters: only so does SQLite see that a partial
index covers them (https://www.sqlite.org/partialindex.html, section 3).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import NamedFromClause

from storage.columns import Moment, wide
from storage.outbox_rows import DELIVERY_COLUMNS, WITH_BODIES
from storage.outbox_schema import deliveries
from storage.records import DeliveryState
from storage.schema import chats, users

_NOW = bindparam("now", type_=Moment())


def in_state(state: DeliveryState, rows: NamedFromClause = deliveries) -> ColumnElement[bool]:
    """Whether a delivery is in this state."""
    said: ColumnElement[bool] = rows.c.state == literal_column(f"'{state.value}'", deliveries.c.state.type)
    return said


def to_take(*, sqlite: bool) -> Select[Any]:
    """Select what may go at ``now``, in its order, by priority, then by age, up to ``most``; without ``busy`` chats.

    ``busy`` is a list in JSON: one parameter however long it is, so that the statement is written once.

    At most one per chat, none for a chat that is not active, none for a chat where one is being sent, and none for a
    chat where one that was put back still waits: Telegram's waits are per chat.
    """
    edited = deliveries.alias("edited")
    with_chat = (
        WITH_BODIES.outerjoin(chats, chats.c.chat_id == deliveries.c.chat_id)
        .outerjoin(users, users.c.telegram_id == deliveries.c.chat_id)
        .outerjoin(edited, edited.c.id == deliveries.c.edits)
    )
    quiet = (chats.c.quiet_from, chats.c.quiet_until, chats.c.quiet_escalations, chats.c.away_until)
    wishes = (*quiet, users.c.zone, users.c.language)
    ready = (in_state(DeliveryState.WAITING), deliveries.c.not_before <= _NOW, _chat_is_active(), _is_first())
    free = (~_chat_is_sending(), ~_chat_waits(), deliveries.c.chat_id.not_in(_numbers_in("busy", sqlite=sqlite)))
    return (
        select(*DELIVERY_COLUMNS, *wishes, edited.c.message_id.label("edits_message"))
        .select_from(with_chat)
        .where(*ready, *free)
        .order_by(deliveries.c.priority, deliveries.c.created_at, deliveries.c.id)
        .limit(bindparam("most", type_=wide()))
    )


def next_moment(now: datetime) -> Select[datetime | None]:
    """Select when :func:`to_take` will have something; chats where one is being sent are left out."""
    ready = (in_state(DeliveryState.WAITING), ~_chat_is_paused(), ~_chat_is_sending())
    fresh = select(func.min(deliveries.c.not_before)).where(*ready, ~_chat_waits())
    put_back = select(func.min(deliveries.c.not_before)).where(*ready, put_back_until_later())
    return select(fresh.scalar_subquery(), put_back.scalar_subquery()).params(now=now)


def put_back_until_later(rows: NamedFromClause = deliveries) -> ColumnElement[bool]:
    """Whether a delivery was tried and is to be tried again later than ``now``."""
    return and_(in_state(DeliveryState.WAITING, rows), _tried(rows), rows.c.not_before > _NOW)


def _tried(rows: NamedFromClause) -> ColumnElement[bool]:
    # written out, like the states: the partial index is over exactly these words
    return text(f"{rows.name}.attempts > 0")  # type: ignore[return-value]  # a condition, as text


def _numbers_in(parameter: str, *, sqlite: bool) -> Select[Any]:
    given = bindparam(parameter, type_=Text())
    if sqlite:
        return select(func.json_each(given).table_valued("value").c.value)
    each = func.jsonb_array_elements_text(cast(given, JSONB)).table_valued("value")
    return select(cast(each.c.value, BigInteger))


def _chat_is_active() -> ColumnElement[bool]:
    return or_(chats.c.state.is_(None), chats.c.state == "active")


def _chat_is_paused() -> ColumnElement[bool]:
    paused = select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, chats.c.state != "active")
    return paused.exists()


def _is_first() -> ColumnElement[bool]:
    """Whether nothing of the same chat that may go, too, goes before it."""
    other = deliveries.alias("earlier")
    older = or_(
        other.c.created_at < deliveries.c.created_at,
        and_(other.c.created_at == deliveries.c.created_at, other.c.id < deliveries.c.id),
    )
    before = or_(other.c.priority < deliveries.c.priority, and_(other.c.priority == deliveries.c.priority, older))
    same = (in_state(DeliveryState.WAITING, other), other.c.chat_id == deliveries.c.chat_id)
    return ~select(other.c.id).where(*same, other.c.not_before <= _NOW, before).exists()


def _chat_is_sending() -> ColumnElement[bool]:
    # a list made once, not a question asked for each row: so SQLite reads the partial index, not the chat's past
    other = deliveries.alias("under_way")
    return deliveries.c.chat_id.in_(select(other.c.chat_id).where(in_state(DeliveryState.SENDING, other)))


def _chat_waits() -> ColumnElement[bool]:
    other = deliveries.alias("put_back")
    return deliveries.c.chat_id.in_(select(other.c.chat_id).where(put_back_until_later(other)))
