"""How fast the outbox sends, keeps the pace, lets replies through and plans; ``python -m tests.bench delivery``."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import MovableClock
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pace import PER_SECOND, Pace
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Person
from storage.records import DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.store import open_store
from tests.bench.measures import Row
from tests.bench.outbox import FIRST_CHAT, WORDS, url_of, with_people, with_rows
from tests.bench.subject import ROOT, product, scratch

EXPLAINED: Final = """\
Delivery: "at the pace" is 28 a second for two minutes of a clock that is moved 10 ms at a time, against the stand-in
with Telegram's own limits; "unpaced" are rows taken, sent and closed in SQLite (WAL, synchronous=FULL) beside bare
aiogram's send_message, a hundred at once, each process on one core and the stand-in on the other, medians of three
alternating runs; a reply is that of the whole bot while 10,000 digests wait and leave at 28 a second; planning is a
broadcast to everyone, in a process of its own."""
_RUNS: Final = 3
_COUNT: Final = 4_000
_PACED_FOR: Final = 120.0
_STEP: Final = 0.01
_WAITING: Final = 10_000
_REPLIES: Final = 40
_FEW: Final = 20_000
_MANY: Final = 100_000
_TOKEN: Final = "42:SANDBOX-EXAMPLE"  # noqa: S105 - opens nothing but the stand-in


@dataclass(frozen=True, slots=True)
class Paced:
    """What two minutes at the pace gave: messages a second, and how many were refused on the way."""

    rate: float
    refused: int


def rows() -> list[Row]:
    """Measure everything and return the table."""
    paced = asyncio.run(at_the_pace())
    share = f"{paced.rate / PER_SECOND:.3f}"
    return [
        Row("messages a second at the pace (28 set)", f"{paced.rate:.2f}", "", share, "≥ 0.97"),
        Row("· refused with 429", str(paced.refused), "", "", "0"),
        *_unpaced(),
        *_replies(),
        *_planning(),
    ]


async def at_the_pace() -> Paced:
    """Send for two minutes of the clock; nothing is waited for but the clock."""
    clock, count = MovableClock(datetime(2026, 11, 24, 8, 30, tzinfo=UTC)), int(_PACED_FOR * PER_SECOND * 1.1)
    people = [Person(number, "Пример") for number in range(FIRST_CHAT, FIRST_CHAT + count)]
    with scratch() as folder:
        async with (
            Sandbox(clock, people=people, token=_TOKEN, pacing=True) as sandbox,
            open_store(url_of(folder / "paced.sqlite3")) as store,
            Bot(_TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))) as bot,
        ):
            for person in people:
                sandbox.world.chats[person.id].started = True
            body: dict[str, Any] = {"text": WORDS, "entities": [], "keyboard": None}
            of_digests = DeliveryKind.DIGEST, Priority.DIGEST, body, clock.now()
            new = [NewDelivery(f"bench:{person.id}", person.id, *of_digests) for person in people]
            await store.deliveries.add(new, clock.now())
            dispatcher = Dispatcher(bot, store, clock, pace=Pace())
            async with asyncio.TaskGroup() as living:
                living.create_task(dispatcher.run())
                sent = await _time_passes(clock, sandbox)
                dispatcher.stop()
            refused = sum(row.attempts > 1 for row in await store.ledger.in_states(tuple(DeliveryState), count))
    return Paced(sent / _PACED_FOR, refused)


async def _time_passes(clock: MovableClock, sandbox: Sandbox) -> int:
    """Move the clock through the two minutes, the bot having its turn after each step; return how many came."""
    end = clock.now() + timedelta(seconds=_PACED_FOR)
    while clock.now() < end:
        await clock.move(timedelta(seconds=_STEP))
        await asyncio.sleep(0.005)  # a turn for the threads of the store and for the sockets
    return sum(len(chat.messages) for chat in sandbox.world.chats.values())


def _unpaced() -> list[Row]:
    both = [(_sent_by_outbox(), _sent_bare()) for _ in range(_RUNS)]
    ratios = sorted(ours["rate"] / bare["rate"] for ours, bare in both)
    ours, bare = (median(run[side]["rate"] for run in both) for side in (0, 1))
    costs = [median(run[side]["cpu"] for run in both) * 1000 for side in (0, 1)]
    spread = f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    return [
        Row("messages a second, unpaced", f"{ours:.0f}", f"{bare:.0f}", spread, "≥ 0.6"),
        Row("· CPU of the sender, ms a message", f"{costs[0]:.2f}", f"{costs[1]:.2f}", f"{costs[1] / costs[0]:.2f}"),
    ]


def _sent_by_outbox(count: int = _COUNT) -> dict[str, float]:
    with scratch() as folder, _stand_in() as url:
        with_rows(folder / "bench.sqlite3", count, DeliveryKind.BROADCAST, Priority.BROADCAST)
        return _told("outbox", url, str(count), url_of(folder / "bench.sqlite3"))


def _sent_bare(count: int = _COUNT) -> dict[str, float]:
    with _stand_in() as url:
        return _told("bare", url, str(count))


def _replies() -> list[Row]:
    """Ask the whole bot while the digests wait; the first answers are those of a bot that has just started."""
    with scratch() as folder:
        with_rows(folder / "bench.sqlite3", _WAITING, DeliveryKind.DIGEST, Priority.DIGEST)
        with product(folder) as life:
            life.measure(_REPLIES, rate=2)
            told = life.measure(_REPLIES, rate=2)
    worst, middle = max(told.latencies) * 1000, median(told.latencies) * 1000
    return [
        Row("a reply behind 10,000 digests, ms: the slowest", f"{worst:.0f}", "", "", "≤ 200"),
        Row("· the median", f"{middle:.0f}", ""),
    ]


def _planning() -> list[Row]:
    few, many = _planned(_FEW), _planned(_MANY)
    grown = many["megabytes"] / few["megabytes"]
    return [
        Row(f"memory for planning {_MANY:,} (beside {_FEW:,}), MB", f"{many['megabytes']:.0f}",
            f"{few['megabytes']:.0f}", f"{grown:.2f}", "no growth"),
        Row("· seconds", f"{many['seconds']:.1f}", f"{few['seconds']:.1f}"),
        Row("· longest transaction, ms", f"{many['longest'] * 1000:.0f}", f"{few['longest'] * 1000:.0f}"),
    ]  # fmt: skip


def _planned(count: int) -> dict[str, float]:
    with scratch() as folder:
        with_people(folder / "plan.sqlite3", count)
        return _told("plan", str(count), url_of(folder / "plan.sqlite3"))


@contextmanager
def _stand_in() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.telegram"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as stand_in:  # noqa: S603 - ours
        os.sched_setaffinity(stand_in.pid, {_cores()[-1]})
        assert stand_in.stdout is not None
        yield f"http://127.0.0.1:{stand_in.stdout.readline().decode().strip()}"


def _told(*arguments: str) -> dict[str, float]:
    """Let a sender do its work on a core of its own, and return what it told."""
    command = [sys.executable, "-m", "tests.bench.sender", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as sender:  # noqa: S603 - ours
        os.sched_setaffinity(sender.pid, {_cores()[0]})
        assert sender.stdout is not None
        told: dict[str, float] = json.loads(sender.stdout.read())
        return told


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))
