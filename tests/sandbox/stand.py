"""The stand-in under test with a bot's and a person's side of it, and the few pictures tests send."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp

from bot.clock import MovableClock
from bot.sandbox.server import Sandbox
from tests.person import Person

ANNA = 1001
ALES = 1002
STRANGER = 1003
GROUP = -501
FORUM = -1_001_000_000_001
CHANNEL = -1_001_000_000_002
TOPIC = 7

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """A running stand-in: ``ok`` and ``refused`` speak as the bot, ``post`` and ``get`` as the page."""

    sandbox: Sandbox
    clock: MovableClock
    session: aiohttp.ClientSession

    def person(self, number: int = ANNA, chat: int | None = None) -> Person:
        """Return a person's client."""
        return Person(self.session, self.sandbox.url, number, chat)

    def method(self, name: str) -> str:
        """Return the address of a method."""
        return f"{self.sandbox.url}/bot{self.sandbox.token}/{name}"

    async def answer(self, name: str, /, **params: object) -> tuple[int, Answer]:
        """Call a method with a JSON body; return the status and the body."""
        async with self.session.post(self.method(name), json=params) as response:
            return response.status, await response.json()

    async def ok(self, name: str, /, **params: object) -> Any:  # noqa: ANN401 - a result is whatever the method returns
        """Call a method that must succeed; return its result."""
        status, body = await self.answer(name, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, name: str, /, **params: object) -> str:
        """Call a method that must be refused; return code and description, which the HTTP status agrees with."""
        status, body = await self.answer(name, **params)
        assert (body["ok"], body["error_code"]) == (False, status), body
        return f"{status} {body['description']}"

    async def form(self, name: str, /, **params: object) -> tuple[int, Answer]:
        """Call a method with a multipart form; a pair of name and bytes is a file."""
        form = aiohttp.FormData(quote_fields=False)
        for field, value in params.items():
            if isinstance(value, tuple):
                form.add_field(field, BytesIO(value[1]), filename=value[0])
            else:
                form.add_field(field, str(value))
        async with self.session.post(self.method(name), data=form) as response:
            return response.status, await response.json()

    async def post(self, path: str, status: int = 200, /, **body: object) -> Answer:
        """Post to the page's interface; return the body of an answer with this status."""
        async with self.session.post(f"{self.sandbox.url}/api/{path}", json=body) as response:
            content: Answer = await response.json()
            assert response.status == status, content
            return content

    async def get(self, path: str, status: int = 200, /, **query: object) -> Any:  # noqa: ANN401 - lists and objects
        """Get from the page's interface; return the body of an answer with this status."""
        params = {name: str(value) for name, value in query.items()}
        async with self.session.get(f"{self.sandbox.url}/api/{path}", params=params) as response:
            content = await response.json()
            assert response.status == status, content
            return content

    async def updates(self, **params: object) -> list[Answer]:
        """Return what waits for the bot, confirmed by this."""
        found: list[Answer] = await self.ok("getUpdates", **params)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1)
        return found


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a grey PNG of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
