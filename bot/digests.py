"""The digests that are due, written to the outbox.

wishes due -> stories since the last one -> digest -> outbox, and the wish moves on
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.knowledge import CurrentKnowledge
from bot.news.digest import next_moment
from bot.render.catalogue import Catalogues
from bot.render.news import digest_message
from bot.renewals import digest_grounds
from storage.errors import VersionMoved
from storage.records import DeliveryKind, DigestWish, NewDelivery, Priority
from storage.store import Store

_WISHES_AT_ONCE: Final = 200
_log = structlog.get_logger(__name__)


class DigestWriter:
    """Writes digests; ``example`` marks them as made of examples."""

    def __init__(
        self, store: Store, clock: Clock, knowledge: CurrentKnowledge, catalogues: Catalogues, *, example: bool
    ) -> None:
        """Work on ``store`` at the time of ``clock``."""
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self._catalogues = catalogues
        self._example = example

    async def write_due(self) -> int:
        """Write the digests that are due to the outbox; return how many wishes were looked at."""
        now, looked_at = self._clock.now(), 0
        while wishes := await self._store.digests.due(now, _WISHES_AT_ONCE):
            for wish in wishes:
                await self._write(wish, now)
            looked_at += len(wishes)
        return looked_at

    async def _write(self, wish: DigestWish, now: datetime) -> None:
        delivery = await self.digest(wish, now)
        next_at = next_moment(wish.at, ZoneInfo(wish.zone), now)
        try:
            await self._store.digests.close(wish, covered_until=now, next_at=next_at, delivery=delivery, now=now)
        except VersionMoved:
            _log.info("a digest's wish changed under way", chat=wish.chat_id)

    async def digest(self, wish: DigestWish, now: datetime) -> NewDelivery | None:
        """Return the digest of what came in since this wish was last served; ``None``: nothing did."""
        stories = await self._store.news.added_between(wish.covered_until, now)
        if not stories:
            return None
        knowledge = await self._knowledge.newest()
        message = digest_message(
            stories,
            knowledge.register,
            self._catalogues.of(wish.language),
            first=wish.covered_until,
            last=now,
            zone=ZoneInfo(wish.zone),
            example=self._example,
        )
        return NewDelivery(
            key=f"digest:{wish.chat_id}:{wish.next_at.isoformat()}",
            chat_id=wish.chat_id,
            kind=DeliveryKind.DIGEST,
            priority=Priority.DIGEST,
            body=message.body(),
            not_before=now,
            grounds=digest_grounds(wish.covered_until),
        )
