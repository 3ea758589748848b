"""A feed's server that behaves badly in one way at each of its addresses; on loopback."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

FEED = (
    '<rss version="2.0"><channel><title>Пример</title><item><title>МАЗ поставит Ульяновску автобусы</title>'
    "<link>https://e.example/1</link></item></channel></rss>"
)


class BadServer:
    """Counts what is asked at once, remembers headers, answers as its address says."""

    def __init__(self) -> None:
        """Have been asked nothing yet."""
        self.asked: list[web.Request] = []
        self.at_once = 0
        self.most_at_once = 0
        self.go_on = asyncio.Event()
        self.came = asyncio.Event()
        self.two_came = asyncio.Event()
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path here."""
        return f"http://{host}:{self.port}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Behave as the path says."""
        self.asked.append(request)
        self.at_once += 1
        self.came.set()
        if self.at_once > 1:
            self.two_came.set()
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self._answer(request, request.path.removeprefix("/"))
        finally:
            self.at_once -= 1

    async def _answer(self, request: web.Request, path: str) -> web.StreamResponse:
        match path.split("/"):
            case ["to", *where]:
                return web.Response(
                    status=int(request.query.get("status", "302")), headers={"Location": "/".join(where)}
                )
            case ["away"]:
                return web.Response(status=302, headers={"Location": request.query.get("url", "")})
            case ["loop"]:
                return web.Response(status=302, headers={"Location": "/loop"})
            case ["status", status]:
                return web.Response(status=int(status), headers={"Retry-After": request.query.get("after", "")})
            case ["slow"]:
                return await self._slowly(request)
            case ["wait"]:
                await self.go_on.wait()
        return self._body(request, path)

    def _body(self, request: web.Request, path: str) -> web.StreamResponse:
        bodies = {
            "feed": (FEED.encode(), {"ETag": '"1"', "Last-Modified": "Wed, 25 Nov 2026 12:00:00 GMT"}),
            "gzip": (gzip.compress(FEED.encode()), {"Content-Encoding": "gzip"}),
            "deflate": (zlib.compress(FEED.encode()), {"Content-Encoding": "deflate"}),
            "brotli": (b"\x0b\x02\x80", {"Content-Encoding": "br"}),
            "noise": (b"\x1f\x8b\x08\x00" + b"noise" * 50, {"Content-Encoding": "gzip"}),
            "bomb": (gzip.compress(bytes(60_000_000)), {"Content-Encoding": "gzip"}),
            "large": (b"x" * (5 * 1024 * 1024 + 1), {}),
            "cp1251": (FEED.encode("cp1251"), {"Content-Type": "text/xml; charset=windows-1251"}),
            "page": (b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed">', {}),
        }
        body, headers = bodies.get(path, (b"ok", {}))
        if request.headers.get("If-None-Match") == '"1"' and path == "feed":
            return web.Response(status=304)
        return web.Response(body=body, headers=headers)

    async def _slowly(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss")
        await self.go_on.wait()
        return response


@asynccontextmanager
async def bad_server() -> AsyncIterator[BadServer]:
    """Serve on a free port of loopback."""
    server = BadServer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # noqa: SLF001 - aiohttp tells it nowhere else
    try:
        yield server
    finally:
        server.go_on.set()
        await runner.cleanup()
