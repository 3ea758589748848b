"""Stories and the articles they are made of; one that a person found not ours is read by nobody."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Moment
from storage.database import Database
from storage.news_records import Judgement, Outcome
from storage.news_rows import is_told, judgement_of, read_stories
from storage.news_schema import judgements, news_decisions
from storage.records import Article, NewStory, Story
from storage.register_records import Visibility
from storage.schema import articles, stories

_CHUNK = 500  # identities asked for at once, well within what both databases take as parameters
_NOT_OURS = exists().where(news_decisions.c.story_id == stories.c.id, ~news_decisions.c.ours)
_NEWEST_FIRST = (stories.c.published_at.desc(), stories.c.id.desc())


class News:
    """What has been published, event by event."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def known(self, identities: Collection[str]) -> frozenset[str]:
        """Return those of these identities under which an article is stored or was judged to be out."""
        async with self._database.reading() as connection:
            return await _known(connection, identities)

    async def recent(self, since: datetime, until: datetime | None = None) -> tuple[Story, ...]:
        """Return the stories first published at ``since`` or later and not after ``until``, newest first."""
        wanted = select(stories).where(stories.c.published_at >= since)
        return await self._read(wanted if until is None else wanted.where(stories.c.published_at <= until))

    async def latest(self, limit: int) -> tuple[Story, ...]:
        """Return the stories published last, newest first."""
        return await self._read(select(stories).limit(limit))

    async def about(
        self,
        *,
        limit: int,
        sectors: Collection[str] = (),
        organisations: Collection[str] = (),
        first: datetime | None = None,
        before: datetime | None = None,
        skipped: int = 0,
    ) -> tuple[Story, ...]:
        """Return the stories published last with an article on any of these sectors or organisations (slugs).

        Without any, on everything; published at ``first`` or later and before ``before``, where they are given;
        the newest ``skipped`` of them left out.
        """
        wanted = select(stories)
        told = [_has(articles.c.sectors, each) for each in sectors]
        told += [_has(articles.c.organisations, each) for each in organisations]
        if told:
            wanted = wanted.where(exists().where(articles.c.story_id == stories.c.id, or_(*told)))
        if first is not None:
            wanted = wanted.where(stories.c.published_at >= first)
        if before is not None:
            wanted = wanted.where(stories.c.published_at < before)
        return await self._read(wanted.limit(limit).offset(skipped))

    async def added_between(self, after: datetime, until: datetime, *, borderline: bool = False) -> tuple[Story, ...]:
        """Return the stories that came in after ``after`` and not after ``until``, newest publication first.

        Those of which every article is borderline are left out, unless ``borderline`` asks for them, too.
        """
        in_time = select(stories).where(stories.c.added_at > after, stories.c.added_at <= until)
        return await self._read(in_time if borderline else in_time.where(is_told(stories.c.id)))

    async def touched_between(self, after: datetime, until: datetime) -> tuple[Story, ...]:
        """Return the stories that came in or were joined by an article then, newest publication first.

        After ``after`` and not after ``until``; those of which every article is borderline are left out.
        """
        came = and_(stories.c.added_at > after, stories.c.added_at <= until)
        joined = select(articles.c.story_id).where(articles.c.added_at > after, articles.c.added_at <= until)
        touched = select(stories).where(or_(came, stories.c.id.in_(joined)), is_told(stories.c.id))
        return await self._read(touched)

    async def some(self, story_ids: Collection[int]) -> tuple[Story, ...]:
        """Return those of these stories that are there, newest publication first."""
        asked = sorted(story_ids)
        found: list[Story] = []
        for start in range(0, len(asked), _CHUNK):
            found += await self._read(select(stories).where(stories.c.id.in_(asked[start : start + _CHUNK])))
        return tuple(found)

    async def judgement(self, identity: str) -> Judgement | None:
        """Return what a publication was found to be; ``None``: never judged, or long ago and out."""
        query = select(judgements).where(judgements.c.identity == identity)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else judgement_of(row)

    async def forget_outside(self, before: datetime) -> int:
        """Forget publications found to be out before this moment; return how many.

        Raises nothing when there are none; one that is still in a feed is simply judged again.
        """
        kept = exists().where(articles.c.identity == judgements.c.identity)  # a person decided that it is not ours
        old = and_(judgements.c.judged_at < before, judgements.c.outcome == Outcome.OUT, ~kept)
        async with self._database.writing() as connection:
            return (await connection.execute(delete(judgements).where(old))).rowcount

    async def story(self, story_id: int) -> Story | None:
        """Return one story."""
        found = await self._read(select(stories).where(stories.c.id == story_id))
        return found[0] if found else None

    async def told(self, identity: str) -> Story | None:
        """Return the story that has the article of this identity; one that is out of sight is none."""
        its = exists().where(articles.c.story_id == stories.c.id, articles.c.identity == identity)
        found = await self._read(select(stories).where(its))
        return found[0] if found else None

    async def _read(self, query: Select[Any]) -> tuple[Story, ...]:
        async with self._database.reading() as connection:
            return await read_stories(connection, query.where(~_NOT_OURS).order_by(*_NEWEST_FIRST))

    async def save(self, new: Sequence[NewStory], now: datetime, judged: Sequence[Judgement] = ()) -> int:
        """Store what is new of these stories and how it was judged, all or nothing; return how many articles.

        An article whose identity is stored already is left alone, a story without any new article too, and a
        judgement once made stands. A story that others join takes the new title and lead and keeps the moment when
        it came in, unless it was borderline until now; one that is no longer there is begun anew.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            return sum((await keep_stories(connection, new, now, judged)).values())

    async def correct(self, read: Sequence[Article]) -> tuple[int, ...]:
        """Correct the articles that their outlet has rewritten since; return the stories that this changed.

        Of each identity the last of ``read`` counts. An empty title or lead corrects nothing, nor does another
        outlet under the same identity. A story whose title or lead is the article's is corrected with it.
        """
        latest = {article.identity: article for article in read}
        async with self._database.reading() as connection:
            if not await _rewritten(connection, latest):
                return ()
        async with self._database.writing() as connection:
            await self._database.alone(connection, "news")
            changed = await _rewritten(connection, latest)
            for old in changed:
                new = latest[old.identity]
                for name in ("title", "lead"):
                    told = getattr(new, name) or getattr(old, name)
                    await connection.execute(update(articles).where(articles.c.id == old.id).values({name: told}))
                    same = (stories.c.id == old.story_id, stories.c[name] == getattr(old, name))
                    await connection.execute(update(stories).where(*same).values({name: told}))
        return tuple(dict.fromkeys(old.story_id for old in changed))


async def keep_stories(
    connection: AsyncConnection, new: Sequence[NewStory], now: datetime, judged: Sequence[Judgement]
) -> Mapping[int, int]:
    """Do what :meth:`News.save` does within the caller's transaction; return how many articles each story got."""
    asked = {article.identity for story in new for article in story.articles}
    known = set(await _known(connection, asked | {one.identity for one in judged}))
    await _keep_judgements(connection, [one for one in judged if one.identity not in known], now)
    fresh = [(story, its) for story in new if (its := _unknown(story.articles, known))]
    numbers = await _keep_stories(connection, fresh, now)
    pairs = [(one, number) for (_, its), number in zip(fresh, numbers, strict=True) for one in its]
    if pairs:
        await connection.execute(articles.insert(), [_row_of(one, number, now) for one, number in pairs])
    return Counter(number for _, number in pairs)


async def _rewritten(connection: AsyncConnection, latest: Mapping[str, Article]) -> list[Row[Any]]:
    """Return the stored articles that read otherwise now."""
    asked = sorted(latest)
    columns = articles.c
    shown: Select[Any] = select(
        columns.id, columns.story_id, columns.identity, columns.outlet, columns.title, columns.lead
    )
    found: list[Row[Any]] = []
    for start in range(0, len(asked), _CHUNK):
        some = shown.where(columns.identity.in_(asked[start : start + _CHUNK])).order_by(columns.id)
        for old in (await connection.execute(some)).all():
            new = latest[old.identity]
            reads = (new.title or old.title, new.lead or old.lead)
            if new.outlet == old.outlet and reads != (old.title, old.lead):
                found.append(old)
    return found


async def _keep_judgements(connection: AsyncConnection, judged: Sequence[Judgement], now: datetime) -> None:
    rows = {
        one.identity: {
            "identity": one.identity,
            "url": one.url,
            "title": one.title,
            "outcome": one.outcome,
            "score": one.score,
            "why": [dict(reason) for reason in one.why],
            "judged_at": now,
        }
        for one in judged
    }
    if rows:
        await connection.execute(judgements.insert(), list(rows.values()))


async def _known(connection: AsyncConnection, identities: Collection[str]) -> frozenset[str]:
    asked = sorted(identities)
    found: set[str] = set()
    for start in range(0, len(asked), _CHUNK):
        some = asked[start : start + _CHUNK]
        for table in (articles, judgements):
            query = select(table.c.identity).where(table.c.identity.in_(some))
            found.update((await connection.execute(query)).scalars())
    return frozenset(found)


def _has(column: Column[Any], slug: str) -> ColumnElement[bool]:
    """Return whether a JSON list of slugs has one: both databases write it as text with the slug in quotes."""
    return cast(column, Text).contains(f'"{slug}"', autoescape=True)


def _unknown(candidates: Iterable[Article], known: set[str]) -> list[Article]:
    fresh = []
    for article in candidates:
        if article.identity not in known:
            known.add(article.identity)
            fresh.append(article)
    return fresh


async def _keep_stories(
    connection: AsyncConnection, fresh: Sequence[tuple[NewStory, Sequence[Article]]], now: datetime
) -> list[int]:
    """Write stories, each with articles that are new, and return their numbers; those that are begun go together."""
    joined = [await _join(connection, story, its, now) for story, its in fresh]
    begun = [
        {
            "title": story.title,
            "lead": story.lead,
            "published_at": _earliest(its),
            "added_at": now,
            "visibility": Visibility.PUBLIC,
        }
        for (story, its), number in zip(fresh, joined, strict=True)
        if number is None
    ]
    if not begun:
        return [number for number in joined if number is not None]
    together = stories.insert().returning(stories.c.id, sort_by_parameter_order=True)
    numbers = iter((await connection.execute(together, begun)).scalars().all())
    return [next(numbers) if number is None else number for number in joined]


async def _join(connection: AsyncConnection, story: NewStory, its: Sequence[Article], now: datetime) -> int | None:
    """Let articles join the story that they are for; ``None``: it is to be begun."""
    if story.story_id is None:
        return None
    earliest = _earliest(its)
    first = case((stories.c.published_at < earliest, stories.c.published_at), else_=literal(earliest, Moment))
    came = case((is_told(stories.c.id), stories.c.added_at), else_=literal(now, Moment))
    joined = update(stories).where(stories.c.id == story.story_id)
    joined = joined.values(title=story.title, lead=story.lead, published_at=first, added_at=came)
    return story.story_id if (await connection.execute(joined)).rowcount else None


def _earliest(its: Sequence[Article]) -> datetime:
    return min(article.published_at for article in its)


def _row_of(article: Article, story_id: int, now: datetime) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "identity": article.identity,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "lead": article.lead,
        "text": article.text or None,
        "published_at": article.published_at,
        "added_at": now,
        "sectors": list(article.sectors),
        "organisations": list(article.organisations),
        "visibility": Visibility.PUBLIC,
    }
