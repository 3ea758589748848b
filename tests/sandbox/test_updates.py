"""The queue of updates as a polling bot sees it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.sandbox.errors import CallRefusedError
from bot.sandbox.events import Bell
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import Webhook
from tests.sandbox.stand import Stand


async def _texts(stand: Stand, **params: object) -> list[str]:
    return [update["message"]["text"] for update in await stand.ok("getUpdates", **params)]


async def test_updates_wait_until_they_are_confirmed(stand: Stand) -> None:
    """What is not confirmed comes again; an offset confirms all before it; limit takes the oldest."""
    anna = stand.person()
    for text in "abc":
        await anna.send(text)
    first = (await stand.ok("getUpdates"))[0]["update_id"]
    assert await _texts(stand) == ["a", "b", "c"]
    assert await _texts(stand, limit=1) == ["a"]
    assert await _texts(stand, offset=first + 1, limit=1000) == ["b", "c"]
    assert await _texts(stand, offset=-1) == ["c"]
    assert await _texts(stand) == ["c"]
    assert await _texts(stand, offset=first + 100) == []


async def test_a_poll_waits_for_the_next_update(stand: Stand) -> None:
    """A long poll returns the moment something happens."""
    async with asyncio.TaskGroup() as tasks:
        polled = tasks.create_task(stand.ok("getUpdates", timeout=50))
        await stand.person().send("a")
    assert polled.result()[0]["message"]["text"] == "a"


async def test_the_newer_poll_wins(stand: Stand) -> None:
    """Two pollers: the older one is told at once that it is not alone."""
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        older = tasks.create_task(stand.refused("getUpdates", timeout=50))
        newer = tasks.create_task(_newer(stand, older))
    reason = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert older.result() == f"409 Conflict: {reason}"
    assert newer.result() == ["a"]


async def _newer(stand: Stand, older: asyncio.Task[str]) -> list[str]:
    while not older.done():
        await stand.ok("getUpdates")
    await stand.person().send("a")
    return await _texts(stand)


async def test_there_is_no_polling_while_a_webhook_is_set(stand: Stand) -> None:
    """Updates come one way only."""
    await stand.ok("setWebhook", url="http://127.0.0.1:9/")
    reason = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    assert await stand.refused("getUpdates") == f"409 Conflict: {reason}"
    await stand.ok("deleteWebhook")
    assert await stand.ok("getUpdates") == []


async def test_setting_a_webhook_ends_a_pending_poll() -> None:
    """A poll that waits is told what ended it."""
    queue = UpdateQueue(MovableClock(datetime(2026, 3, 2, tzinfo=UTC)), Bell())
    pending = asyncio.ensure_future(queue.poll(offset=0, limit=100, seconds=50))
    await asyncio.sleep(0)
    queue.switch(Webhook("https://a.example/"))
    with pytest.raises(CallRefusedError, match=r"^Conflict: terminated by setWebhook request$"):
        await pending


async def test_only_kinds_asked_for_are_queued(stand: Stand) -> None:
    """allowed_updates is remembered for what comes, and an empty list is the default again."""
    anna = stand.person()
    await stand.ok("getUpdates", allowed_updates=["callback_query"])
    await anna.send("a")
    assert await stand.ok("getUpdates") == []
    await stand.ok("getUpdates", allowed_updates=[])
    await anna.send("b")
    assert await _texts(stand) == ["b"]
    assert (
        await stand.refused("getUpdates", allowed_updates="[")
        == "400 Bad Request: can't parse allowed_updates JSON object"
    )


@pytest.mark.parametrize(("seconds", "left"), [(149, 2), (151, 1), (86_401, 0)])
async def test_updates_expire(stand: Stand, seconds: int, left: int) -> None:
    """A tap lives for 150 seconds, a message for a day."""
    message = await stand.person().send("a")
    await stand.person().tap_data(message["message_id"], "x", wait=0)
    await stand.clock.move(timedelta(seconds=seconds))
    assert len(await stand.ok("getUpdates")) == left


async def test_a_raw_update_is_handed_out_even_with_an_old_id(stand: Stand) -> None:
    """A redelivery on order reaches the bot once, whatever the offset says; a new one gets the next id."""
    await stand.person().send("a")
    (seen,) = await stand.updates()
    assert (await stand.post("update", update=seen))["update_id"] == seen["update_id"]
    offset = seen["update_id"] + 1
    assert await stand.ok("getUpdates", offset=offset) == [seen]
    assert await stand.ok("getUpdates", offset=offset) == []
    fresh = await stand.post("update", update={"poll_answer": {}})
    assert fresh["update_id"] == offset


async def test_dropping_pending_updates(stand: Stand) -> None:
    """SetWebhook and deleteWebhook can start from an empty queue."""
    await stand.person().send("a")
    await stand.ok("deleteWebhook", drop_pending_updates=True)
    assert await stand.ok("getUpdates") == []
    await stand.person().send("b")
    await stand.ok("setWebhook", url="", drop_pending_updates=True)
    assert (await stand.ok("getWebhookInfo"))["pending_update_count"] == 0
