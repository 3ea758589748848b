"""Sends what stands in the outbox.

    due rows, by priority then age, one per chat -> SENDING -> Telegram -> the row is closed by its outcome

A pass starts at most what Telegram lets a bot send in a second and passes are more than a second apart, so no
chat gets more than one message a second. A pass does not wait for what it has started: a chat that Telegram is slow
with delays no other. No transaction is open while Telegram is waited for.
"""

import asyncio
from datetime import timedelta
from typing import Final

import structlog
from aiogram import Bot

from bot.clock import Clock, sleep_unless
from bot.delivery.fate import Fate, Step, fate_of
from bot.render.message import call_of_body
from storage.errors import StoreError
from storage.records import Delivery, DeliveryState
from storage.store import Store

_PER_PASS: Final = 28
_BETWEEN_PASSES: Final = 1.05
# Half of the connections of aiogram's session: when Telegram hangs, replies to people still have theirs.
_UNDER_WAY_AT_MOST: Final = 50
_AFTER_STORE_FAILURE: Final = 5.0
_AFTER_CRASH: Final = timedelta(minutes=1)
_TO_FINISH: Final = 25.0
_log = structlog.get_logger(__name__)


class Dispatcher:
    """The one sender of deliveries."""

    def __init__(self, bot: Bot, store: Store, clock: Clock, *, to_finish: float = _TO_FINISH) -> None:
        """Send through ``bot`` what stands in ``store``; ``to_finish`` are the real seconds a stop may take."""
        self._bot = bot
        self._store = store
        self._clock = clock
        self._to_finish = to_finish
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._taking = asyncio.Lock()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self) -> None:
        """Look at the outbox soon: something may have been written or become due."""
        self._woken.set()

    def stop(self) -> None:
        """Let :meth:`run` start nothing more and return when what is under way is finished, 25 s at most."""
        self._stopped.set()
        self.wake()

    async def run(self) -> None:
        """Send until :meth:`stop`. A store that fails is tried again, once nothing is under way."""
        while not self._stopped.is_set():
            try:
                await self.recover()
                await self._send_until_trouble()
            except StoreError as trouble:
                _log.warning("the outbox waits for the store", reason=str(trouble))
                await self._wait_for_work(_AFTER_STORE_FAILURE)

    async def recover(self) -> None:
        """Give every row that a crash left under way its next step: its outcome was never learnt."""
        now = self._clock.now()
        recovered = await self._store.deliveries.recover(now, now + _AFTER_CRASH)
        if recovered:
            _log.warning("deliveries whose outcome was never learnt", count=recovered)

    async def send_due(self) -> int:
        """Send one pass of what is due; return how many rows were tried, when none is under way any more."""
        async with asyncio.TaskGroup() as sending:
            started = await self._start(sending)
        await self._idle.wait()
        return started

    async def _send_until_trouble(self) -> None:
        """Return when stopped, raise what the store raised; in both cases nothing is left under way."""
        trouble: StoreError | None = None
        try:
            async with asyncio.timeout(None) as patience, asyncio.TaskGroup() as sending:
                trouble = await self._passes(sending)
                if self._stopped.is_set():
                    patience.reschedule(asyncio.get_running_loop().time() + self._to_finish)
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
            if started:
                await sleep_unless(self._stopped, self._clock, _BETWEEN_PASSES)
            else:
                await self._wait_for_work(_BETWEEN_PASSES)
        return None

    async def _start(self, sending: asyncio.TaskGroup) -> int:
        async with self._taking:
            room = min(_PER_PASS, _UNDER_WAY_AT_MOST - self._under_way)
            due = await self._store.deliveries.take(self._clock.now(), room) if room > 0 else ()
            for delivery in due:
                self._under_way += 1
                self._idle.clear()
                sending.create_task(self._send(delivery))
        return len(due)

    async def _wait_for_work(self, seconds: float) -> None:
        await sleep_unless(self._woken, self._clock, seconds)
        self._woken.clear()

    async def _send(self, delivery: Delivery) -> None:
        try:
            await self._close(delivery, await self._outcome(delivery))
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def _outcome(self, delivery: Delivery) -> int | Fate:
        """Return the number of the message sent, or what follows from its not being sent."""
        outcome = await self._given(delivery)
        if isinstance(outcome, Fate) and outcome.step is Step.AGAIN_PLAIN:
            _log.error("Telegram refused our markup, sent as plain text", delivery=delivery.id, reason=outcome.reason)
            outcome = await self._given(delivery, plain=True)
            if isinstance(outcome, Fate) and outcome.step is Step.AGAIN_PLAIN:
                outcome = Fate(Step.BURY, outcome.reason)
        return outcome

    async def _given(self, delivery: Delivery, *, plain: bool = False) -> int | Fate:
        try:
            call = call_of_body(delivery.body, plain=plain)
            message = await self._bot.send_message(delivery.chat_id, message_thread_id=delivery.thread_id, **call)
        except Exception as error:  # noqa: BLE001 - the last wall: a row's surprise is its own, it has a fate, too
            fate = fate_of(error, delivery.attempts)
            trouble = type(error).__name__
            _log.info("delivery not taken", delivery=delivery.id, step=fate.step, reason=fate.reason, trouble=trouble)
            return fate
        return message.message_id

    async def _close(self, delivery: Delivery, outcome: int | Fate) -> None:
        """Write the outcome down, however often the store fails; a stop leaves the row to the next start."""
        while True:
            last_try = self._stopped.is_set()
            try:
                return await self._write(delivery, outcome)
            except StoreError as trouble:
                _log.warning("an outcome waits for the store", delivery=delivery.id, reason=str(trouble))
                if last_try:
                    return None
                await sleep_unless(self._stopped, self._clock, _AFTER_STORE_FAILURE)

    async def _write(self, delivery: Delivery, outcome: int | Fate) -> None:
        if isinstance(outcome, Fate):
            await self._write_fate(delivery, outcome)
        else:
            await self._store.deliveries.sent(delivery.id, outcome, self._clock.now())

    async def _write_fate(self, delivery: Delivery, fate: Fate) -> None:
        deliveries, now = self._store.deliveries, self._clock.now()
        match fate.step:
            case Step.AGAIN:
                await deliveries.put_back(delivery.id, now + timedelta(seconds=fate.wait), fate.reason)
            case Step.MOVE_CHAT if fate.moved_to is not None:
                await self._store.people.move_chat(delivery.chat_id, fate.moved_to)
                await deliveries.put_back(delivery.id, now, fate.reason)
            case Step.PAUSE_CHAT:
                await self._store.people.pause_chat(delivery.chat_id, fate.reason, now)
                await deliveries.bury(delivery.id, fate.reason, now)
            case Step.CLOSE_UNKNOWN:
                await deliveries.bury(delivery.id, fate.reason, now, DeliveryState.UNKNOWN)
            case _:
                await deliveries.bury(delivery.id, fate.reason, now)
