"""The bot's jobs on a store, without Telegram: what they write to the outbox."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiogram import Bot

from bot.clock import MovableClock
from bot.delivery.dispatcher import Dispatcher
from bot.jobs import Jobs
from bot.knowledge import CurrentKnowledge
from bot.news.digest import next_moment
from bot.plan.example import example_plan
from bot.render.catalogue import load_catalogues
from bot.renewals import Renewals
from bot.starting import begin_counting
from storage.records import ChatSeen, Delivery, DeliveryKind, Grant, Role, Sender, User
from storage.register_records import Side
from storage.store import Store, open_store

AFTERNOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # a Tuesday, 15:30 in Ulyanovsk
ZONE = ZoneInfo("Europe/Ulyanovsk")
ANNA, IVAN, YANKA = 1001, 1002, 1003


@dataclass(frozen=True, slots=True)
class Office:
    """A store with its jobs."""

    store: Store
    jobs: Jobs
    clock: MovableClock
    renewals: Renewals
    knowledge: CurrentKnowledge

    async def meet(self, telegram_id: int, language: str = "ru", grant: Grant | None = None) -> User:
        """Let someone write to the bot for the first time, and give them a role."""
        arrival = await self.store.people.arrive(
            bot_id=1,
            update_id=telegram_id,
            sender=Sender(telegram_id, "Пример", None, language),
            chat=ChatSeen(telegram_id, "private"),
            now=self.clock.now(),
        )
        assert arrival is not None
        assert arrival.user is not None
        if grant is not None:
            await self.store.people.assign(arrival.user.id, grant, by=None, now=self.clock.now())
        return arrival.user

    async def appoint(self) -> None:
        """Bring in an official of each side and the example plan."""
        await self.meet(IVAN, "ru", Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK))
        await self.meet(YANKA, "be", Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS))
        await self.store.plan.add_plan(example_plan(await self.store.register.load()), self.clock.now())

    async def subscribe(self, chat: int, hour: int = 9, language: str = "ru") -> None:
        """Give someone a digest that has told everything until now."""
        now = self.clock.now()
        at = time(hour)
        await self.store.digests.subscribe(
            chat_id=chat,
            at=at,
            zone=ZONE.key,
            language=language,
            next_at=next_moment(at, ZONE, now),
            covered_until=now,
        )

    async def written(self, chat: int, kind: DeliveryKind | None = None) -> list[Delivery]:
        """Return what was written to someone, the oldest first."""
        rows = await self.store.ledger.of_chat(chat, 100)
        return [row for row in reversed(rows) if kind in {None, row.kind}]

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock and let every job run."""
        await self.clock.move(by)
        await self.jobs.tick()


@asynccontextmanager
async def office(
    url: str,
    clock: MovableClock | None = None,
    *,
    feeds: Callable[[], tuple[bytes, ...]] = tuple,
    lock_wait: float = 5,
    example: bool = False,
) -> AsyncIterator[Office]:
    """Open a store that has its register and put the jobs on it; a clock given goes on from where it stands."""
    time_here = clock or MovableClock(AFTERNOON)
    async with open_store(url, lock_wait=timedelta(seconds=lock_wait)) as store, Bot("42:PRIMER") as bot:
        await begin_counting(store, time_here.now())
        sender = Dispatcher(bot, store, time_here)
        knowledge = CurrentKnowledge(store)
        words = load_catalogues()
        jobs = Jobs(store, time_here, knowledge, words, sender, ZONE, feeds=feeds, example=example)
        yield Office(store, jobs, time_here, Renewals(store, words, ZONE), knowledge)
