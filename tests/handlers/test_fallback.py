"""What nothing else answers: unknown commands, stickers and the like, buttons of another age."""

from typing import Any

import pytest

from tests.town import Town, nothing_said
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FILE = {"file_id": "f", "file_unique_id": "f"}
_OTHER: dict[str, dict[str, Any]] = {
    "sticker": {"sticker": {**_FILE, "type": "regular", "width": 1, "height": 1,
                            "is_animated": False, "is_video": False}},
    "contact": {"contact": {"phone_number": "+70000000000", "first_name": "Пример"}},
    "location": {"location": {"latitude": 54.3, "longitude": 48.4}},
    "poll": {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                      "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                      "allows_revoting": False, "members_only": False}},
    "voice": {"voice": {**_FILE, "duration": 3}},
    "video note": {"video_note": {**_FILE, "length": 1, "duration": 1}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "something of tomorrow": {"hologram": {"depth": 3}},
}  # fmt: skip


@pytest.mark.parametrize(
    "words", ["/nosuch", "/", "/assign_x", "/start@another_bot", "/СЕКТОРЫ", "/sectors@another_bot"]
)
async def test_an_unknown_command_is_told(here: Town, words: str) -> None:
    """A command that the bot doesn't have is no question: it is answered with where the list is."""
    anna = await here.passer_by()
    await anna.send(words)
    assert (await anna.read())["text"] == answer_of("unknown command")


async def test_an_unknown_command_as_a_caption_is_told(here: Town) -> None:
    """Under a document a command is a command as well."""
    anna = await here.passer_by()
    await anna.upload("plan.txt", b"text", caption="/nosuch")
    assert (await anna.read())["text"] == answer_of("unknown command")


@pytest.mark.parametrize("content", _OTHER.values(), ids=_OTHER)
async def test_what_is_no_text_gets_a_word_in_private_and_none_in_a_group(here: Town, content: dict[str, Any]) -> None:
    """Whatever a person sends alone is answered; a group is left in peace."""
    anna = await here.passer_by()
    await anna.send_other(**content)
    assert (await anna.read())["text"] == answer_of("only text")
    group = anna.in_chat(await here.group(anna, bot="administrator"))
    await group.send_other(**content)
    await nothing_said(group)


@pytest.mark.parametrize("kind", ["document", "photo"])
async def test_a_file_without_words_gets_a_word(here: Town, kind: str) -> None:
    """A file that nobody asked for is answered, not swallowed."""
    anna = await here.passer_by()
    await anna.send_other(
        **({"document": _FILE} if kind == "document" else {"photo": [{**_FILE, "width": 1, "height": 1}]})
    )
    assert (await anna.read())["text"] == answer_of("only text")


@pytest.mark.parametrize(
    "note",
    [
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"new_chat_title": "Новое"},
    ],
    ids=lambda note: next(iter(note)),
)
async def test_a_note_of_telegram_is_not_answered(here: Town, note: dict[str, Any]) -> None:
    """Nobody waits for an answer to what Telegram notes about a chat."""
    anna = await here.passer_by()
    await anna.send_other(**note)
    await nothing_said(anna)


@pytest.mark.parametrize("data", ["", "x", "c", "c:", "old:17", "lang:de", "d:on:25", "m:0", "why:x", "w:-1", "n:-5"])
async def test_a_button_of_another_age_is_answered(here: Town, data: str) -> None:
    """What a button meant may be gone; that is said, and the message is left as it is."""
    anna = await here.passer_by()
    await anna.send("/help")
    shown = await anna.read()
    tapped = await anna.tap_data(shown["message_id"], data)
    assert tapped.answered
    assert tapped.text == answer_of("gone")
    assert shown in await anna.messages()
