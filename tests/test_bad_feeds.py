"""Agencies that behave badly, from the network to the store: what can be read is read, once, and the rest is said."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import Trouble
from tests.feed_server import agencies, headline, item, rss
from tests.news.bad_server import bad_server
from tests.newsroom import Newsdesk, at_work, newsdesk
from tests.office import AFTERNOON

TWO = [headline(1), headline(2)]
LATER = timedelta(minutes=20)
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))


@pytest.fixture
async def desk(filled_url: str) -> AsyncIterator[Newsdesk]:
    """A newsdesk."""
    async with at_work(filled_url) as opened:
        yield opened


def _feed(*more: str) -> str:
    return rss([item(1), item(2), *more])


READABLE: dict[str, Callable[[], bytes]] = {
    "windows-1251, not declared": lambda: _feed().encode("cp1251"),
    "windows-1251, declared as UTF-8": lambda: f'<?xml version="1.0" encoding="utf-8"?>{_feed()}'.encode("cp1251"),
    "UTF-8, declared as windows-1251": f'<?xml version="1.0" encoding="windows-1251"?>{_feed()}'.encode,
    "one broken byte": lambda: _feed("<item><title>АБ</title></item>").encode().replace("Б".encode(), b"\xff"),
    "half a letter of another plane": lambda: _feed("<item><title>\ud8ff</title></item>").encode(
        "utf-8", "surrogatepass"
    ),
    "cut off": lambda: _feed(item(3)).encode()[:-120],
    "a stray ampersand": lambda: _feed().replace("</channel>", "<copyright>A & B</copyright></channel>").encode(),
    "entity bomb": f"<!DOCTYPE r [{BOMB}]>{_feed('<item><title>&e11;</title></item>')}".encode,
    "an entity that is a file": (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_feed("<item><title>&x;</title></item>")}'.encode
    ),
    "an item twice": lambda: _feed(item(1), item(2)).encode(),
    "guids of two kinds": lambda: _feed(item(1, more="<guid>7</guid>"), item(2, more="<guid>8</guid>")).encode(),
    "addresses with marks of counters": lambda: _feed(item(1, "https://www.news.example/1?utm_source=x#a")).encode(),
    "zeros before it": lambda: b"\x00\xef\xbb\xbf  \n" + _feed().encode(),
}


@pytest.mark.parametrize("what", READABLE)
async def test_every_item_that_can_be_read_is_read_once(desk: Newsdesk, what: str) -> None:
    """Whatever is wrong with the bytes; and again, and sound: nothing comes in twice."""
    desk.agencies.put("/feed", READABLE[what]())
    source = await desk.add("/feed")
    await desk.pass_time()
    assert await desk.titles() == TWO
    assert (await desk.now(source)).trouble == ""
    desk.agencies.put("/feed", _feed())
    await desk.pass_time(LATER)
    assert await desk.titles() == TWO


async def test_dates_of_three_kinds_are_one_moment(desk: Newsdesk) -> None:
    """Of the feed's own zone, of Moscow without saying so, and of ISO; without any it is now."""
    dates = [
        "<pubDate>Tue, 24 Nov 2026 12:00:00 +0400</pubDate>",
        "<pubDate>24.11.2026 11:00</pubDate>",
        "<pubDate>2026-11-24T08:00:00Z</pubDate>",
        "<pubDate>вчера</pubDate>",
    ]
    desk.agencies.put("/feed", rss([item(number, more=date) for number, date in enumerate(dates)]))
    await desk.add("/feed")
    await desk.pass_time()
    moments = {story.title: story.published_at for story in await desk.store.news.latest(9)}
    eight = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert [moments[headline(number)] for number in range(4)] == [eight, eight, eight, AFTERNOON]


async def test_bodies_that_are_bombs_are_told_and_stop_nothing(desk: Newsdesk) -> None:
    """Compressed beyond measure, too large, no compression at all: each says so; the sound one beside them is read."""
    packed: dict[str, Any] = {"Content_Encoding": "gzip"}
    desk.agencies.put("/bomb", gzip.compress(bytes(60_000_000)), **packed)
    desk.agencies.put("/noise", b"\x1f\x8b noise", **packed)
    desk.agencies.put("/large", b"x" * (5 * 1024 * 1024 + 1))
    desk.agencies.put("/loop", "", 302, Location="/loop")
    desk.agencies.put("/good", gzip.compress(_feed().encode()), **packed)
    sources = [await desk.add(path) for path in ("/bomb", "/noise", "/large", "/loop", "/good")]
    await desk.pass_time()
    troubles = [(await desk.now(source)).trouble for source in sources]
    assert troubles == [Trouble.TOO_LARGE, Trouble.UNPACKING, Trouble.TOO_LARGE, Trouble.REDIRECTS, ""]
    assert await desk.titles() == TWO


async def test_a_slow_drip_keeps_nobody_waiting(filled_url: str) -> None:
    """While it is waited for the others are asked, and the jobs have their turn; a stop does not wait for it."""
    async with bad_server() as slow, agencies() as server, newsdesk(filled_url, server, seconds=60) as desk:
        server.put("/good", _feed())
        drip = await desk.add("/slow", server=slow)
        waiting = asyncio.ensure_future(desk.polling.poll_due())
        await slow.came.wait()
        await desk.add("/good")
        await desk.polling.poll_due()
        assert await desk.titles() == TWO
        await desk.office.jobs.send_digests()
        await desk.office.jobs.finish()
        waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting
        assert await desk.now(drip) == drip


async def test_a_slow_drip_is_given_up(filled_url: str) -> None:
    """In the time that is set for a request."""
    async with bad_server() as slow, agencies() as server, newsdesk(filled_url, server, seconds=0.2) as desk:
        drip = await desk.add("/slow", server=slow)
        await desk.polling.poll_due()
        assert (await desk.now(drip)).trouble == Trouble.TOO_SLOW


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.2/rss", "http://10.0.0.1/rss", "http://[::1]/rss", "file:///etc/passwd", "http://inner.example/"],
)
async def test_nothing_inside_is_reached(filled_url: str, where: str) -> None:
    """By a redirect, by a name that resolves inside, or by the address of an item: the bot does not go there."""

    async def lookup(_host: str, _port: int) -> list[str]:
        return ["10.0.0.1"]

    async with agencies() as server, newsdesk(filled_url, server, lookup=lookup) as desk:
        server.put("/away", "", 302, Location=where)
        server.put("/feed", rss([item(1, where), item(2)]))
        away, feed = await desk.add("/away"), await desk.add("/feed")
        await desk.pass_time()
        assert (await desk.now(away)).trouble == Trouble.FORBIDDEN
        assert (await desk.now(feed)).trouble == ""
        assert headline(2) in await desk.titles()
        assert {request.path for request in server.asked} == {"/away", "/feed"}
