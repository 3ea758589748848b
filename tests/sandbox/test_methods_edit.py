"""Edits, deletions, copies, forwards and pins of messages."""

import json
from datetime import timedelta

import pytest

from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, Answer, Stand, png

_SAME = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
_TARGETS = {
    "editMessageText": "edit",
    "editMessageReplyMarkup": "edit",
    "editMessageCaption": "edit",
    "editMessageMedia": "edit",
    "deleteMessage": "delete",
    "pinChatMessage": "pin",
    "unpinChatMessage": "unpin",
    "setMessageReaction": "react",
    "forwardMessage": "forward",
    "copyMessage": "copy",
}


async def _text(stand: Stand, chat: int = ANNA, **params: object) -> Answer:
    message: Answer = await stand.ok("sendMessage", chat_id=chat, text="a", **params)
    return message


async def _photo(stand: Stand) -> Answer:
    _, body = await stand.form("sendPhoto", chat_id=ANNA, photo=("p.png", png()), caption="x")
    photo: Answer = body["result"]
    return photo


@pytest.mark.parametrize(("method", "verb"), _TARGETS.items())
async def test_a_missing_message_is_told(stand: Stand, method: str, verb: str) -> None:
    """Each method names what it did not find."""
    refusal = await stand.refused(
        method, chat_id=ANNA, from_chat_id=ANNA, message_id=99, text="a", media={"type": "photo", "media": "x"}
    )
    assert refusal == f"400 Bad Request: message to {verb} not found"


async def test_an_edit_replaces_text_and_keyboard(stand: Stand) -> None:
    """A new text stands with the date of the edit, and the keyboard that was not repeated is gone."""
    message = await _text(stand, reply_markup=_KEYBOARD)
    edited = await stand.ok(
        "editMessageText", chat_id=ANNA, message_id=message["message_id"], text="<b>b</b>", parse_mode="HTML"
    )
    assert (edited["text"], edited["entities"][0]["type"], edited["edit_date"]) == ("b", "bold", edited["date"])
    assert "reply_markup" not in edited
    assert await stand.person().messages() == [edited]


async def test_the_same_again_is_refused(stand: Stand) -> None:
    """Text, entities and keyboard together decide whether anything changed."""
    message = await _text(stand, reply_markup=_KEYBOARD)
    place = {"chat_id": ANNA, "message_id": message["message_id"]}
    assert await stand.refused("editMessageText", text="a", reply_markup=_KEYBOARD, **place) == _SAME
    assert await stand.refused("editMessageReplyMarkup", reply_markup=_KEYBOARD, **place) == _SAME
    await stand.ok("editMessageText", text="<b>a</b>", parse_mode="HTML", reply_markup=_KEYBOARD, **place)
    await stand.ok("editMessageReplyMarkup", **place)
    assert await stand.refused("editMessageReplyMarkup", **place) == _SAME


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"message_id": None}, "message identifier is not specified"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": ""}, "message text is empty"),
        ({"reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
        ({"reply_markup": {"remove_keyboard": True}}, "inline keyboard expected"),
        ({"inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
    ],
)
async def test_bad_edits_are_refused(stand: Stand, params: Answer, fault: str) -> None:
    """An edit is held to the same limits as a new message, and takes inline keyboards only."""
    message = await _text(stand)
    place = {"chat_id": ANNA, "message_id": message["message_id"], "text": "b"}
    assert await stand.refused("editMessageText", **{**place, **params}) == f"400 Bad Request: {fault}"
    assert await stand.person().messages() == [message]


async def test_only_own_messages_are_edited(stand: Stand) -> None:
    """People's messages, forwards and service messages cannot be edited; channel posts can."""
    theirs = await stand.person().send("x")
    forward = await stand.ok("forwardMessage", chat_id=ANNA, from_chat_id=ANNA, message_id=theirs["message_id"])
    for message in (theirs, forward):
        refusal = await stand.refused("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="b")
        assert refusal == "400 Bad Request: message can't be edited"
    post = await _text(stand, CHANNEL)
    await stand.ok("editMessageText", chat_id=CHANNEL, message_id=post["message_id"], text="b")


async def test_a_message_a_person_deleted_cannot_be_edited(stand: Stand) -> None:
    """What is gone is not found, though the bot was not told."""
    message = await _text(stand)
    await stand.person().delete(message["message_id"])
    refusal = await stand.refused("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="b")
    assert refusal == "400 Bad Request: message to edit not found"


async def test_captions_and_media_are_edited(stand: Stand) -> None:
    """A caption and the medium itself change; a text becomes a photo; each in its own place."""
    photo = await _photo(stand)
    place = {"chat_id": ANNA, "message_id": photo["message_id"]}
    edited = await stand.ok("editMessageCaption", caption="y", show_caption_above_media=True, **place)
    assert (edited["caption"], edited["show_caption_above_media"]) == ("y", True)
    assert "caption" not in await stand.ok("editMessageCaption", **place)
    refusal = await stand.refused("editMessageText", text="b", **place)
    assert refusal == "400 Bad Request: there is no text in the message to edit"
    text = await _text(stand)
    refusal = await stand.refused("editMessageCaption", chat_id=ANNA, message_id=text["message_id"], caption="b")
    assert refusal == "400 Bad Request: there is no caption in the message to edit"
    media = json.dumps({"type": "document", "media": "attach://d", "caption": "z"})
    _, body = await stand.form(
        "editMessageMedia", chat_id=ANNA, message_id=text["message_id"], media=media, d=("d.txt", b"d")
    )
    assert (body["result"]["document"]["file_name"], body["result"]["caption"]) == ("d.txt", "z")
    assert "text" not in body["result"]


@pytest.mark.parametrize(
    ("media", "fault"),
    [
        (None, "input media must be non-empty"),
        ("[", "can't parse input media JSON object"),
        ([5], "can't parse InputMedia: expected an Object"),
        ({"type": "dance"}, 'can\'t parse InputMedia: type "dance" is not supported by the stand-in'),
    ],
)
async def test_bad_media_are_refused(stand: Stand, media: object, fault: str) -> None:
    """An edit to nothing known is refused."""
    photo = await _photo(stand)
    refusal = await stand.refused("editMessageMedia", chat_id=ANNA, message_id=photo["message_id"], media=media)
    assert refusal == f"400 Bad Request: {fault}"


async def test_messages_are_deleted_for_48_hours(stand: Stand) -> None:
    """In a private chat the bot deletes anything, for two days."""
    mine, theirs = await _text(stand), await stand.person().send("x")
    await stand.ok("deleteMessage", chat_id=ANNA, message_id=theirs["message_id"])
    await stand.clock.move(timedelta(hours=48, seconds=1))
    refusal = await stand.refused("deleteMessage", chat_id=ANNA, message_id=mine["message_id"])
    assert refusal == "400 Bad Request: message can't be deleted for everyone"
    assert await stand.refused("deleteMessage", chat_id=ANNA) == "400 Bad Request: message identifier is not specified"


async def test_in_a_group_others_messages_need_an_administrator(stand: Stand) -> None:
    """A plain member deletes its own only."""
    anna = stand.person(ANNA, GROUP)
    theirs, mine = await anna.send("x"), await _text(stand, GROUP)
    refusal = await stand.refused("deleteMessage", chat_id=GROUP, message_id=theirs["message_id"])
    assert refusal == "400 Bad Request: message can't be deleted"
    await stand.ok("deleteMessage", chat_id=GROUP, message_id=mine["message_id"])
    stand.sandbox.world.chats[GROUP].bot = "administrator"
    await stand.ok("deleteMessage", chat_id=GROUP, message_id=theirs["message_id"])
    assert await anna.messages() == []


async def test_many_are_deleted_at_once(stand: Stand) -> None:
    """Unknown ids are passed over, a list is a must, one hundred the most."""
    first, second = await _text(stand), await _text(stand)
    await stand.ok("deleteMessages", chat_id=ANNA, message_ids=[first["message_id"], 99, "x"])
    assert await stand.person().messages() == [second]
    for ids, fault in (
        ([], "message identifiers are not specified"),
        (list(range(101)), "too many message identifiers specified"),
        ("[", "can't parse message identifiers JSON object"),
    ):
        assert await stand.refused("deleteMessages", chat_id=ANNA, message_ids=ids) == f"400 Bad Request: {fault}"


async def test_messages_are_forwarded_and_copied(stand: Stand) -> None:
    """A forward names its origin through every hand, a copy does not and may have a caption of its own."""
    asked = await stand.person().send("вопрос")
    place = {"from_chat_id": ANNA, "message_id": asked["message_id"]}
    forward = await stand.ok("forwardMessage", chat_id=ALES, **place)
    assert (forward["text"], forward["forward_origin"]["sender_user"]["id"]) == ("вопрос", ANNA)
    again = await stand.ok("forwardMessage", chat_id=ANNA, from_chat_id=ALES, message_id=forward["message_id"])
    assert again["forward_origin"] == forward["forward_origin"]
    post = await _text(stand, CHANNEL)
    from_channel = await stand.ok("forwardMessage", chat_id=ANNA, from_chat_id=CHANNEL, message_id=post["message_id"])
    assert from_channel["forward_origin"]["chat"]["id"] == CHANNEL
    copy = await stand.ok("copyMessage", chat_id=ALES, caption="ignored", **place)
    photo = await _photo(stand)
    await stand.ok("copyMessage", chat_id=ALES, from_chat_id=ANNA, message_id=photo["message_id"], caption="y")
    shown = await stand.person(ALES).messages()
    assert set(copy) == {"message_id"}
    assert [message.get("text", message.get("caption")) for message in shown] == ["вопрос", "вопрос", "y"]
    assert "forward_origin" not in shown[1]


async def test_protected_and_service_messages_stay(stand: Stand) -> None:
    """What is protected, or tells of an event, is neither copied nor forwarded."""
    protected = await _text(stand, protect_content=True)
    for method, verb in (("copyMessage", "copied"), ("forwardMessage", "forwarded")):
        refusal = await stand.refused(method, chat_id=ALES, from_chat_id=ANNA, message_id=protected["message_id"])
        assert refusal == f"400 Bad Request: message can't be {verb}"


async def test_messages_are_pinned(stand: Stand) -> None:
    """The last pin is the chat's, unpinning takes it or the one named, deleting unpins."""
    first, second = await _text(stand), await _text(stand)
    for message in (first, second, second):
        await stand.ok("pinChatMessage", chat_id=ANNA, message_id=message["message_id"])
    assert (await stand.ok("getChat", chat_id=ANNA))["pinned_message"] == second
    await stand.ok("unpinChatMessage", chat_id=ANNA)
    assert (await stand.ok("getChat", chat_id=ANNA))["pinned_message"] == first
    await stand.ok("unpinChatMessage", chat_id=ANNA, message_id=first["message_id"])
    assert "pinned_message" not in await stand.ok("getChat", chat_id=ANNA)
    service = [message for message in await stand.person().messages() if "pinned_message" in message]
    assert [message["pinned_message"] for message in service] == [first, second]


async def test_pinning_in_a_group_needs_an_administrator(stand: Stand) -> None:
    """A plain member may not pin."""
    message = await _text(stand, GROUP)
    refusal = await stand.refused("pinChatMessage", chat_id=GROUP, message_id=message["message_id"])
    assert refusal == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    pinned = await _text(stand, FORUM)
    await stand.ok("pinChatMessage", chat_id=FORUM, message_id=pinned["message_id"])
