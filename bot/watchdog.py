"""Ends a process whose event loop hangs, so that whoever supervises it starts it anew.

    the loop beats every second -> a thread looks every second
      -> no beat for 60 looks: where every thread stands goes to standard error, and the process ends with 70

It is looks that are counted, not time: a machine that slept, or a process that was stopped and goes on, did not hang.
"""

import asyncio
import faulthandler
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import Final

HUNG: Final = 70  # EX_SOFTWARE of sysexits.h
_LIMIT: Final = 60.0
_EVERY: Final = 1.0


class Watchdog:
    """Counts the looks since the last beat."""

    def __init__(self, limit: float, every: float) -> None:
        """Allow ``limit`` seconds without a beat; beat and look once in ``every`` seconds."""
        self._most = limit / every
        self._every = every
        self._looks = 0
        self._over = Event()

    async def beat(self) -> None:
        """Beat until cancelled."""
        while True:
            self._looks = 0
            await asyncio.sleep(self._every)

    def watch(self) -> None:
        """Look, in a thread of its own, until :meth:`finish`."""
        while not self._over.wait(self._every):
            self._looks += 1
            if self._looks > self._most:
                _end_at_once()

    def finish(self) -> None:
        """Look no more."""
        self._over.set()


def _end_at_once() -> None:  # pragma: no cover - nothing is measured in a process that ends so
    errors = sys.__stderr__
    if errors is not None:
        errors.write("the event loop hangs; where every thread stands:\n")
        errors.flush()
        faulthandler.dump_traceback(file=errors, all_threads=True)
    os._exit(HUNG)


@asynccontextmanager
async def watched(limit: float = _LIMIT, every: float = _EVERY) -> AsyncIterator[None]:
    """End the process if its loop stands still for ``limit`` real seconds within the block."""
    dog = Watchdog(limit, every)
    thread = Thread(target=dog.watch, name="watchdog", daemon=True)
    beating = asyncio.ensure_future(dog.beat())
    thread.start()
    try:
        yield
    finally:
        dog.finish()
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        await asyncio.to_thread(thread.join)
