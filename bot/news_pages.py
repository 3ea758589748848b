"""Pages of publications: read where a feed gives only a lead and the publication may matter.

articles of a feed that are new -> without a text, worth it -> page fetched, as carefully as a feed -> its text
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import structlog

from bot.errors import NotFetched
from bot.news.fetch import Fetcher
from bot.news.pages import article_text
from bot.news.parse import is_page
from bot.news.relevance import may_matter
from bot.news.stories import Judged
from storage.records import Article

_MOST: Final = 20  # pages of one feed at a time
_SIZE: Final = 2 * 1024 * 1024
_SECONDS: Final = 20.0  # for one page
_IN_ALL: Final = 90.0  # for all pages of a feed; what is not read by then is taken in without
_log = structlog.get_logger(__name__)


async def with_texts(
    articles: Sequence[Article], judged: Sequence[Judged], fetcher: Fetcher, *, seconds: float = _IN_ALL
) -> tuple[Article, ...]:
    """Return the articles in their order, with the texts of those pages that are worth reading and could be read.

    ``judged`` are those that are new, by their title and lead.
    """
    wanted = [one.article for one in judged if not one.article.text and may_matter(one.verdict, one.article.lead)]
    texts: dict[str, str] = {}
    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as reading:
            for article in wanted[:_MOST]:
                reading.create_task(_read(article, fetcher, texts))
    except TimeoutError:
        _log.info("pages were too slow", read=len(texts), wanted=len(wanted))
    return tuple(replace(one, text=texts[one.identity]) if texts.get(one.identity) else one for one in articles)


async def _read(article: Article, fetcher: Fetcher, texts: dict[str, str]) -> None:
    try:
        page = await fetcher.fetch(article.url, limit=_SIZE, seconds=_SECONDS)
    except NotFetched as lost:
        _log.info("a page was not read", url=article.url, reason=lost.trouble, status=lost.status)
        return
    if page.body and is_page(page.body):
        texts[article.identity] = await asyncio.to_thread(article_text, page.body, page.url, page.charset)
