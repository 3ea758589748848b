"""Pages of publications: read where a feed gives only a lead and it may matter, and kept for the search."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.news.parse import articles_of
from bot.news_pages import with_texts
from bot.search.keys import Keys
from bot.search.upkeep import bring_index_up
from storage.news_records import Outcome
from storage.register_records import Visibility
from tests.feed_server import headline, item, rss
from tests.newsroom import Newsdesk, at_work

PARAGRAPH = "На площадке завода в присутствии делегации осмотрели фрезеровщики новый обрабатывающий центр. "
PAGE = (
    "<!doctype html><html><head><title>x</title></head><body><nav>Главная Погода</nav>"
    f"<article><h1>{headline(1)}</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 3}</p></article></body></html>"
)
OTHER = "Пробки на дорогах областного центра выросли"


@pytest.fixture
async def desk(filled_url: str) -> AsyncIterator[Newsdesk]:
    """A newsdesk with a page at /page."""
    async with at_work(filled_url) as opened:
        opened.agencies.put("/page", PAGE)
        yield opened


async def _text(desk: Newsdesk) -> str:
    (story,) = await desk.store.news.latest(9)
    return story.articles[0].text


async def test_the_text_of_a_page_is_kept_and_found(desk: Newsdesk) -> None:
    """Where the feed gives only a lead; a word that stands on the page alone finds the story."""
    desk.agencies.put("/feed", rss([item(1, desk.agencies.url("/page"), "Короткий лид.")]))
    await desk.add("/feed")
    await desk.pass_time()
    assert "фрезеровщики" in await _text(desk)
    assert "Погода" not in await _text(desk)
    known = await desk.office.knowledge.newest()
    words = await desk.office.knowledge.words()
    await bring_index_up(desk.store, known, words)
    keys = Keys(words).of_text("фрезеровщики").split()
    assert await desk.store.search.find(keys, [Visibility.PUBLIC], limit=3)


async def test_what_does_not_matter_is_not_asked_for(desk: Newsdesk) -> None:
    """An agency is not asked for the pages of everything that it writes, nor for what is known already."""
    other = f"<item><title>{OTHER}</title><link>{desk.agencies.url('/other')}</link></item>"
    desk.agencies.put("/feed", rss([other, item(1, desk.agencies.url("/page"))]))
    await desk.add("/feed")
    await desk.pass_time()
    desk.agencies.put("/feed", rss([other, item(1, desk.agencies.url("/page")), item(2)]))
    await desk.pass_time(timedelta(minutes=20))
    assert (desk.agencies.times("/other"), desk.agencies.times("/page")) == (0, 1)


async def test_what_the_feed_gives_whole_is_taken_from_it(desk: Newsdesk) -> None:
    """As content, or as many agencies send it to Yandex: the page is not asked for."""
    more = f"<yandex:full-text>&lt;p&gt;{PARAGRAPH * 4}&lt;/p&gt;</yandex:full-text>"
    feed = rss([item(1, desk.agencies.url("/page"), "Лид.", more)])
    desk.agencies.put("/feed", feed.replace("<rss ", '<rss xmlns:yandex="http://news.yandex.ru" '))
    await desk.add("/feed")
    await desk.pass_time()
    assert (await _text(desk)).startswith("На площадке завода")
    assert desk.agencies.times("/page") == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [("", 403), ("%PDF-1.4", 200), (f"<!doctype html><html><body>{'<div>' * 60_000}", 200), ("<!doctype html>", 200)],
    ids=["refused", "no page", "deep", "empty"],
)
async def test_a_page_that_cannot_be_read_loses_nothing(desk: Newsdesk, body: str, status: int) -> None:
    """The publication comes in by its lead."""
    desk.agencies.put("/page", body, status)
    desk.agencies.put("/feed", rss([item(1, desk.agencies.url("/page"), "Лид."), item(2, "http://10.0.0.1/secret")]))
    source = await desk.add("/feed")
    await desk.pass_time()
    assert await desk.titles() == [headline(1), headline(2)]
    assert (await desk.now(source)).trouble == ""


async def test_pages_have_their_time(desk: Newsdesk) -> None:
    """What is not read by then is taken in without."""
    desk.agencies.put("/feed", rss([item(1, desk.agencies.url("/page"))]))
    answer = await desk.fetcher.fetch(desk.agencies.url("/feed"))
    articles = articles_of(answer.body or b"", desk.clock.now())
    judged = await desk.intake.judged(articles)
    assert await with_texts(articles, judged, desk.fetcher, seconds=0) == articles


async def test_a_text_decides_where_the_lead_says_too_little(desk: Newsdesk) -> None:
    """One side and work in the title, the other side on the page: with it the publication is ours."""
    page = PAGE.replace(PARAGRAPH, "Делегация Ульяновской области подписала контракт на поставку автобусов МАЗ. ")
    desk.agencies.put("/page", page)
    title = "Белорусский МАЗ подписал контракт на поставку автобусов"
    desk.agencies.put("/feed", rss([f"<item><title>{title}</title><link>{desk.agencies.url('/page')}</link></item>"]))
    await desk.add("/feed")
    await desk.pass_time()
    (story,) = await desk.store.news.latest(9)
    assert story.title == title
    judged = await desk.store.news.judgement(story.articles[0].identity)
    assert judged is not None
    assert judged.outcome is Outcome.IN
