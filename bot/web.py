"""The bot's own HTTP: health and figures for whoever watches it; the webhook and calendars where it is public."""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from aiohttp import web

from bot.calendars import CALENDAR_PATH, Calendars
from bot.clock import Clock
from bot.config import Config
from bot.health import judged, outbox_in
from bot.pulse import Pulse
from storage.store import Store

WEBHOOK_PATH: Final = "/telegram"
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_LARGEST_UPDATE: Final = 2**20
_CALENDAR_TOKEN: Final = "[A-Za-z0-9_-]{16,64}"  # noqa: S105 - the shape of one
_log = structlog.get_logger(__name__)

Work = Callable[[Mapping[str, Any]], Awaitable[bool]]
"""Works an update; false when it could not be remembered and must be brought again."""


class Door:
    """What this process answers over HTTP."""

    def __init__(
        self,
        config: Config,
        work: Work,
        store: Store,
        clock: Clock,
        pulse: Pulse,
        calendars: Calendars | None = None,
    ) -> None:
        """Answer from ``store``, ``pulse`` and ``calendars``, and give ``work`` what Telegram posts."""
        self._calendars = calendars
        self._config = config
        self._work = work
        self._store = store
        self._clock = clock
        self._pulse = pulse

    def application(self) -> web.Application:
        """Return the routes; the webhook only when it is used."""
        application = web.Application(client_max_size=_LARGEST_UPDATE)
        application.router.add_get("/health", self._health)
        application.router.add_get("/metrics", self._metrics)
        if self._config.webhook_url:
            application.router.add_post(WEBHOOK_PATH, self._webhook)
            application.router.add_get(f"{CALENDAR_PATH}/{{token:{_CALENDAR_TOKEN}}}.ics", self._calendar)
        return application

    async def _health(self, _request: web.Request) -> web.Response:
        now = self._clock.now()
        outbox = await outbox_in(self._store, now)
        health = judged(self._pulse, outbox, now, polls=not self._config.webhook_url)
        return web.json_response(health.as_json(), status=200 if health.well else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        from bot.metrics import CONTENT_TYPE, Exposition, reading_of  # noqa: PLC0415 - loaded when somebody asks

        reading = await reading_of(self._store, self._clock.now())
        return web.Response(body=Exposition(self._pulse, reading).text(), headers={"Content-Type": CONTENT_TYPE})

    async def _calendar(self, request: web.Request) -> web.Response:
        """Give somebody's calendar to a calendar program; who has lost the right to it is as if it were not there."""
        now = self._clock.now()
        served = await self._calendars.behind(request.match_info["token"], now) if self._calendars else None
        if served is None:
            return web.Response(status=404)
        headers = {"ETag": served.etag, "Cache-Control": "private, no-cache"}
        if served.etag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        headers["Content-Type"] = "text/calendar; charset=utf-8"
        return web.Response(body=served.content, headers=headers)

    async def _webhook(self, request: web.Request) -> web.Response:
        """Answer once the update is safely in the store and worked; 500 asks Telegram to bring it again."""
        given = request.headers.get(_SECRET_HEADER, "")
        # A header from a stranger may hold any bytes; aiohttp gives those that are no text as surrogates.
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), self._config.webhook_secret.encode()):
            return web.Response(status=403)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._work(update) else 500)


@asynccontextmanager
async def serving(config: Config, door: Door) -> AsyncIterator[None]:
    """Serve on HTTP_HOST:HTTP_PORT for the length of the block; nothing at all when no port is set."""
    if config.http_port is None:
        yield
        return
    runner = web.AppRunner(door.application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, config.http_host, config.http_port).start()
        _log.info("serving", host=config.http_host, port=config.http_port)
        yield
    finally:
        await runner.cleanup()


def _update_in(body: bytes) -> Mapping[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None
