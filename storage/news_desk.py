"""The editors' desk: what was decided of borderline stories, and which words and outlets are trusted or not.

::

    borderline ─decide(ours)─────▶ its articles are in; it comes into the next digests
        │  ▲  └─decide(not ours)─▶ its articles are out; nobody reads it
        │  └──────take_back──────┘
        └─ whoever decides first decides; another is told what was decided
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Change, note_down
from storage.database import Database
from storage.news import keep_stories
from storage.news_records import DeskItem, Judgement, NewsDecision, Outcome, Trusted, TrustSort, folded
from storage.news_rows import is_told, judgement_of, read_stories
from storage.news_schema import judgements, news_decisions, news_trust
from storage.records import NewStory
from storage.schema import articles, stories

MOST_WRITTEN = 100  # characters of a word or an outlet


class NewsDesk:
    """What people decide of news."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def waiting(self) -> int:
        """Return how many stories wait for a decision."""
        async with self._database.reading() as connection:
            query = select(func.count()).select_from(stories).where(_waits())
            return int((await connection.execute(query)).scalar_one())

    async def next(self, below: int | None = None) -> DeskItem | None:
        """Return the youngest story that waits, of those with numbers below this one where it is given."""
        query = select(stories).where(_waits()).order_by(stories.c.id.desc()).limit(1)
        return await self._item(query if below is None else query.where(stories.c.id < below))

    async def item(self, story_id: int) -> DeskItem | None:
        """Return a story as the desk has it, also one that is out of sight; ``None``: there is no such story."""
        return await self._item(select(stories).where(stories.c.id == story_id))

    async def decide(self, story_id: int, *, ours: bool, by: int, now: datetime) -> bool:
        """Decide of a story that waits; false when it does not: it is gone, or somebody was faster."""
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            waits = select(stories.c.id).where(stories.c.id == story_id, _waits())
            if (await connection.execute(waits)).first() is None:
                return False
            await _decide(connection, story_id, ours=ours, by=by, now=now)
            return True

    async def add(self, story: NewStory, judged: Judgement, *, by: int, now: datetime) -> int:
        """Add the one publication of ``story``, which a person sent in; return the number of the story it is in.

        Its story is ours from now on by that person's decision, unless it was judged in or joins one that is told; what
        it was judged to be before counts no more. A publication that is there is left alone, unless it was found not
        to be ours: then it is.
        """
        (article,) = story.articles
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            there = select(articles.c.story_id).where(articles.c.identity == article.identity)
            known = (await connection.execute(there)).scalar()
            if known is not None:
                await _reconsider(connection, known, by=by, now=now)
                return int(known)
            await connection.execute(delete(judgements).where(judgements.c.identity == article.identity))
            doubted = judged.outcome is not Outcome.IN
            kept = replace(judged, outcome=Outcome.BORDERLINE) if doubted else judged
            (story_id,) = await keep_stories(connection, [story], now, [kept])
            await note_down(connection, [Change("news added", _subject(story_id), None, article.title)], by, now)
            waits = select(stories.c.id).where(stories.c.id == story_id, _waits())
            if doubted and (await connection.execute(waits)).first() is not None:
                await _decide(connection, story_id, ours=True, by=by, now=now)
            elif doubted:
                await _judge(connection, [article.identity], Outcome.IN)
            return story_id

    async def take_back(self, story_id: int, *, by: int, now: datetime) -> bool:
        """Let a story be borderline again; false when nothing was decided of it."""
        gone = delete(news_decisions).where(news_decisions.c.story_id == story_id)
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            row = (await connection.execute(gone.returning(*news_decisions.c))).first()
            if row is None:
                return False
            await _judge(connection, row.identities, Outcome.BORDERLINE)
            await note_down(connection, [Change("news decision", _subject(story_id), _told(row.ours), None)], by, now)
            return True

    async def trusted(self) -> tuple[Trusted, ...]:
        """Return what is trusted or not, outlets first, in the order of the alphabet."""
        query = select(news_trust).order_by(news_trust.c.sort, news_trust.c.value)
        async with self._database.reading() as connection:
            return tuple(_trusted(row) for row in (await connection.execute(query)).all())

    async def trust(self, sort: TrustSort, written: str, *, trusted: bool, by: int, now: datetime) -> None:
        """Trust a word or an outlet from now on, or distrust it, whatever was said of it before.

        ``written`` is cut to 100 characters. Raises :class:`ValueError` when it is empty.
        """
        written = " ".join(written.split())[:MOST_WRITTEN].strip()
        if not written:
            raise ValueError(written)
        value = folded(written)
        same = and_(news_trust.c.sort == sort, news_trust.c.value == value)
        said = {"written": written, "trusted": trusted, "said_by": by, "said_at": now}
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            before = (await connection.execute(select(news_trust.c.trusted).where(same))).scalar()
            changed = update(news_trust).where(same) if before is not None else news_trust.insert()
            await connection.execute(changed.values(sort=sort, value=value, **said))
            change = Change("news trust", f"{sort.value}:{written}", before, trusted)
            await note_down(connection, [change], by, now)

    async def forget_trust(self, trust_id: int, *, by: int, now: datetime) -> bool:
        """Neither trust nor distrust it any more; false when it was neither."""
        gone = delete(news_trust).where(news_trust.c.id == trust_id).returning(*news_trust.c)
        async with self._database.writing() as connection:
            row = (await connection.execute(gone)).first()
            if row is None:
                return False
            change = Change("news trust", f"{row.sort.value}:{row.written}", row.trusted, None)
            await note_down(connection, [change], by, now)
            return True

    async def _item(self, query: Select[Any]) -> DeskItem | None:
        async with self._database.reading() as connection:
            found = await read_stories(connection, query)
            if not found:
                return None
            judged = await _judged(connection, found[0].id)
            decided = select(news_decisions).where(news_decisions.c.story_id == found[0].id)
            row = (await connection.execute(decided)).first()
        return DeskItem(
            found[0], judged, None if row is None else NewsDecision(row.ours, row.decided_by, row.decided_at)
        )


async def _decide(connection: AsyncConnection, story_id: int, *, ours: bool, by: int, now: datetime) -> None:
    identities = list((await connection.execute(_borderline(story_id))).scalars())
    kept = {"ours": ours, "identities": identities, "decided_by": by, "decided_at": now}
    await connection.execute(news_decisions.insert().values(story_id=story_id, **kept))
    await _judge(connection, identities, Outcome.IN if ours else Outcome.OUT)
    if ours:
        came = update(stories).where(stories.c.id == story_id)
        await connection.execute(came.values(added_at=now))
    await note_down(connection, [Change("news decision", _subject(story_id), None, _told(ours))], by, now)


async def _reconsider(connection: AsyncConnection, story_id: int, *, by: int, now: datetime) -> None:
    refused = delete(news_decisions).where(news_decisions.c.story_id == story_id, ~news_decisions.c.ours)
    row = (await connection.execute(refused.returning(news_decisions.c.identities))).first()
    if row is not None:
        await _judge(connection, row.identities, Outcome.BORDERLINE)
        await _decide(connection, story_id, ours=True, by=by, now=now)


def _waits() -> ColumnElement[bool]:
    """Return whether nothing of a story is in, something is borderline, and nobody decided."""
    its = (articles.c.story_id == stories.c.id, judgements.c.identity == articles.c.identity)
    doubted = exists().where(*its, judgements.c.outcome == Outcome.BORDERLINE)
    decided = exists().where(news_decisions.c.story_id == stories.c.id)
    return and_(doubted, ~is_told(stories.c.id), ~decided)


def _borderline(story_id: int) -> Select[Any]:
    its = (articles.c.story_id == story_id, judgements.c.identity == articles.c.identity)
    return select(judgements.c.identity).where(*its, judgements.c.outcome == Outcome.BORDERLINE)


async def _judged(connection: AsyncConnection, story_id: int) -> tuple[Judgement, ...]:
    its = (articles.c.story_id == story_id, judgements.c.identity == articles.c.identity)
    query = select(judgements).where(*its).order_by(articles.c.published_at, articles.c.id)
    return tuple(judgement_of(row) for row in (await connection.execute(query)).all())


async def _judge(connection: AsyncConnection, identities: list[str], outcome: Outcome) -> None:
    its = update(judgements).where(judgements.c.identity.in_(identities))
    await connection.execute(its.values(outcome=outcome))


def _subject(story_id: int) -> str:
    return f"story:{story_id}"


def _told(ours: bool) -> str:  # noqa: FBT001 - the value itself
    return "ours" if ours else "not ours"


def _trusted(row: Row[Any]) -> Trusted:
    return Trusted(row.id, row.sort, row.written, row.trusted)
