"""The bot's own HTTP: health for whoever watches it, and the webhook when updates come that way."""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from aiohttp import web

from bot.config import Config
from storage.errors import StoreError
from storage.store import Store

WEBHOOK_PATH: Final = "/telegram"
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_LARGEST_UPDATE: Final = 2**20
_log = structlog.get_logger(__name__)

Work = Callable[[Mapping[str, Any]], Awaitable[None]]


@asynccontextmanager
async def serving(config: Config, work: Work, store: Store) -> AsyncIterator[None]:
    """Serve on HTTP_HOST:HTTP_PORT for the length of the block; nothing at all when no port is set."""
    if config.http_port is None:
        yield
        return
    runner = web.AppRunner(_application(config, work, store), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, config.http_host, config.http_port).start()
        _log.info("serving", host=config.http_host, port=config.http_port)
        yield
    finally:
        await runner.cleanup()


def _application(config: Config, work: Work, store: Store) -> web.Application:
    async def health(_request: web.Request) -> web.Response:
        try:
            waiting = await store.ledger.counts()
        except StoreError as trouble:
            return web.json_response({"ok": False, "store": str(trouble)}, status=503)
        return web.json_response({"ok": True, "deliveries": {str(state): n for state, n in waiting.items()}})

    async def webhook(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        # A header from a stranger may hold any bytes; aiohttp gives those that are no text as surrogates.
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), config.webhook_secret.encode()):
            return web.Response(status=403)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        await work(update)
        return web.Response()

    application = web.Application(client_max_size=_LARGEST_UPDATE)
    application.router.add_get("/health", health)
    if config.webhook_url:
        application.router.add_post(WEBHOOK_PATH, webhook)
    return application


def _update_in(body: bytes) -> Mapping[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None
