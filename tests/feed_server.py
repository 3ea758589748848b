"""Agencies for tests: feeds and pages on loopback that say what a test lets them say, and remember who asked."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Said:
    """What stands at an address: with status 200 an ``ETag`` is sent and obeyed."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Agencies:
    """What stands where, by path; nothing there is a 404."""

    def __init__(self) -> None:
        """Have been asked nothing yet."""
        self.said: dict[str, Said] = {}
        self.asked: list[web.Request] = []
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path here."""
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> None:
        """Let this stand at a path; an underscore in a header's name is a hyphen."""
        written = body.encode() if isinstance(body, str) else body
        self.said[path] = Said(written, status, {name.replace("_", "-"): value for name, value in headers.items()})

    def times(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(request.path == path for request in self.asked)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Say what stands at the path."""
        self.asked.append(request)
        said = self.said.get(request.path, Said(status=404))
        if said.status != 200:
            return web.Response(body=said.body, status=said.status, headers=said.headers)
        tag = f'"{sha256(said.body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(body=said.body, headers={"ETag": tag, **said.headers})


@asynccontextmanager
async def agencies() -> AsyncIterator[Agencies]:
    """Serve on a free port of loopback."""
    server = Agencies()
    app = web.Application()
    app.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # noqa: SLF001 - aiohttp tells it nowhere else
    try:
        yield server
    finally:
        await runner.cleanup()


WHAT = ("автобусы", "лекарства", "станки", "тракторы", "лифты", "мебель", "удобрения", "кабель")


def headline(number: int) -> str:
    """Return news of ours, each of another event."""
    return f"Событие{number}: МАЗ поставит Ульяновской области {WHAT[number % len(WHAT)]}, контракт № {number + 11}"


def item(number: int, link: str = "", lead: str = "", more: str = "") -> str:
    """Return an item of a feed."""
    where = link or f"https://news.example/{number}"
    said = f"<description>{escape(lead)}</description>" if lead else ""
    return f"<item><title>{escape(headline(number))}</title><link>{escape(where)}</link>{said}{more}</item>"


def rss(items: Sequence[str], title: str = "Пример") -> str:
    """Return a feed of these items."""
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'
