"""A source tried before it is added: its feed found, read and judged; nothing is stored.

address -> feed, or a page -> the feed that it names -> items read and judged in a thread -> what they are for us
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.errors import NotFetched
from bot.news.fetch import Fetched, Fetcher
from bot.news.pages import feeds_of
from bot.news.parse import Complaint, is_page, read_feed
from bot.news_intake import Intake
from storage.news_records import Outcome

SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class SourceTrial:
    """What an address has for us: the ``address`` to be asked, how its feed calls itself, its newest titles.

    ``found`` counts its items by what they are for us.
    """

    address: str
    title: str
    newest: tuple[str, ...]
    found: Counter[Outcome]
    unreadable: int


async def feed_at(url: str, fetcher: Fetcher) -> tuple[str, Fetched]:
    """Return the feed at an address, and the address to ask it at; where a page stands, the feed that it names.

    Raises :class:`~bot.errors.NotFetched`.
    """
    answer = await fetcher.fetch(url)
    body = answer.body or b""
    named = await asyncio.to_thread(feeds_of, body, answer.url, answer.charset) if is_page(body) else ()
    if not named:
        return answer.moved_to or url, answer
    feed = await fetcher.fetch(named[0])
    return feed.moved_to or named[0], feed


async def try_source(url: str, fetcher: Fetcher, intake: Intake, clock: Clock) -> SourceTrial | Complaint | NotFetched:
    """Return what stands at an address, or why there is no feed to be read."""
    try:
        address, answer = await feed_at(url, fetcher)
    except NotFetched as lost:
        return lost
    reading = await asyncio.to_thread(read_feed, answer.body or b"", clock.now(), charset=answer.charset)
    if reading.complaint is not None and not reading.articles:
        return reading.complaint
    found = Counter(one.verdict.outcome for one in await intake.judged(reading.articles))
    newest = sorted(reading.articles, key=lambda one: one.published_at, reverse=True)
    titles = tuple(one.title for one in newest[:SHOWN])
    return SourceTrial(address, reading.title, titles, found, reading.unreadable)
