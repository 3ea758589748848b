"""Two processes on one store: one leads, the other stands by and takes over when the first dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from structlog.testing import capture_logs

from bot.app import App, building
from bot.clock import MovableClock
from bot.config import Config
from bot.delivery.fate import UNKNOWN_WAIT
from bot.pulse import Part
from bot.sandbox.server import Sandbox
from storage.deliveries import BOT
from storage.errors import LeaseLost
from storage.records import DeliveryKind, DeliveryState, NewDelivery, Priority
from tests.person import Person
from tests.town import AFTERNOON, INHABITANTS, SUBSCRIBER, TOKEN
from tests.waiting import until

_FIRST, _SECOND = "first-machine:1:0123456789ab", "second-machine:1:0123456789ab"


class Looks(MovableClock):
    """A clock that counts the looks at the lease: each is followed by a sleep of five seconds."""

    looks = 0

    async def sleep(self, seconds: float) -> None:
        """Sleep, counted when it is for five seconds."""
        self.looks += seconds == 5
        await super().sleep(seconds)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two processes, of two machines, beside one Telegram."""

    sandbox: Sandbox
    clock: Looks
    web: aiohttp.ClientSession
    apps: tuple[App, App]
    lives: tuple["asyncio.Task[None]", "asyncio.Task[None]"]

    async def write(self, key: str) -> None:
        """Put a message for the subscriber into the outbox."""
        new = NewDelivery(key, SUBSCRIBER, DeliveryKind.NOTICE, Priority.URGENT, {"text": key}, self.clock.now())
        await self.apps[1].store.deliveries.add([new], self.clock.now())

    def second_leads(self) -> bool:
        """Tell whether the second process leads."""
        return self.apps[1].pulse.part is Part.LEADER

    async def pass_seconds(self, seconds: float) -> None:
        """Move the clock five seconds at a time, each time until those who live have looked at the lease."""
        living = sum(not one.done() for one in self.lives)
        for _ in range(round(seconds / 5)):
            looks = self.clock.looks + living
            await self.clock.move(timedelta(seconds=5))
            await until(lambda: self.clock.looks >= looks)  # noqa: B023 - awaited at once

    def shown(self) -> list[str]:
        """Return what stands in the subscriber's chat."""
        return [one.get("text", "") for one in self.sandbox.world.chats[SUBSCRIBER].messages.values()]


@asynccontextmanager
async def pair(url: str, *configs: Config) -> AsyncIterator[Pair]:
    """Start the first process, then the second, and stop whichever still lives at the end."""
    clock = Looks(AFTERNOON)
    async with Sandbox(clock, people=INHABITANTS, token=TOKEN, pacing=False) as sandbox, aiohttp.ClientSession() as web:
        common = {"bot_token": TOKEN, "database_url": url, "telegram_api_url": sandbox.url}
        first, second = (replace(one, **common) for one in configs or (Config(), Config()))  # type: ignore[arg-type]
        async with building(first, clock, holder=_FIRST) as one, building(second, clock, holder=_SECOND) as two:
            leading = asyncio.create_task(one.run())
            await until(lambda: one.pulse.part is Part.LEADER and clock.looks == 1)
            both = leading, asyncio.create_task(two.run())
            await until(lambda: two.pulse.part is Part.STANDBY and clock.looks == 2)
            try:
                yield Pair(sandbox, clock, web, (one, two), both)
            finally:
                for app in (one, two):
                    app.stop()
                await asyncio.gather(*both, return_exceptions=True)


async def _dies(dying: Pair) -> None:
    """End the first process as a machine ends: in the middle of whatever it does, without giving anything back."""
    dying.apps[0].leadership.holder = "nobody"  # what it gives back on its way out is not its lease
    dying.lives[0].cancel()
    await asyncio.gather(dying.lives[0], return_exceptions=True)


async def test_the_standby_takes_over_when_the_leader_dies(filled_url: str) -> None:
    """Within 30 seconds the second polls, ticks and sends; what the first had sent is not sent again."""
    async with pair(filled_url) as two:
        anna = Person(two.web, two.sandbox.url, SUBSCRIBER)
        await anna.start()
        await anna.read()
        await two.write("до смерти")
        await two.pass_seconds(5)
        await until(lambda: two.shown().count("до смерти") == 1)
        await until(lambda: _is_sent(two, 1))
        await _dies(two)
        await two.write("после смерти")
        await anna.send("/help")
        await two.pass_seconds(15)
        assert not two.second_leads()
        await two.pass_seconds(10)
        await until(two.second_leads)
        await until(lambda: two.shown().count("после смерти") == 1)
        assert two.shown().count("до смерти") == 1
        assert two.apps[1].pulse.ticked_at is not None
        await until(lambda: any("/start" in text for text in two.shown()[-2:]))


async def _is_sent(two: Pair, count: int) -> bool:
    return (await two.apps[1].store.ledger.counts())[DeliveryState.SENT] == count


async def test_what_was_under_way_at_the_death_is_sent_once_more(filled_url: str) -> None:
    """Telegram had taken it, the first process never learnt: the second sends it again after a wait, and only it."""
    async with pair(filled_url) as two:
        anna = Person(two.web, two.sandbox.url, SUBSCRIBER)
        await anna.start()
        await anna.read()
        fault = {"kind": "timeout", "method": "sendMessage"}
        async with two.web.post(f"{two.sandbox.url}/api/faults", json=fault) as answer:
            assert answer.ok
        await two.write("в пути")
        await two.pass_seconds(5)
        await until(lambda: two.shown().count("в пути") == 1)
        await _dies(two)

        await two.pass_seconds(25)
        await until(two.second_leads)
        await two.pass_seconds(30)
        assert two.shown().count("в пути") == 1
        await two.pass_seconds(UNKNOWN_WAIT)
        await until(lambda: _is_sent(two, 1))
        assert two.shown().count("в пути") == 2


async def test_a_leader_that_lost_the_lease_ends(filled_url: str) -> None:
    """It ends by itself, says why, and does not take the lease from the one that has it now."""
    async with pair(filled_url) as two:
        store = two.apps[1].store
        assert await store.leases.take_over(BOT, _SECOND, _FIRST, two.clock.now(), timedelta(minutes=5))
        with capture_logs() as log:
            await two.clock.move(timedelta(seconds=5))
            with pytest.raises(LeaseLost):
                await two.lives[0]
        assert "another process leads now, this one ends" in {line["event"] for line in log}
        held = await store.leases.holder(BOT)
        assert held is not None
        assert held[0] == _SECOND
        await until(lambda: two.apps[1].pulse.part is Part.LEADER)


async def test_both_take_updates_by_webhook(filled_url: str) -> None:
    """The standby answers people, too, and its health says what it is; the same update brought to both is one."""
    ports = unused_port(), unused_port()
    secret = "s" * 20
    configs = [Config(http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret=secret) for port in ports]
    async with pair(filled_url, *configs) as two:
        two.sandbox.world.chats[SUBSCRIBER].started = True
        for number, port in ((1, ports[0]), (2, ports[1]), (1, ports[1]), (2, ports[0])):
            assert await _brought(two, port, number, secret) == 200
        assert len(two.shown()) == 2
        roles = [await _role(two, port) for port in ports]
    assert roles == ["leader", "standby"]


async def _brought(two: Pair, port: int, number: int, secret: str) -> int:
    person = {"id": SUBSCRIBER, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    message = {"message_id": 1, "date": 1, "chat": {**person, "type": "private"}, "from": person, "text": "/help"}
    update = {"update_id": number, "message": message}
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with two.web.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=headers) as answer:
        return answer.status


async def _role(two: Pair, port: int) -> str:
    async with two.web.get(f"http://127.0.0.1:{port}/health") as answer:
        assert answer.status == 200, await answer.text()
        role: str = (await answer.json())["role"]
        return role
