"""What the scheduler ticks.

It only ticks: what is durable is a row with a unique key, so a tick repeated or missed changes nothing. One job runs
at a time: a digest that is closed while news are taken in would never tell them.

    take in news   sample feed -> articles not yet known -> linked to the register -> stories -> store
    send digests   wishes due -> stories since the last one -> digest -> outbox, and the wish moves on
    send reminders mornings from the last tick to now x deadlines x officials -> one message each -> outbox, and the
                   tick moves on
    index          register, stories, commitments that changed -> word keys -> search rows
    tidy           updates older than Telegram can repeat are forgotten
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.delivery.dispatcher import Dispatcher
from bot.knowledge import CurrentKnowledge
from bot.news.digest import next_moment
from bot.news.parse import articles_of
from bot.news.stories import Newsroom
from bot.plan.reminders import HORIZON, REMINDERS, Reminder, reminders
from bot.render.catalogue import Catalogues
from bot.render.news import digest_message
from bot.render.plan import reminder_message
from bot.search.upkeep import bring_index_up
from storage.errors import StoreError, VersionMoved
from storage.records import DeliveryKind, DigestWish, NewDelivery, Priority, Story
from storage.store import Store

_log = structlog.get_logger(__name__)

_TO_FINISH: Final = 25.0
_WISHES_AT_ONCE: Final = 200
_SAME_EVENT_WITHIN: Final = timedelta(days=7)
_REPEATED_WITHIN: Final = timedelta(days=14)
_LONGEST_OVERDUE: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table: what is done and every how many seconds."""

    name: str
    seconds: int
    run: Callable[[], Awaitable[None]]


class Jobs:
    """The jobs of one process. ``feeds`` give the bytes of what is to be read; ``example`` marks what is shown."""

    def __init__(  # noqa: PLR0913 - the flows meet here: store, clock, words and the way out
        self,
        store: Store,
        clock: Clock,
        knowledge: CurrentKnowledge,
        catalogues: Catalogues,
        dispatcher: Dispatcher,
        zone: ZoneInfo,
        *,
        feeds: Callable[[], tuple[bytes, ...]] = tuple,
        example: bool = False,
    ) -> None:
        """Work on ``store`` at the time of ``clock``; ``zone`` is the programme's."""
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self._catalogues = catalogues
        self._dispatcher = dispatcher
        self._zone = zone
        self._feeds = feeds
        self._example = example
        self._newsroom: tuple[int, Newsroom] | None = None
        self._turn = asyncio.Lock()
        self._finishing = False

    def table(self) -> tuple[Job, ...]:
        """Return every job."""
        return (
            Job("take in news", 300, self.take_in_news),
            Job("send digests", 15, self.send_digests),
            Job("send reminders", 15, self.send_reminders),
            Job("index", 60, self.index),
            Job("tidy", 3600, self.tidy),
        )

    async def tick(self) -> None:
        """Run every job once, in the table's order; one that fails stops no other and is run again at its time."""
        for job in self.table():
            await self._run(job)

    def schedule(self) -> AsyncIOScheduler:
        """Return a scheduler that runs each job at its interval, late rather than not."""
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        for job in self.table():
            scheduler.add_job(self._run, "interval", seconds=job.seconds, args=[job], id=job.name, name=job.name)
        return scheduler

    async def finish(self) -> None:
        """Begin no job any more and return once none is under way; 25 s at most.

        To be awaited before the scheduler is shut down: that cancels a job in the middle of its transaction.
        """
        self._finishing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_TO_FINISH), self._turn:
                return

    async def _run(self, job: Job) -> None:
        async with self._turn:
            if self._finishing:
                return
            try:
                await job.run()
            except StoreError as trouble:
                _log.warning("a job waits for the store", job=job.name, reason=str(trouble))
            except Exception:  # noqa: BLE001 - see below
                # The last wall: whatever one job does, the others are still run and people are still answered.
                _log.exception("a job failed", job=job.name)

    async def take_in_news(self) -> None:
        """Read the feeds and store what is new."""
        now = self._clock.now()
        read = [await asyncio.to_thread(articles_of, feed, now) for feed in self._feeds()]
        articles = [article for its in read for article in its]
        if not articles:
            return
        known = await self._store.news.known([article.identity for article in articles])
        new = {article.identity: article for article in articles if article.identity not in known}
        newsroom = await self._newsroom_now()
        recent = await self._store.news.recent(now - _SAME_EVENT_WITHIN)
        stories = await asyncio.to_thread(newsroom.taken_in, tuple(new.values()), recent)
        added = await self._store.news.save(stories, self._clock.now())
        _log.info("news taken in", articles=added)

    async def _newsroom_now(self) -> Newsroom:
        """Return the newsroom at the register's newest revision; it is built off the event loop, once for each."""
        known = await self._knowledge.newest()
        if self._newsroom is None or self._newsroom[0] != known.register.revision:
            words = await self._knowledge.words()
            built = await asyncio.to_thread(Newsroom, known.register, known.names, words)
            self._newsroom = (known.register.revision, built)
        return self._newsroom[1]

    async def send_digests(self) -> None:
        """Write the digests that are due to the outbox."""
        now = self._clock.now()
        while wishes := await self._store.digests.due(now, _WISHES_AT_ONCE):
            for wish in wishes:
                await self._send_digest(wish, now)
            self._dispatcher.wake()

    async def _send_digest(self, wish: DigestWish, now: datetime) -> None:
        stories = await self._store.news.added_between(wish.covered_until, now)
        delivery = await self._digest(wish, stories, now) if stories else None
        next_at = next_moment(wish.at, ZoneInfo(wish.zone), now)
        try:
            await self._store.digests.close(wish, covered_until=now, next_at=next_at, delivery=delivery, now=now)
        except VersionMoved:
            _log.info("a digest's wish changed under way", chat=wish.chat_id)

    async def _digest(self, wish: DigestWish, stories: tuple[Story, ...], now: datetime) -> NewDelivery:
        knowledge = await self._knowledge.newest()
        message = digest_message(
            stories,
            knowledge.register,
            self._catalogues.of(wish.language),
            first=wish.covered_until,
            last=now,
            zone=ZoneInfo(wish.zone),
            example=self._example,
        )
        return NewDelivery(
            key=f"digest:{wish.chat_id}:{wish.next_at.isoformat()}",
            chat_id=wish.chat_id,
            kind=DeliveryKind.DIGEST,
            priority=Priority.DIGEST,
            body=message.body(),
            not_before=now,
        )

    async def send_reminders(self) -> None:
        """Write the reminders of every morning since the last tick to the outbox, and move the tick."""
        now = self._clock.now()
        last = await self._store.deliveries.last_tick(REMINDERS) or now
        today = now.astimezone(self._zone).date()
        commitments = await self._store.plan.due_between(today - _LONGEST_OVERDUE, today + HORIZON)
        bodies = {one.organisation for each in commitments for one in each.responsible if one.organisation}
        people = await self._store.people.officials_of(bodies)
        due = reminders(last, now, commitments, people, self._zone)
        written = [self._reminder(reminder, now) for reminder in due]
        await self._store.deliveries.add(written, now, tick=(REMINDERS, now))
        self._dispatcher.wake()

    def _reminder(self, reminder: Reminder, now: datetime) -> NewDelivery:
        tr = self._catalogues.of(reminder.user.language)
        return NewDelivery(
            key=reminder.key,
            chat_id=reminder.user.telegram_id,
            kind=DeliveryKind.REMINDER,
            priority=Priority.URGENT,
            body=reminder_message(reminder.items, tr, reminder.morning).body(),
            not_before=now,
        )

    async def index(self) -> None:
        """Bring the search index up to what the store holds."""
        moved = await bring_index_up(self._store, await self._knowledge.newest(), await self._knowledge.words())
        if moved:
            _log.info("the search index is brought up", rows=moved)

    async def tidy(self) -> None:
        """Forget updates so old that Telegram repeats them no more."""
        await self._store.people.forget_updates(self._clock.now() - _REPEATED_WITHIN)
