"""A message as text that shows everything: entities in brackets, keyboard rows with what the buttons mean."""

from typing import Any

from aiogram.types import InlineKeyboardMarkup, MessageEntity, ReplyKeyboardMarkup

from bot.render.message import Keyboard, Message

_SIGNS = {
    "bold": ("**", "**"),
    "code": ("`", "`"),
    "bot_command": ("", ""),
    "expandable_blockquote": ("<fold>", "</fold>"),
}


def shown(message: Message) -> str:
    """Return the message in the notation of the golden files; «°» stands for a no-break space."""
    call = message.as_call()
    text = _marked(call["text"], call["entities"]).replace("\u00a0", "°").replace("\u2060", "⁀")
    return f"{text}\n{_keyboard(call['reply_markup'])}"


def _marked(text: str, entities: list[MessageEntity]) -> str:
    units = text.encode("utf-16-le")
    signs: dict[int, str] = {}
    for entity in entities:
        opening, closing = _sign(entity)
        end = entity.offset + entity.length
        signs[entity.offset] = signs.get(entity.offset, "") + opening
        signs[end] = closing + signs.get(end, "")
    pieces = []
    last = 0
    for place in sorted(signs):
        pieces += [units[last * 2 : place * 2].decode("utf-16-le"), signs[place]]
        last = place
    return "".join([*pieces, units[last * 2 :].decode("utf-16-le")])


def _sign(entity: MessageEntity) -> tuple[str, str]:
    return ("[", f"]({entity.url})") if entity.type == "text_link" else _SIGNS[entity.type]


def _keyboard(keyboard: Keyboard | None) -> str:
    match keyboard:
        case InlineKeyboardMarkup():
            rows: Any = (
                [f"{each.text} → {each.callback_data or each.switch_inline_query}" for each in row]
                for row in keyboard.inline_keyboard
            )
        case ReplyKeyboardMarkup():
            rows = ([each.text for each in row] for row in keyboard.keyboard)
        case _:
            return ""
    return "\n" + "".join(f"[ {' | '.join(row)} ]\n" for row in rows).replace("\u00a0", "°")


def flaws(message: Message) -> list[str]:
    """Return what Telegram or a reader would object to in a message; empty when nothing."""
    call = message.as_call()
    text, entities = call["text"], call["entities"]
    units = len(text.encode("utf-16-le")) // 2
    found = [
        ("too long", len(text) > 4096),
        ("too many entities", len(entities) > 100),
        ("empty", not text.strip() or text != text.strip()),
        ("entity out of text", any(e.offset < 0 or e.length < 1 or e.offset + e.length > units for e in entities)),
        ("entity parts a character", any(not _whole(text, e) for e in entities)),
        ("None said", "None" in text),
        ("two spaces", "  " in text or "\u00a0 " in text or " \u00a0" in text),
        ("three line ends", "\n\n\n" in text),
        ("direction marks", any(mark in text for mark in "\u202e\u200f\x00")),
        ("wrong link", any(e.url is not None and not e.url.startswith(("http://", "https://")) for e in entities)),
        *_keyboard_flaws(call["reply_markup"]),
    ]
    return [name for name, wrong in found if wrong]


def _whole(text: str, entity: MessageEntity) -> bool:
    piece = text.encode("utf-16-le")[entity.offset * 2 : (entity.offset + entity.length) * 2]
    return bool(piece.decode("utf-16-le", "replace").strip("\ufffd\n") == piece.decode("utf-16-le", "replace"))


def _keyboard_flaws(keyboard: Keyboard | None) -> list[tuple[str, bool]]:
    if not isinstance(keyboard, InlineKeyboardMarkup):
        return []
    every = [each for row in keyboard.inline_keyboard for each in row]
    buttons = [each for each in every if each.switch_inline_query is None and each.url is None]
    return [
        ("too many buttons", len(buttons) > 30 or any(len(row) > 3 for row in keyboard.inline_keyboard)),
        ("callback data", any(not 1 <= len((each.callback_data or "").encode()) <= 64 for each in buttons)),
        ("label", any(not 1 <= len(each.text) <= 40 or "  " in each.text for each in buttons)),
        ("same button twice", len({each.callback_data for each in buttons}) != len(buttons)),
    ]
