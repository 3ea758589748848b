"""Keyboards: what Telegram takes, what it drops, what it refuses."""

from typing import Any

import pytest

from tests.person import buttons
from tests.sandbox.stand import ANNA, CHANNEL, FORUM, Answer, Stand

_TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"

_NO_SWITCH = (
    "can't use switch_inline_query button in a channel chat, because users will not be able to use "
    "the button without knowing bot's username"
)


def _inline(*buttons: object) -> Answer:
    return {"inline_keyboard": [list(buttons)]}


def _button(text: str = "a", **action: object) -> Answer:
    return {"text": text, **(action or {"callback_data": "1"})}


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        (_inline(_button(callback_data="x" * 65)), "BUTTON_DATA_INVALID"),
        (_inline(_button(callback_data="ж" * 33)), "BUTTON_DATA_INVALID"),
        (_inline(_button(callback_data="")), _TEXT_BUTTON),
        (_inline({"text": "a"}), _TEXT_BUTTON),
        (
            _inline(_button(callback_data=5)),
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        (_inline({"callback_data": "1"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (
            _inline({"text": 5, "callback_data": "1"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (_inline("a"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (
            _inline(_button(style="loud", callback_data="1")),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (_inline(_button(url="a b")), "inline keyboard button URL 'a b' is invalid: Wrong HTTP URL"),
        (
            _inline(_button(url="http://localhost:1/")),
            "inline keyboard button URL 'http://localhost:1/' is invalid: Wrong HTTP URL",
        ),
        (
            _inline(_button(url="http://a.example:x/")),
            "inline keyboard button URL 'http://a.example:x/' is invalid: Wrong HTTP URL",
        ),
        (
            _inline(_button(url="ftp://a.example")),
            "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (_inline(_button(copy_text={"text": ""})), "BUTTON_COPY_TEXT_INVALID"),
        (_inline(_button(copy_text="x")), "BUTTON_COPY_TEXT_INVALID"),
        (
            _inline(_button(switch_inline_query=5)),
            'can\'t parse inline keyboard button: Field "switch_inline_query" must be of type String',
        ),
        (
            _inline(_button(web_app="x")),
            'can\'t parse inline keyboard button: Field "web_app" must be an Object with a String field "url"',
        ),
        (
            _inline(_button(web_app={"url": "http://a.example"})),
            "inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
        ({"inline_keyboard": [[_button()] * 8] * 13}, "reply markup is too long"),
        ({"inline_keyboard": [[_button("ж" * 90)] * 8] * 8}, "reply markup is too long"),
        ({"inline_keyboard": 5}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [5]}, "can't parse inline keyboard: Field must be an Array of Arrays"),
        ({"keyboard": 5}, 'field "keyboard" must be of type Array'),
        ({"keyboard": [[5]]}, "can't parse keyboard button: KeyboardButton must be an Object"),
        ({"keyboard": [[{}]]}, 'can\'t parse keyboard button: Field "text" must be of type String'),
        ([], "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_bad_keyboards_are_refused(stand: Stand, markup: object, fault: str) -> None:
    """A keyboard Telegram would not take is refused in its words, and nothing is sent."""
    assert (
        await stand.refused("sendMessage", chat_id=ANNA, text="a", reply_markup=markup) == f"400 Bad Request: {fault}"
    )
    assert await stand.person().messages() == []


@pytest.mark.parametrize(
    "button",
    [
        _button(callback_data="ж" * 32),
        _button(url="https://a.example/x?y=1"),
        _button(url="tg://user?id=1"),
        _button(switch_inline_query=""),
        _button(switch_inline_query_current_chat="x"),
        _button(switch_inline_query_chosen_chat={"query": "x"}),
        _button(copy_text={"text": "x"}),
        _button(web_app={"url": "https://a.example"}),
        _button(callback_data="1", style="danger", icon_custom_emoji_id="5"),
    ],
)
async def test_every_kind_of_button_is_kept(stand: Stand, button: Answer) -> None:
    """A good button stands on the message as it was given."""
    message = await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup=_inline(button))
    assert message["reply_markup"] == _inline(button)


async def test_what_telegram_drops_silently_is_dropped(stand: Stand) -> None:
    """Buttons without a text, the thirteenth of a row and rows left empty vanish; so does an empty keyboard."""
    markup = {"inline_keyboard": [[_button(" ")], [_button(str(number)) for number in range(13)]]}
    message = await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup=markup)
    assert buttons(message) == [str(number) for number in range(12)]
    empties: list[Answer] = [{"inline_keyboard": []}, {"keyboard": [[]]}, {"remove_keyboard": False}, {}]
    for empty in empties:
        assert "reply_markup" not in await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup=empty)


@pytest.mark.parametrize(
    ("chat", "markup", "fault"),
    [
        (FORUM, _inline(_button(web_app={"url": "https://a.example"})), "BUTTON_TYPE_INVALID"),
        (
            FORUM,
            {"keyboard": [[_button(web_app={"url": "https://a.example"})]]},
            "web App buttons can be used in private chats only",
        ),
        (
            CHANNEL,
            _inline(_button(switch_inline_query="x")),
            _NO_SWITCH,
        ),
    ],
)
async def test_buttons_in_the_wrong_chat_are_refused(stand: Stand, chat: int, markup: Answer, fault: str) -> None:
    """Some buttons live in some chats only."""
    assert (
        await stand.refused("sendMessage", chat_id=chat, text="a", reply_markup=markup) == f"400 Bad Request: {fault}"
    )


async def test_a_reply_keyboard_stands_under_the_input_field(stand: Stand) -> None:
    """A reply keyboard is shown in the chat and not on the message, until it is removed; force_reply leaves it."""
    keyboard: dict[str, Any] = {
        "keyboard": [["Да", {"text": "Мой номер", "request_contact": True}, {"text": ""}]],
        "resize_keyboard": True,
        "selective": False,
        "input_field_placeholder": "x" * 70,
    }
    message = await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup=keyboard)
    assert "reply_markup" not in message
    shown = {
        "keyboard": [[{"text": "Да"}, {"text": "Мой номер", "request_contact": True}]],
        "resize_keyboard": True,
        "input_field_placeholder": "x" * 64,
    }
    assert await stand.person().reply_keyboard() == shown
    await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup={"force_reply": True})
    assert await stand.person().reply_keyboard() == shown
    await stand.ok("sendMessage", chat_id=ANNA, text="a", reply_markup={"remove_keyboard": True})
    assert await stand.person().reply_keyboard() is None
