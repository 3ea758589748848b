"""The bot's own HTTP, as a stranger, Telegram and a watchman meet it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.clock import MovableClock
from bot.config import Config
from bot.pulse import Part, Pulse
from bot.web import WEBHOOK_PATH, Door, serving
from storage.outbox_records import Settlement
from storage.records import DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.store import Store, open_store
from tests.delivery.post import lock, locked
from tests.quiet_log import quiet_log
from tests.town import AFTERNOON

SECRET = "s" * 32
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Opened:
    """A server under test and what came through it."""

    port: int
    session: aiohttp.ClientSession
    store: Store
    clock: MovableClock
    pulse: Pulse
    remembers: bool = True
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

    async def figures(self) -> dict[str, float]:
        """Return what /metrics tells, by name and labels as written."""
        async with self.session.get(f"http://127.0.0.1:{self.port}/metrics") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/plain"
            lines = (await answer.text()).splitlines()
        samples = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {name: float(value) for name, _, value in samples}


@asynccontextmanager
async def door(url: str, webhook: str = "http://127.0.0.1/hook") -> AsyncIterator[Opened]:
    """Serve a store at ``url`` for a process that leads."""
    port, clock, pulse = unused_port(), MovableClock(AFTERNOON), Pulse(AFTERNOON)
    pulse.becomes(Part.LEADER, AFTERNOON)
    config = Config(http_port=port, webhook_url=webhook, webhook_secret=SECRET if webhook else "")
    async with aiohttp.ClientSession() as session, open_store(url) as store:
        opened = Opened(port, session, store, clock, pulse)

        async def work(update: Mapping[str, Any]) -> bool:
            await asyncio.sleep(0)
            opened.worked.append(update)
            return opened.remembers

        async with serving(config, Door(config, work, store, clock, pulse)):
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


async def test_an_update_that_was_not_remembered_is_asked_for_again(sqlite_url: str) -> None:
    """What is not safely in the store is answered 500, and Telegram brings it again."""
    async with door(sqlite_url) as opened:
        opened.remembers = False
        assert await opened.post(b'{"update_id": 7}', **{HEADER: SECRET}) == 500
        opened.remembers = True
        assert await opened.post(b'{"update_id": 7}', **{HEADER: SECRET}) == 200


async def test_health_tells_each_part_in_a_word(sqlite_url: str) -> None:
    """A watchman sees whether each part is well, what this process is there for, and no secret."""
    async with door(sqlite_url) as opened:
        status, told = await opened.get("/health")
    assert (status, told["ok"], told["role"]) == (200, True, "leader")
    parts = {name: (part["ok"], part["says"]) for name, part in told.items() if isinstance(part, dict)}
    assert parts == {
        "database": (True, "answers"),
        "telegram": (True, "not polled by this process"),
        "jobs": (True, "run"),
        "outbox": (True, "nothing waits"),
    }


async def test_health_says_when_the_store_fails(sqlite_url: str) -> None:
    """A store that fails makes the bot unwell, in words and with 503; the figures that need no store still come."""
    async with door(sqlite_url, webhook="") as opened:
        with lock(sqlite_url) as other:
            other.execute("DROP TABLE deliveries")
            other.execute("COMMIT")
        other.close()
        status, told = await opened.get("/health")
        figures = await opened.figures()
    assert (status, told["ok"]) == (503, False)
    assert told["database"]["says"].startswith("does not answer: ")
    assert figures["cooperation_database_up"] == 0
    assert figures["cooperation_leader"] == 1
    assert "cooperation_oldest_due_seconds" not in figures


async def test_health_is_lost_with_the_jobs(sqlite_url: str) -> None:
    """A leader whose jobs have stood still for five minutes is unwell, and well again when they run."""
    async with door(sqlite_url) as opened:
        await opened.clock.move(timedelta(minutes=5, seconds=1))
        status, told = await opened.get("/health")
        assert (status, told["jobs"]["says"]) == (503, "late")
        opened.pulse.ticked(opened.clock.now())
        assert (await opened.get("/health"))[0] == 200


def _new(key: str, kind: DeliveryKind) -> NewDelivery:
    return NewDelivery(key, 7, kind, Priority.URGENT, {"text": "Пример"}, AFTERNOON)


async def test_the_figures_are_those_of_the_pulse_and_the_ledger(sqlite_url: str) -> None:
    """Prometheus reads what the process counted, and how many deliveries stand where; no person is in any label."""
    async with door(sqlite_url) as opened:
        await opened.store.deliveries.add([_new("k", DeliveryKind.NOTICE), _new("l", DeliveryKind.DIGEST)], AFTERNOON)
        (taken,) = await opened.store.deliveries.take(AFTERNOON, 1)
        await opened.store.deliveries.settle([Settlement(taken.delivery, DeliveryState.SENT, message_id=5)], AFTERNOON)
        await opened.store.leases.take("bot", "somebody", AFTERNOON, timedelta(seconds=20))
        opened.pulse.updates, opened.pulse.replies_failed = 3, 1
        opened.pulse.closed[DeliveryKind.NOTICE, DeliveryState.SENT] += 1
        opened.pulse.heard(AFTERNOON)
        await opened.clock.move(timedelta(seconds=15))
        figures = await opened.figures()
    assert figures['cooperation_deliveries{kind="notice",state="sent"}'] == 1
    assert figures['cooperation_deliveries{kind="digest",state="waiting"}'] == 1
    assert figures['cooperation_deliveries{kind="broadcast",state="dead"}'] == 0
    assert figures['cooperation_deliveries_closed_total{kind="notice",state="sent"}'] == 1
    assert figures["cooperation_updates_total"] == 3
    assert figures["cooperation_replies_failed_total"] == 1
    assert figures["cooperation_oldest_due_seconds"] == 15
    assert figures["cooperation_lease_seconds"] == 5
    assert figures["cooperation_telegram_success_timestamp_seconds"] == AFTERNOON.timestamp()
    assert "cooperation_last_tick_timestamp_seconds" not in figures
    assert figures["process_resident_memory_bytes"] > 0


async def test_every_figure_is_documented(sqlite_url: str) -> None:
    """Whoever sets up the watch finds each of our names in the operations guide."""
    guide = (Path(__file__).parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
    async with door(sqlite_url) as opened:
        opened.pulse.ticked(AFTERNOON)
        opened.pulse.heard(AFTERNOON)
        opened.pulse.closed[DeliveryKind.NOTICE, DeliveryState.SENT] += 1
        names = {name.partition("{")[0] for name in await opened.figures() if name.startswith("cooperation_")}
    assert {name for name in names if f"`{name}" not in guide} == set()


async def test_without_a_webhook_there_is_no_door_for_updates(sqlite_url: str) -> None:
    """Where updates are polled, the webhook's path is not there; nothing else is either."""
    async with door(sqlite_url, webhook="") as opened:
        assert await opened.post(b'{"update_id": 7}', **{HEADER: SECRET}) == 404
        assert (await opened.get("/"))[0] == 404


def _door(config: Config, store: Store) -> Door:
    async def work(_update: Mapping[str, Any]) -> bool:
        msg = "nobody can have asked for this"
        raise AssertionError(msg)

    return Door(config, work, store, MovableClock(AFTERNOON), Pulse(AFTERNOON))


async def test_without_a_port_nothing_listens(sqlite_url: str) -> None:
    """An empty port opens none."""
    async with open_store(sqlite_url) as store, serving(Config(), _door(Config(), store)):
        assert [one for one in asyncio.all_tasks() if "serve" in repr(one)] == []


async def test_a_port_that_is_taken_is_an_error_of_the_system(sqlite_url: str) -> None:
    """Starting on a port that somebody has says so, and leaves nothing behind."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = Config(http_port=taken.getsockname()[1])

        async with open_store(sqlite_url) as store:
            with pytest.raises(OSError, match="address already in use"):
                async with serving(config, _door(config, store)):
                    pass  # pragma: no cover - never reached


async def test_a_locked_store_is_still_well(sqlite_url: str) -> None:
    """Somebody else's writing does not make the bot unwell: health only reads."""
    async with door(sqlite_url) as opened, locked(sqlite_url):
        assert (await opened.get("/health"))[0] == 200
