"""Which process polls, ticks and sends: the one that holds the lease «bot» of the store.

    start -> the lease is free, or its holder is dead -> lead: renew it every 5 s
          -> another holds it -> stand by (taking webhooks, if they are used) and look again every 5 s

A lease is good for 20 seconds, so a standby takes over within 25 when the leader's machine dies, and at once when the
leader was a process of this machine that is no more, or stopped politely.
"""

import asyncio
import os
import re
import socket
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog

from bot.clock import Clock, sleep_unless
from storage.deliveries import BOT
from storage.errors import LeaseLost, StoreError
from storage.store import Store

LEASE: Final = timedelta(seconds=20)
_RENEW_EVERY: Final = 5.0
_log = structlog.get_logger(__name__)

Learnt = Callable[[StoreError | None], Awaitable[None]]
"""Is told how a write ended: ``None``, it was done."""


def name_of_this_process() -> str:
    """Return a name that no other process has had: machine, number there, and a word by chance."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


class Leadership:
    """This process's claim to the lease."""

    def __init__(self, store: Store, clock: Clock, holder: str, learnt: Learnt | None = None) -> None:
        """Claim in the name of ``holder``, by the time of ``clock``; ``learnt`` is told how each renewal ended."""
        self._learnt = learnt
        self._store = store
        self._clock = clock
        self.holder = holder

    async def gained(self, stopped: asyncio.Event) -> bool:
        """Return true once the lease is ours, false when ``stopped`` before that."""
        standing_by = False
        while not stopped.is_set():
            try:
                if await self._claim():
                    return True
                if not standing_by:
                    _log.info("another process leads, this one stands by")
                    standing_by = True
            except StoreError as trouble:
                _log.warning("the lease waits for the store", reason=str(trouble))
            await sleep_unless(stopped, self._clock, _RENEW_EVERY)
        return False

    async def _claim(self) -> bool:
        leases, now = self._store.leases, self._clock.now()
        if await leases.take(BOT, self.holder, now, LEASE):
            return True
        held = await leases.holder(BOT)
        if held is None or not _is_dead(held[0]):
            return False
        return await leases.take_over(BOT, self.holder, held[0], now, LEASE)

    async def keep(self, stopped: asyncio.Event) -> None:
        """Renew the lease until ``stopped``; raises :class:`~storage.errors.LeaseLost` when another has it.

        A store that does not answer is asked again: as long as nobody else has taken the lease, it is ours.
        """
        while not stopped.is_set():
            await sleep_unless(stopped, self._clock, _RENEW_EVERY)
            if not await self.renewed():
                raise LeaseLost(BOT)

    async def renewed(self) -> bool:
        """Renew the lease, even one whose time is up, unless another has taken it: then false."""
        try:
            ours = await self._store.leases.take(BOT, self.holder, self._clock.now(), LEASE)
        except StoreError as trouble:
            _log.warning("the lease waits for the store", reason=str(trouble))
            if self._learnt is not None:
                await self._learnt(trouble)
            return True
        if self._learnt is not None:
            await self._learnt(None)
        return ours

    async def give_up(self) -> None:
        """Let another process lead at once; a store that does not answer lets it wait for the lease to end."""
        try:
            await self._store.leases.give_back(BOT, self.holder)
        except StoreError as trouble:
            _log.warning("the lease was not given back", reason=str(trouble))


def _is_dead(holder: str) -> bool:
    """Tell whether a holder was a process of this machine that is there no more.

    A process with our own number on a machine of our name was the one before us: in a container all have the same.
    """
    written = re.fullmatch(r"(?P<machine>.+):(?P<number>\d+):[0-9a-f]{12}", holder)
    if written is None or written["machine"] != socket.gethostname():
        return False
    number = int(written["number"])
    return number == os.getpid() or not Path(f"/proc/{number}").exists()
