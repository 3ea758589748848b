"""The register in memory: read once per revision, with the names it can be found by."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Final, Generic, ParamSpec, TypeVar

from bot.answers import Answer, Knowledge
from bot.language.words import Words
from bot.render.answers import answer_screen
from bot.render.catalogue import Translator
from bot.render.message import Message, fitted
from storage.news_links_records import StoryLink
from storage.records import Story
from storage.register_records import EntryKind, Register
from storage.store import Store

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")

_ANSWERS: Final = 1000
_SCREENS: Final = 300
_NEWS_KEPT: Final = timedelta(minutes=1)
_SHORT: Final = 80  # characters of a question that may well be asked again


class Known(Knowledge):
    """What is known at a revision, and what was last said of it: until the next one the same is said again.

    ``sector_news`` are the latest stories of sectors, ``attached`` those attached to an agreement or a project, read a
    moment ago: news on a card may be a minute old.
    """

    def __init__(self, register: Register, words: Words) -> None:
        """Index the register; nothing is said yet."""
        super().__init__(register, words)
        self._answers = Latest[tuple[str, date], Answer](_ANSWERS)
        self._screens = Latest[tuple[Answer, str], Message](_SCREENS)
        self.sector_news = ReadLately[str, tuple[Story, ...]](_NEWS_KEPT)
        self.attached = ReadLately[tuple[EntryKind, str], tuple[StoryLink, ...]](_NEWS_KEPT)

    def answer(self, text: str, today: date) -> Answer:
        """Return what is answered to ``text``, asked on ``today``; every text has an answer."""
        if len(text) > _SHORT:
            return super().answer(text, today)
        return self._answers.of((text, today), super().answer, text, today)

    def screen(self, answer: Answer, tr: Translator) -> Message:
        """Return the screen of an answer."""
        return self._screens.of((answer, tr.language), self._rendered, answer, tr)

    def _rendered(self, answer: Answer, tr: Translator) -> Message:
        screen = answer_screen(answer, self.register, tr)
        return Message(fitted(screen.text), screen.keyboard)


class Latest(Generic[K, V]):
    """The values last asked for, no more than a number of them."""

    def __init__(self, most: int) -> None:
        """Keep ``most`` values."""
        self._most = most
        self._values: dict[K, V] = {}

    def of(self, key: K, make: Callable[P, V], *args: P.args, **kwargs: P.kwargs) -> V:
        """Return the value of ``key``, made when it is not kept any more."""
        value = self._values.pop(key) if key in self._values else make(*args, **kwargs)
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        return value


class ReadLately(Generic[K, V]):
    """Values read from the store, asked for again only when they are older than a given time."""

    def __init__(self, kept: timedelta) -> None:
        """Keep each value for so long."""
        self._kept = kept
        self._values: dict[K, tuple[datetime, V]] = {}

    async def of(self, key: K, now: datetime, read: Callable[[], Awaitable[V]]) -> V:
        """Return the value of ``key``, read anew when it was read too long before ``now`` (or after it)."""
        found = self._values.get(key)
        if found is None or not timedelta() <= now - found[0] < self._kept:
            found = self._values[key] = (now, await read())
        return found[1]


class CurrentKnowledge:
    """Gives what is known at a revision of the register, read from the store only when the revision moved."""

    def __init__(self, store: Store) -> None:
        """Read from ``store`` at the first call."""
        self._store = store
        self._words: Words | None = None
        self._known: Known | None = None
        self._reading = asyncio.Lock()

    async def at(self, revision: int) -> Known:
        """Return what is known at ``revision`` or a newer one. The building is done off the event loop."""
        known = self._known
        if known is not None and known.register.revision >= revision:
            return known
        async with self._reading:
            return await self._read(revision)

    async def newest(self) -> Known:
        """Return what is known now."""
        return await self.at(await self._store.register.revision())

    async def words(self) -> Words:
        """Return the dictionary, loaded off the event loop at first use."""
        if self._words is None:
            self._words = await asyncio.to_thread(Words)
        return self._words

    async def _read(self, revision: int) -> Known:
        if self._known is None or self._known.register.revision < revision:
            register = await self._store.register.load()
            self._known = await asyncio.to_thread(Known, register, await self.words())
        return self._known
