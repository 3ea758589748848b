"""Fetching from servers that behave badly."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_network

import pytest
from yarl import URL

from bot.errors import NotFetched, Trouble
from bot.news.fetch import Fetcher, Seen, fetching
from tests.news.bad_server import FEED, BadServer, bad_server

LOOPBACK = (ip_network("127.0.0.1/32"),)
NOBODYS = "http://10.255.255.1/"


@pytest.fixture
async def server() -> AsyncIterator[BadServer]:
    """A badly behaved server."""
    async with bad_server() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """A fetcher that may go to the server's address and nowhere else inside."""

    async def lookup(host: str, _port: int) -> Sequence[str]:
        return {"good.example": ["127.0.0.1"], "inner.example": ["127.0.0.2", "10.0.0.1"]}.get(host, [])

    async with fetching(
        allowed=LOOPBACK, lookup=lookup, user_agent="Проверка/1 (tests)".encode().decode("latin-1")
    ) as it:
        yield it


async def trouble(fetcher: Fetcher, url: str, **limits: float) -> NotFetched:
    """Return why nothing is fetched."""
    with pytest.raises(NotFetched) as lost:
        await fetcher.fetch(url, **limits)  # type: ignore[arg-type]
    return lost.value


@pytest.mark.parametrize(
    "path", ["/feed", "/gzip", "/deflate", "/to//feed", "/to//to//feed", "/away?url=feed", "/feed#part"]
)
async def test_a_feed_is_fetched(server: BadServer, fetcher: Fetcher, path: str) -> None:
    """Plain, compressed, or after redirects, relative and absolute."""
    answer = await fetcher.fetch(server.url(path))
    assert (answer.body or b"").decode() == FEED


async def test_a_name_is_reached_at_the_address_that_was_checked(server: BadServer, fetcher: Fetcher) -> None:
    """The name stays in the request, the connection goes to its checked address; a request says who asks."""
    await fetcher.fetch(server.url("/feed", "good.example"))
    (request,) = server.asked
    assert request.headers["Host"] == f"good.example:{server.port}"
    assert request.headers["User-Agent"].encode("latin-1").decode() == "Проверка/1 (tests)"
    assert "br" not in request.headers["Accept-Encoding"]


async def test_what_has_not_changed_is_not_sent_again(server: BadServer, fetcher: Fetcher) -> None:
    """What the server said of a body is asked back, and no body comes."""
    first = await fetcher.fetch(server.url("/feed"))
    assert first.seen == Seen('"1"', "Wed, 25 Nov 2026 12:00:00 GMT")
    again = await fetcher.fetch(server.url("/feed"), first.seen)
    assert (again.body, again.seen) == (None, first.seen)
    assert server.asked[1].headers["If-Modified-Since"] == "Wed, 25 Nov 2026 12:00:00 GMT"


async def test_a_move_for_ever_is_told_and_another_is_not(server: BadServer, fetcher: Fetcher) -> None:
    """A chain of lasting redirects gives a new address; one that passes breaks the chain."""
    lasting = await fetcher.fetch(server.url("/to//to//feed?status=301"))
    assert lasting.moved_to == server.url("/to//feed")
    assert (await fetcher.fetch(server.url("/to//feed"))).moved_to == ""
    assert (await fetcher.fetch(server.url("/feed"))).moved_to == ""


@pytest.mark.parametrize(
    "url",
    [
        NOBODYS, "http://127.0.0.2/", "http://[::1]/", "http://localhost.localdomain./", "ftp://e.example/", "file:///etc/passwd",
        "http://2130706433/", "http://user:pass@good.example/", "http://", "/feed", "http://inner.example/", "gopher://x/",
        "http://good.example/" + "a" * 2000, "http://[bad", "http://good.example:99999/",
    ],
)  # fmt: skip
async def test_it_does_not_go_inside(server: BadServer, fetcher: Fetcher, url: str) -> None:
    """Asked for an address inside, or for what is no web address, the bot asks nobody."""
    assert (await trouble(fetcher, url)).trouble in {Trouble.FORBIDDEN, Trouble.NO_ANSWER}
    assert server.asked == []


@pytest.mark.parametrize(
    "url", [NOBODYS, "http://inner.example/", "file:///etc/passwd", "http://[::1]/", "http://127.1/"]
)
async def test_it_is_not_led_inside(server: BadServer, fetcher: Fetcher, url: str) -> None:
    """Asked or redirected, the bot does not go where strangers must not send it."""
    assert (await trouble(fetcher, url)).trouble is Trouble.FORBIDDEN
    lost = await trouble(fetcher, str(URL(server.url("/away")).with_query(url=url)))
    assert (lost.trouble, len(server.asked)) == (Trouble.FORBIDDEN, 1)


async def test_loopback_is_forbidden_by_default(server: BadServer) -> None:
    """Without leave the bot does not ask its own machine."""
    async with fetching() as fetcher:
        assert (await trouble(fetcher, server.url("/feed"))).trouble is Trouble.FORBIDDEN
        assert (await trouble(fetcher, server.url("/feed", "localhost"))).trouble is Trouble.FORBIDDEN
    assert server.asked == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/loop", Trouble.REDIRECTS),
        ("/away", Trouble.REDIRECTS),
        ("/away?url=http://[", Trouble.REDIRECTS),
        ("/large", Trouble.TOO_LARGE),
        ("/bomb", Trouble.TOO_LARGE),
        ("/brotli", Trouble.UNPACKING),
        ("/noise", Trouble.UNPACKING),
    ],
)
async def test_bad_behaviour_is_named(server: BadServer, fetcher: Fetcher, path: str, expected: Trouble) -> None:
    """Circles, giants, bombs and unreadable bodies end with what they are."""
    assert (await trouble(fetcher, server.url(path))).trouble is expected


async def test_a_body_that_drips_is_left(server: BadServer, fetcher: Fetcher) -> None:
    """A server that never ends does not hold anybody."""
    assert (await trouble(fetcher, server.url("/slow"), seconds=0.05)).trouble is Trouble.TOO_SLOW


@pytest.mark.parametrize(
    ("status", "after", "wait"), [(403, "", None), (404, "soon", None), (503, "120", 120), (429, "7", 7)]
)
async def test_a_refusal_is_told(
    server: BadServer, fetcher: Fetcher, status: int, after: str, wait: int | None
) -> None:
    """The status and how long to wait, when the server said so in seconds."""
    lost = await trouble(fetcher, server.url(f"/status/{status}?after={after}"))
    assert (lost.trouble, lost.status, lost.retry_after) == (Trouble.STATUS, status, wait)


async def test_nobody_there_is_told(fetcher: Fetcher) -> None:
    """A closed port and a name without an address are no answer."""
    assert (await trouble(fetcher, "http://127.0.0.1:1/")).trouble is Trouble.NO_ANSWER
    assert (await trouble(fetcher, "http://nowhere.example/")).trouble is Trouble.NO_ANSWER


async def test_a_host_is_asked_twice_at_once_at_most(server: BadServer, fetcher: Fetcher) -> None:
    """Ten feeds of one agency are not ten requests at once."""
    async with asyncio.TaskGroup() as group:
        for number in range(6):
            group.create_task(fetcher.fetch(server.url(f"/wait?{number}")))
        await server.two_came.wait()
        server.go_on.set()
    assert len(server.asked) == 6
    assert server.most_at_once == 2


async def test_through_a_proxy_literal_addresses_are_still_forbidden(server: BadServer) -> None:
    """The proxy resolves names; it is asked for them, and not for addresses inside."""
    async with fetching(proxy=server.url("")) as fetcher:
        assert (await fetcher.fetch("http://news.example/feed")).body == FEED.encode()
        assert (await trouble(fetcher, "http://127.0.0.1/")).trouble is Trouble.FORBIDDEN
    assert [request.host for request in server.asked] == ["news.example"]


async def test_a_socks_proxy_is_spoken_to(server: BadServer) -> None:
    """A proxy of the other kind is asked too; one that is none gives no answer."""
    async with fetching(proxy=f"socks5://127.0.0.1:{server.port}") as fetcher:
        assert (await trouble(fetcher, "http://news.example/feed", seconds=5)).trouble is Trouble.NO_ANSWER
