"""A store that can be read but not written: noticed at every renewal of the lease, told to administrators once.

    renewal refused -> the pulse notes since when and why (/health says it) -> a message to each administrator
    renewal done    -> the pulse forgets it; the outbox goes on with what waited

The message does not go through the outbox, which cannot take it now: it is sent at once, and at most once an hour,
however often the store comes and goes.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.pulse import Part, Pulse
from bot.render.catalogue import Catalogues
from bot.render.message import Message
from bot.render.running import store_cannot_be_written
from storage.errors import StoreError, StoreUnavailable
from storage.store import Store

TOLD_EVERY: Final = timedelta(hours=1)
_log = structlog.get_logger(__name__)

Send = Callable[[int, Message], Awaitable[bool]]
"""Sends a message to a chat at once; false when Telegram did not take it."""


class StoreWatch:
    """What the leader knows of whether its store can be written."""

    def __init__(
        self, store: Store, clock: Clock, catalogues: Catalogues, pulse: Pulse, zone: ZoneInfo, send: Send
    ) -> None:
        """Know of no trouble; ``zone`` is for those who have chosen none."""
        self._zone = zone
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._pulse = pulse
        self._send = send
        self._told_at: datetime | None = None

    async def learnt(self, trouble: StoreError | None) -> None:
        """Take note of how a write just ended; one that waited for a lock says nothing."""
        now = self._clock.now()
        if trouble is None:
            if self._pulse.unwritable is not None:
                _log.info("the store can be written again")
            self._pulse.unwritable = None
        elif isinstance(trouble, StoreUnavailable):
            since = self._pulse.unwritable[0] if self._pulse.unwritable else now
            self._pulse.unwritable = (since, str(trouble))
            if self._pulse.part is Part.LEADER and (self._told_at is None or now - self._told_at >= TOLD_EVERY):
                await self._tell(since, now)

    async def _tell(self, since: datetime, now: datetime) -> None:
        try:
            administrators = await self._store.people.administrators()
        except StoreError:
            return  # it cannot be read either: nobody is known, and the log says what is wrong
        self._told_at = now
        for one in administrators:
            zone = ZoneInfo(one.zone) if one.zone else self._zone
            screen = store_cannot_be_written(since, zone, self._catalogues.of(one.language))
            if not await self._send(one.telegram_id, screen):
                _log.info("an administrator was not told of the store", person=one.id)
