"""Rate limits, on a clock that only moves when told."""

from datetime import timedelta

import pytest

from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, Stand


@pytest.fixture
def paced() -> bool:
    """These tests are about pacing."""
    return True


async def _burst(stand: Stand, chat: int, most: int) -> int:
    """Send until refused; return how many went out."""
    for sent in range(most):
        status, body = await stand.answer("sendMessage", chat_id=chat, text=str(sent))
        if status != 200:
            assert body["error_code"] == 429
            assert body["description"] == f"Too Many Requests: retry after {body['parameters']['retry_after']}"
            return sent
    return most


async def test_a_chat_takes_a_burst_of_three_then_one_a_second(stand: Stand) -> None:
    """The fourth message at once is too many; each second gives one more, another chat is free."""
    assert await _burst(stand, ANNA, 5) == 3
    await stand.clock.move(timedelta(seconds=1))
    assert await _burst(stand, ANNA, 5) == 1
    assert await _burst(stand, ALES, 5) == 3
    await stand.clock.move(timedelta(hours=1))
    assert await _burst(stand, ANNA, 5) == 3


async def _steadily(stand: Stand, chat: int, seconds: int) -> int:
    """Try once a second; return how many went out."""
    sent = 0
    for _ in range(seconds):
        sent += await _burst(stand, chat, 1)
        await stand.clock.move(timedelta(seconds=1))
    return sent


async def test_a_group_takes_twenty_a_minute(stand: Stand) -> None:
    """One a second is fine for a person; a group has twenty in stock and gets twenty a minute, and says how long."""
    assert await _steadily(stand, ANNA, 60) == 60
    assert await _steadily(stand, GROUP, 60) == 39
    assert await _steadily(stand, GROUP, 60) == 20
    await _burst(stand, GROUP, 2)
    assert (await stand.refused("sendMessage", chat_id=GROUP, text="a")).endswith(("after 1", "after 2", "after 3"))


async def test_the_bot_takes_thirty_a_second(stand: Stand) -> None:
    """Many chats together are limited, too."""
    people = [(await stand.post("people", first_name="Пример", started=True))["id"] for _ in range(12)]
    sent = [await _burst(stand, person, 3) for person in people]
    assert sum(sent) == 30
    await stand.clock.move(timedelta(seconds=1))
    assert await _burst(stand, CHANNEL, 3) == 3


async def test_edits_share_the_limit_and_answers_to_taps_are_free(stand: Stand) -> None:
    """Two sends and an edit fill a chat; taps are answered all the same, and a refused call costs nothing."""
    first = await stand.ok("sendMessage", chat_id=ANNA, text="a")
    await stand.ok("sendMessage", chat_id=ANNA, text="b")
    assert (await stand.answer("sendMessage", chat_id=ANNA, text=""))[0] == 400
    await stand.ok("editMessageText", chat_id=ANNA, message_id=first["message_id"], text="c")
    refusal = await stand.refused("editMessageText", chat_id=ANNA, message_id=first["message_id"], text="d")
    assert refusal == "429 Too Many Requests: retry after 1"
    await stand.person().tap_data(first["message_id"], "x", wait=0)
    (update,) = await stand.updates()
    await stand.ok("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])


async def test_topics_share_their_groups_limit(stand: Stand) -> None:
    """A topic is no chat of its own."""
    for _ in range(3):
        await stand.ok("sendMessage", chat_id=FORUM, text="a", message_thread_id=7)
    assert (await stand.refused("sendMessage", chat_id=FORUM, text="a")).startswith("429")
