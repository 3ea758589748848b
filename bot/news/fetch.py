"""The network of the news: one polite, suspicious request at a time to each host.

address -> may we go there? -> request -> redirect (again from the start) or body, unpacked up to 5 MB
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from weakref import WeakValueDictionary

from aiohttp import (
    BaseConnector,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from yarl import URL

from bot.config import DEFAULTS
from bot.errors import NotFetched, Trouble
from bot.news.reach import AddressForbidden, CheckedResolver, Lookup, Network, Reach, system_lookup
from bot.news.unpacking import CannotUnpack, TooLarge, Unpacking

LIMIT: Final = 5 * 1024 * 1024
USER_AGENT: Final = DEFAULTS["FEEDS_USER_AGENT"]
_TIME: Final = 30.0
_TO_CONNECT: Final = 10.0
_AT_ONCE: Final = 2
_REDIRECTS: Final = 5
_LONGEST_ADDRESS: Final = 2000
_PIECE: Final = 65536
_DIGITS: Final = 9  # of seconds to wait; more is a joke
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_FOR_EVER: Final = frozenset({301, 308})
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the server said of the last body that was fetched, to be asked whether it changed since."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the condition as headers."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body and where it came from; ``body`` is ``None`` when it has not changed.

    ``moved_to`` is the address that the server wants asked from now on, empty when that is the one asked.
    """

    url: str
    body: bytes | None
    charset: str
    seen: Seen
    moved_to: str = ""


_LOST: Final = (ClientError, OSError, ssl.SSLError, ValueError)


def _lost_by(connector: BaseConnector | None) -> tuple[type[Exception], ...]:
    """Return what a connector to a SOCKS proxy raises beside aiohttp's own."""
    if connector is None or type(connector) is TCPConnector:
        return ()
    from aiohttp_socks import ProxyError  # noqa: PLC0415 - installed, for it made this connector

    return (ProxyError,)


class Fetcher:
    """Fetches feeds and pages; no more than ``at_once`` requests to one host at a time."""

    def __init__(
        self,
        session: ClientSession,
        reach: Reach,
        *,
        proxy: str = "",
        at_once: int = _AT_ONCE,
        seconds: float = _TIME,
    ) -> None:
        """Use ``session``, whose connector resolves by ``reach`` unless a proxy does; ``proxy`` is an http one."""
        self._lost: tuple[type[Exception], ...] = (*_LOST, *_lost_by(session.connector))
        self._session = session
        self._reach = reach
        self._proxy = proxy or None
        self._at_once = at_once
        self._seconds = seconds
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def fetch(
        self, url: str, seen: Seen | None = None, *, limit: int = LIMIT, seconds: float | None = None
    ) -> Fetched:
        """Return what stands at ``url``, redirects followed.

        ``seconds`` are for each request with its body, as usual unless given; waiting for a turn at its host is not
        counted. Raises
        :class:`NotFetched`.
        """
        asked, moved_to, for_ever = url, "", True
        for _ in range(_REDIRECTS + 1):
            answer = await self._one(url, seen or Seen(), limit, seconds or self._seconds)
            if isinstance(answer, Fetched):
                return Fetched(url, answer.body, answer.charset, answer.seen, moved_to if moved_to != asked else "")
            status, url = answer
            for_ever = for_ever and status in _FOR_EVER
            moved_to = url if for_ever else moved_to
        raise NotFetched(url, Trouble.REDIRECTS)

    async def _one(self, url: str, seen: Seen, limit: int, seconds: float) -> Fetched | tuple[int, str]:
        """Make one request: return a body, or the status of a redirect and where it leads."""
        address = self._checked(url)
        turn = self._hosts.setdefault(str(address.host), asyncio.Semaphore(self._at_once))
        async with turn:
            try:
                async with asyncio.timeout(seconds):
                    return await self._asked(url, address, seen, limit)
            except TimeoutError as late:
                raise NotFetched(url, Trouble.TOO_SLOW) from late
            except TooLarge as large:
                raise NotFetched(url, Trouble.TOO_LARGE) from large
            except CannotUnpack as packed:
                raise NotFetched(url, Trouble.UNPACKING) from packed
            except self._lost as lost:
                raise NotFetched(url, _of(lost)) from lost

    def _checked(self, url: str) -> URL:
        try:
            address = URL(url)
            allowed = address.scheme in {"http", "https"} and bool(address.host) and not address.user
            if not allowed or len(url) > _LONGEST_ADDRESS:
                raise NotFetched(url[:_LONGEST_ADDRESS], Trouble.FORBIDDEN)
            self._reach.check_literal(str(address.host))
        except (ValueError, OSError) as bad:
            raise NotFetched(url[:_LONGEST_ADDRESS], Trouble.FORBIDDEN) from bad
        return address

    async def _asked(self, url: str, address: URL, seen: Seen, limit: int) -> Fetched | tuple[int, str]:
        request = self._session.get(address, headers=seen.headers(), allow_redirects=False, proxy=self._proxy)
        async with request as response:
            if response.status in _MOVED:
                return response.status, _target(url, response)
            if response.status == HTTPStatus.NOT_MODIFIED:
                return Fetched(url, None, "", seen)
            if response.status != HTTPStatus.OK:
                raise NotFetched(url, Trouble.STATUS, response.status, _wait(response))
            body = await _body(response, limit)
            said = Seen(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
            return Fetched(url, body, response.charset or "", said)


async def _body(response: ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise TooLarge
    unpacking = Unpacking(response.headers.get("Content-Encoding", ""), limit)
    async for piece in response.content.iter_chunked(_PIECE):
        unpacking.feed(piece)
    return unpacking.body()


def _target(url: str, response: ClientResponse) -> str:
    where = response.headers.get("Location", "")
    try:
        return str(URL(url).join(URL(where))) if where else _nowhere(url)
    except ValueError:
        return _nowhere(url)


def _nowhere(url: str) -> str:
    raise NotFetched(url, Trouble.REDIRECTS)


def _wait(response: ClientResponse) -> int | None:
    """Return how many seconds the server asks to wait: it says a number, or a moment of its own clock."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return int(said[:_DIGITS])
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError):  # no date, or one of the two without a zone
        return None
    return max(0, int(wait.total_seconds()))


def _of(lost: Exception) -> Trouble:
    """Return what a lost request means; aiohttp wraps what the resolver raised."""
    cause: BaseException | None = lost
    while cause is not None:
        if isinstance(cause, AddressForbidden | InvalidURL):
            return Trouble.FORBIDDEN
        cause = cause.__cause__ or getattr(cause, "os_error", None)
    return Trouble.NO_ANSWER


@asynccontextmanager
async def fetching(
    *,
    proxy: str = "",
    user_agent: str = USER_AGENT,
    allowed: Iterable[Network] = (),
    lookup: Lookup = system_lookup,
    at_once: int = _AT_ONCE,
    seconds: float = _TIME,
) -> AsyncIterator[Fetcher]:
    """Open what feeds are fetched with.

    ``proxy`` is http or socks5; then the proxy resolves names, so only literal addresses are checked here.
    ``allowed`` networks are reached though they are not public.
    """
    reach = Reach(allowed)
    async with ClientSession(
        connector=_connector(proxy, reach, lookup),
        timeout=ClientTimeout(total=None, connect=_TO_CONNECT),
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,  # unpacked by us, up to a size
        headers={
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "ru, be;q=0.9, en;q=0.8",
        },
    ) as session:
        by_session = "" if proxy.startswith("socks") else proxy
        yield Fetcher(session, reach, proxy=by_session, at_once=at_once, seconds=seconds)


def _connector(proxy: str, reach: Reach, lookup: Lookup) -> BaseConnector:
    if proxy.startswith("socks"):
        from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - only who has such a proxy installs it

        return ProxyConnector.from_url(proxy, rdns=True)
    if proxy:
        return TCPConnector()  # the only one it connects to is the proxy, which may well be inside
    return TCPConnector(resolver=CheckedResolver(reach, lookup), use_dns_cache=False)
