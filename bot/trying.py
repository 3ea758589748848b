"""The command line's trial of a feed: what the bot would make of it, with nothing stored."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.config import Config
from bot.language.names import Names
from bot.language.words import Words
from bot.news.fetch import fetching
from bot.news.parse import Reading, read_feed
from bot.news.reach import Network
from bot.news.stories import Judged, Newsroom
from bot.render.trial import item_told, reading_told, why_told
from bot.source_trial import feed_at
from storage.news_records import Outcome
from storage.register_file import read_register
from storage.register_records import Register
from storage.register_rows import register_of_file
from storage.starter import starter_additions, starter_register
from storage.store import open_store

_SQLITE: Final = "sqlite+aiosqlite:///"
_RELEVANT: Final = {Outcome.IN: True, Outcome.BORDERLINE: "borderline", Outcome.OUT: False}


@dataclass(frozen=True, slots=True)
class TriedItem:
    """One publication of the feed; ``story`` is the identity of the first article of its event."""

    judged: Judged
    story: str

    def as_json(self) -> dict[str, Any]:
        """Return what `try-feed --json` prints of it."""
        article, verdict = self.judged.article, self.judged.verdict
        return {
            "title": article.title,
            "url": article.url,
            "published": article.published_at.isoformat(),
            "relevant": _RELEVANT[verdict.outcome],
            "score": verdict.score,
            "why": why_told(verdict.why),
            "sectors": list(article.sectors),
            "organisations": list(article.organisations),
            "story": self.story,
        }


@dataclass(frozen=True, slots=True)
class Trial:
    """What was read of a feed, and what the bot would make of each publication, in the feed's order."""

    reading: Reading
    items: tuple[TriedItem, ...]

    def told(self, zone: ZoneInfo) -> str:
        """Return what `try-feed` prints: the feed, then each publication; stories are numbered as they come."""
        numbers = {story: str(n) for n, story in enumerate(dict.fromkeys(one.story for one in self.items), start=1)}
        items = (
            item_told(n, one.judged.article, one.judged.verdict, numbers[one.story], zone)
            for n, one in enumerate(self.items, start=1)
        )
        return "\n\n".join((reading_told(self.reading), *items))


async def try_feed(place: str, config: Config, clock: Clock, allowed: Iterable[Network] = ()) -> Trial:
    """Read, judge and group a feed against the register in force; nothing is stored, no store is begun.

    ``place`` is a file or an http(s) address, of the feed or of a page that names its feed. ``allowed`` are networks
    to be reached beside those of the settings. Raises :class:`~bot.errors.NotFetched` and ``OSError``.
    """
    if place.startswith(("http://", "https://")):
        feed, charset = await _fetched(place, config, allowed)
    else:
        feed, charset = await asyncio.to_thread(Path(place).read_bytes), ""
    newsroom = await asyncio.to_thread(_newsroom, await _register(config))
    return await asyncio.to_thread(tried, feed, newsroom, clock.now(), charset)


async def _fetched(url: str, config: Config, allowed: Iterable[Network]) -> tuple[bytes, str]:
    """Return the feed at an address; when a page stands there, the feed that it names."""
    networks = (*config.feeds_allowed_networks, *allowed)
    async with fetching(proxy=config.feeds_proxy, user_agent=config.feeds_user_agent, allowed=networks) as fetcher:
        _, answer = await feed_at(url, fetcher)
        return answer.body or b"", answer.charset


def tried(feed: bytes, newsroom: Newsroom, now: datetime, charset: str = "") -> Trial:
    """Return what a newsroom makes of a feed."""
    reading = read_feed(feed, now, charset=charset)
    judged = [newsroom.judged(article) for article in reading.articles]
    stories = newsroom.told(judged, ())
    story_of = {article.identity: story.articles[0].identity for story in stories for article in story.articles}
    return Trial(reading, tuple(TriedItem(one, story_of[one.article.identity]) for one in judged))


async def _register(config: Config) -> Register:
    """Return the register of the store if there is one, else the one that the bot comes with."""
    if not _is_new(config.database_url):
        async with open_store(config.database_url) as store:
            if not await store.register.is_empty():
                return await store.register.load()
    return register_of_file(read_register(starter_register(), starter_additions()))


def _is_new(url: str) -> bool:
    return url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).exists()


def _newsroom(register: Register) -> Newsroom:
    words = Words()
    return Newsroom(register, Names(register, words), words)
