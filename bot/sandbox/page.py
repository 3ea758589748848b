"""What the chat page and tests look at: the page itself, the state, chats, events, calls, files."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.clock import MovableClock
from bot.sandbox.actions import NOT_FOUND, person_of, seen_chat
from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import deny
from bot.sandbox.page_input import read_query
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Json

_PAGE = Path(__file__).with_name("page.html")
_HEARTBEAT = 15.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the page is told besides the world: the programme's zone, and what to try (``hints``)."""

    zone: str
    hints: tuple[str, ...]


class Page:
    """Serves the GET routes of the page."""

    def __init__(self, telegram: Telegram, settings: PageSettings) -> None:
        """Show the world of ``telegram``."""
        self._telegram = telegram
        self._settings = settings

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/", self._page),
            web.get("/api/state", self._state),
            web.get("/api/commands", self._commands),
            web.get("/api/chat", self._chat),
            web.get("/api/messages", self._messages),
            web.get("/api/events", self._events),
            web.get("/api/calls", self._calls),
            web.get("/api/file", self._file),
        ]

    async def _page(self, _request: web.Request) -> web.Response:
        try:
            return web.Response(text=_PAGE.read_text(encoding="utf-8"), content_type="text/html")
        except FileNotFoundError:
            return deny("the chat page is not installed", NOT_FOUND)

    async def _state(self, _request: web.Request) -> web.Response:
        world = self._telegram.world
        state = {
            "bot": {name: world.bot[name] for name in ("id", "username", "first_name")},
            "people": [person_summary(self._telegram, person) for person in world.people.values()],
            "groups": [chat.summary() for chat in world.groups()],
            "now": world.now().isoformat(),
            "can_move": isinstance(self._telegram.clock, MovableClock),
            "zone": self._settings.zone,
            "hints": list(self._settings.hints),
            "last_event": self._telegram.events.last,
        }
        return web.json_response(state)

    async def _commands(self, request: web.Request) -> web.Response:
        person = person_of(self._telegram, read_query(request).integer("as"))
        chat = self._telegram.world.chats[person.id]
        return web.json_response(self._telegram.profile.commands_in(chat, person.language_code))

    async def _chat(self, request: web.Request) -> web.Response:
        chat = self._seen(request)
        shown = {
            "messages": list(chat.messages.values()),
            "reply_keyboard": chat.keyboard,
            "blocked": chat.blocked,
            "version": chat.version,
        }
        return web.json_response(shown)

    async def _messages(self, request: web.Request) -> web.Response:
        asked = read_query(request)
        chat = self._seen(request)
        known = asked.integer("after_version", -1)
        await self._telegram.bell.until(lambda: chat.version > known, asked.number("wait", 0))
        return web.json_response({"version": chat.version, "messages": list(chat.messages.values())})

    def _seen(self, request: web.Request) -> Chat:
        asked = read_query(request)
        person = asked.integer("as")
        return seen_chat(self._telegram, person, asked.integer("chat", person))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        last = read_query(request).integer("after", self._telegram.events.last)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while not self._telegram.bell.closed:
                last = await self._stream(response, last)
        return response

    async def _stream(self, response: web.StreamResponse, last: int) -> int:
        """Write the events after ``last``, then wait for more; return the number of the last one written."""
        log = self._telegram.events
        number = last
        for number, event in log.after(last):
            await response.write(f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        await response.write(b": \n\n")
        await self._telegram.bell.until(lambda: log.last > number, _HEARTBEAT)
        return number

    async def _calls(self, request: web.Request) -> web.Response:
        asked = read_query(request)
        after, polls = asked.integer("after", 0), asked.integer("all", 0) == 1
        log = self._telegram.calls
        await self._telegram.bell.until(lambda: bool(log.after(after, polls=polls)), asked.number("wait", 0))
        calls = log.after(after, polls=polls)
        return web.json_response({"last": calls[-1]["id"] if calls else after, "calls": calls})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._telegram.world.files.file(read_query(request).text("id"))
        if file is None:
            deny("there is no such file", NOT_FOUND)
        # Only pictures are shown in place: an uploaded page must not run as a part of ours.
        safe = file.upload.mime in _SAFE_INLINE
        headers = {"X-Content-Type-Options": "nosniff", **({} if safe else {"Content-Disposition": "attachment"})}
        mime = file.upload.mime if safe else "application/octet-stream"
        return web.Response(body=file.upload.content, content_type=mime, headers=headers)


def person_summary(telegram: Telegram, person: Person) -> Json:
    """Return what the page knows of a person."""
    summary = {**person.user(), "title": person.title, "blocked": telegram.world.chats[person.id].blocked}
    summary.pop("is_bot")
    return {"language_code": person.language_code, **summary}


def check_origin(headers: Mapping[str, str]) -> None:
    """Refuse a request that was not made on this machine, or by a page of another site (403)."""
    host = headers.get("Host", "")
    if _host_name(host) not in _LOOPBACK:
        deny("the chat page is for this machine only", 403)
    origin = headers.get("Origin")
    if origin is not None and origin.lower() != f"http://{host}".lower():
        deny("the request comes from another site", 403)


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
