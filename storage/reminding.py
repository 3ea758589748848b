"""Reminders: what people wish of them and put off, who stands in for whom, and what a morning's planning reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Change, note, subject_of
from storage.database import Database
from storage.outbox_schema import deliveries
from storage.people_rows import GRANT_COLUMNS, USER_COLUMNS, user_of
from storage.records import Role
from storage.reminding_records import Deputyship, MorningsInUse, Reminded, ReminderWish, StepChoice, StepSet
from storage.reminding_schema import deputyships, reminder_wishes, snoozes
from storage.schema import chats, deadlines, grants, responsibles, users
from storage.upsert import insert

_CONCERNED = (Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR)
_REACHED = exists().where(chats.c.chat_id == users.c.telegram_id, chats.c.state == "active")
_KEYS_AT_ONCE = 500


class Reminding:
    """What is kept for reminders."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def wish(self, user_id: int) -> ReminderWish:
        """Return what a person wants of reminders."""
        asked = select(reminder_wishes).where(reminder_wishes.c.user_id == user_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(asked)).first()
        return ReminderWish() if row is None else _wish_of(row)

    async def set_hour(self, user_id: int, hour: int, now: datetime) -> None:
        """Remind this person at this local hour from now on."""
        await self._wish(user_id, hour=hour, changed_at=now)

    async def set_steps(self, user_id: int, steps: StepChoice | None) -> None:
        """Remind this person so often; ``None``: as each plan has it."""
        is_set = steps is None or isinstance(steps, StepSet)
        await self._wish(user_id, steps=steps if is_set else None, days=None if is_set else steps)

    async def zone_changed(self, user_id: int, now: datetime) -> None:
        """Note that this person's mornings begin at other moments from now on."""
        await self._wish(user_id, changed_at=now)

    async def _wish(self, user_id: int, **values: Any) -> None:  # noqa: ANN401 - an hour, a word, days, a moment
        row = {"hour": ReminderWish().hour, "steps": None, "days": None, "changed_at": None, **values}
        kept = insert(reminder_wishes, self._database).values(user_id=user_id, **row)
        change = kept.on_conflict_do_update(index_elements=["user_id"], set_=values)
        await self._database.write_whole(lambda connection: connection.execute(change))

    async def snooze(self, user_id: int, deadline_id: int, until: date) -> bool:
        """Tell this person of a deadline again on a day, and not before; false when the deadline is gone."""
        there = select(deadlines.c.id).where(deadlines.c.id == deadline_id)
        put_off = insert(snoozes, self._database).values(user_id=user_id, deadline_id=deadline_id, until=until)
        change = put_off.on_conflict_do_update(index_elements=["user_id", "deadline_id"], set_={"until": until})

        def write(connection: Connection) -> bool:
            if connection.execute(there).first() is None:
                return False
            connection.execute(change)
            return True

        return await self._database.write_whole(write)

    async def forget_snoozes(self, before: date) -> int:
        """Forget what was put off to days before this one; return how many."""
        old = delete(snoozes).where(snoozes.c.until < before)
        return await self._database.write_whole(lambda connection: connection.execute(old).rowcount)

    async def name_deputy(self, deputyship: Deputyship, *, by: int, now: datetime) -> None:
        """Let somebody get a person's reminders for some days, in place of whoever was named before."""
        values = {"deputy_id": deputyship.deputy_id, "first": deputyship.first, "last": deputyship.last}
        named = insert(deputyships, self._database).values(user_id=deputyship.user_id, **values)

        def write(connection: Connection) -> None:
            before = connection.execute(_deputyship_of(deputyship.user_id)).first()
            connection.execute(named.on_conflict_do_update(index_elements=["user_id"], set_=values))
            change = Change("deputy", subject_of(deputyship.user_id), _noted(before), _noted(deputyship))
            note(connection, [change], by, now)

        await self._database.write_whole(write)

    async def end_deputyship(self, user_id: int, *, by: int, now: datetime) -> bool:
        """Let nobody stand in for this person any more; false when nobody was named."""

        def write(connection: Connection) -> bool:
            mine = deputyships.c.user_id == user_id
            row = connection.execute(delete(deputyships).where(mine).returning(*deputyships.c)).first()
            note(connection, [Change("deputy", subject_of(user_id), _noted(row), None)], by, now)
            return row is not None

        return await self._database.write_whole(write)

    async def deputyship(self, user_id: int) -> Deputyship | None:
        """Return who was last named to stand in for a person, whenever that is or was."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_deputyship_of(user_id))).first()
        return row and _deputyship(row)

    async def deputyships(self, day: date, deputy_id: int | None = None) -> tuple[Deputyship, ...]:
        """Return who stands in for whom on a day or later, by the one who is away; or one deputy's alone."""
        asked = select(deputyships).where(deputyships.c.last >= day).order_by(deputyships.c.user_id)
        if deputy_id is not None:
            asked = asked.where(deputyships.c.deputy_id == deputy_id)
        async with self._database.reading() as connection:
            return tuple(_deputyship(row) for row in (await connection.execute(asked)).all())

    async def mornings_in_use(self, since: datetime) -> MorningsInUse:
        """Return at which hours in which zones mornings begin; whether somebody's was changed after ``since``."""
        hour = func.coalesce(reminder_wishes.c.hour, ReminderWish().hour).label("hour")
        asked = select(users.c.zone, hour).outerjoin(reminder_wishes, reminder_wishes.c.user_id == users.c.id)
        changed = select(reminder_wishes.c.user_id).where(reminder_wishes.c.changed_at > since).limit(1)
        async with self._database.reading() as connection:
            rows = (await connection.execute(asked.where(users.c.telegram_id.is_not(None)).distinct())).all()
            just_now = (await connection.execute(changed)).first()
        return MorningsInUse(frozenset((row.zone, row.hour) for row in rows), just_now is not None)

    async def reached(self, limit: int, *, after: int = 0) -> tuple[Reminded, ...]:
        """Return those who may owe or hear of something and can be written to, by their numbers, above ``after``."""
        concerned = select(grants.c.user_id).where(grants.c.role.in_(_CONCERNED))
        page = select(users.c.id).where(users.c.id > after, users.c.id.in_(concerned), _REACHED)
        return await self._reminded(page.order_by(users.c.id).limit(limit))

    async def reminded(self, numbers: Collection[int]) -> tuple[Reminded, ...]:
        """Return these people as reminders know them; those forgotten are not among them."""
        return await self._reminded(select(users.c.id).where(users.c.id.in_(numbers), users.c.telegram_id.is_not(None)))

    async def _reminded(self, which: Select[Any]) -> tuple[Reminded, ...]:
        whole = (
            select(*USER_COLUMNS, *GRANT_COLUMNS, *_WISH_COLUMNS, _REACHED.label("reached"))
            .select_from(
                users.outerjoin(grants, grants.c.user_id == users.c.id).outerjoin(
                    reminder_wishes, reminder_wishes.c.user_id == users.c.id
                )
            )
            .where(users.c.id.in_(which))
            .order_by(users.c.id)
        )
        put_off = select(snoozes).where(snoozes.c.user_id.in_(which))
        async with self._database.reading() as connection:
            rows = (await connection.execute(whole)).all()
            snoozed: dict[int, dict[int, date]] = defaultdict(dict)
            for row in (await connection.execute(put_off)).all():
                snoozed[row.user_id][row.deadline_id] = row.until
        return _people_of(rows, snoozed)

    async def owing(
        self, bodies: Collection[str], dates: Iterable[date], deadlines_too: Collection[int] = ()
    ) -> tuple[int, ...]:
        """Return the commitments (ids) of these bodies with one of these dates, or these deadlines, not closed yet."""
        theirs = select(responsibles.c.commitment_id).where(responsibles.c.organisation.in_(bodies))
        wanted = or_(deadlines.c.due.in_(list(dates)), deadlines.c.id.in_(deadlines_too))
        return await self._numbers(wanted, deadlines.c.commitment_id.in_(theirs))

    async def due_on(self, dates: Iterable[date]) -> tuple[int, ...]:
        """Return the commitments (ids) that have one of these dates, not closed yet."""
        return await self._numbers(deadlines.c.due.in_(list(dates)))

    async def _numbers(self, *wanted: Any) -> tuple[int, ...]:  # noqa: ANN401 - conditions
        asked = (
            select(deadlines.c.commitment_id)
            .where(deadlines.c.closed_at.is_(None), *wanted)
            .distinct()
            .order_by(deadlines.c.commitment_id)
        )
        async with self._database.reading() as connection:
            return tuple((await connection.execute(asked)).scalars())

    async def commitment_of(self, deadline_id: int) -> int | None:
        """Return the commitment (its id) that a deadline belongs to; ``None`` when there is no such deadline."""
        asked = select(deadlines.c.commitment_id).where(deadlines.c.id == deadline_id)
        async with self._database.reading() as connection:
            return (await connection.execute(asked)).scalar()

    async def oldest_date(self) -> date | None:
        """Return the earliest date of all plans."""
        async with self._database.reading() as connection:
            found: date | None = (await connection.execute(select(func.min(deadlines.c.due)))).scalar()
        return found

    async def written(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of these keys under which a delivery was ever written."""
        found: set[str] = set()
        async with self._database.reading() as connection:
            for start in range(0, len(keys), _KEYS_AT_ONCE):
                found.update(await _those_written(connection, keys[start : start + _KEYS_AT_ONCE]))
        return frozenset(found)


_WISH_COLUMNS = tuple(reminder_wishes.c[name] for name in ("hour", "steps", "days", "changed_at"))


async def _those_written(connection: AsyncConnection, keys: Sequence[str]) -> Iterable[str]:
    return (await connection.execute(select(deliveries.c.key).where(deliveries.c.key.in_(keys)))).scalars()


def _people_of(  # rows: of the query above; its type is too long for a checker
    rows: Iterable[Any], snoozed: Mapping[int, Mapping[int, date]]
) -> tuple[Reminded, ...]:
    by_person: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_person[row.id].append(row)
    return tuple(
        Reminded(user_of(theirs), _wish_of(theirs[0]), bool(theirs[0].reached), snoozed.get(number, {}))
        for number, theirs in by_person.items()
    )


def _wish_of(row: Any) -> ReminderWish:  # noqa: ANN401 - a row
    if row.hour is None:
        return ReminderWish()
    return ReminderWish(row.hour, tuple(row.days) if row.days else row.steps, row.changed_at)


def _deputyship_of(user_id: int) -> Select[Any]:
    return select(deputyships).where(deputyships.c.user_id == user_id)


def _deputyship(row: Row[Any]) -> Deputyship:
    return Deputyship(row.user_id, row.deputy_id, row.first, row.last)


def _noted(one: Row[Any] | Deputyship | None) -> Mapping[str, Any] | None:
    if one is None:
        return None
    return {"deputy": subject_of(one.deputy_id), "first": one.first.isoformat(), "last": one.last.isoformat()}
