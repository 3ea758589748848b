"""Publications that editors sent in and have not decided on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.database import Database
from storage.news_links_records import NewsDraft
from storage.news_links_schema import news_drafts
from storage.records import Article


class NewsDrafts:
    """What waits under a preview."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def keep(self, user_id: int, article: Article, now: datetime) -> int:
        """Keep what a person sent in; return its number."""
        told = {**asdict(article), "published_at": article.published_at.isoformat()}
        row = news_drafts.insert().values(user_id=user_id, article=told, made_at=now)
        return await self._database.write_whole(
            lambda connection: int(connection.execute(row.returning(news_drafts.c.id)).scalar_one())
        )

    async def get(self, draft_id: int) -> NewsDraft | None:
        """Return what was sent in; ``None`` when it was dropped or forgotten."""
        query = select(news_drafts).where(news_drafts.c.id == draft_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else NewsDraft(row.id, row.user_id, _article(row.article), row.made_at)

    async def drop(self, draft_id: int) -> bool:
        """Forget what was sent in; false when it was not there."""
        gone = delete(news_drafts).where(news_drafts.c.id == draft_id)
        return await self._database.write_whole(lambda connection: connection.execute(gone).rowcount > 0)

    async def forget(self, before: datetime) -> int:
        """Forget what was sent in before this moment; return how many."""
        old = delete(news_drafts).where(news_drafts.c.made_at < before)
        return await self._database.write_whole(lambda connection: connection.execute(old).rowcount)


def _article(kept: dict[str, Any]) -> Article:
    lists = {name: tuple(kept[name]) for name in ("sectors", "organisations")}
    return Article(**{**kept, **lists, "published_at": datetime.fromisoformat(kept["published_at"])})
