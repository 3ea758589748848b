"""A post office for tests: the outbox, its dispatcher, and the stand-in for Telegram over real HTTP."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.utils.formatting import Bold, Text
from sqlalchemy import make_url

from bot.clock import MovableClock
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pace import Pace
from bot.render.message import Message
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group, Person
from storage.outbox_records import Quiet
from storage.records import ChatSeen, Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority, Sender
from storage.store import Store, open_store

HALF = "SANDBOX-EXAMPLE"
TOKEN = f"9000:{HALF}"  # no person of a test has this number
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
ANNA, IVAN, YANKA = 1, 2, 3
GROUP = -50
_ENOUGH = 60.0


class Hook(BaseRequestMiddleware):
    """Does something once, after Telegram has answered and before the dispatcher learns of it."""

    def __init__(self) -> None:
        """Do nothing yet."""
        self.act: Callable[[], object] | None = None

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call, then act."""
        response = await make_request(bot, method)
        if self.act is not None:
            act, self.act = self.act, None
            act()
        return response


@dataclass(slots=True)
class Post:
    """What a test can reach."""

    sandbox: Sandbox
    store: Store
    clock: MovableClock
    bot: Bot
    dispatcher: Dispatcher
    page: aiohttp.ClientSession
    hook: Hook = field(default_factory=Hook)
    pace: Pace = field(default_factory=Pace)

    async def write(
        self, chat_id: int, text: str = "Пример", priority: Priority = Priority.URGENT, **body: object
    ) -> int:
        """Put a delivery into the outbox; return its number."""
        key = f"{chat_id}:{text}"
        content: dict[str, Any] = {**Message(_text(text)).body(), **body}
        new = NewDelivery(key, chat_id, DeliveryKind.REMINDER, priority, content, self.clock.now())
        assert await self.store.deliveries.add([new], self.clock.now()) == 1
        return (await self.store.ledger.of_chat(chat_id, 1))[0].id

    async def row(self, delivery: int) -> Delivery:
        """Return a row of the outbox as it is now."""
        found = await self.store.ledger.get(delivery)
        assert found is not None
        return found

    async def fault(self, kind: str, **wanted: object) -> None:
        """Order a fault of sendMessage."""
        await self.page_post("faults", kind=kind, method="sendMessage", **wanted)

    async def page_post(self, path: str, **body: object) -> None:
        """Do something to the stand-in."""
        async with self.page.post(f"{self.sandbox.url}/api/{path}", json=body) as answer:
            assert answer.ok, await answer.text()

    def shown(self, chat: int) -> list[str]:
        """Return the texts that stand in a chat."""
        messages = self.sandbox.world.chats[chat].messages.values()
        return [message["text"] for message in messages if "text" in message]

    async def pass_after(self, seconds: float) -> int:
        """Move the clock and send what is due then."""
        await self.clock.move(timedelta(seconds=seconds))
        return await self.dispatcher.send_due()

    async def count(self, state: DeliveryState) -> int:
        """Return how many rows stand in a state."""
        return (await self.store.ledger.counts())[state]

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Let the dispatcher run for the length of the block, then stop it politely."""
        async with asyncio.timeout(_ENOUGH), asyncio.TaskGroup() as living:
            living.create_task(self.dispatcher.run())
            try:
                yield
            finally:
                self.dispatcher.stop()


def _text(text: str) -> Text:
    return Text(Bold("Срок"), " ", text)


@asynccontextmanager
async def post_office(
    url: str,
    *,
    people: int = 3,
    patience: float = 60,
    to_finish: float = 25,
    lock_wait: float = 5,
    pacing: bool = False,
    per_second: float = 1e6,
    quiet: bool = False,
    api_url: str = "",
) -> AsyncIterator[Post]:
    """Open a post office; people 1, 2, … have started the bot, and there is a basic group with it.

    Nobody there has quiet hours unless it is ``quiet``.
    """
    clock, hook, pace = MovableClock(MORNING), Hook(), Pace(per_second)
    inhabitants = [Person(number, f"Пример {number}") for number in range(1, people + 1)]
    group = Group(GROUP, "Рабочая группа (пример)", "group", (ANNA, IVAN))
    async with (
        Sandbox(clock, people=inhabitants, groups=[group], token=TOKEN, pacing=pacing) as sandbox,
        aiohttp.ClientSession() as page,
        open_store(url, lock_wait=timedelta(seconds=lock_wait)) as store,
        Bot(TOKEN, session=_session(api_url or sandbox.url, patience, hook)) as bot,
    ):
        for person in inhabitants:
            sandbox.world.chats[person.id].started = True
            await _meet(store, person.id, "private", clock.now())
        await _meet(store, GROUP, "group", clock.now())
        if not quiet:
            for chat in (*(person.id for person in inhabitants), GROUP):
                await store.people.set_quiet(chat, Quiet(time(0), time(0)))
        yield Post(sandbox, store, clock, bot, _dispatcher(bot, store, clock, pace, to_finish), page, hook, pace)


def _dispatcher(bot: Bot, store: Store, clock: MovableClock, pace: Pace, to_finish: float) -> Dispatcher:
    return Dispatcher(bot, store, clock, pace=pace, to_finish=to_finish)


def _session(url: str, patience: float, hook: Hook) -> AiohttpSession:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=patience)
    session.middleware(hook)
    return session


async def _meet(store: Store, chat: int, kind: str, now: datetime) -> None:
    sender = Sender(chat, f"Пример {chat}", None, "ru") if kind == "private" else None
    await store.people.arrive(bot_id=42, update_id=chat + 1000, sender=sender, chat=ChatSeen(chat, kind), now=now)


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Hold the only write lock of a SQLite file for the length of the block."""
    other = await asyncio.to_thread(lock, url)
    try:
        yield
    finally:
        other.close()


def lock(url: str) -> sqlite3.Connection:
    """Take the only write lock of a SQLite file, until the connection is closed."""
    other = sqlite3.connect(make_url(url).database or "", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other
