"""Digests that went out, corrected where a story's title or a figure has changed since.

editions of the last day x stories as they are now -> what reads otherwise -> the first page anew, «уточнено»
  -> an edit for each copy that was sent -> outbox, many at once
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from bot.clock import Clock
from bot.edition_contents import contents_of
from bot.knowledge import CurrentKnowledge
from bot.news.corrections import is_corrected
from bot.render.catalogue import Catalogues
from bot.render.digest import digest_page
from storage.digest_records import Copy, Edition
from storage.records import DeliveryKind, NewDelivery, Priority, Story
from storage.store import Store

CORRECTED_FOR: Final = timedelta(hours=24)
_AT_ONCE: Final = 200  # in one transaction, for which an answer may have to wait
_log = structlog.get_logger(__name__)


class Clarifying:
    """Corrects what digests told."""

    def __init__(self, store: Store, clock: Clock, knowledge: CurrentKnowledge, catalogues: Catalogues) -> None:
        """Work on ``store`` at the time of ``clock``."""
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self._catalogues = catalogues

    async def write_corrections(self) -> int:
        """Write an edit of each digest of the last day that tells what its outlet has corrected; return how many."""
        since = self._clock.now() - CORRECTED_FOR
        editions = await self._store.editions.since(since)
        told = {one.id for edition in editions for one in edition.told}
        stories = {story.id: story for story in await self._store.news.some(told)} if told else {}
        written = 0
        for edition in editions:
            corrected = _corrected(edition, stories)
            if corrected:
                written += await self._correct(edition, corrected, since)
        return written

    async def _correct(self, edition: Edition, corrected: tuple[int, ...], since: datetime) -> int:
        marked = tuple(dict.fromkeys([*edition.clarified, *corrected]))
        after = replace(edition, clarified=marked, edits=edition.edits + 1)
        known, tr = await self._knowledge.newest(), self._catalogues.of(edition.language)
        page = digest_page(await contents_of(after, self._store, reads_plan=True), known.register, tr)
        after = replace(after, told=page.told())
        body, now, count, last = page.message(after, tr).body(), self._clock.now(), 0, 0
        # An edit written twice has the same key: what a crash leaves half-done is done at the next time.
        while copies := await self._store.editions.copies(edition.id, since, _AT_ONCE, after=last):
            count += await self._store.deliveries.add([_edit(one, after, body, now) for one in copies], now)
            last = copies[-1].id
        await self._store.editions.correct(after, body)
        _log.info("a digest was corrected", edition=edition.id, stories=list(corrected), copies=count)
        return count


def _corrected(edition: Edition, stories: Mapping[int, Story]) -> tuple[int, ...]:
    told = (one for one in edition.told if one.id in stories)
    return tuple(one.id for one in told if is_corrected(one, stories[one.id]))


def _edit(copy: Copy, edition: Edition, body: Mapping[str, Any], now: datetime) -> NewDelivery:
    return NewDelivery(
        key=f"digest-corrected:{copy.id}:{edition.id}:{edition.edits}",
        chat_id=copy.chat_id,
        kind=DeliveryKind.DIGEST,
        priority=Priority.DIGEST,
        body=body,
        not_before=now,
        thread_id=copy.thread_id,
        edits=copy.id,
    )
