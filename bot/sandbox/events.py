"""Who waits and what is told: the bell that wakes long polls, and the stream of events the page follows."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from bot.sandbox.wire import Json

_KEPT = 2_000


class Bell:
    """Wakes everyone who waits, so that each looks again whether what it waits for has come.

    A closed bell lets nobody wait any more: a stopping server is not held up by its long polls.
    """

    def __init__(self) -> None:
        """Start open, with nobody waiting."""
        self._rung = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Wake everyone who waits now."""
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """Wake everyone for good."""
        self.closed = True
        self._rung.set()

    async def rung(self) -> None:
        """Return at the next ring, or at once when closed."""
        await self._rung.wait()

    async def until(self, ready: Callable[[], bool], seconds: float | None) -> bool:
        """Wait ``seconds`` of real time (None: any time) for ``ready`` to hold; return whether it does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not ready() and not self.closed:
                    await self.rung()
        return ready()


class EventLog:
    """The newest 2,000 events, numbered from 1."""

    def __init__(self, bell: Bell) -> None:
        """Start empty; each event rings ``bell``."""
        self._bell = bell
        self._events: deque[tuple[int, Json]] = deque(maxlen=_KEPT)
        self.last = 0

    def add(self, kind: str, **fields: object) -> None:
        """Append an event of a ``kind``."""
        self.last += 1
        self._events.append((self.last, {"type": kind, **fields}))
        self._bell.ring()

    def after(self, number: int) -> list[tuple[int, Json]]:
        """Return the events with a greater number, oldest first."""
        return [event for event in self._events if event[0] > number]
