"""One process that does a piece of delivery work and tells how it went, as a line of JSON on standard output.

python -m tests.bench.sender bare URL COUNT          bare aiogram: send_message, a hundred at once
python -m tests.bench.sender outbox URL COUNT STORE  the outbox: COUNT rows that wait, unpaced, until each is closed
python -m tests.bench.sender plan COUNT STORE        a broadcast to COUNT chats: rows, and the peak of memory
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import SystemClock
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pace import Pace
from bot.delivery.session import JsonSession
from bot.pulse import Pulse
from storage.store import open_store
from tests.bench.outbox import FIRST_CHAT, WORDS

_TOKEN = "42:BENCH-EXAMPLE"  # noqa: S105 - opens nothing but the stand-in
_AT_ONCE = 100  # the connections of aiogram's session
_BODIES: dict[str, dict[str, Any]] = {
    language: {"text": WORDS, "entities": [], "keyboard": None, "said": language} for language in ("ru", "be")
}


def _bot(url: str) -> Bot:
    return Bot(_TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))


async def bare(url: str, count: int) -> dict[str, float]:
    """Send ``count`` messages to as many chats."""
    async with _bot(url) as bot:
        await bot.send_message(FIRST_CHAT, WORDS)
        chats = iter(range(FIRST_CHAT, FIRST_CHAT + count))
        begun, used = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as sending:
            for _ in range(_AT_ONCE):
                sending.create_task(_send_all(bot, chats))
        took, spent = time.perf_counter() - begun, time.process_time() - used
        return {"rate": count / took, "cpu": spent / count}


async def _send_all(bot: Bot, chats: Iterator[int]) -> None:
    for chat in chats:
        await bot.send_message(chat, WORDS)


async def outbox(url: str, count: int, store_url: str) -> dict[str, float]:
    """Send ``count`` rows that wait in the store."""
    session, pulse = JsonSession(api=TelegramAPIServer.from_base(url)), Pulse(SystemClock().now())
    async with open_store(store_url) as store, Bot(_TOKEN, session=session) as bot:
        await bot.send_message(FIRST_CHAT, WORDS)
        dispatcher = Dispatcher(bot, store, SystemClock(), pace=Pace(1e6), pulse=pulse)
        begun, used = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as living:
            living.create_task(dispatcher.run())
            await _all_sent(pulse, count)
            took, spent = time.perf_counter() - begun, time.process_time() - used
            dispatcher.stop()
        return {"rate": count / took, "cpu": spent / count}


async def _all_sent(pulse: Pulse, count: int) -> None:
    while pulse.closed.total() < count:  # noqa: ASYNC110 - another task's doing
        await asyncio.sleep(0.02)


async def plan(count: int, store_url: str) -> dict[str, float]:
    """Start a broadcast to everyone and write its rows."""
    clock = SystemClock()
    async with open_store(store_url) as store:
        number = await store.broadcasts.draft(1, clock.now())
        await store.broadcasts.write(number, _BODIES["ru"])
        await store.broadcasts.start(number, FIRST_CHAT, 1, clock.now(), by=None)
        begun = time.perf_counter()
        longest = 0.0
        while True:
            before = time.perf_counter()
            more = await store.broadcasts.plan(number, _BODIES, clock.now())
            longest = max(longest, time.perf_counter() - before)
            if not more:
                break
        took = time.perf_counter() - begun
        assert (await store.broadcasts.progress(number)).total == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"megabytes": peak, "seconds": took, "longest": longest}


def main(what: str, *arguments: str) -> None:
    """Do it and tell."""
    match what, arguments:
        case "bare", (url, count):
            told = asyncio.run(bare(url, int(count)))
        case "outbox", (url, count, store):
            told = asyncio.run(outbox(url, int(count), store))
        case "plan", (count, store):
            told = asyncio.run(plan(int(count), store))
        case _:
            raise SystemExit(__doc__)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
