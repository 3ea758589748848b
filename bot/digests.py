"""The digests that are due, written to the outbox.

wishes due -> stories since the last one -> digest, once for all who want the same -> outbox, and the wishes move on
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
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
_COMPOSED_AT_ONCE: Final = 500  # digests held while a run goes on, so that its memory stays flat
_Composed = dict[tuple[datetime, str, str], Mapping[str, Any] | None]  # by what is wanted: since when, zone, language
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
        composed: _Composed = {}
        while wishes := await self._store.digests.due(now, _WISHES_AT_ONCE):
            for wish in wishes:
                await self._write(wish, now, composed)
            looked_at += len(wishes)
        return looked_at

    async def _write(self, wish: DigestWish, now: datetime, composed: _Composed) -> None:
        wanted = (wish.covered_until, wish.zone, wish.language)
        if wanted not in composed:
            if len(composed) >= _COMPOSED_AT_ONCE:
                composed.clear()
            composed[wanted] = await self._body(wish, now)
        body = composed[wanted]
        delivery = None if body is None else _delivery(wish, body, now)
        next_at = next_moment(wish.at, ZoneInfo(wish.zone), now)
        try:
            await self._store.digests.close(wish, covered_until=now, next_at=next_at, delivery=delivery, now=now)
        except VersionMoved:
            _log.info("a digest's wish changed under way", chat=wish.chat_id)

    async def digest(self, wish: DigestWish, now: datetime) -> NewDelivery | None:
        """Return the digest of what came in since this wish was last served; ``None``: nothing did."""
        body = await self._body(wish, now)
        return None if body is None else _delivery(wish, body, now)

    async def _body(self, wish: DigestWish, now: datetime) -> Mapping[str, Any] | None:
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
        return message.body()


def _delivery(wish: DigestWish, body: Mapping[str, Any], now: datetime) -> NewDelivery:
    return NewDelivery(
        key=f"digest:{wish.chat_id}:{wish.next_at.isoformat()}",
        chat_id=wish.chat_id,
        kind=DeliveryKind.DIGEST,
        priority=Priority.DIGEST,
        body=body,
        not_before=now,
        grounds=digest_grounds(wish.covered_until),
    )
