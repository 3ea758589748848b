"""The stand-in as a server: Telegram's Bot API and the chat page on one port.

bot -> /bot<token>/<method> -> fault on order? -> checks -> world -> record -> answer
person (page, test) -> /api/... -> world and updates -> getUpdates, or the courier -> webhook
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.clock import Clock, MovableClock
from bot.sandbox.bot_api import BotApi
from bot.sandbox.courier import Courier
from bot.sandbox.errors import CallRefusedError, PageRefusedError
from bot.sandbox.files import LARGEST_UPLOAD
from bot.sandbox.page import Page, PageSettings, check_origin
from bot.sandbox.page_acts import PageActs
from bot.sandbox.page_control import PageControl
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Call
from bot.sandbox.world import Group, Person, World

_LARGEST_BODY = LARGEST_UPLOAD + 1024 * 1024
_SHUTDOWN = 1.0
_TURNS = 5
_ERRORS = 400


class Sandbox:
    """A Telegram of one bot, alive inside ``async with``; ``url`` is known from then on.

    People given at construction have not started the bot. ``clock`` dates messages and refills the pacing;
    the page can move it when it is a :class:`MovableClock`. Waits of long polls are real time. Everything is
    in memory and gone at the end. ``zone`` must exist (:class:`zoneinfo.ZoneInfoNotFoundError`).
    """

    def __init__(  # noqa: PLR0913 - the settings of a whole server, each with a sensible default
        self,
        clock: Clock,
        *,
        people: Sequence[Person] = (),
        groups: Sequence[Group] = (),
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = "42:SANDBOX-EXAMPLE",  # noqa: S107 - opens nothing but this stand-in
        pacing: bool = True,
        zone: str = "Europe/Ulyanovsk",
        hints: Sequence[str] = (),
    ) -> None:
        """Build it; nothing listens yet. Port 0 is any free one."""
        self._telegram = Telegram(clock, token, pacing=pacing)
        self._telegram.world.settle(people, groups)
        self._host = host
        self._port = port
        self._api = BotApi(self._telegram)
        self._runner = web.AppRunner(
            self._application(PageSettings(zone, tuple(hints))),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_SHUTDOWN,
        )
        self._listening: socket.socket | None = None
        self._courier: asyncio.Task[None] | None = None
        self.token = token
        self.url = ""

    @property
    def world(self) -> World:
        """The people, chats and messages, for a test to look at or arrange."""
        return self._telegram.world

    async def __aenter__(self) -> Self:
        """Listen."""
        await self._runner.setup()
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        self._listening = socket.create_server((self._host, self._port), family=family)
        await web.SockSite(self._runner, self._listening).start()
        host = f"[{self._host}]" if family == socket.AF_INET6 else self._host
        self.url = f"http://{host}:{self._listening.getsockname()[1]}"
        if isinstance(self._telegram.clock, MovableClock):
            self._telegram.clock.listeners.append(self._tell_time)
        self._courier = asyncio.create_task(Courier(self._telegram, self._carry_out).run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop at once, whoever still waits."""
        if isinstance(self._telegram.clock, MovableClock):
            self._telegram.clock.listeners.remove(self._tell_time)
        self._telegram.bell.close()
        try:
            if self._courier is not None:
                self._courier.cancel()
                with suppress(asyncio.CancelledError):
                    await self._courier
        finally:
            await self._close_connections()

    async def _close_connections(self) -> None:
        """Take no more connections, wait until those taken are known to the server, then close all.

        A connection taken in the very turn of the loop in which asyncio's server closes stays open with nobody
        behind it (CPython 3.11, ``Server._attach``), and its client would wait for ever.
        """
        if self._listening is not None:
            asyncio.get_running_loop().remove_reader(self._listening)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        await self._runner.cleanup()

    def _application(self, settings: PageSettings) -> web.Application:
        application = web.Application(middlewares=[_refusals], client_max_size=_LARGEST_BODY)
        for part in (self._api, Page(self._telegram, settings), PageActs(self._telegram)):
            application.add_routes(part.routes())
        application.add_routes(PageControl(self._telegram, settings).routes())
        return application

    async def _carry_out(self, call: Call) -> None:
        await self._api.carry_out(call)

    def _tell_time(self) -> None:
        self._telegram.events.add("clock", now=self._telegram.clock.now().isoformat())


@web.middleware
async def _refusals(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer refusals in the form their side expects: the Bot API's body, or the page's."""
    for_bot = request.path.startswith(("/bot", "/file/"))
    try:
        if not for_bot:
            check_origin(request.headers)
        return await handler(request)
    except PageRefusedError as refused:
        return web.json_response({"error": refused.sentence}, status=refused.status)
    except web.HTTPException as failed:
        if failed.status < _ERRORS:
            raise
        if for_bot:
            return web.json_response(CallRefusedError(failed.status, failed.reason).body(), status=failed.status)
        return web.json_response({"error": failed.reason}, status=failed.status)
