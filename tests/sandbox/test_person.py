"""The tests' person: it waits for what it is told to wait for, and says clearly what it saw instead."""

import asyncio

import pytest

from tests.person import buttons
from tests.sandbox.stand import ALES, ANNA, FORUM, TOPIC, Stand


async def test_reading_goes_forward(stand: Stand) -> None:
    """Each message is read once, in order; ``after`` passes over what came before."""
    anna = stand.person()
    sent = [await stand.ok("sendMessage", chat_id=ANNA, text=text) for text in "abc"]
    assert (await anna.read())["text"] == "a"
    assert (await anna.read(after=sent[1]))["text"] == "c"


async def test_reading_waits(stand: Stand) -> None:
    """A message that comes later is waited for; people's own are not the bot's."""
    anna = stand.person()
    await anna.send("своё")
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(anna.read())
        await stand.ok("sendMessage", chat_id=ANNA, text="a")
    assert reading.result()["text"] == "a"


async def test_nothing_to_read_is_told_with_the_chat(stand: Stand) -> None:
    """A wait that ends in vain shows what the chat holds."""
    anna = stand.person()
    with pytest.raises(AssertionError, match="no messages"):
        await anna.read(within=0.01)
    await anna.send("вопрос")
    with pytest.raises(AssertionError, match=r"nothing new.*\n.*вопрос"):
        await anna.read(within=0.01)


async def test_a_topic_is_read_alone(stand: Stand) -> None:
    """In a topic only its messages are read."""
    topic = stand.person().in_chat(FORUM, TOPIC)
    await stand.ok("sendMessage", chat_id=FORUM, text="general")
    await stand.ok("sendMessage", chat_id=FORUM, text="plan", message_thread_id=TOPIC)
    assert (await topic.read())["text"] == "plan"
    assert (await topic.upload("x", b"x"))["message_thread_id"] == TOPIC


async def test_an_edit_is_waited_for(stand: Stand) -> None:
    """The edited version is returned; without one, or with the message gone, that is told."""
    anna = stand.person()
    message = await stand.ok("sendMessage", chat_id=ANNA, text="a")
    with pytest.raises(AssertionError, match="was not edited"):
        await anna.read_edit(message, within=0.01)
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(anna.read_edit(message))
        await stand.ok("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="b")
    assert reading.result()["text"] == "b"
    await anna.delete(message["message_id"])
    with pytest.raises(AssertionError, match="is gone"):
        await anna.read_edit(message)


async def test_silence_is_proved_by_an_answer(stand: Stand) -> None:
    """The probe's answer comes first, or something else did and the silence is broken."""
    anna = stand.person()

    async def answer() -> None:
        while not await stand.updates(timeout=10):
            pass
        await stand.ok("sendMessage", chat_id=ANNA, text="ответ")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answer())
        assert (await anna.silence("проба"))["text"] == "ответ"
    await stand.ok("sendMessage", chat_id=ANNA, text="лишнее")
    with pytest.raises(AssertionError, match="not silent"):
        await anna.silence("проба")


async def test_buttons_are_listed_row_by_row() -> None:
    """The labels of a keyboard, none without one."""
    rows = [[{"text": "a"}, {"text": "b"}], [{"text": "c"}]]
    assert buttons({"reply_markup": {"inline_keyboard": rows}}) == ["a", "b", "c"]
    assert buttons({}) == []


async def test_a_post_of_a_public_channel_is_forwarded_with_its_origin(stand: Stand) -> None:
    """As the Bot API writes it: the channel with its name, the number of the post, when it was posted; its words."""
    anna = stand.person()
    body = {
        "title": "Пример канала",
        "type": "channel",
        "bot": "administrator",
        "members": [ANNA],
        "username": "primer",
    }
    async with stand.session.post(f"{stand.sandbox.url}/api/groups", json=body) as answer:
        number = (await answer.json())["id"]
    post = await anna.in_chat(number).send("Новость https://e.example/1")
    assert post["sender_chat"] == post["chat"] == {
        "id": number, "type": "channel", "title": "Пример канала", "username": "primer",
    }  # fmt: skip
    forward = await anna.forward(post)
    assert forward["forward_origin"] == {
        "type": "channel", "chat": post["chat"], "message_id": post["message_id"], "date": post["date"],
    }  # fmt: skip
    assert (forward["text"], forward["entities"], forward["from"]["id"]) == (post["text"], post["entities"], ANNA)
    assert (await anna.forward(forward))["forward_origin"] == forward["forward_origin"]
    with pytest.raises(AssertionError, match="not in this chat"):
        await anna.forward({**post, "chat": {"id": ALES}})
