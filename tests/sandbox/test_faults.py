"""Faults on order: what goes wrong, with what, and how often."""

import asyncio

import aiohttp
import pytest

from tests.sandbox.stand import ALES, ANNA, Answer, Stand


@pytest.mark.parametrize(
    ("order", "status", "description", "parameters"),
    [
        ({"status": 502, "description": "Bad Gateway"}, 502, "Bad Gateway", None),
        ({}, 500, "Internal Server Error", None),
        ({"status": 403}, 403, "Forbidden", None),
        ({"retry_after": 35}, 429, "Too Many Requests: retry after 35", {"retry_after": 35}),
    ],
)
async def test_an_error_is_answered_as_ordered(
    stand: Stand, order: Answer, status: int, description: str, parameters: Answer | None
) -> None:
    """The call is refused with the ordered error and not carried out."""
    await stand.post("faults", kind="error", method="sendmessage", **order)
    code, body = await stand.answer("sendMessage", chat_id=ANNA, text="a")
    assert (code, body["description"], body.get("parameters")) == (status, description, parameters)
    assert await stand.person().messages() == []
    await stand.ok("sendMessage", chat_id=ANNA, text="a")


async def test_a_fault_strikes_its_method_and_chat_so_many_times(stand: Stand) -> None:
    """Other methods and chats are spared; what is left is listed and can be cleared."""
    await stand.post("faults", kind="error", method="sendMessage", chat=ANNA, times=2)
    await stand.ok("getMe")
    await stand.ok("sendMessage", chat_id=ALES, text="a")
    await stand.refused("sendMessage", chat_id=ANNA, text="a")
    (left,) = (await stand.get("faults"))["faults"]
    assert (left["times"], left["chat"], left["method"]) == (1, ANNA, "sendMessage")
    async with stand.session.delete(f"{stand.sandbox.url}/api/faults") as answer:
        assert (await answer.json())["faults"] == []
    await stand.ok("sendMessage", chat_id=ANNA, text="a")


@pytest.mark.parametrize(("kind", "texts"), [("close_before", []), ("close_after", ["a"])])
async def test_a_connection_is_closed(stand: Stand, kind: str, texts: list[str]) -> None:
    """Closed before: nothing was sent; closed after: it was, and the bot cannot know."""
    await stand.post("faults", kind=kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await stand.answer("sendMessage", chat_id=ANNA, text="a")
    assert [message["text"] for message in await stand.person().messages()] == texts
    (call,) = (await stand.get("calls"))["calls"]
    assert call["status"] == (200 if texts else 0)


async def test_an_answer_never_comes(stand: Stand) -> None:
    """A timeout: the message is there, the answer is not, and the server still stops at once."""
    await stand.post("faults", kind="timeout")
    waiting = asyncio.ensure_future(stand.answer("sendMessage", chat_id=ANNA, text="a"))
    await stand.get("messages", **{"as": ANNA}, after_version=0, wait=10)
    assert not waiting.done()
    await stand.sandbox.__aexit__(None, None, None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await waiting
    await stand.sandbox.__aenter__()


async def test_a_slow_answer_comes_late(stand: Stand) -> None:
    """A slow call is carried out at once and answered in the end."""
    await stand.post("faults", kind="slow", seconds=0.01)
    assert (await stand.ok("sendMessage", chat_id=ANNA, text="a"))["text"] == "a"


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"kind": "flood"},
        {"kind": "error", "status": 200},
        {"kind": "error", "times": 0},
        {"kind": "slow", "seconds": -1},
    ],
)
async def test_impossible_faults_are_refused(stand: Stand, order: Answer) -> None:
    """An order must make sense."""
    await stand.post("faults", 400, **order)
