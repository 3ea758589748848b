"""Writes down what became of deliveries: many outcomes in one transaction, and none is given up while we run."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import structlog

from bot.clock import Clock, sleep_unless
from bot.pulse import Pulse
from storage.errors import StoreError
from storage.outbox_records import FINAL, Settlement
from storage.store import Store

_AFTER_STORE_FAILURE: Final = 5.0
_log = structlog.get_logger(__name__)


class Closing:
    """The one writer of outcomes; ``on_closed`` is told how many rows have left what is under way."""

    def __init__(
        self, store: Store, clock: Clock, stopped: asyncio.Event, on_closed: Callable[[int], None], pulse: Pulse
    ) -> None:
        """Write to ``store``; once ``stopped``, what cannot be written at once is left to the next start.

        ``pulse`` counts what came to its end.
        """
        self._store = store
        self._clock = clock
        self._stopped = stopped
        self._on_closed = on_closed
        self._pulse = pulse
        self._waiting: list[Settlement] = []
        self._woken = asyncio.Event()

    def put(self, settlement: Settlement) -> None:
        """Have this outcome written soon."""
        self._waiting.append(settlement)
        self._woken.set()

    async def run(self) -> None:
        """Write outcomes until cancelled."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            batch, self._waiting = self._waiting, []
            if batch:
                await self.patiently(partial(self._settle, batch))
                self._on_closed(len(batch))

    async def _settle(self, batch: Sequence[Settlement]) -> None:
        await self._store.deliveries.settle(batch, self._clock.now())
        self._pulse.closed.update((one.delivery.kind, one.state) for one in batch if one.state in FINAL)

    async def patiently(self, write: Callable[[], Awaitable[object]]) -> None:
        """Write, however often the store fails; a stop leaves the rows as they are, to be recovered."""
        while True:
            last_try = self._stopped.is_set()
            try:
                await write()
            except StoreError as trouble:
                _log.warning("an outcome waits for the store", reason=str(trouble))
                if last_try:
                    return
                await sleep_unless(self._stopped, self._clock, _AFTER_STORE_FAILURE)
            else:
                return
