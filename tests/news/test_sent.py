"""Whether a message is nothing but a link, and what the page behind one tells."""

from datetime import UTC, datetime

import pytest

from bot.news.parse import MOSCOW
from bot.news.sent import link_of, post_of
from bot.news.sent_page import is_telegram, read_page

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = "Минский автозавод поставит Ульяновску сорок автобусов, первая партия машин прибудет в город в марте."


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://belta.example/news/1", "https://belta.example/news/1"),
        ("HTTP://belta.example/1?a=1&b=2.", "HTTP://belta.example/1?a=1&b=2"),
        ("вот новость: https://belta.example/1", "https://belta.example/1"),
        ("Читать (https://belta.example/1)", "https://belta.example/1"),
        ("belta.example/news/1", "https://belta.example/news/1"),
        ("президент.рф/новости/1 посмотрите", "https://президент.рф/новости/1"),
        ("belta.example", None),
        ("что там? https://belta.example/1", None),
        ("https://belta.example/1 о чём это?", None),
        ("Прошу посмотреть вот эту большую статью https://belta.example/1", None),
        ("https://belta.example/1 https://belta.example/2", None),
        ("почта ivan@belta.example/1", None),
        ("Что у нас по авиапрому", None),
        ("https://", None),
        ("ftp://belta.example/1", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_a_message_that_is_nothing_but_a_link(text: str, link: str | None) -> None:
    """Up to four words beside it; a question is a question, two links are none."""
    assert link_of(text) == link


@pytest.mark.parametrize(
    ("url", "post"),
    [
        ("https://t.me/primer/5?single", "https://t.me/primer/5"),
        ("https://t.me/s/primer/5", "https://t.me/primer/5"),
        ("http://www.telegram.me/primer/5", "https://t.me/primer/5"),
        ("https://t.me/primer", None),
        ("https://t.me/c/123/5", None),
        ("https://e.example/primer/5", None),
    ],
)
def test_a_post_that_everybody_can_read(url: str, post: str | None) -> None:
    """Its plain address; neither a channel as a whole nor a closed one's post has any."""
    assert post_of(url) == post


def _page(head: str = "", body: str = "") -> bytes:
    return f"<html><head><title>Новость — сайт</title>{head}</head><body><article>{body}<p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()  # noqa: E501 - a page as sites write it


def test_a_page_tells_its_title_words_outlet_and_moment() -> None:
    """What it says of itself counts first, else its heading, its host, and nothing for the moment."""
    head = (
        '<meta property="og:title" content=" МАЗ "><meta property="og:site_name" content="Пример">'
        '<meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
    )
    page = read_page(_page(head), "https://www.e.example/1", "", NOW)
    assert page is not None
    assert (page.title, page.outlet, page.published) == ("МАЗ", "Пример", datetime(2026, 11, 20, 7, tzinfo=UTC))
    assert TEXT in page.lead
    bare = read_page(_page(), "https://www.e.example/1", "", NOW)
    assert bare is not None
    assert (bare.title, bare.outlet) == ("Новость — сайт", "e.example")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<time datetime="2026-11-20T10:00:00+03:00">20</time>', 20),
        ('<time datetime="вчера">вчера</time><time datetime="2026-11-19">19</time>', 19),
        ('<time datetime="2027-11-20">20</time>', None),
    ],
)
def test_the_moment_is_a_date_of_the_page(body: str, day: int | None) -> None:
    """The first that can be read; none of the future."""
    page = read_page(_page(body=body), "https://e.example/1", "", NOW)
    assert page is not None
    assert (page.published and page.published.astimezone(MOSCOW).day) == day


def test_a_day_alone_is_its_noon() -> None:
    """A page that names the day in a way of its own has it made out; the hour is not known."""
    page = read_page(_page('<meta name="dc.date" content="2026-11-18">'), "https://e.example/1", "", NOW)
    assert page is not None
    assert page.published == datetime(2026, 11, 18, 9, tzinfo=UTC)


def test_a_post_of_telegram_is_in_the_description() -> None:
    """The title there is the channel's; a page without a description is no post."""
    head = '<meta property="og:title" content="Канал"><meta property="og:description" content="МАЗ.\nСкоро">'
    page = read_page(_page(head), "https://t.me/primer/5", "", NOW)
    assert page is not None
    assert page[:3] == ("МАЗ.", "Скоро", "Канал")
    assert read_page(_page(), "https://t.me/primer/5", "", NOW) is None
    assert is_telegram("https://t.me/x")


@pytest.mark.parametrize(
    "page",
    [b"", b"\xff" * 1000, b"%PDF-1.7 \x00\x01", b"<html><body><p>x</p></body></html>", b"<title> </title>"],
    ids=["empty", "noise", "a PDF", "no title", "blank title"],
)
def test_what_is_no_publication_is_none(page: bytes) -> None:
    """Neither a title nor words: nothing to add."""
    assert read_page(page, "https://e.example/1", "", NOW) is None


def test_bombs_are_read_to_a_size_and_a_depth() -> None:
    """A tree without an end, a title without an end, entities in entities: read in a moment, or not at all."""
    deep = read_page(b"<html><head><title>X</title></head>" + b"<div>" * 200_000, "https://e.example/1", "", NOW)
    assert deep is None or deep.title == "X"
    long = read_page(b"<title>" + b"a" * 3_000_000, "https://e.example/1", "", NOW)
    assert long is None or len(long.title) <= 300
    entities = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><html><title>&b;</title>"
    lol = read_page(entities, "https://e.example/1", "", NOW)
    assert lol is None or "aaaa" not in lol.title
