"""Keyboards under messages and under the input field, checked as Telegram checks them."""

import json
from dataclasses import dataclass
from typing import NoReturn

from bot.sandbox.chats import CHANNEL, PRIVATE, Chat
from bot.sandbox.errors import refuse
from bot.sandbox.links import link_fault
from bot.sandbox.wire import Call, Json

_MOST_IN_ROW = 12
_MOST_KEPT = 300
_MOST_INLINE = 100
_LARGEST = 10 * 1024
_DATA_LIMIT = 64
_COPY_LIMIT = 256
_PLACEHOLDER_LIMIT = 64
_STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)
_MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
_LOOKS = ("style", "icon_custom_emoji_id")
_REPLY_ACTIONS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app")
_REPLY_OPTIONS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")


@dataclass(frozen=True, slots=True)
class Markup:
    """What a call's reply_markup asks for: ``kind`` is inline, keyboard, remove or force, ``shape`` the object."""

    kind: str
    shape: Json

    def content(self) -> Json:
        """Return the message's field: only an inline keyboard is part of a message."""
        return {"reply_markup": self.shape} if self.kind == "inline" else {}

    def check_place(self, chat: Chat) -> None:
        """Refuse buttons that the kind of chat does not take."""
        rows = self.shape.get("inline_keyboard") or self.shape.get("keyboard") or []
        used = {name for row in rows for button in row for name in button}
        if "web_app" in used and chat.kind != PRIVATE:
            inline = self.kind == "inline"
            refuse("BUTTON_TYPE_INVALID" if inline else "web App buttons can be used in private chats only")
        if "switch_inline_query" in used and chat.kind == CHANNEL:
            refuse(
                "can't use switch_inline_query button in a channel chat, because users will not be able to use "
                "the button without knowing bot's username",
            )


def read_markup(call: Call) -> Markup | None:
    """Return the reply markup of a call, None when there is none to speak of; 400 for any fault in it."""
    tree = call.tree("reply_markup", "reply keyboard markup")
    if tree is None:
        return None
    if not isinstance(tree, dict):
        refuse("object expected as reply markup")
    if "inline_keyboard" in tree:
        return _inline(tree)
    if "keyboard" in tree:
        return _reply(tree)
    for kind, name in (("remove", "remove_keyboard"), ("force", "force_reply")):
        if tree.get(name) is True:
            return Markup(kind, tree)
    return None


def read_inline_markup(call: Call) -> Markup | None:
    """Return the inline keyboard of an edit; any other markup is refused."""
    markup = read_markup(call)
    if markup is not None and markup.kind != "inline":
        refuse("inline keyboard expected")
    return markup


def _inline(tree: Json) -> Markup | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(tree["inline_keyboard"], "inline")]
    kept = _truncated([[button for button in row if button["text"]] for row in rows])
    if not kept:
        return None
    shape = {"inline_keyboard": kept}
    if sum(map(len, kept)) > _MOST_INLINE or len(json.dumps(shape, ensure_ascii=False).encode()) > _LARGEST:
        refuse("reply markup is too long")
    return Markup("inline", shape)


def _rows(rows: object, kind: str) -> list[list[object]]:
    if not isinstance(rows, list):
        refuse(f'field "{"inline_keyboard" if kind == "inline" else "keyboard"}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            refuse(f"can't parse {kind} keyboard: Field must be an Array of Arrays")
    return rows


def _truncated(rows: list[list[Json]]) -> list[list[Json]]:
    """Cut rows at 12 buttons and the keyboard at 300, silently, as TDLib does."""
    kept: list[list[Json]] = []
    left = _MOST_KEPT
    for row in rows:
        buttons = row[: min(_MOST_IN_ROW, left)]
        left -= len(buttons)
        if buttons:
            kept.append(buttons)
    return kept


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        _refuse_button("InlineKeyboardButton must be an Object")
    text = _string(button, "text").strip()
    action = next((name for name in _ACTIONS if _is_set(button, name)), None)
    if action is None:
        _refuse_button("Text buttons are unallowed in the inline keyboard")
    looks = {name: button[name] for name in _LOOKS if isinstance(button.get(name), str)}
    if looks.get("style", "primary") not in _STYLES:
        _refuse_button("invalid button style specified")
    return {"text": text, action: _checked_action(button, action), **looks}


def _is_set(button: Json, name: str) -> bool:
    value = button.get(name)
    if name in _MAY_BE_EMPTY:
        return value is not None
    return value not in (None, "", False)


def _checked_action(button: Json, action: str) -> object:
    value: object = button[action]
    if action == "callback_data":
        _check_data(_string(button, action))
    elif action == "url":
        check_button_url(_string(button, action))
    elif action == "web_app":
        _check_web_app(value)
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= _COPY_LIMIT:
            refuse("BUTTON_COPY_TEXT_INVALID")
    elif action in _MAY_BE_EMPTY:
        _string(button, action)
    return value


def _check_data(value: str) -> None:
    if len(value.encode()) > _DATA_LIMIT:
        refuse("BUTTON_DATA_INVALID")


def check_button_url(url: str) -> None:
    """Refuse what cannot be the address of a button."""
    fault = link_fault(url)
    if fault is not None:
        refuse(f"inline keyboard button URL '{url}' is invalid: {fault}")


def _check_web_app(value: object) -> None:
    url = value.get("url") if isinstance(value, dict) else None
    if not isinstance(url, str):
        _refuse_button('Field "web_app" must be an Object with a String field "url"')
    if not url.startswith("https://") or link_fault(url) is not None:
        refuse(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _reply(tree: Json) -> Markup | None:
    buttons = [[_reply_button(button) for button in row] for row in _rows(tree["keyboard"], "reply")]
    rows = _truncated([[button for button in row if button["text"]] for row in buttons])
    if not rows:
        return None
    options: Json = {name: True for name in _REPLY_OPTIONS if tree.get(name) is True}
    if isinstance(placeholder := tree.get("input_field_placeholder"), str):
        options["input_field_placeholder"] = placeholder[:_PLACEHOLDER_LIMIT]
    return Markup("keyboard", {"keyboard": rows, **options})


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        refuse("can't parse keyboard button: KeyboardButton must be an Object")
    if not isinstance(text := button.get("text"), str):
        refuse('can\'t parse keyboard button: Field "text" must be of type String')
    kept = {name: button[name] for name in (*_REPLY_ACTIONS, *_LOOKS) if button.get(name)}
    return {"text": text, **kept}


def _string(button: Json, name: str) -> str:
    if name not in button:
        _refuse_button(f'Can\'t find field "{name}"')
    value: object = button[name]
    if not isinstance(value, str):
        _refuse_button(f'Field "{name}" must be of type String')
    return value


def _refuse_button(reason: str) -> NoReturn:
    refuse(f"can't parse inline keyboard button: {reason}")
