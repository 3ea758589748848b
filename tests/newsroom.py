"""A newsroom for tests: a store, the intake, the fetcher and the polling of sources, against agencies on loopback."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network

from bot.clock import MovableClock
from bot.news.fetch import Fetcher, fetching
from bot.news.reach import Lookup
from bot.news_intake import Intake
from bot.polling import Polling
from bot.render.catalogue import load_catalogues
from storage.records import Delivery
from storage.source_records import NewSource, NewsSource
from storage.store import Store
from tests.feed_server import Agencies, agencies
from tests.news.bad_server import BadServer
from tests.office import AFTERNOON, ZONE, Office, office

LOOPBACK = (ip_network("127.0.0.1/32"),)


@dataclass(frozen=True, slots=True)
class Newsdesk:
    """What a test can reach."""

    office: Office
    agencies: Agencies
    polling: Polling
    intake: Intake
    fetcher: Fetcher
    clock: MovableClock

    @property
    def store(self) -> Store:
        """The store."""
        return self.office.store

    async def add(self, path: str, title: str = "Агентство", server: BadServer | None = None) -> NewsSource:
        """Add the source at a path of the agencies, or of another ``server``."""
        now = self.clock.now()
        (added,) = await self.store.sources.add(
            [NewSource((server or self.agencies).url(path), title)], by=None, now=now
        )
        return added

    async def now(self, source: NewsSource) -> NewsSource:
        """Return a source as it stands now."""
        found = await self.store.sources.get(source.id)
        assert found is not None
        return found

    async def pass_time(self, by: timedelta = timedelta()) -> None:
        """Move the clock and ask every source that is due."""
        await self.clock.move(by)
        await self.polling.poll_due()

    async def titles(self) -> list[str]:
        """Return the titles of all articles stored, sorted: one that came in twice stands there twice."""
        stories = await self.store.news.latest(5000)
        return sorted(article.title for story in stories for article in story.articles)

    async def notices(self, chat: int) -> list[Delivery]:
        """Return what an administrator was told."""
        return await self.office.written(chat)


async def nobody(host: str, _port: int) -> Sequence[str]:
    """Know no name: a test asks nobody outside."""
    msg = f"no address of {host}"
    raise OSError(msg)


@asynccontextmanager
async def newsdesk(
    url: str,
    server: Agencies,
    clock: MovableClock | None = None,
    lookup: Lookup | None = None,
    seconds: float = 5,
) -> AsyncIterator[Newsdesk]:
    """Open a store that has its register, and ask these agencies; a clock given goes on from where it stands.

    ``lookup`` resolves names, of which nobody has any otherwise; ``seconds`` are real, for a request.
    """
    time_here = clock or MovableClock(AFTERNOON)
    async with (
        office(url, time_here) as here,
        fetching(allowed=LOOPBACK, lookup=lookup or nobody, seconds=seconds) as fetcher,
    ):
        intake = here.jobs.intake
        polling = Polling(here.store, time_here, load_catalogues(), fetcher, intake, ZONE, wake=lambda: None)
        yield Newsdesk(here, server, polling, intake, fetcher, time_here)


@asynccontextmanager
async def at_work(url: str) -> AsyncIterator[Newsdesk]:
    """Open a newsdesk with agencies of its own."""
    async with agencies() as server, newsdesk(url, server) as desk:
        yield desk
