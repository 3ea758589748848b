"""Taking articles in: from what a source gave to stories in the store.

articles read -> not yet known -> linked to the register and judged, by the list of what is trusted, too
    -> stories of what is not out -> store
every judgement with its reasons -> store
known and rewritten since -> the article and its story corrected
sent in by an editor -> looked at as any other -> shown -> added by a tap, whatever it was judged to be
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.knowledge import CurrentKnowledge
from bot.news.stories import WITHIN, Judged, Newsroom
from bot.news.trust import Trust
from bot.search.index import rows_of_stories
from storage.news_records import Judgement, Outcome
from storage.records import Article, NewStory, Story
from storage.store import Store

_SAME_EVENT_WITHIN: Final = timedelta(days=7)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What would become of a publication: what it is for us, and the story that it would join.

    ``known`` is the story that has it already; ``told`` is what would be stored.
    """

    judged: Judged
    known: Story | None
    joins: Story | None
    told: tuple[NewStory, ...]


class Intake:
    """Takes articles in, wherever they come from; one at a time, the store sees to it between processes.

    ``turn`` is held meanwhile: a digest that is closed while news are taken in would never tell them, and two articles
    on one event that came in at once would be two stories.
    """

    def __init__(self, store: Store, clock: Clock, knowledge: CurrentKnowledge) -> None:
        """Work on ``store`` at the time of ``clock``."""
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self.turn = asyncio.Lock()
        self._newsroom: tuple[int, Newsroom] | None = None

    async def take_in(self, articles: Iterable[Article], judged: Sequence[Judged] = ()) -> int:
        """Judge what is new of these articles and store what is not out, in stories; return how many were added.

        What is known and was rewritten since is corrected, in its story, too; it is not judged again.

        ``judged`` are judgements made just now, which are not made again where nothing was added to the article since.
        The same articles again change nothing. Raises :class:`~storage.errors.StoreError` when the store can't be
        written: nothing is stored then.
        """
        read = {article.identity: article for article in articles}
        if not read:
            return 0
        async with self.turn:
            return await self._take_in(read, {one.article.identity: one for one in judged})

    async def new_of(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """Return those of these articles that are neither stored nor were found to be out."""
        read = {article.identity: article for article in articles}
        known = await self._store.news.known(read.keys()) if read else frozenset()
        return tuple(article for identity, article in read.items() if identity not in known)

    async def judged(self, articles: Sequence[Article]) -> tuple[Judged, ...]:
        """Return what these articles are for us, by the register alone; nothing is stored."""
        newsroom = await self._newsroom_now()
        return await asyncio.to_thread(lambda: tuple(newsroom.judged(article) for article in articles))

    async def _take_in(self, read: Mapping[str, Article], looked: Mapping[str, Judged]) -> int:
        known = await self._store.news.known(read.keys())
        new = tuple(article for identity, article in read.items() if identity not in known)
        added, judged = await self._add(new, looked) if new else (0, 0)
        corrected = await self._correct([article for identity, article in read.items() if identity in known])
        _log.info("news taken in", articles=added, judged=judged, corrected=corrected)
        return added

    async def _add(self, new: Sequence[Article], looked: Mapping[str, Judged]) -> tuple[int, int]:
        """Judge and store what is new; return how many articles were added and how many judged."""
        newsroom = await self._newsroom_now()
        recent = await self._store.news.recent(self._clock.now() - _SAME_EVENT_WITHIN)
        trust = Trust(await self._store.news_desk.trusted(), await self._knowledge.words())
        stories, judged = await asyncio.to_thread(_edited, newsroom, trust, new, recent, looked)
        return await self._store.news.save(stories, self._clock.now(), judged), len(judged)

    async def add(self, article: Article, *, by: int) -> int:
        """Add a publication that a person wants there, whatever it is judged to be; return the number of its story.

        What is out or borderline is in by that person's decision. Raises :class:`~storage.errors.StoreError`.
        """
        async with self.turn:
            looked = await self.look_at(article)
            if looked.known is not None:
                return looked.known.id
            (story,) = looked.told
            story_id = await self._store.news_desk.add(story, _judgement(looked.judged), by=by, now=self._clock.now())
        await self._index([story_id])
        _log.info("a publication was sent in", story=story_id, by=by)
        return story_id

    async def look_at(self, article: Article) -> Looked:
        """Return what would become of a publication; nothing is stored."""
        known = await self._store.news.told(article.identity)
        newsroom = await self._newsroom_now()
        at = article.published_at
        recent = await self._store.news.recent(at - WITHIN, at + WITHIN)
        trust = Trust(await self._store.news_desk.trusted(), await self._knowledge.words())
        judged, told = await asyncio.to_thread(_seen, newsroom, trust, article, recent)
        joins = next((one for one in recent if one.id == told[0].story_id), None)
        return Looked(judged, known, joins, told)

    async def _index(self, story_ids: Sequence[int]) -> None:
        """Let a search find these stories by their words as they are now."""
        found = [await self._store.news.story(story_id) for story_id in story_ids]
        stories = [story for story in found if story is not None]
        if stories:
            words = await self._knowledge.words()
            await self._store.search.put(await asyncio.to_thread(rows_of_stories, stories, words))

    async def _correct(self, articles: Sequence[Article]) -> int:
        """Correct what its outlet has rewritten, and let a search find it by its new words; return how many stories."""
        corrected = await self._store.news.correct(articles)
        await self._index(corrected)
        return len(corrected)

    async def _newsroom_now(self) -> Newsroom:
        """Return the newsroom at the register's newest revision; it is built off the event loop, once for each."""
        known = await self._knowledge.newest()
        if self._newsroom is None or self._newsroom[0] != known.register.revision:
            words = await self._knowledge.words()
            built = await asyncio.to_thread(Newsroom, known.register, known.names, words)
            self._newsroom = (known.register.revision, built)
        return self._newsroom[1]


def _seen(
    newsroom: Newsroom, trust: Trust, article: Article, recent: Sequence[Story]
) -> tuple[Judged, tuple[NewStory, ...]]:
    found = newsroom.judged(article)
    judged = replace(found, verdict=trust.weighed(found.verdict, found.article))
    return judged, newsroom.told([judged], recent)


def _edited(
    newsroom: Newsroom,
    trust: Trust,
    new: Sequence[Article],
    recent: Sequence[Story],
    looked: Mapping[str, Judged],
) -> tuple[tuple[NewStory, ...], tuple[Judgement, ...]]:
    found = (_looked(article, looked) or newsroom.judged(article) for article in new)
    judged = [replace(one, verdict=trust.weighed(one.verdict, one.article)) for one in found]
    kept = [one for one in judged if one.verdict.outcome is not Outcome.OUT]
    return newsroom.told(kept, recent), tuple(_judgement(one) for one in judged)


def _looked(article: Article, looked: Mapping[str, Judged]) -> Judged | None:
    found = looked.get(article.identity)
    return found if found is not None and found.article.text == article.text else None


def _judgement(one: Judged) -> Judgement:
    article, verdict = one.article, one.verdict
    why = tuple(
        {"ground": reason.ground, "words": list(reason.words), "points": reason.points, "about": reason.about}
        for reason in verdict.why
    )
    return Judgement(article.identity, article.url, article.title, verdict.outcome, verdict.score, why)
