"""Where a call aims: chats the bot may not write to, topics, messages replied to."""

import pytest

from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, STRANGER, TOPIC, Stand


@pytest.mark.parametrize(
    ("chat", "refusal"),
    [
        (None, "400 Bad Request: chat_id is empty"),
        ("", "400 Bad Request: chat_id is empty"),
        (999, "400 Bad Request: chat not found"),
        ("@anna_example", "400 Bad Request: chat not found"),
        ([1], "400 Bad Request: chat not found"),
        (STRANGER, "403 Forbidden: bot can't initiate conversation with a user"),
        (42, "403 Forbidden: the bot can't send messages to the bot"),
    ],
)
async def test_unknown_and_unstarted_chats_are_refused(stand: Stand, chat: object, refusal: str) -> None:
    """The bot writes only to those who know it."""
    assert await stand.refused("sendMessage", chat_id=chat, text="a") == refusal


async def test_a_person_must_start_first(stand: Stand) -> None:
    """/start opens the chat, blocking closes it, unblocking and a deleted account are told apart."""
    stranger = stand.person(STRANGER)
    await stranger.start()
    await stand.ok("sendMessage", chat_id=STRANGER, text="a")
    await stranger.block()
    for method in ("sendMessage", "editMessageText", "sendChatAction"):
        refusal = await stand.refused(method, chat_id=STRANGER, text="a", message_id=1, action="typing")
        assert refusal == "403 Forbidden: bot was blocked by the user"
    await stranger.block(blocked=False)
    await stand.ok("sendMessage", chat_id=STRANGER, text="a")
    stand.sandbox.world.chats[STRANGER].deactivated = True
    assert await stand.refused("sendMessage", chat_id=STRANGER, text="a") == "403 Forbidden: user is deactivated"


@pytest.mark.parametrize(
    ("chat", "noun"), [(GROUP, "group chat"), (FORUM, "supergroup chat"), (CHANNEL, "channel chat")]
)
async def test_groups_the_bot_is_not_in_are_refused(stand: Stand, chat: int, noun: str) -> None:
    """Kicked, gone by itself and deleted read differently, each with the kind of group."""
    await stand.post("membership", chat=chat, by=ANNA, member=False)
    assert (
        await stand.refused("sendMessage", chat_id=chat, text="a") == f"403 Forbidden: bot was kicked from the {noun}"
    )
    await stand.post("membership", chat=chat, by=ANNA, member=True)
    await stand.ok("leaveChat", chat_id=chat)
    refusal = await stand.refused("sendMessage", chat_id=chat, text="a")
    assert refusal == f"403 Forbidden: bot is not a member of the {noun}"
    stand.sandbox.world.chats[chat].deleted = True
    assert await stand.refused("getChat", chat_id=chat) == "403 Forbidden: the group chat was deleted"


async def test_a_channel_wants_an_administrator(stand: Stand) -> None:
    """A plain member cannot post in a channel; an administrator's post has the channel as its author."""
    post = await stand.ok("sendMessage", chat_id=CHANNEL, text="a")
    assert post["sender_chat"]["id"] == CHANNEL
    assert "from" not in post
    stand.sandbox.world.chats[CHANNEL].bot = "member"
    refusal = await stand.refused("sendMessage", chat_id=CHANNEL, text="a")
    assert refusal == "400 Bad Request: need administrator rights in the channel chat"


async def test_an_upgraded_group_tells_its_new_id(stand: Stand) -> None:
    """The old id is refused with the new one beside it, and the new one works."""
    new = (await stand.post("migrate", chat=GROUP))["chat"]
    status, body = await stand.answer("sendMessage", chat_id=GROUP, text="a")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": new})
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (await stand.ok("sendMessage", chat_id=new, text="a"))["chat"]["type"] == "supergroup"


@pytest.mark.parametrize(("chat", "thread"), [(FORUM, 1), (FORUM, 99), (ANNA, TOPIC)])
async def test_unknown_topics_are_refused(stand: Stand, chat: int, thread: int) -> None:
    """A topic must exist; the General one is written to without naming it."""
    refusal = await stand.refused("sendMessage", chat_id=chat, text="a", message_thread_id=thread)
    assert refusal == "400 Bad Request: message thread not found"


async def test_a_topic_marks_its_messages_and_replies_stay_in_it(stand: Stand) -> None:
    """A message in a topic says so, and a reply to it lands there by itself."""
    first = await stand.ok("sendMessage", chat_id=FORUM, text="a", message_thread_id=TOPIC)
    assert (first["message_thread_id"], first["is_topic_message"]) == (TOPIC, True)
    reply = await stand.ok("sendMessage", chat_id=FORUM, text="b", reply_to_message_id=first["message_id"])
    assert (reply["message_thread_id"], reply["reply_to_message"]["text"]) == (TOPIC, "a")
    assert "message_thread_id" not in await stand.ok("sendMessage", chat_id=FORUM, text="c")


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ({"message_id": 99}, "message to be replied not found"),
        ({"message_id": 1, "quote": "xyz"}, "QUOTE_TEXT_INVALID"),
        ({"quote": "x"}, "message identifier is not specified"),
        ({"message_id": 1, "chat_id": 999}, "chat not found"),
        ([1], "object expected as reply parameters"),
        ("{", "can't parse reply parameters JSON object"),
    ],
)
async def test_bad_replies_are_refused(stand: Stand, reply: object, fault: str) -> None:
    """A reply needs the message it answers."""
    await stand.person().send("вопрос")
    refusal = await stand.refused("sendMessage", chat_id=ANNA, text="a", reply_parameters=reply)
    assert refusal == f"400 Bad Request: {fault}"


async def test_a_reply_may_do_without_its_message(stand: Stand) -> None:
    """allow_sending_without_reply sends all the same, in both spellings."""
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_parameters=lenient)
    await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_to_message_id=99, allow_sending_without_reply=True)
    refusal = await stand.refused("sendMessage", chat_id=ANNA, text="a", reply_to_message_id=99)
    assert refusal == "400 Bad Request: message to be replied not found"


async def test_a_reply_quotes_and_reaches_into_another_chat(stand: Stand) -> None:
    """A quote is a part of the message; a reply to another chat's message is an external one."""
    asked = await stand.person(ALES).send("вопрос о плане")
    target = {"message_id": asked["message_id"], "quote": "о плане"}
    reply = await stand.ok("sendMessage", chat_id=ALES, text="a", reply_parameters=target)
    assert (reply["reply_to_message"]["text"], reply["quote"]["text"]) == ("вопрос о плане", "о плане")
    elsewhere = await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_parameters={**target, "chat_id": ALES})
    assert elsewhere["external_reply"]["origin"]["sender_user"]["id"] == ALES
