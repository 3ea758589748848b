"""What comes with an update: who, where, in what language; each update once."""

from typing import Any

import pytest

from tests.person import Person
from tests.town import SUBSCRIBER, Town, nothing_said, town
from tests.wording import said

pytestmark = pytest.mark.asyncio(loop_scope="module")


def update(person: Person, text: str, number: int = 900, /, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a message
    """Return an update with a private message of this person, as Telegram would write it."""
    sender = {"id": person.telegram_id, "is_bot": False, "first_name": "Прохожий"}
    chat = {"id": person.telegram_id, "type": "private", "first_name": "Прохожий"}
    return {"message": {"message_id": number, "date": 1, "from": sender, "chat": chat, "text": text, **more}}


async def test_an_update_that_comes_twice_is_worked_once(here: Town) -> None:
    """Telegram may repeat an update at any time; the person gets one answer."""
    anna = await here.passer_by()
    once = {"update_id": 800_000_000, **update(anna, "/sectors")}
    for _ in range(3):
        await here.bring(once)
    await anna.read()
    await nothing_said(anna)


@pytest.mark.asyncio
async def test_a_batch_repeated_after_a_restart_is_not_worked_again(filled_url: str) -> None:
    """A new life of the bot on the same store knows what the last one has answered, and answers what is new."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        batch = [{"update_id": 800_000_000 + n, **update(anna, "/sectors", 900 + n)} for n in range(3)]
        for each in batch:
            await here.bring(each)
            await anna.read()
        async with here.restarted():
            for each in batch:
                await here.bring(each)
            await nothing_said(anna)


async def test_the_name_follows_telegram_and_the_language_does_not(here: Town) -> None:
    """A new name is taken with the next message; the language, once known, is the person's own affair."""
    anna = await here.passer_by(first_name="Анна")
    changed = {"id": anna.telegram_id, "is_bot": False, "first_name": "Аня", "language_code": "en"}
    await here.bring(update(anna, "/help", **{"from": changed}))
    assert (await anna.read())["text"].startswith(said("What the bot can do"))
    user = await here.app.store.people.known(anna.telegram_id)
    assert user is not None
    assert (user.name, user.language) == ("Аня", "ru")


@pytest.mark.parametrize(
    ("bot_id", "name"), [(1_087_968_824, "GroupAnonymousBot"), (136_817_688, "Channel_Bot")], ids=["admin", "channel"]
)
async def test_who_writes_in_the_name_of_a_chat_is_answered_and_not_remembered(
    here: Town, bot_id: int, name: str
) -> None:
    """An anonymous administrator and a channel get what is open to anyone; the bot of Telegram's is no person."""
    anna = await here.passer_by()
    group = await here.group(anna)
    chat = {"id": group, "type": "supergroup", "title": "Группа"}
    sender = {"id": bot_id, "is_bot": True, "first_name": "Group", "username": name}
    for text in ("/sectors", "@cooperation_sandbox_bot авиапром", "/start", "/settings", "/news", "/help"):
        await here.bring(update(anna, text, **{"from": sender, "chat": chat, "sender_chat": chat}))
        assert (await anna.in_chat(group).read())["text"]
    assert await here.app.store.people.known(bot_id) is None


async def test_a_post_of_the_linked_channel_is_not_answered(here: Town) -> None:
    """What the linked channel posts is forwarded into its group by Telegram: nobody has asked the bot."""
    anna = await here.passer_by()
    group = await here.group(anna, bot="administrator")
    chat = {"id": group, "type": "supergroup", "title": "Группа"}
    channel = {"id": -1_009_999, "type": "channel", "title": "Канал"}
    telegram = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
    await here.bring(
        update(anna, "Новости", **{"from": telegram, "chat": chat, "sender_chat": channel}, is_automatic_forward=True)
    )
    await nothing_said(anna.in_chat(group))


async def test_another_bot_is_not_answered(here: Town) -> None:
    """Two bots that answer each other never stop: what a bot writes on its own is let go, alone and in a group."""
    anna = await here.passer_by()
    group = await here.group(anna)
    robot = {"id": 555, "is_bot": True, "first_name": "Robot"}
    await here.bring(
        update(anna, "/help", **{"from": robot, "chat": {"id": group, "type": "supergroup", "title": "Г"}})
    )
    await here.bring(update(anna, "привет", **{"from": robot}))
    await nothing_said(anna.in_chat(group))
    await nothing_said(anna)


async def test_a_message_without_a_sender_is_let_go(here: Town) -> None:
    """What no person wrote reaches no handler that asks who it is."""
    anna = await here.passer_by()
    nameless = update(anna, "/start")
    del nameless["message"]["from"]
    await here.bring(nameless)
    await nothing_said(anna)


async def test_a_channel_is_not_answered(here: Town) -> None:
    """The bot writes nothing under what is posted in a channel where it is an administrator."""
    anna = await here.passer_by()
    channel = anna.in_chat(await here.group(anna, bot="administrator", kind="channel"))
    for text in ("/help", "@cooperation_sandbox_bot авиапром"):
        await channel.send(text)
    await nothing_said(anna)
    assert [each["text"] for each in await channel.messages()] == ["/help", "@cooperation_sandbox_bot авиапром"]
