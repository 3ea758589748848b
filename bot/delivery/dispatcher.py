"""Sends what stands in the outbox.

    due rows, by priority then age, one per chat -> SENDING -> Telegram -> the row is closed by its outcome

A pass takes at most what Telegram lets a bot send in a second and passes are more than a second apart, so no
chat gets more than one message a second. No transaction is open while Telegram is waited for.
"""

import asyncio
from datetime import timedelta
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.clock import Clock
from bot.delivery.fate import Fate, Step, fate_of
from bot.render.message import call_of_body
from storage.errors import StoreError
from storage.records import Delivery, DeliveryState
from storage.store import Store

_PER_PASS: Final = 28
_BETWEEN_PASSES: Final = 1.05
_AFTER_STORE_FAILURE: Final = 5.0
_AFTER_CRASH: Final = timedelta(minutes=1)
_log = structlog.get_logger(__name__)


class Dispatcher:
    """The one sender of deliveries."""

    def __init__(self, bot: Bot, store: Store, clock: Clock) -> None:
        """Send through ``bot`` what stands in ``store``."""
        self._bot = bot
        self._store = store
        self._clock = clock
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox soon: something may have been written or become due."""
        self._woken.set()

    async def run(self) -> None:
        """Send until :meth:`stop`; the pass under way is finished first. A store that fails is tried again."""
        while not self._stopping:
            try:
                await self.recover()
                await self._send_until_stopped()
            except* StoreError as failure:
                _log.warning("the outbox waits for the store", reason=repr(failure.exceptions[0]))
                await self._wait_for_work(_AFTER_STORE_FAILURE)

    def stop(self) -> None:
        """Let :meth:`run` return after the pass under way."""
        self._stopping = True
        self.wake()

    async def recover(self) -> None:
        """Give every row that a crash left under way its next step: its outcome was never learnt."""
        now = self._clock.now()
        recovered = await self._store.deliveries.recover(now, now + _AFTER_CRASH)
        if recovered:
            _log.warning("deliveries whose outcome was never learnt", count=recovered)

    async def _send_until_stopped(self) -> None:
        while not self._stopping:
            if await self.send_due():
                await self._clock.sleep(_BETWEEN_PASSES)
            else:
                await self._wait_for_work(_BETWEEN_PASSES)

    async def send_due(self) -> int:
        """Send one pass of what is due; return how many rows were tried."""
        due = await self._store.deliveries.take(self._clock.now(), _PER_PASS)
        async with asyncio.TaskGroup() as sending:
            for delivery in due:
                sending.create_task(self._send(delivery))
        return len(due)

    async def _wait_for_work(self, seconds: float) -> None:
        waiting = {asyncio.ensure_future(self._woken.wait()), asyncio.ensure_future(self._clock.sleep(seconds))}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._woken.clear()
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _send(self, delivery: Delivery) -> None:
        try:
            message_id = await self._give_to_telegram(delivery)
        except AiogramError as error:
            await self._close(delivery, fate_of(error, delivery.attempts))
        else:
            await self._store.deliveries.sent(delivery.id, message_id, self._clock.now())

    async def _give_to_telegram(self, delivery: Delivery, *, plain: bool = False) -> int:
        call = call_of_body(delivery.body, plain=plain)
        message = await self._bot.send_message(delivery.chat_id, message_thread_id=delivery.thread_id, **call)
        return message.message_id

    async def _close(self, delivery: Delivery, fate: Fate) -> None:
        deliveries, now = self._store.deliveries, self._clock.now()
        _log.info("delivery not taken", delivery=delivery.id, step=fate.step, reason=fate.reason)
        match fate.step:
            case Step.AGAIN:
                await deliveries.put_back(delivery.id, now + timedelta(seconds=fate.wait), fate.reason)
            case Step.AGAIN_PLAIN:
                await self._send_plain(delivery, fate.reason)
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

    async def _send_plain(self, delivery: Delivery, reason: str) -> None:
        _log.error("Telegram refused our markup, sent as plain text", delivery=delivery.id, reason=reason)
        try:
            message_id = await self._give_to_telegram(delivery, plain=True)
        except AiogramError as error:
            fate = fate_of(error, delivery.attempts)
            again = fate.step is Step.AGAIN_PLAIN
            await self._close(delivery, Fate(Step.BURY, fate.reason) if again else fate)
        else:
            await self._store.deliveries.sent(delivery.id, message_id, self._clock.now())
