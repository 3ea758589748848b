"""The only place where the time of day is asked for; everything else gets ``now`` or a :class:`Clock`."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives the time and waits for it to pass."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once ``seconds`` of this clock have passed; at once when there is nothing to wait for."""
        ...


async def sleep_unless(event: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Sleep by ``clock``, but no longer than until ``event`` is set."""
    waiting = {asyncio.ensure_future(event.wait()), asyncio.ensure_future(clock.sleep(seconds))}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait ``seconds`` of real time."""
        await asyncio.sleep(max(0.0, seconds))


class MovableClock:
    """A clock that starts where it is told and can be moved forward.

    A ``running`` clock goes on at the pace of real time between moves (the demo); one that does not run
    stands still until it is moved (tests). A move wakes everyone whose time has come and then calls the
    ``listeners``, in the order in which they were added.
    """

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        """Start at ``start``, which must be aware."""
        if start.tzinfo is None:
            msg = "a clock starts at an aware moment"
            raise ValueError(msg)
        self._start = start.astimezone(UTC)
        self._running = running
        self._born = time.monotonic()
        self._moved = timedelta(0)
        self._moves = asyncio.Condition()
        self.listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        passed = timedelta(seconds=time.monotonic() - self._born) if self._running else timedelta(0)
        return self._start + self._moved + passed

    async def sleep(self, seconds: float) -> None:
        """Return once the clock stands ``seconds`` later than now, by running or by being moved."""
        until = self.now() + timedelta(seconds=seconds)
        async with self._moves:
            while (left := (until - self.now()).total_seconds()) > 0:
                await self._moved_within(left if self._running else None)

    async def _moved_within(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._moves.wait()
        except TimeoutError:
            return

    async def move(self, by: timedelta) -> None:
        """Move forward by ``by`` (never back: :class:`ValueError`)."""
        if by < timedelta(0):
            msg = "a clock is not moved back"
            raise ValueError(msg)
        self._moved += by
        async with self._moves:
            self._moves.notify_all()
        for listener in self.listeners:
            listener()
