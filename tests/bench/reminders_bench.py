"""Reminders at a size no programme has: how long a tick and a morning's planning take, and what they hold up.

10,000 commitments with 60,000 deadlines over two years, each owed by a body of each side, and 2,000 officials; of what
has passed one in twenty is still owed.
"""

import asyncio
import gc
import random
import resource
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.plan.reminders import REMINDERS
from bot.reminding import ReminderWriter
from bot.render.catalogue import load_catalogues
from storage.control_records import DeadlineState
from storage.records import DeliveryState, NewCommitment, NewPlan, Responsible, Role
from storage.register_records import Side
from storage.schema import chats, deadlines, grants, users
from storage.store import Store, open_store
from tests.bench.measures import Row

EXPLAINED: Final = (
    "Reminders: 10,000 commitments with 60,000 deadlines over two years, each owed by a body of each side; 2,000\n"
    "officials of 500 bodies, half of them in Minsk; of the dates that have passed one in twenty is still owed. SQLite."
)
_COMMITMENTS: Final = 10_000
_DATES: Final = 6
_PEOPLE: Final = 2_000
_BODIES: Final = 500
_BEGINS: Final = date(2025, 1, 1)
_DAYS: Final = 730
_TODAY: Final = date(2026, 3, 17)  # a Tuesday
_ZONE: Final = ZoneInfo("Europe/Ulyanovsk")
_SIDES: Final = (Side.ULYANOVSK, Side.BELARUS)
_HEARTBEAT: Final = 0.005
_MEGABYTE: Final = 2**20


def rows() -> list[Row]:
    """Measure and return the table."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder) / "bench.sqlite3"))


async def _measured(file: Path) -> list[Row]:
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        await _fill(store)
        writer = ReminderWriter(store, load_catalogues(), _ZONE)
        evening = datetime.combine(_TODAY - timedelta(days=1), time(20), _ZONE).astimezone(UTC)
        await store.deliveries.add((), evening, tick=(REMINDERS, evening))
        idle = [await _seconds(writer, evening + timedelta(seconds=15 * tick)) for tick in range(1, 41)]
        quarters = [await _seconds(writer, evening + timedelta(minutes=15 * tick)) for tick in range(1, 33)]
        morning = datetime.combine(_TODAY, time(9), _ZONE).astimezone(UTC)
        gc.collect()
        gc.freeze()  # as a bot that has started: what filled the store is not gone through again and again
        before = _memory()
        longest, memory = [0.0], [before]
        beating = asyncio.ensure_future(_heartbeat(longest, memory))
        first = await _seconds(writer, morning)
        second = await _seconds(writer, morning + timedelta(hours=1))
        beating.cancel()
        counts = await store.ledger.counts()
    return [
        Row("a tick within a quarter of an hour, ms (median, longest)", _both(idle), "", "", "< 20"),
        Row("a tick at a quarter that is nobody's morning, ms", _both(quarters), "", "", "< 20"),
        Row("a morning's planning, Ulyanovsk's 1,000, s", f"{first:.1f}", "", "", "< 10"),
        Row("the same, Minsk's 1,000 an hour later, s", f"{second:.1f}", "", "", "< 10"),
        Row("· messages written", str(counts[DeliveryState.WAITING]), ""),
        Row("· the longest that answers waited meanwhile, ms", f"{max(longest) * 1000:.0f}", ""),
        Row("· memory grown by it at its highest, MB", f"{max(memory) - before:.0f}", ""),
    ]


async def _seconds(writer: ReminderWriter, now: datetime) -> float:
    begun = perf_counter()
    await writer.write_due(now)
    return perf_counter() - begun


async def _heartbeat(longest: list[float], memory: list[float]) -> None:
    while True:
        memory.append(_memory())
        begun = perf_counter()
        await asyncio.sleep(_HEARTBEAT)
        longest.append(perf_counter() - begun - _HEARTBEAT)


def _both(seconds: Sequence[float]) -> str:
    return f"{median(seconds) * 1000:.1f}, {max(seconds) * 1000:.1f}"


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


def _body(number: int) -> str:
    return f"body-{number}"


def _side(number: int) -> Side:
    return _SIDES[number % len(_SIDES)]


async def _fill(store: Store) -> None:
    source = random.Random(1)  # noqa: S311 - dates, nothing secret
    now = datetime.combine(_BEGINS, time(), UTC)
    plan = NewPlan("bench", "ПРИМЕР", _BEGINS, date(2026, 12, 31), example=True, commitments=tuple(_rows_of(source)))
    await store.plan.add_plan(plan, now)
    async with store.reminding._database.writing() as connection:  # noqa: SLF001 - a bench fills it at once
        passed = update(deadlines).where(deadlines.c.due < _TODAY, deadlines.c.id % 20 != 0)
        await connection.execute(passed.values(state=DeadlineState.DONE, closed_at=now))
        people = range(1, _PEOPLE + 1)
        await connection.execute(users.insert(), [_user(number, now) for number in people])
        await connection.execute(chats.insert(), [_chat(number, now) for number in people])
        await connection.execute(grants.insert(), [_grant(number, now) for number in people])


def _rows_of(source: random.Random) -> list[NewCommitment]:
    half = _BODIES // 2
    found = []
    for number in range(_COMMITMENTS):
        numbers = (source.randrange(half) * 2, source.randrange(half) * 2 + 1)
        owing = tuple(Responsible(f"Пример {one}", _side(one), _body(one)) for one in numbers)
        dates = source.sample(range(_DAYS), _DATES)
        due = tuple(sorted(_BEGINS + timedelta(days=day) for day in dates))
        found.append(NewCommitment(str(number), f"Пример: мероприятие {number}", "Пример", "Пример", due, owing))
    return found


def _user(number: int, now: datetime) -> dict[str, object]:
    zone = "Europe/Minsk" if _side(number) is Side.BELARUS else None
    person = {"id": number, "telegram_id": number, "name": f"Пример {number}", "language": "ru"}
    return {**person, "zone": zone, "created_at": now}


def _chat(number: int, now: datetime) -> dict[str, object]:
    quiet = {"quiet_from": time(22), "quiet_until": time(8), "quiet_escalations": False}
    return {"chat_id": number, "kind": "private", "title": "", "state": "active", "first_seen_at": now, **quiet}


def _grant(number: int, now: datetime) -> dict[str, object]:
    what = {"role": Role.OFFICIAL, "organisation": _body(number % _BODIES), "side": _side(number)}
    return {"user_id": number, **what, "granted_at": now}
