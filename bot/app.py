"""The composition root: the only place that builds the application, all of it inside one ``async with``.

Telegram -> intake -> dispatcher of aiogram -> handlers -> store, answers
scheduler -> jobs -> outbox rows -> dispatcher of deliveries -> Telegram
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import Final

import structlog
from aiogram import Bot
from aiogram import Dispatcher as Updates
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

from bot.calendars import Calendars
from bot.clock import Clock, sleep_unless
from bot.commands import publish_commands
from bot.config import Config
from bot.delivery.at_once import send_now
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.hearing import Hearing
from bot.delivery.pace import Pace
from bot.delivery.patience import PatientBot
from bot.delivery.progress import ProgressMessages
from bot.delivery.rate import read_rate
from bot.delivery.session import JsonSession
from bot.errors import TelegramRefusedToken
from bot.flood import Flood, Limits
from bot.jobs import Jobs
from bot.knowledge import CurrentKnowledge
from bot.leadership import Leadership, name_of_this_process
from bot.limiting import read_limits
from bot.news.fetch import Fetcher, fetching
from bot.news_intake import Intake as NewsIntake
from bot.polling import Polling
from bot.pulse import Part, Pulse
from bot.render.catalogue import Catalogues, load_catalogues
from bot.renewals import Renewals
from bot.rights import rights_of
from bot.rival import Rival
from bot.starting import begin_counting, fill_register
from bot.store_watch import StoreWatch
from bot.web import WEBHOOK_PATH, Door, serving
from handlers.arrivals import Arrivals
from handlers.flood import FloodGate
from handlers.intake import Intake
from handlers.routers import set_up
from storage.errors import LeaseLost
from storage.source_records import NewSource
from storage.store import Store, open_store

_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
_log = structlog.get_logger(__name__)


class App:
    """The application, built; :meth:`run` is its life."""

    def __init__(  # noqa: PLR0913 - everything meets here
        self,
        config: Config,
        clock: Clock,
        store: Store,
        bot: Bot,
        answering: Bot,
        *,
        pace: Pace,
        pulse: Pulse,
        fetcher: Fetcher,
        holder: str,
        feeds: Callable[[], tuple[bytes, ...]],
        example: bool,
        flood: Flood,
    ) -> None:
        """Put the parts together; nothing is started and nothing asked of Telegram yet."""
        self.config = config
        self.clock = clock
        self.store = store
        self.catalogues: Catalogues = load_catalogues()
        self.knowledge = CurrentKnowledge(store)
        self.news_intake = NewsIntake(store, clock, self.knowledge)
        self.pulse = pulse
        self.leadership = self._leadership(holder, answering)
        self.dispatcher = self._dispatcher(bot, pace, holder)
        zone, wake = config.timezone, self.dispatcher.wake
        self.polling = Polling(store, clock, self.catalogues, fetcher, self.news_intake, zone, wake=wake)
        self.jobs = Jobs(
            store,
            clock,
            self.knowledge,
            self.catalogues,
            self.dispatcher,
            zone,
            intake=self.news_intake,
            polling=self.polling,
            feeds=feeds,
            example=example,
            pulse=pulse,
            show=ProgressMessages(answering).show,
            flood=flood,
        )
        self.updates = self._updates(flood, fetcher)
        rival = Rival(store, clock, self.catalogues, wake=wake, end=self.end)
        self.intake = Intake(bot, answering, self.updates, clock, on_conflict=rival.met)
        self._bot = bot
        self._stopped = asyncio.Event()
        self._ended_by: Exception | None = None
        self._tick_wanted = asyncio.Event()

    def _leadership(self, holder: str, answering: Bot) -> Leadership:
        """Return the claim to the lease, whose renewals tell whether the store can be written."""
        zone, tell = self.config.timezone, partial(send_now, answering)
        watch = StoreWatch(self.store, self.clock, self.catalogues, self.pulse, zone, tell)
        return Leadership(self.store, self.clock, holder, watch.learnt)

    def _dispatcher(self, bot: Bot, pace: Pace, holder: str) -> Dispatcher:
        return Dispatcher(
            bot,
            self.store,
            self.clock,
            pace=pace,
            zone=self.config.timezone,
            catalogues=self.catalogues,
            renewed=Renewals(self.store, self.catalogues, self.config.timezone),
            holder=holder,
            pulse=self.pulse,
        )

    def _updates(self, flood: Flood, fetcher: Fetcher) -> Updates:
        """Return aiogram's dispatcher with everything that handlers ask for."""
        updates = Updates(
            disable_fsm=True,
            store=self.store,
            clock=self.clock,
            config=self.config,
            catalogues=self.catalogues,
            known=self.knowledge,
            obey=self.jobs.obey_settings,
            pulse=self.pulse,
            fetcher=fetcher,
            news_intake=self.news_intake,
            polling=self.polling,
        )
        arrivals = Arrivals(self.store, self.clock, self.config, self.catalogues, self.knowledge)
        set_up(updates, FloodGate(flood, self.store, self.clock, self.catalogues), arrivals, self.catalogues)
        return updates

    def stop(self) -> None:
        """Stop politely: what is under way is finished, nothing new is begun."""
        self._stopped.set()

    def end(self, reason: Exception) -> None:
        """Stop politely and let :meth:`run` raise the first ``reason`` that was given."""
        self._ended_by = self._ended_by or reason
        self.stop()

    def tick_soon(self) -> None:
        """Run every job now instead of at its time: the clock was moved, or the bot has just started."""
        self._tick_wanted.set()

    async def run(self) -> None:
        """Live until :meth:`stop`, SIGTERM or SIGINT.

        Health is served, and the webhook's door open, before Telegram is told of it. Raises
        :class:`TelegramRefusedToken`, :class:`~bot.errors.TokenInUse` when another installation has the token,
        :class:`~storage.errors.LeaseLost` when another process leads now, and :class:`OSError` when the port is
        taken; in all cases what was under way is finished first.
        """
        work = partial(self.intake.work, comes_again=True)
        with self._stopping_on_signals():
            calendars = Calendars(self.store, self.catalogues, self.config.timezone, self.config.access)
            door = Door(self.config, work, self.store, self.clock, self.pulse, calendars)
            async with serving(self.config, door):
                if await self._introduced():
                    await self._live()
        if self._ended_by is not None:
            raise self._ended_by
        _log.info("stopped")

    async def _live(self) -> None:
        self.pulse.becomes(Part.STANDBY, self.clock.now())
        if not await self.leadership.gained(self._stopped):
            return
        self.pulse.becomes(Part.LEADER, self.clock.now())
        _log.info("this process leads")
        try:
            await self._lead()
        finally:
            await self.leadership.give_up()

    async def _lead(self) -> None:
        scheduler = self.jobs.schedule()
        scheduler.start()
        self.tick_soon()
        try:
            async with asyncio.TaskGroup() as living:
                ticking = living.create_task(self._tick_when_wanted())
                keeping = living.create_task(self._while_leading(self.leadership.keep(self._stopped)))
                living.create_task(self._while_leading(self.dispatcher.run()))
                living.create_task(self._take_updates())
                await self._stopped.wait()
                self.intake.stop()
                self.dispatcher.stop()
                await self.jobs.finish()
                ticking.cancel()
                await keeping
        finally:
            scheduler.shutdown(wait=False)

    async def _while_leading(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except LeaseLost as lost:
            _log.error("another process leads now, this one ends")
            self.end(lost)

    async def _take_updates(self) -> None:
        if not self.config.webhook_url:
            await self.intake.poll()

    async def _tick_when_wanted(self) -> None:
        while True:
            await self._tick_wanted.wait()
            self._tick_wanted.clear()
            await self.jobs.tick()

    async def _introduced(self) -> bool:
        """Get to know Telegram, however long it takes; ``False`` when stopped before that."""
        wait = _FIRST_WAIT
        while not self._stopped.is_set():
            try:
                await self._introduce()
            except AiogramError as refusal:
                _log.warning("Telegram does not answer", reason=str(refusal), again_in=wait)
                await sleep_unless(self._stopped, self.clock, wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                return True
        return False

    async def _introduce(self) -> None:
        try:
            me = await self._bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound) as refusal:
            raise TelegramRefusedToken(refusal.message) from refusal
        _log.info("the bot is known to Telegram", username=me.username)
        await self._publish_commands()
        if self.config.webhook_url:
            await self._bot.set_webhook(
                self.config.webhook_url.rstrip("/") + WEBHOOK_PATH,
                secret_token=self.config.webhook_secret,
                allowed_updates=self.updates.resolve_used_update_types(),
            )
        else:
            await self._delete_webhook()

    async def _delete_webhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except (TelegramBadRequest, TelegramNotFound) as refusal:
            # A server without webhooks; with one still set, the polling itself would say so.
            _log.warning("Telegram did not take the webhook away", reason=refusal.message)

    async def _publish_commands(self) -> None:
        try:
            await publish_commands(self._bot, self.catalogues, rights_of((), self.config.access))
        except TelegramAPIError as refusal:
            # The menu is a convenience: commands work without it, and the next start tries again.
            _log.warning("Telegram did not take the menu of commands", reason=str(refusal))

    @contextmanager
    def _stopping_on_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for one in _STOP_SIGNALS:
            loop.add_signal_handler(one, self.stop)
        try:
            yield
        finally:
            for one in _STOP_SIGNALS:
                loop.remove_signal_handler(one)


@asynccontextmanager
async def building(  # noqa: PLR0913 - what differs between the product, the demo and tests
    config: Config,
    clock: Clock,
    *,
    pace: Pace | None = None,
    feeds: Callable[[], tuple[bytes, ...]] = tuple,
    shipped: Sequence[NewSource] = (),
    example: bool = False,
    holder: str | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[App]:
    """Build the application and take it apart in reverse: the store, then the way to Telegram, then the parts.

    ``pace`` is Telegram's own unless given; ``feeds`` are read for news, ``shipped`` sources switched on once;
    ``example`` marks digests as made of examples (the demo); ``holder`` is the name in which the lease is asked for,
    by default this process's own; ``limits`` are what one person or group may ask for, unless the store says
    otherwise. Raises the store's errors when it cannot be opened.
    """
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(config.database_url))
        await fill_register(store, clock.now())
        await begin_counting(store, clock.now())
        await store.sources.ship(shipped, clock.now())
        await store.people.ensure_administrators(config.admin_ids, clock.now())
        session = JsonSession(
            api=TelegramAPIServer.from_base(config.telegram_api_url), proxy=config.telegram_proxy or None
        )
        stack.push_async_callback(session.close)
        pace, pulse = pace or Pace(), Pulse(clock.now())
        session.middleware(Hearing(pulse, clock))
        bot = Bot(config.bot_token, session=session)
        answering = PatientBot(config.bot_token, session, clock, pace)
        networks = config.feeds_allowed_networks
        fetcher = await stack.enter_async_context(
            fetching(proxy=config.feeds_proxy, user_agent=config.feeds_user_agent, allowed=networks)
        )
        flood = Flood(await read_limits(store, limits or Limits()))
        app = App(
            config,
            clock,
            store,
            bot,
            answering,
            pace=pace,
            pulse=pulse,
            fetcher=fetcher,
            holder=holder or name_of_this_process(),
            feeds=feeds,
            example=example,
            flood=flood,
        )
        app.dispatcher.obey(await read_rate(store, app.dispatcher.usual))
        yield app
