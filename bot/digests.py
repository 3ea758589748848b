"""The digests that are due, and what is told at once, written to the outbox.

wishes due -> their digest, composed once for all who want the same -> outbox, and the wishes move on, many at once
what came in or was joined since the last tick -> what matters most -> wishes to be told at once -> outbox
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.digest_composing import Composed, Composer, Reader, composer_at, reader_of
from bot.knowledge import CurrentKnowledge
from bot.news.wishes import AT_ONCE_TICK, HIGH, weight
from bot.render.catalogue import Catalogues
from bot.renewals import at_once_grounds, digest_grounds
from storage.digest_records import EVERYTHING, DigestClosing, DigestWish
from storage.records import DeliveryKind, NewDelivery, Priority, Story
from storage.store import Store

_WISHES_AT_ONCE: Final = 200  # in one transaction, for which an answer may have to wait
_OVERLAP: Final = timedelta(minutes=1)  # what somebody else was writing when it was looked last
_FOLLOWED_AT_MOST: Final = 2  # what an organisation that is followed adds
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
        composer: Composer | None = None
        while wishes := await self._store.digests.due(now, _WISHES_AT_ONCE):
            composer = composer or await self._composer(now)
            roles = await self._store.digests.roles([wish.chat_id for wish in wishes if wish.chat_id > 0])
            closings = [await self._closing(wish, reader_of(wish.chat_id, roles), composer, now) for wish in wishes]
            await self._close(closings, now)
            looked_at += len(wishes)
        return looked_at

    async def _close(self, closings: Sequence[DigestClosing], now: datetime) -> None:
        for chat in await self._store.digests.close(closings, now):
            _log.info("a digest's wish changed under way", chat=chat)

    async def _closing(self, wish: DigestWish, reader: Reader, composer: Composer, now: datetime) -> DigestClosing:
        next_at = composer.next_at(wish, reader)
        if not composer.has_come(wish, reader):  # a day off that was not known when the wish was made
            return DigestClosing(wish, wish.covered_until, next_at, told=wish.told)
        composed = await composer.digest(wish, reader)
        return _closed(wish, composed, next_at, now)

    async def write_at_once(self) -> int:
        """Write what matters most of what has come in since the last time; return how many wishes were told.

        A story that an agency joins is looked at again. What was told is not told again by the daily digest.
        """
        now = self._clock.now()
        last = await self._store.deliveries.last_tick(AT_ONCE_TICK)
        touched = await self._store.news.touched_between(last - _OVERLAP, now) if last is not None else ()
        stories = [story for story in touched if weight(story, EVERYTHING) + _FOLLOWED_AT_MOST >= HIGH]
        told = await self._tell(stories, now) if stories else 0
        if last is None or touched:
            await self._store.deliveries.add([], now, tick=(AT_ONCE_TICK, now))
        return told

    async def _tell(self, stories: Sequence[Story], now: datetime) -> int:
        told, after = 0, None
        composer: Composer | None = None
        while wishes := await self._store.digests.at_once(_WISHES_AT_ONCE, after=after):
            composer = composer or await self._composer(now)
            roles = await self._store.digests.roles([wish.chat_id for wish in wishes if wish.chat_id > 0])
            closings = []
            for wish in wishes:
                chosen = composer.matters(wish, stories)
                if chosen:
                    composed = await composer.at_once(wish, reader_of(wish.chat_id, roles), chosen)
                    closings.append(_told_at_once(wish, composed, chosen, now))
            await self._close(closings, now)
            told, after = told + len(closings), wishes[-1].chat_id
        return told

    async def digest(self, wish: DigestWish, now: datetime) -> tuple[NewDelivery | None, DigestClosing]:
        """Return the digest of what came in since this wish was last served (``None``: nothing did), and its closing.

        The closing bears no delivery: the digest is told within another message.
        """
        composer = await self._composer(now)
        roles = await self._store.digests.roles([wish.chat_id] if wish.chat_id > 0 else [])
        reader = reader_of(wish.chat_id, roles)
        composed, next_at = await composer.digest(wish, reader), composer.next_at(wish, reader)
        return _closed(wish, composed, next_at, now).delivery, DigestClosing(wish, now, next_at)

    async def _composer(self, now: datetime) -> Composer:
        return await composer_at(self._store, self._knowledge, self._catalogues, now, example=self._example)


def _closed(wish: DigestWish, composed: Composed | None, next_at: datetime, now: datetime) -> DigestClosing:
    if composed is None:
        return DigestClosing(wish, now, next_at)
    delivery = NewDelivery(
        key=f"digest:{wish.chat_id}:{wish.next_at.isoformat()}",
        chat_id=wish.chat_id,
        kind=DeliveryKind.DIGEST,
        priority=Priority.DIGEST,
        body=composed.body,
        not_before=now,
        thread_id=wish.thread_id,
        grounds=digest_grounds(wish.covered_until, wish.told),
    )
    return DigestClosing(wish, now, next_at, delivery, composed.edition)


def _told_at_once(wish: DigestWish, composed: Composed, stories: Sequence[Story], now: datetime) -> DigestClosing:
    numbers = tuple(sorted(story.id for story in stories))
    delivery = NewDelivery(
        key=f"digest:{wish.chat_id}:at-once:{'-'.join(str(number) for number in numbers)}",
        chat_id=wish.chat_id,
        kind=DeliveryKind.DIGEST,
        priority=Priority.URGENT,
        body=composed.body,
        not_before=now,
        thread_id=wish.thread_id,
        grounds=at_once_grounds(),
    )
    told = (*wish.told, *numbers)
    return DigestClosing(wish, wish.covered_until, wish.next_at, delivery, composed.edition, told)
