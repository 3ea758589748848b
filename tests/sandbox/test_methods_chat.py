"""Chats and their members, actions and reactions."""

import pytest

from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, STRANGER, TOPIC, Answer, Stand


async def test_a_chat_is_described(stand: Stand) -> None:
    """A private chat has the person's name, a forum says that it is one; an unstarted one is unknown."""
    anna = await stand.ok("getChat", chat_id=ANNA)
    assert (anna["type"], anna["first_name"], anna["username"]) == ("private", "Анна", "anna_example")
    forum = await stand.ok("getChat", chat_id=FORUM)
    assert (forum["type"], forum["title"], forum["is_forum"]) == ("supergroup", "Форум", True)
    assert await stand.refused("getChat", chat_id=STRANGER) == "400 Bad Request: chat not found"


@pytest.mark.parametrize(
    ("chat", "user", "status"),
    [
        (GROUP, ANNA, "creator"),
        (GROUP, ALES, "member"),
        (GROUP, STRANGER, "left"),
        (GROUP, 42, "member"),
        (FORUM, 42, "administrator"),
        (ANNA, ANNA, "member"),
    ],
)
async def test_members_have_their_standing(stand: Stand, chat: int, user: int, status: str) -> None:
    """The first member owns the group; who is not in it has left."""
    assert (await stand.ok("getChatMember", chat_id=chat, user_id=user))["status"] == status


async def test_unknown_members_are_refused(stand: Stand) -> None:
    """A user nobody knows is no member, and no number is no user."""
    assert await stand.refused("getChatMember", chat_id=GROUP, user_id=99) == "400 Bad Request: member not found"
    assert await stand.refused("getChatMember", chat_id=GROUP) == "400 Bad Request: invalid user_id specified"


async def test_administrators_and_members_are_counted(stand: Stand) -> None:
    """The owner and the bot, where it is one, are administrators; the bot is counted as a member."""
    assert [each["user"]["id"] for each in await stand.ok("getChatAdministrators", chat_id=FORUM)] == [ANNA, 42]
    assert [each["user"]["id"] for each in await stand.ok("getChatAdministrators", chat_id=GROUP)] == [ANNA]
    refusal = await stand.refused("getChatAdministrators", chat_id=ANNA)
    assert refusal == "400 Bad Request: there are no administrators in the private chat"
    counts = [await stand.ok("getChatMemberCount", chat_id=chat) for chat in (ANNA, GROUP, CHANNEL)]
    assert counts == [2, 3, 2]


async def test_a_private_chat_is_not_left(stand: Stand) -> None:
    """A bot leaves groups only."""
    refusal = await stand.refused("leaveChat", chat_id=ANNA)
    assert refusal == "400 Bad Request: chat member status can't be changed in private chats"


async def test_an_action_is_shown(stand: Stand) -> None:
    """An action is an event of its chat and topic; one Telegram does not know is refused, and so is none."""
    await stand.ok("sendChatAction", chat_id=FORUM, action="typing", message_thread_id=TOPIC)
    events = [event for _, event in stand.sandbox._telegram.events.after(0) if event["type"] == "action"]  # noqa: SLF001
    assert events == [{"type": "action", "chat": FORUM, "action": "typing", "thread": TOPIC}]
    refusal = await stand.refused("sendChatAction", chat_id=ANNA, action="dancing")
    assert refusal == "400 Bad Request: wrong parameter action in request"
    assert await stand.refused("sendChatAction", chat_id=ANNA) == '400 Bad Request: parameter "action" is required'


@pytest.mark.parametrize(
    ("reaction", "fault"),
    [
        ([{"type": "emoji", "emoji": "🧮"}], "REACTION_INVALID"),
        ([{"type": "paid"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": ["👍"]}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, "REACTIONS_TOO_MANY"),
        ([5], "expected an Array of ReactionType"),
        ("[", "can't parse reaction types JSON object"),
    ],
)
async def test_bad_reactions_are_refused(stand: Stand, reaction: object, fault: str) -> None:
    """A bot has one reaction of Telegram's own set."""
    asked = await stand.person().send("x")
    refusal = await stand.refused("setMessageReaction", chat_id=ANNA, message_id=asked["message_id"], reaction=reaction)
    assert refusal == f"400 Bad Request: {fault}"


@pytest.mark.parametrize("reaction", [[{"type": "emoji", "emoji": "👍"}], [], None])
async def test_a_reaction_is_set_and_taken_back(stand: Stand, reaction: list[Answer] | None) -> None:
    """One reaction, or none."""
    asked = await stand.person().send("x")
    assert await stand.ok("setMessageReaction", chat_id=ANNA, message_id=asked["message_id"], reaction=reaction) is True
