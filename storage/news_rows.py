"""How stories, their articles and judgements are read."""

from collections import defaultdict
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.news_records import Judgement, Outcome
from storage.news_schema import judgements
from storage.records import Article, Story
from storage.schema import articles, stories


async def read_stories(connection: AsyncConnection, wanted: Select[Any]) -> tuple[Story, ...]:
    """Return the stories of a query in its order, each with its articles, the oldest first."""
    which = wanted.with_only_columns(stories.c.id).subquery()
    theirs = select(articles).where(articles.c.story_id.in_(select(which.c.id)))
    oldest_first = theirs.order_by(articles.c.published_at, articles.c.id)
    rows = (await connection.execute(wanted)).all()
    by_story: dict[int, list[Article]] = defaultdict(list)
    for row in (await connection.execute(oldest_first)).all() if rows else ():
        by_story[row.story_id].append(_article_of(row))
    return tuple(_story_of(row, tuple(by_story[row.id])) for row in rows)


def is_told(story_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return whether a story has an article that is in: one that was never judged is."""
    doubted = exists().where(judgements.c.identity == articles.c.identity, judgements.c.outcome != Outcome.IN)
    return exists().where(articles.c.story_id == story_id, ~doubted)


def judgement_of(row: Row[Any]) -> Judgement:
    """Read a judgement from its row."""
    return Judgement(row.identity, row.url, row.title, row.outcome, row.score, tuple(row.why))


def _article_of(row: Row[Any]) -> Article:
    return Article(
        identity=row.identity,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        lead=row.lead,
        published_at=row.published_at,
        sectors=tuple(row.sectors),
        organisations=tuple(row.organisations),
        text=row.text or "",
    )


def _story_of(row: Row[Any], its: tuple[Article, ...]) -> Story:
    return Story(
        id=row.id,
        title=row.title,
        lead=row.lead,
        published_at=row.published_at,
        added_at=row.added_at,
        sectors=tuple(dict.fromkeys(chain.from_iterable(article.sectors for article in its))),
        organisations=tuple(dict.fromkeys(chain.from_iterable(article.organisations for article in its))),
        articles=its,
        visibility=row.visibility,
    )
