"""What the scheduler ticks.

It only ticks: what is durable is a row with a unique key, so a tick repeated or missed changes nothing. One job runs
at a time: a digest that is closed while news are taken in would never tell them. What waits for the network runs
beside the others and has its turn only for what it stores.

    take in news   feeds -> articles not yet known -> judged and linked to the register -> stories -> store
    ask sources    sources due -> fetched, each at its own time -> taken in as above, then what is asked next time
    send digests   wishes due -> stories since the last one -> digest -> outbox, and the wish moves on; what matters
                   most of what has come in -> those who want it at once -> outbox
    correct digests  digests of the last day x stories as they are -> what an outlet has corrected -> edits -> outbox
    send reminders mornings from the last tick to now x deadlines x officials -> one message each -> outbox, and the
                   tick moves on; what is long overdue -> coordinators, administrators
    carry on       broadcasts: chats of the audience -> rows -> outbox; what became of them -> the message that tells it
    gather         held rows whose quiet hours are over, chats that are back -> one message each -> outbox
    report failures  what came to nothing in the hours that are over -> one notice for each administrator -> outbox
    index          register, stories, commitments that changed -> word keys -> search rows
    tell missing transfers  next year's moved days that nobody knows yet -> administrators, once a week -> outbox
    offer links    stories of the last days that speak of an agreement or of what is owed -> coordinators, one
                   message a day -> outbox
    tidy           updates older than Telegram can repeat, deliveries closed longer ago than they are kept, with
                   the pages of their digests, what was put off, and files and links sent in that nobody decided on are
                   forgotten
    back up        a night without a backup -> the store as it is -> a checked file beside it, the oldest goes
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.broadcasting import EVERY, Broadcasting, Show, nobody_watches
from bot.clock import Clock
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.rate import read_rate
from bot.digest_corrections import Clarifying
from bot.digests import DigestWriter
from bot.failures import report_failures
from bot.flood import Flood
from bot.gathering import Gathering
from bot.keeping import Keeping, read_kept
from bot.knowledge import CurrentKnowledge
from bot.limiting import read_limits
from bot.link_offers import offer_links
from bot.news.parse import articles_of
from bot.news_intake import Intake
from bot.nightly import back_up
from bot.polling import Polling
from bot.pulse import Pulse
from bot.reminding import ReminderWriter
from bot.render.catalogue import Catalogues
from bot.renewals import Renewals
from bot.search.upkeep import bring_index_up
from bot.uploads import prune_uploads
from bot.working_days import tell_missing_transfers
from storage.errors import StoreError
from storage.store import Store

_log = structlog.get_logger(__name__)

_TO_FINISH: Final = 25.0
# Of a job that takes turns one run goes on, one waits, and what comes then is one with the one that waits.
_RUNS_WAITS_PASSES: Final = 3
_AT_ONCE: Final = 20  # of what waits for the network, so that what is slow keeps nothing else waiting
_REPEATED_WITHIN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table: what is done and every how many seconds.

    ``beside``: other jobs are run meanwhile, for it takes the turn itself when it stores something.
    """

    name: str
    seconds: int
    run: Callable[[], Awaitable[None]]
    beside: bool = False


class Jobs:
    """The jobs of one process.

    ``intake`` takes articles in; ``feeds`` give the bytes of what is to be read, ``polling`` asks the sources;
    ``example`` marks what is shown; ``show`` edits what is watched; ``flood`` is told of its limits.
    """

    def __init__(  # noqa: PLR0913 - the flows meet here: store, clock, words and the way out
        self,
        store: Store,
        clock: Clock,
        knowledge: CurrentKnowledge,
        catalogues: Catalogues,
        dispatcher: Dispatcher,
        zone: ZoneInfo,
        *,
        intake: Intake | None = None,
        polling: Polling | None = None,
        feeds: Callable[[], tuple[bytes, ...]] = tuple,
        example: bool = False,
        pulse: Pulse | None = None,
        show: Show = nobody_watches,
        flood: Flood | None = None,
    ) -> None:
        """Work on ``store`` at the time of ``clock``; ``zone`` is the programme's; ``pulse`` is told of each end."""
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self._catalogues = catalogues
        self._dispatcher = dispatcher
        self._zone = zone
        self._feeds = feeds
        self._digests = DigestWriter(store, clock, knowledge, catalogues, example=example)
        self._clarifying = Clarifying(store, clock, knowledge, catalogues)
        self._gathering = Gathering(store, clock, catalogues, Renewals(store, catalogues, zone), self._digests)
        self._pulse = pulse or Pulse(clock.now())
        self._reminders = ReminderWriter(store, catalogues, zone)
        self._broadcasting = Broadcasting(store, clock, catalogues, dispatcher.wake, show)
        self.intake = intake or Intake(store, clock, knowledge)
        self._flood = flood if flood is not None else Flood()
        self._usual_limits = self._flood.limits
        self._polling = polling
        self._turn = self.intake.turn
        self._finishing = False
        self._waiting: set[str] = set()

    def table(self) -> tuple[Job, ...]:
        """Return every job."""
        return (
            Job("take in news", 300, self.take_in_news, beside=True),
            Job("send digests", 15, self.send_digests),
            Job("correct digests", 60, self.correct_digests),
            Job("send reminders", 15, self.send_reminders),
            Job("gather", 10, self.gather),
            Job("report failures", 300, self.report_failures),
            Job("carry broadcasts on", EVERY, self._broadcasting.carry_on),
            Job("obey settings", 15, self.obey_settings),
            Job("index", 60, self.index),
            Job("offer links", 300, self.offer_links),
            Job("tell missing transfers", 600, self.tell_missing_transfers),
            Job("back up", 600, self.back_up),
            Job("tidy", 3600, self.tidy),
            Job("ask sources", 15, self.ask_sources, beside=True),
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
            most = _AT_ONCE if job.beside else _RUNS_WAITS_PASSES
            every = {"seconds": job.seconds, "args": [job], "id": job.name, "name": job.name, "max_instances": most}
            scheduler.add_job(self._run_at_its_time, "interval", **every)
        return scheduler

    async def finish(self) -> None:
        """Begin no job any more and return once none is under way; 25 s at most.

        To be awaited before the scheduler is shut down: that cancels a job in the middle of its transaction.
        """
        self._finishing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_TO_FINISH), self._turn:
                return

    async def _run_at_its_time(self, job: Job) -> None:
        """Run a job once for all its times that come while it waits for its turn."""
        if job.name in self._waiting:
            return
        self._waiting.add(job.name)
        await self._run(job)

    async def _run(self, job: Job) -> None:
        async with nullcontext() if job.beside else self._turn:
            self._waiting.discard(job.name)
            if self._finishing:
                return
            try:
                await job.run()
            except StoreError as trouble:
                _log.warning("a job waits for the store", job=job.name, reason=str(trouble))
            except Exception:  # noqa: BLE001 - see below
                # The last wall: whatever one job does, the others are still run and people are still answered.
                _log.exception("a job failed", job=job.name)
            self._pulse.ticked(self._clock.now())

    async def take_in_news(self) -> None:
        """Read the feeds and store what is new."""
        now = self._clock.now()
        read = [await asyncio.to_thread(articles_of, feed, now) for feed in self._feeds()]
        await self.intake.take_in(article for its in read for article in its)

    async def ask_sources(self) -> None:
        """Ask the sources whose time has come, and take in what is new."""
        if self._polling is not None:
            await self._polling.poll_due()

    async def send_digests(self) -> None:
        """Write the digests that are due to the outbox."""
        told = await self._digests.write_at_once()
        if await self._digests.write_due() + told:
            self._dispatcher.wake()

    async def correct_digests(self) -> None:
        """Correct the digests of the last day where an outlet has corrected itself."""
        if await self._clarifying.write_corrections():
            self._dispatcher.wake()

    async def gather(self) -> None:
        """Make one message of what was held back in quiet hours, and of what those missed who are back."""
        await self._gathering.gather()
        self._dispatcher.wake()

    async def send_reminders(self) -> None:
        """Write the reminders of every morning since the last tick to the outbox, and move the tick."""
        if await self._reminders.write_due(self._clock.now()):
            self._dispatcher.wake()

    async def report_failures(self) -> None:
        """Tell administrators what could not be sent."""
        if await report_failures(self._store, self._catalogues, self._clock.now(), self._zone):
            self._dispatcher.wake()

    async def obey_settings(self) -> None:
        """Send at the rate that is set and keep to the limits; another process may have been told of them."""
        self._dispatcher.obey(await read_rate(self._store, self._dispatcher.usual))
        limits = await read_limits(self._store, self._usual_limits)
        if limits != self._flood.limits:
            self._flood.limits = limits

    async def index(self) -> None:
        """Bring the search index up to what the store holds."""
        moved = await bring_index_up(self._store, await self._knowledge.newest(), await self._knowledge.words())
        if moved:
            _log.info("the search index is brought up", rows=moved)

    async def offer_links(self) -> None:
        """Offer coordinators what the news of the last days hang on."""
        if await offer_links(self._store, self._catalogues, self._knowledge, self._clock.now(), self._zone):
            self._dispatcher.wake()

    async def tell_missing_transfers(self) -> None:
        """Tell administrators of a year whose moved working days are not known."""
        if await tell_missing_transfers(self._store, self._catalogues, self._clock.now(), self._zone):
            self._dispatcher.wake()

    async def back_up(self) -> None:
        """Back the store up when a night has come."""
        await back_up(self._store, self._clock.now(), self._zone)

    async def tidy(self) -> None:
        """Forget updates that Telegram repeats no more, what nobody asks for, and what nobody finished to say."""
        now = self._clock.now()
        await self._store.people.forget_updates(now - _REPEATED_WITHIN)
        kept = now - timedelta(days=await read_kept(self._store, Keeping.LEDGER))
        await self._store.ledger.prune(kept)
        await self._store.editions.prune(kept)
        await self._store.news.forget_outside(now - timedelta(days=await read_kept(self._store, Keeping.OUTSIDE)))
        await self._store.news_drafts.forget(now - _REPEATED_WITHIN)
        await self._store.dialogues.forget(now - _REPEATED_WITHIN)
        await self._store.register_desk.forget(now - _REPEATED_WITHIN)
        await self._store.reminding.forget_snoozes((now - _REPEATED_WITHIN).date())
        await prune_uploads(self._store, now)
