"""Delivery by webhook: order, retries, secrets, answers that hold a method."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import web

from tests.sandbox.stand import ALES, Answer, Stand

_SECRET = {"secret_token": "s-1"}


@dataclass(slots=True)
class Hook:
    """A bot's webhook: keeps what arrives, answers what is next in ``answers``, 200 when there is none."""

    url: str = ""
    seen: list[Answer] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """Take one update; hold it while the gate is closed."""
        async with self.arrived:
            self.seen.append(await request.json())
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.arrived.notify_all()
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def until(self, ready: Callable[[], bool]) -> None:
        """Wait until what arrived is enough."""
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(ready)

    def texts(self) -> list[str]:
        """Return the texts that arrived."""
        return [update["message"]["text"] for update in self.seen]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """A webhook that listens."""
    hook = Hook()
    hook.gate.set()
    application = web.Application()
    application.router.add_post("/hook", hook.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def _emptied(stand: Stand) -> Answer:
    """Wait until nothing is left to deliver; return what getWebhookInfo says."""
    return await _told(stand, lambda told: told["pending_update_count"] == 0)


async def _told(stand: Stand, ready: Callable[[Answer], bool]) -> Answer:
    """Wait until getWebhookInfo says so; return what it says."""
    async with asyncio.timeout(10):
        while not ready(told := await stand.ok("getWebhookInfo")):
            continue
    described: Answer = told
    return described


async def test_updates_are_posted_with_the_secret(stand: Stand, hook: Hook) -> None:
    """What waited and what comes is posted in order, and gone from the queue."""
    await stand.person().send("a")
    await stand.ok("setWebhook", url=hook.url, allowed_updates=["message"], **_SECRET)
    await stand.person().send("b")
    await hook.until(lambda: len(hook.seen) == 2)
    assert (hook.texts(), hook.secrets) == (["a", "b"], ["s-1", "s-1"])
    told = await _emptied(stand)
    assert (told["url"], told["max_connections"], told["allowed_updates"]) == (hook.url, 40, ["message"])
    (call,) = [call for call in (await stand.get("calls"))["calls"] if call["method"] == "setWebhook"]
    assert [call["params"][name] for name in _SECRET] == ["…"]


async def test_a_chat_is_served_in_order_and_chats_side_by_side(stand: Stand, hook: Hook) -> None:
    """The next update of a chat waits for the answer to the one before; another chat's does not."""
    hook.gate.clear()
    await stand.ok("setWebhook", url=hook.url)
    for text in ("a1", "a2"):
        await stand.person().send(text)
    await stand.person(ALES).send("b1")
    await hook.until(lambda: len(hook.seen) == 2)
    assert sorted(hook.texts()) == ["a1", "b1"]
    hook.gate.set()
    await hook.until(lambda: len(hook.seen) == 3)
    assert hook.texts()[2] == "a2"


async def test_max_connections_is_kept(stand: Stand, hook: Hook) -> None:
    """With one connection there is one update under way."""
    hook.gate.clear()
    await stand.ok("setWebhook", url=hook.url, max_connections=1)
    await stand.person().send("a")
    await stand.person(ALES).send("b")
    await hook.until(lambda: len(hook.seen) == 1)
    hook.gate.set()
    await hook.until(lambda: len(hook.seen) == 2)
    assert hook.texts() == ["a", "b"]


async def test_a_refused_update_is_tried_again(stand: Stand, hook: Hook) -> None:
    """At once first, then as long as the other side asks, by the clock; the failure is told."""
    hook.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "50"})]
    await stand.ok("setWebhook", url=hook.url)
    await stand.person().send("a")
    await hook.until(lambda: len(hook.seen) == 2)
    await _told(stand, lambda told: str(told["last_error_message"]).endswith("503 Service Unavailable"))
    await _sleeper(stand)
    await stand.clock.move(timedelta(seconds=49))
    assert len(hook.seen) == 2
    await stand.clock.move(timedelta(seconds=1))
    await hook.until(lambda: len(hook.seen) == 3)
    assert hook.texts() == ["a"] * 3
    await _emptied(stand)


async def _sleeper(stand: Stand) -> None:
    """Wait until the courier sleeps by the clock."""
    async with asyncio.timeout(10):
        while not stand.clock._moves._waiters:  # noqa: SLF001 - nothing else tells
            await stand.ok("getMe")


async def test_pauses_double_up_to_a_minute(stand: Stand, hook: Hook) -> None:
    """After the immediate one, tries come 2, 4, 8 ... 60 seconds apart."""
    hook.answers = [web.Response(status=500) for _ in range(9)]
    await stand.ok("setWebhook", url=hook.url)
    await stand.person().send("a")
    await hook.until(lambda: len(hook.seen) == 2)
    for tries, pause in enumerate([2, 4, 8, 16, 32, 60, 60], start=3):
        await _sleeper(stand)
        await stand.clock.move(timedelta(seconds=pause))
        await hook.until(partial(_has_seen, hook, tries))


def _has_seen(hook: Hook, tries: int) -> bool:
    return len(hook.seen) == tries


async def test_a_webhook_that_is_gone_for_23_hours_is_dropped(stand: Stand, hook: Hook) -> None:
    """410 all day long ends the webhook."""
    hook.answers = [web.Response(status=410) for _ in range(3)]
    await stand.ok("setWebhook", url=hook.url)
    await stand.person().send("a")
    await hook.until(lambda: len(hook.seen) == 2)
    await _sleeper(stand)
    await stand.clock.move(timedelta(hours=23))
    await hook.until(lambda: len(hook.seen) == 3)
    await _told(stand, lambda told: told["url"] == "")


async def test_nobody_listening_is_a_failure_told(stand: Stand) -> None:
    """A webhook that cannot be reached keeps its updates."""
    await stand.ok("setWebhook", url="http://127.0.0.1:9/")
    await stand.person().send("a")
    told = await _told(stand, lambda told: "last_error_message" in told)
    assert told["last_error_message"].startswith("Connection failed")
    assert told["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ('{"method": "sendMessage", "chat_id": 1001, "text": "ответ"}', ["a", "ответ"]),
        ('{"method": "sendMessage"}', ["a"]),
        ('{"method": "getMe"}', ["a"]),
        ("ok", ["a"]),
        ("[]", ["a"]),
    ],
)
async def test_an_answer_may_hold_a_method(stand: Stand, hook: Hook, body: str, texts: list[str]) -> None:
    """A method in the answer is carried out, its outcome lost; anything else is nothing."""
    hook.answers = [web.Response(text=body, content_type="application/json")]
    await stand.ok("setWebhook", url=hook.url)
    await stand.person().send("a")
    await hook.until(lambda: len(hook.seen) == 1)
    await _emptied(stand)
    await stand.get("calls", after=2, wait=0)
    if len(texts) > 1:
        await stand.person().read()
    assert [message["text"] for message in await stand.person().messages()] == texts


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"url": "http://a.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.example:8080/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://10.0.0.1/"}, "bad webhook: IP address 10.0.0.1 is reserved"),
        ({"url": "https://a.example:x/"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://a.example/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "https://a.example/", "secret_token": "ж"}, "secret token contains unallowed characters"),
    ],
)
async def test_bad_webhooks_are_refused(stand: Stand, params: Answer, fault: str) -> None:
    """A webhook must be one Telegram would post to."""
    assert await stand.refused("setWebhook", **params) == f"400 Bad Request: {fault}"
    assert (await stand.ok("getWebhookInfo"))["url"] == ""


async def test_good_webhooks_are_taken(stand: Stand) -> None:
    """Public https on Telegram's ports, by name and by address."""
    for url in ("https://a.example:8443/x", "https://1.1.1.1/", "http://localhost:1/"):
        await stand.ok("setWebhook", url=url)
