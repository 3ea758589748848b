"""Broadcasts on their way; run by a job.

planning  the next chats of the audience -> rows of the outbox, a part at a time -> running
running   what became of the rows -> the message where it is watched, once in three seconds at most -> done
stopped   rows that still wait are held
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from bot.clock import Clock
from bot.render.broadcast import broadcast_body, progress_screen
from bot.render.catalogue import Catalogues
from bot.render.message import Message
from storage.broadcast_records import Broadcast, BroadcastState, Progress
from storage.store import Store

EVERY: Final = 3
_APART: Final = timedelta(seconds=EVERY)
_log = structlog.get_logger(__name__)

Show = Callable[[int, int, Message], Awaitable[bool]]
"""Lets a message (chat, number) say something else; false: to be tried again."""


async def nobody_watches(_chat_id: int, _message_id: int, _screen: Message) -> bool:
    """Show nothing to anybody."""
    return True


class Broadcasting:
    """Carries broadcasts on."""

    def __init__(
        self, store: Store, clock: Clock, catalogues: Catalogues, wake: Callable[[], None], show: Show
    ) -> None:
        """Work on ``store``; ``wake`` tells the dispatcher that there are rows to send."""
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._wake = wake
        self._show = show
        self._shown: dict[int, tuple[datetime, str]] = {}
        self._held: set[int] = set()

    async def carry_on(self) -> None:
        """Bring every broadcast that is not at its end one step on."""
        on_their_way = (BroadcastState.PLANNING, BroadcastState.RUNNING, BroadcastState.STOPPED)
        for broadcast in await self._store.broadcasts.in_states(*on_their_way):
            match broadcast.state:
                case BroadcastState.STOPPED:
                    await self._hold(broadcast)
                case BroadcastState.PLANNING:
                    await self._plan(broadcast)
                case _:
                    await self._follow(broadcast)

    async def _plan(self, broadcast: Broadcast) -> None:
        self._held.discard(broadcast.id)
        bodies: Mapping[str, Mapping[str, Any]] = {
            tr.language: broadcast_body(broadcast.body, tr) for tr in self._catalogues
        }
        while await self._store.broadcasts.plan(broadcast.id, bodies, self._clock.now()):
            self._wake()
        self._wake()
        _log.info("a broadcast is planned", broadcast=broadcast.id)

    async def _hold(self, broadcast: Broadcast) -> None:
        if broadcast.id in self._held:
            return
        may_come_back = await self._store.broadcasts.is_being_sent(broadcast.id)
        while await self._store.broadcasts.hold(broadcast.id):
            pass
        await self._tell(broadcast, await self._store.broadcasts.progress(broadcast.id))
        if not may_come_back:
            self._held.add(broadcast.id)

    async def _follow(self, broadcast: Broadcast) -> None:
        progress = await self._store.broadcasts.progress(broadcast.id)
        if progress.waiting:
            await self._tell(broadcast, progress)
        elif await self._tell(replace(broadcast, state=BroadcastState.DONE), progress, last=True):
            await self._store.broadcasts.finish(broadcast.id, self._clock.now())
            self._shown.pop(broadcast.id, None)
            _log.info("a broadcast is done", broadcast=broadcast.id, sent=progress.sent, failed=progress.failed)

    async def _tell(self, broadcast: Broadcast, progress: Progress, *, last: bool = False) -> bool:
        """Show how far it is, unless that was shown or the last time was a moment ago; false: try again."""
        if broadcast.progress_chat is None or broadcast.progress_message is None:
            return True
        screen, now = await self._screen(broadcast, progress), self._clock.now()
        before = self._shown.get(broadcast.id)
        if before is not None and now - before[0] < _APART:
            return False
        if before is not None and before[1] == screen.plain() and not last:
            return True
        self._shown[broadcast.id] = (now, screen.plain())
        return await self._show(broadcast.progress_chat, broadcast.progress_message, screen)

    async def _screen(self, broadcast: Broadcast, progress: Progress) -> Message:
        watcher = await self._store.people.known(broadcast.progress_chat or 0)
        return progress_screen(broadcast, progress, self._catalogues.of(watcher.language if watcher else "ru"))
