"""The bot's own HTTP, as a stranger, Telegram and a watchman meet it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.config import Config
from bot.web import WEBHOOK_PATH, serving
from storage.records import DeliveryState
from storage.store import open_store
from tests.delivery.post import lock, locked
from tests.quiet_log import quiet_log

SECRET = "s" * 32
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Door:
    """A server under test and what came through it."""

    port: int
    session: aiohttp.ClientSession
    worked: list[Mapping[str, Any]] = field(default_factory=list)

    async def post(self, body: bytes | BytesIO, **headers: str) -> int:
        """Post to the webhook; return the status."""
        url = f"http://127.0.0.1:{self.port}{WEBHOOK_PATH}"
        async with self.session.post(url, data=body, headers=headers) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, Any]:
        """Ask for a path; return the status and the JSON."""
        async with self.session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.json(content_type=None) if answer.status != 404 else None


@asynccontextmanager
async def door(url: str, webhook: str = "http://127.0.0.1/hook") -> AsyncIterator[Door]:
    """Serve a store at ``url``."""
    port = unused_port()
    config = Config(http_port=port, webhook_url=webhook, webhook_secret=SECRET if webhook else "")
    async with aiohttp.ClientSession() as session, open_store(url) as store:
        opened = Door(port, session)

        async def work(update: Mapping[str, Any]) -> None:
            await asyncio.sleep(0)
            opened.worked.append(update)

        async with serving(config, work, store):
            yield opened


async def test_an_update_is_worked_before_it_is_answered(sqlite_url: str) -> None:
    """What Telegram posts with the secret reaches the work, whole, and is answered 200 afterwards."""
    async with door(sqlite_url) as opened:
        assert await opened.post(b'{"update_id": 7, "message": {}}', **{HEADER: SECRET}) == 200
        assert opened.worked == [{"update_id": 7, "message": {}}]


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: SECRET + "s"}, {HEADER: "ы"}])
async def test_without_the_secret_nothing_is_read(sqlite_url: str, headers: dict[str, str]) -> None:
    """A stranger is refused, whatever they claim."""
    async with door(sqlite_url) as opened:
        assert await opened.post(b'{"update_id": 7}', **headers) == 403
        assert opened.worked == []


async def test_a_secret_of_broken_bytes_is_only_a_wrong_one(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A header that is no text is refused like any other wrong one; nothing is logged as an error."""
    with quiet_log(caplog):
        async with door(sqlite_url) as opened:
            reader, writer = await asyncio.open_connection("127.0.0.1", opened.port)
            head = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n{HEADER}: ".encode()
            writer.write(head + b"\xff\xfe\r\nConnection: close\r\n\r\n")
            assert (await reader.readline()).split()[1] == b"403"
            writer.close()
            await writer.wait_closed()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'"a"', b"null", b"\xff", b"[" * 200_000])
async def test_what_is_no_update_is_refused(sqlite_url: str, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """A body that is no JSON object is a 400 and works nothing."""
    with quiet_log(caplog):
        async with door(sqlite_url) as opened:
            assert await opened.post(body, **{HEADER: SECRET}) == 400
            assert opened.worked == []


async def test_a_body_beyond_any_update_is_refused(sqlite_url: str) -> None:
    """More than a megabyte is not read."""
    async with door(sqlite_url) as opened:
        assert await opened.post(BytesIO(b" " * (2**20 + 1)), **{HEADER: SECRET}) == 413


async def test_health_counts_what_waits(sqlite_url: str) -> None:
    """A watchman sees that the store answers and how many deliveries stand in each state."""
    async with door(sqlite_url) as opened:
        status, told = await opened.get("/health")
    assert (status, told["ok"]) == (200, True)
    assert told["deliveries"]["waiting"] == 0
    assert set(told["deliveries"]) == set(DeliveryState)


async def test_health_says_when_the_store_fails(sqlite_url: str) -> None:
    """A store that fails makes the bot unwell, in words and with 503."""
    async with door(sqlite_url, webhook="") as opened:
        with lock(sqlite_url) as other:
            other.execute("DROP TABLE deliveries")
            other.execute("COMMIT")
        other.close()
        status, told = await opened.get("/health")
    assert (status, told["ok"]) == (503, False)
    assert told["store"]


async def test_without_a_webhook_there_is_no_door_for_updates(sqlite_url: str) -> None:
    """Where updates are polled, the webhook's path is not there; nothing else is either."""
    async with door(sqlite_url, webhook="") as opened:
        assert await opened.post(b'{"update_id": 7}', **{HEADER: SECRET}) == 404
        assert (await opened.get("/"))[0] == 404


async def test_without_a_port_nothing_listens(sqlite_url: str) -> None:
    """An empty port opens none."""

    async def work(_update: Mapping[str, Any]) -> None:
        msg = "nobody can have asked for this"
        raise AssertionError(msg)

    async with open_store(sqlite_url) as store, serving(Config(), work, store):
        assert [one for one in asyncio.all_tasks() if "serve" in repr(one)] == []


async def test_a_port_that_is_taken_is_an_error_of_the_system(sqlite_url: str) -> None:
    """Starting on a port that somebody has says so, and leaves nothing behind."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = Config(http_port=taken.getsockname()[1])

        async def work(_update: Mapping[str, Any]) -> None: ...

        async with open_store(sqlite_url) as store:
            with pytest.raises(OSError, match="address already in use"):
                async with serving(config, work, store):
                    pass  # pragma: no cover - never reached


async def test_a_locked_store_is_still_well(sqlite_url: str) -> None:
    """Somebody else's writing does not make the bot unwell: health only reads."""
    async with door(sqlite_url) as opened, locked(sqlite_url):
        assert (await opened.get("/health"))[0] == 200
