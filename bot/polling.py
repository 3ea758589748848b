"""Sources asked for what is new, each at its own time; nothing is lost or doubled wherever this is killed.

source due -> asked whether it changed ─no─▶ well
                       └─yes─▶ read in a thread -> pages of what may matter -> taken in -> only now: what the server
                               said of this body, to be asked with next time
nothing fetched, or no feed -> failing -> for a day: administrators told once -> well again: told once

Killed before the last step, the same body is fetched again; what of it was taken in is known then.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.errors import NotFetched
from bot.news.fetch import Fetched, Fetcher, Seen
from bot.news.parse import Complaint, Reading, read_feed
from bot.news.schedule import FAULT, failed, well
from bot.news_intake import Intake
from bot.news_pages import with_texts
from bot.render.catalogue import Catalogues
from bot.render.message import Message
from bot.render.sources_told import source_back, source_failing, source_gone
from storage.errors import StoreError, VersionMoved
from storage.records import DeliveryKind, NewDelivery, Priority, User
from storage.source_records import NewsSource
from storage.store import Store

TOLD_AFTER: Final = timedelta(days=1)
_IN_ONE_GO: Final = 50
_AT_ONCE: Final = 4
_TITLE: Final = 200
_NOT_A_FEED: Final = frozenset({Complaint.EMPTY, Complaint.PAGE, Complaint.NO_FEED})
_log = structlog.get_logger(__name__)


class Polling:
    """Asks sources; four at a time, and never one twice at the same moment."""

    def __init__(  # noqa: PLR0913 - the network, the store, the words and the way out meet here
        self,
        store: Store,
        clock: Clock,
        catalogues: Catalogues,
        fetcher: Fetcher,
        intake: Intake,
        zone: ZoneInfo,
        *,
        wake: Callable[[], None],
    ) -> None:
        """Take in by ``intake`` what ``fetcher`` brings; ``wake`` sends what administrators are told."""
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._fetcher = fetcher
        self._intake = intake
        self._zone = zone
        self._wake = wake
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._waiting: set[int] = set()
        self._under_way: set[int] = set()

    async def poll_due(self) -> None:
        """Ask every source whose time has come, and tell administrators of those that have failed for a day.

        May be called again while slow sources are waited for: it asks the others.
        """
        await self._tell_failing()
        most = _IN_ONE_GO + len(self._waiting)
        due = await self._store.sources.due(self._clock.now(), most)
        async with asyncio.TaskGroup() as asking:
            for source in due:
                if source.id not in self._waiting:
                    self._waiting.add(source.id)
                    asking.create_task(self._in_turn(source))

    async def poll(self, source: NewsSource) -> None:
        """Ask a source now, and keep how it stands with it; nothing when it is being asked already.

        Raises :class:`~storage.errors.StoreError` when that can't be written: it is asked again then.
        """
        if source.id in self._under_way:
            return
        self._under_way.add(source.id)
        try:
            await self._keep(source, await self._asked(source))
        finally:
            self._under_way.remove(source.id)

    async def _in_turn(self, source: NewsSource) -> None:
        try:
            async with self._turns:
                await self.poll(source)
        except VersionMoved:
            _log.info("a source changed while it was asked", source=source.address)
        except StoreError as trouble:
            _log.warning("a source waits for the store", source=source.address, reason=str(trouble))
        finally:
            self._waiting.discard(source.id)

    async def _asked(self, source: NewsSource) -> NewsSource:
        """Return how it stands with a source after it was asked; everything it gave is taken in by then."""
        try:
            answer = await self._fetcher.fetch(source.address, Seen(source.etag, source.last_modified))
            if answer.body is None:
                return well(source, self._clock.now(), answer.moved_to)
            return await self._taken(source, answer, answer.body)
        except NotFetched as lost:
            _log.info("a source gave nothing", source=source.address, reason=lost.trouble, status=lost.status)
            return failed(source, self._clock.now(), lost.trouble, lost.status, lost.retry_after)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - see below
            # A wall for each source: whatever strangers send, it stops no other source and is not asked for at once.
            _log.exception("a source made the bot stumble", source=source.address)
            return failed(source, self._clock.now(), FAULT)

    async def _taken(self, source: NewsSource, answer: Fetched, body: bytes) -> NewsSource:
        now = self._clock.now()
        reading = await asyncio.to_thread(read_feed, body, now, charset=answer.charset)
        if (trouble := _trouble_of(reading)) is not None:
            _log.info("a source gave no feed", source=source.address, reason=trouble)
            return failed(source, now, trouble)
        judged = await self._intake.judged(await self._intake.new_of(reading.articles))
        articles = await with_texts(reading.articles, judged, self._fetcher)
        added = await self._intake.take_in(articles, judged)
        now = self._clock.now()
        # What was cut off is asked for again as a whole, though the server might say that it has not changed.
        seen = answer.seen if reading.complaint is None else Seen()
        _log.info("a source was read", source=source.address, read=len(articles), added=added)
        return replace(
            well(source, now, answer.moved_to),
            title=source.title or reading.title[:_TITLE],
            etag=seen.etag,
            last_modified=seen.last_modified,
            article_at=now if added else source.article_at,
            read=len(articles),
            unreadable=reading.unreadable,
            taken=source.taken + added,
        )

    async def _keep(self, before: NewsSource, after: NewsSource) -> None:
        telling: tuple[NewDelivery, ...] = ()
        if after.state is not before.state:
            telling = await self._to_all(
                "gone", after, lambda one: source_gone(after, self._catalogues.of(one.language))
            )
        elif before.told and not after.trouble:
            telling = await self._to_all(
                "back", before, lambda one: source_back(after, self._catalogues.of(one.language))
            )
        await self._store.sources.polled(after, self._clock.now(), telling)
        if telling:
            self._wake()

    async def _tell_failing(self) -> None:
        """Tell administrators, once, of every source that has failed for a day."""
        now = self._clock.now()
        for source in await self._store.sources.failing(now - TOLD_AFTER):
            telling = await self._to_all("failing", source, partial(self._failing, source))
            _log.warning("a source has failed for a day", source=source.address, reason=source.trouble)
            try:
                await self._store.sources.polled(replace(source, told=True), now, telling)
            except VersionMoved:
                continue  # looked at again the next time
            self._wake()

    def _failing(self, source: NewsSource, administrator: User) -> Message:
        theirs = ZoneInfo(administrator.zone) if administrator.zone else self._zone
        return source_failing(source, theirs, self._catalogues.of(administrator.language))

    async def _to_all(self, what: str, source: NewsSource, told: Callable[[User], Message]) -> tuple[NewDelivery, ...]:
        now = self._clock.now()
        since = (source.failing_since or now).isoformat()
        return tuple(
            NewDelivery(
                key=f"source-{what}:{source.id}:{since}:{one.id}",
                chat_id=one.telegram_id,
                kind=DeliveryKind.NOTICE,
                priority=Priority.URGENT,
                body=told(one).body(),
                not_before=now,
            )
            for one in await self._store.people.administrators()
        )


def _trouble_of(reading: Reading) -> Complaint | None:
    """Return why this is no feed to be read; a broken one of which something could be read is one."""
    if reading.complaint in _NOT_A_FEED or (reading.complaint and not reading.articles):
        return reading.complaint
    return None
