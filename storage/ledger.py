"""The ledger: all that was ever sent unasked, or was to be, and what became of it."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select

from storage.database import Database
from storage.editions_schema import edition_bodies
from storage.gatherings import NEVER
from storage.outbox_queries import in_state
from storage.outbox_rows import deliveries_of, delivery_of, stored_deliveries
from storage.outbox_schema import broadcasts, deliveries, message_bodies
from storage.records import Delivery, DeliveryKind, DeliveryState
from storage.schema import chats, users

FAILED = (DeliveryState.DEAD, DeliveryState.UNKNOWN)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class PausedChat:
    """A chat to which nothing is sent, since when and why; ``held`` is how much waits for it."""

    chat_id: int
    kind: str
    title: str
    reason: str
    paused_at: datetime
    held: int


class HeldFor(StrEnum):
    """What a held delivery waits for: the end of quiet hours, its chat's return, its broadcast's resumption."""

    QUIET = "quiet"
    CHAT = "chat"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class Failure:
    """How many deliveries of a kind ended in one way for one reason."""

    kind: DeliveryKind
    state: DeliveryState
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chat as an administrator knows it: its title, or the name of its person; empty when neither is known."""

    chat_id: int
    name: str
    active: bool


class Ledger:
    """What is asked about deliveries; nothing here changes what will be sent."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries there are in each state, zeros included."""
        query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.reading() as connection:
            counted = {row[0]: row[1] for row in (await connection.execute(query)).all()}
        return {state: counted.get(state, 0) for state in DeliveryState}

    async def tally(self, since: datetime) -> Mapping[tuple[DeliveryKind, DeliveryState], int]:
        """Return how many there are by kind and state: of the unfinished all, of the closed those since then."""
        counted = or_(deliveries.c.closed_at.is_(None), deliveries.c.closed_at >= since)
        columns = (deliveries.c.kind, deliveries.c.state)
        query = select(*columns, func.count()).where(counted).group_by(*columns)
        async with self._database.reading() as connection:
            return {(row[0], row[1]): row[2] for row in (await connection.execute(query)).all()}

    async def held_for(self) -> Mapping[HeldFor, int]:
        """Return how many are held for which reason, zeros included."""
        away = select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, chats.c.state != "active")
        stopped = deliveries.c.not_before >= NEVER
        reason = case((stopped, HeldFor.BROADCAST), (away.exists(), HeldFor.CHAT), else_=HeldFor.QUIET).label("reason")
        each = select(reason).where(in_state(DeliveryState.HELD)).subquery()
        query = select(each.c.reason, func.count()).group_by(each.c.reason)
        async with self._database.reading() as connection:
            counted = {row[0]: row[1] for row in (await connection.execute(query)).all()}
        return {reason: counted.get(reason, 0) for reason in HeldFor}

    async def failures(self, after: datetime, until: datetime, *, but: str | None = None) -> tuple[Failure, ...]:
        """Return what came to nothing after ``after`` and not after ``until``, the most frequent first.

        Those whose key begins with ``but`` are left out.
        """
        within = and_(deliveries.c.closed_at > after, deliveries.c.closed_at <= until)
        counted = [within, deliveries.c.state.in_(FAILED)]
        if but is not None:
            counted.append(~deliveries.c.key.startswith(but, autoescape=True))
        columns = (deliveries.c.kind, deliveries.c.state, deliveries.c.outcome)
        number = func.count()
        query = select(*columns, number).where(*counted).group_by(*columns).order_by(number.desc(), *columns)
        async with self._database.reading() as connection:
            return tuple(Failure(*row) for row in (await connection.execute(query)).all())

    async def addressees(self, chat_ids: Collection[int]) -> Mapping[int, Addressee]:
        """Return those of these chats that the bot has met, by their number."""
        known = chats.outerjoin(users, users.c.telegram_id == chats.c.chat_id)
        name = func.coalesce(func.nullif(users.c.name, ""), chats.c.title)
        query = select(chats.c.chat_id, name, chats.c.state == "active").select_from(known)
        found: dict[int, Addressee] = {}
        asked = sorted(set(chat_ids))
        async with self._database.reading() as connection:
            for start in range(0, len(asked), _CHUNK):
                some = query.where(chats.c.chat_id.in_(asked[start : start + _CHUNK]))
                found |= {row[0]: Addressee(*row) for row in (await connection.execute(some)).all()}
        return found

    async def related(self, delivery: Delivery, limit: int) -> tuple[Delivery, ...]:
        """Return what became part of this delivery or edited its message, oldest first."""
        refers = or_(deliveries.c.merged_into == delivery.id, deliveries.c.edits == delivery.id)
        theirs = stored_deliveries().where(deliveries.c.chat_id == delivery.chat_id, refers)
        async with self._database.reading() as connection:
            rows = (await connection.execute(theirs.order_by(deliveries.c.id).limit(limit))).all()
        return deliveries_of(rows)

    async def get(self, delivery_id: int) -> Delivery | None:
        """Return one delivery."""
        async with self._database.reading() as connection:
            row = (await connection.execute(stored_deliveries().where(deliveries.c.id == delivery_id))).first()
        return None if row is None else delivery_of(row)

    async def of_message(self, chat_id: int, message_id: int) -> Delivery | None:
        """Return the delivery that became this message, the last one where it was edited."""
        found = stored_deliveries().where(deliveries.c.chat_id == chat_id, deliveries.c.message_id == message_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(found.order_by(deliveries.c.id.desc()).limit(1))).first()
        return None if row is None else delivery_of(row)

    async def of_chat(self, chat_id: int, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries to one chat, the youngest first."""
        query = stored_deliveries().where(deliveries.c.chat_id == chat_id).order_by(deliveries.c.id.desc())
        async with self._database.reading() as connection:
            return deliveries_of((await connection.execute(query.limit(limit))).all())

    async def in_states(self, states: Sequence[DeliveryState], limit: int, skip: int = 0) -> tuple[Delivery, ...]:
        """Return the deliveries in these states, the youngest first."""
        query = stored_deliveries().where(deliveries.c.state.in_(states)).order_by(deliveries.c.id.desc())
        async with self._database.reading() as connection:
            return deliveries_of((await connection.execute(query.limit(limit).offset(skip))).all())

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Return since when the longest waiting of what may go has been allowed to; ``None``: nothing is due.

        What is held, or is for a paused chat, is not due.
        """
        away = select(chats.c.chat_id).where(chats.c.chat_id == deliveries.c.chat_id, chats.c.state != "active")
        query = select(func.min(deliveries.c.not_before)).where(
            in_state(DeliveryState.WAITING), deliveries.c.not_before <= now, ~away.exists()
        )
        async with self._database.reading() as connection:
            oldest: datetime | None = (await connection.execute(query)).scalar()
        return oldest

    async def paused_chats(self, limit: int, skip: int = 0) -> tuple[PausedChat, ...]:
        """Return the chats that are paused, the last one first."""
        waiting = (
            select(func.count())
            .where(deliveries.c.chat_id == chats.c.chat_id, in_state(DeliveryState.HELD))
            .scalar_subquery()
        )
        query = (
            select(chats.c.chat_id, chats.c.kind, chats.c.title, chats.c.paused_reason, chats.c.paused_at, waiting)
            .where(chats.c.state == "paused")
            .order_by(chats.c.paused_at.desc(), chats.c.chat_id)
        )
        async with self._database.reading() as connection:
            return tuple(PausedChat(*row) for row in (await connection.execute(query.limit(limit).offset(skip))).all())

    async def since(self, moment: datetime) -> AsyncIterator[Delivery]:
        """Give every delivery written at ``moment`` or later, oldest first, a few at a time."""
        last = 0
        while True:
            some = stored_deliveries().where(deliveries.c.created_at >= moment, deliveries.c.id > last)
            async with self._database.reading() as connection:
                rows = (await connection.execute(some.order_by(deliveries.c.id).limit(_CHUNK))).all()
            if not rows:
                return
            for delivery in deliveries_of(rows):
                yield delivery
            last = rows[-1].id

    async def prune(self, closed_before: datetime) -> int:
        """Forget deliveries closed before that moment, and bodies that nothing refers to; return how many deliveries.

        One that a younger one refers to stays as long as that does. Their keys are forgotten with them, so no decision
        may be repeated that late.
        """
        other = deliveries.alias("other")
        refers = or_(other.c.edits == deliveries.c.id, other.c.merged_into == deliveries.c.id)
        closed = (deliveries.c.closed_at < closed_before, ~select(other.c.id).where(refers).exists())
        old = select(deliveries.c.id).where(*closed).limit(_CHUNK)
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(deliveries).where(deliveries.c.id.in_(old)))
            if gone.rowcount:
                await connection.execute(delete(message_bodies).where(*_unused()))
        return gone.rowcount


def _unused() -> Iterator[ColumnElement[bool]]:
    for referring in (deliveries, broadcasts, edition_bodies):
        yield ~select(referring.c.body_id).where(referring.c.body_id == message_bodies.c.id).exists()
