"""Sends what stands in the outbox.

    due rows, by priority then age, one per chat -> SENDING -> quiet hours? -> still holds? -> the bot's pace
      -> Telegram -> what became of it (fate) -> rows closed, many in one transaction

Many chats are sent to at once, and a chat that Telegram is slow with delays no other. No transaction is open while
Telegram is waited for. Only one process sends: it holds the lease, which is looked at whenever rows are taken.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot

from bot.clock import Clock, sleep_unless
from bot.config import DEFAULTS
from bot.delivery.calls import Calls
from bot.delivery.closing import Closing
from bot.delivery.fate import UNKNOWN_WAIT, Fate, Step, fate_of
from bot.delivery.limits import Limits
from bot.delivery.pace import Pace
from bot.delivery.quiet import is_at_once, quiet_until
from bot.delivery.rate import Rate
from bot.delivery.session import CONNECTIONS
from bot.delivery.worth import still_worth
from bot.pulse import Pulse
from bot.render.catalogue import Catalogues, load_catalogues
from storage.errors import LeaseLost, StoreError
from storage.outbox_records import Settlement, Taken
from storage.records import Delivery, DeliveryState
from storage.store import Store

_AT_ONCE: Final = 100
_TAKEN_FOR: Final = 0.5  # seconds of sending that one taking is for: what is more urgent waits no longer
_LOOK_AGAIN: Final = 1.0
_LOOK_NO_SOONER: Final = 0.1
# Half of the connections of our session: when Telegram hangs, replies to people still have theirs.
_UNDER_WAY_AT_MOST: Final = CONNECTIONS // 2
_AFTER_STORE_FAILURE: Final = 5.0
_TO_FINISH: Final = 25.0
_log = structlog.get_logger(__name__)

Renewal = Callable[[Delivery, datetime], Awaitable[Mapping[str, Any] | Settlement | None]]
"""Looks at what a delivery was decided from: the body to send, how it is closed unsent, or ``None``: it is already."""


async def _as_written(delivery: Delivery, _now: datetime) -> Mapping[str, Any]:
    return delivery.body


class Dispatcher:
    """The one sender of deliveries."""

    def __init__(  # noqa: PLR0913 - what it needs to decide alone on every message
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        *,
        pace: Pace | None = None,
        zone: ZoneInfo | None = None,
        catalogues: Catalogues | None = None,
        renewed: Renewal = _as_written,
        holder: str | None = None,
        pulse: Pulse | None = None,
        to_finish: float = _TO_FINISH,
    ) -> None:
        """Send through ``bot`` what stands in ``store``.

        ``zone`` is the programme's; ``holder`` is whose lease is looked at; ``pulse`` is told what was closed;
        ``to_finish`` are the real seconds a stop may take.
        """
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._zone = zone or ZoneInfo(DEFAULTS["TIMEZONE"])
        self._renewed = renewed
        self._holder = holder
        self._to_finish = to_finish
        self._calls = Calls(bot, store, catalogues or load_catalogues())
        self._limits = Limits()
        self._waits_until: datetime | None = None
        self.unknown_wait = UNKNOWN_WAIT
        self.usual = Rate(self._pace.per_second)
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._taking = asyncio.Lock()
        self._closing = Closing(store, clock, self._stopped, self._closed, pulse or Pulse(clock.now()))
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self) -> None:
        """Look at the outbox soon: something may have been written or become due."""
        self._woken.set()

    def obey(self, rate: Rate) -> None:
        """Send at this rate from now on."""
        self._pace.per_second, self.unknown_wait = rate.per_second, rate.unknown_wait

    def stop(self) -> None:
        """Let :meth:`run` start nothing more and return when what is under way is finished, 25 s at most."""
        self._stopped.set()
        self.wake()

    async def run(self) -> None:
        """Send until :meth:`stop`. A store that fails is tried again, once nothing is under way.

        Raises :class:`~storage.errors.LeaseLost` when another process sends now.
        """
        while not self._stopped.is_set():
            try:
                await self.recover()
                self._waits_until = await self._store.deliveries.waits_until()
                await self._send_until_trouble()
            except LeaseLost:
                raise
            except StoreError as trouble:
                _log.warning("the outbox waits for the store", reason=str(trouble))
                await self._wait_for_work(_AFTER_STORE_FAILURE)

    async def recover(self) -> None:
        """Give every row that a crash left under way its next step: its outcome was never learnt."""
        now = self._clock.now()
        recovered = await self._store.deliveries.recover(now, now + timedelta(seconds=self.unknown_wait))
        if recovered:
            _log.warning("deliveries whose outcome was never learnt", count=recovered)

    async def send_due(self) -> int:
        """Send one pass of what is due; return how many rows were tried, when none is under way any more."""
        async with asyncio.TaskGroup() as sending:
            closing = sending.create_task(self._closing.run())
            started = await self._start(sending)
            await self._idle.wait()
            closing.cancel()
        return started

    async def _send_until_trouble(self) -> None:
        """Return when stopped, raise what the store raised; in both cases nothing is left under way."""
        trouble: StoreError | None = None
        self._under_way = 0
        self._idle.set()
        try:
            async with asyncio.timeout(None) as patience, asyncio.TaskGroup() as sending:
                closing = sending.create_task(self._closing.run())
                trouble = await self._passes(sending)
                if self._stopped.is_set():
                    patience.reschedule(asyncio.get_running_loop().time() + self._to_finish)
                await self._idle.wait()
                closing.cancel()
        except TimeoutError:
            _log.warning("some deliveries were not finished in time", seconds=self._to_finish)
        if trouble is not None:
            raise trouble

    async def _passes(self, sending: asyncio.TaskGroup) -> StoreError | None:
        # What the store raises is returned: raised here, it would cancel what is under way.
        while not self._stopped.is_set():
            try:
                started = await self._start(sending)
            except StoreError as trouble:
                return trouble
            if not started:
                await self._wait_for_work(self._seconds_without_work())
        return None

    def _seconds_without_work(self) -> float:
        now = self._clock.now()
        if self._waits_until is not None and self._waits_until > now:
            return (self._waits_until - now).total_seconds()
        # While people are answered some chat is free again at every moment; to look at each would cost more than they.
        return min(_LOOK_AGAIN, max(_LOOK_NO_SOONER, self._pace.next_free(now) or _LOOK_AGAIN))

    async def _wait_for_work(self, seconds: float) -> None:
        await sleep_unless(self._woken, self._clock, seconds)
        self._woken.clear()

    async def _start(self, sending: asyncio.TaskGroup) -> int:
        """Take what is due and give each its turn; return how many were given to Telegram."""
        async with self._taking:
            taken = await self._take()
            started = 0
            for one in taken:
                if await self._comes_to_its_turn(one):
                    sending.create_task(self._send(one))
                    started += 1
        return started

    async def _take(self) -> tuple[Taken, ...]:
        now = self._clock.now()
        if self._waits_until is not None and self._waits_until > now:
            return ()
        most = max(1, min(_AT_ONCE, int(self._pace.per_second * _TAKEN_FOR)))
        room = min(most, _UNDER_WAY_AT_MOST - self._under_way)
        if room <= 0:
            return ()
        busy = self._pace.busy(now)
        taken = await self._store.deliveries.take(now, room, busy=busy, holder=self._holder)
        self._under_way += len(taken)
        if taken:
            self._idle.clear()
        return taken

    async def _comes_to_its_turn(self, taken: Taken) -> bool:
        """Wait for the bot's pace; false, and the row put back, when it is not to be sent now after all."""
        delivery, now = taken.delivery, self._clock.now()
        zone = ZoneInfo(taken.zone) if taken.zone else self._zone
        held_until = quiet_until(delivery.kind, taken.quiet, zone, now, at_once=is_at_once(delivery))
        if held_until is not None:
            why = "quiet hours" if taken.quiet.away_until is None else "on leave"
            self._closing.put(Settlement(delivery, DeliveryState.HELD, why, held_until, untried=True))
            return False
        while (wait := self._pace.seconds_to_wait(self._clock.now())) > 0 and not self._stopped.is_set():
            await sleep_unless(self._stopped, self._clock, wait)
        if self._stopped.is_set() or (self._waits_until is not None and self._waits_until > self._clock.now()):
            self._closing.put(Settlement(delivery, DeliveryState.WAITING, delivery.outcome, untried=True))
            return False
        self._pace.spend(delivery.chat_id, self._clock.now())
        return True

    def _closed(self, count: int) -> None:
        self._under_way -= count
        if self._under_way <= 0:
            self._idle.set()
        self.wake()

    async def _send(self, taken: Taken) -> None:
        try:
            settlement = await self._outcome(taken)
        except StoreError as trouble:  # before anything left: what it holds on, or its file, could not be read
            later = self._clock.now() + timedelta(seconds=_AFTER_STORE_FAILURE)
            settlement = Settlement(taken.delivery, DeliveryState.WAITING, str(trouble), later, untried=True)
        if settlement is None:
            self._closed(1)
        else:
            self._closing.put(settlement)

    async def _outcome(self, taken: Taken) -> Settlement | None:
        """Return what became of a delivery; ``None`` when that is written already."""
        delivery, now = taken.delivery, self._clock.now()
        if delivery.grounds is not None:
            renewed = await self._renewed(delivery, now)
            if renewed is None or isinstance(renewed, Settlement):
                return renewed
        else:
            renewed = delivery.body
        if delivery.edits is not None and taken.edits_message is None:
            return await self._edit_unsent(delivery, renewed, now)
        outcome = await self._given(taken, renewed)
        if isinstance(outcome, Fate) and outcome.step is Step.AGAIN_PLAIN:
            _log.error("Telegram refused our markup, sent as plain text", delivery=delivery.id, reason=outcome.reason)
            outcome = await self._given(taken, renewed, plain=True)
            if isinstance(outcome, Fate) and outcome.step is Step.AGAIN_PLAIN:
                outcome = Fate(Step.BURY, outcome.reason)
        if isinstance(outcome, Fate):
            return await self._settled(delivery, outcome)
        self._limits.well()
        return Settlement(delivery, DeliveryState.SENT, message_id=outcome)

    async def _edit_unsent(self, delivery: Delivery, body: Mapping[str, Any], now: datetime) -> Settlement | None:
        """Let what was to be edited say the new words when it is sent; if it never will be, there is nothing to do."""
        if await self._store.deliveries.replace_body(delivery, body, now):
            return None
        return Settlement(delivery, DeliveryState.CANCELLED, "what it edits was never sent")

    async def _given(self, taken: Taken, body: Mapping[str, Any], *, plain: bool = False) -> int | Fate:
        delivery = taken.delivery
        try:
            return await self._calls.give(taken, body, plain=plain)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the last wall: a row's surprise is its own, it has a fate, too
            fate = fate_of(error, delivery.attempts, delivery.silences, _jitter(delivery))
            trouble = type(error).__name__
            _log.info("delivery not taken", delivery=delivery.id, step=fate.step, reason=fate.reason, trouble=trouble)
            return fate

    async def _settled(self, delivery: Delivery, fate: Fate) -> Settlement | None:
        """Return how a delivery that was not taken is settled; ``None`` when that is written already."""
        now = self._clock.now()
        match fate.step:
            case Step.AGAIN:
                return await self._again(delivery, fate, now)
            case Step.MOVE_CHAT if fate.moved_to is not None:
                moved_to = fate.moved_to
                await self._closing.patiently(lambda: self._store.people.move_chat(delivery.chat_id, moved_to))
                return Settlement(delivery, DeliveryState.WAITING, fate.reason, now)
            case Step.PAUSE_CHAT:
                held = self._store.deliveries.pause_chat
                await self._closing.patiently(lambda: held(delivery, fate.reason, now))
                return None
            case Step.CLOSE_UNKNOWN:
                return Settlement(delivery, DeliveryState.UNKNOWN, fate.reason, silent=True)
            case _:
                return Settlement(delivery, DeliveryState.DEAD, fate.reason)

    async def _again(self, delivery: Delivery, fate: Fate, now: datetime) -> Settlement:
        for_all = self._limits.seconds_for_all(delivery.chat_id, fate, _jitter(delivery))
        if for_all:
            await self._wait_as_a_whole(now + timedelta(seconds=for_all), fate.reason)
        wait = self.unknown_wait if fate.silent else fate.wait
        again_at = now + timedelta(seconds=wait)
        if not still_worth(delivery, again_at):
            return Settlement(delivery, DeliveryState.DEAD, f"too late: {fate.reason}", silent=fate.silent)
        return Settlement(delivery, DeliveryState.WAITING, fate.reason, again_at, silent=fate.silent)

    async def _wait_as_a_whole(self, until: datetime, reason: str) -> None:
        if self._waits_until is None or until > self._waits_until:
            self._waits_until = until
            _log.warning("the whole bot waits", until=until.isoformat(), reason=reason)
            await self._closing.patiently(lambda: self._store.deliveries.wait_for_all(until, reason))


def _jitter(delivery: Delivery) -> float:
    """Return a factor from 0.75 to 1.25, the same for the same try: rows that failed together come apart."""
    return 0.75 + crc32(f"{delivery.id}:{delivery.attempts}".encode()) / 2**33
