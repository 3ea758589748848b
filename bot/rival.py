"""Another installation that takes the updates of this bot: noticed, told to the administrators, and given way to.

    getUpdates -> 409, though this process holds the lease of its store
      -> once or twice: an old poll of ours, after a restart; nothing
      -> for half a minute: a notice to every administrator
      -> for a minute: the process ends with an exit code of its own

Telegram hands an update to whoever asks at that moment, so a poll that succeeds proves nothing. What does is a lull
longer than a poll: nobody has cut one short.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.errors import TokenInUse
from bot.render.catalogue import Catalogues
from bot.render.running import token_in_use
from storage.errors import StoreError
from storage.records import DeliveryKind, NewDelivery, Priority, User
from storage.store import Store

LULL: Final = timedelta(seconds=40)  # a poll of 30 s, the pause before it, and something for the way
TOLD_AFTER: Final = timedelta(seconds=30)
ENDS_AFTER: Final = timedelta(seconds=60)
_log = structlog.get_logger(__name__)


class Rival:
    """What is known of another installation. ``wake`` sends what was written, ``end`` ends this process politely."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogues: Catalogues,
        *,
        wake: Callable[[], None],
        end: Callable[[Exception], None],
    ) -> None:
        """Know of none."""
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._wake = wake
        self._end = end
        self._since: datetime | None = None
        self._last: datetime | None = None
        self._told = False

    async def met(self) -> None:
        """Take note that Telegram has just refused us updates because another asks for them."""
        now = self._clock.now()
        if self._since is None or self._last is None or now - self._last > LULL:
            self._since, self._told = now, False
        self._last = now
        lasts = now - self._since
        if lasts >= TOLD_AFTER and not self._told:
            self._told = await self._tell(now)
        if lasts >= ENDS_AFTER:
            self._end(TokenInUse())

    async def _tell(self, now: datetime) -> bool:
        _log.error("another installation uses the token of this bot", since=self._since)
        try:
            administrators = await self._store.people.administrators()
            await self._store.deliveries.add([self._notice(one, now) for one in administrators], now)
        except StoreError as trouble:
            _log.warning("the administrators could not be told", reason=str(trouble))
            return False
        self._wake()
        return True

    def _notice(self, administrator: User, now: datetime) -> NewDelivery:
        # One an hour: whoever restarts us again and again must not make us write each time.
        return NewDelivery(
            key=f"rival:{now:%Y-%m-%dT%H}:{administrator.id}",
            chat_id=administrator.telegram_id,
            kind=DeliveryKind.NOTICE,
            priority=Priority.URGENT,
            body=token_in_use(self._catalogues.of(administrator.language)).body(),
            not_before=now,
        )
