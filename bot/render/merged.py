"""Several messages that waited, as one: their words under one another, their buttons once each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import WHY_PREFIX, Cause, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.layout import blocks
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message, Settled

ROWS = 30
_APART = "———"


def can_be_merged(body: Mapping[str, Any]) -> bool:
    """Tell whether a stored body is words and buttons alone: pictures, files and copies stay messages of their own."""
    return "attachment" not in body and "copy" not in body


def after_quiet_hours(bodies: Sequence[Mapping[str, Any]], tr: Translator) -> Message:
    """Return what waited for the end of quiet hours."""
    title = tr.plural("While it was quiet: {n} message", "While it was quiet: {n} messages", len(bodies))
    return _merged(title, bodies, tr)


def welcome_back(bodies: Sequence[Mapping[str, Any]], tr: Translator) -> Message:
    """Return what someone missed who could not be written to."""
    return _merged(tr.text("Welcome back. What you missed:"), bodies, tr)


def _merged(title: Text, bodies: Sequence[Mapping[str, Any]], tr: Translator) -> Message:
    """Return one message of these stored bodies, as many as fit; how many do not is said."""
    for count in range(len(bodies), 0, -1):
        left = len(bodies) - count
        rest = tr.plural("{n} more message did not fit.", "{n} more messages did not fit.", left) if left else None
        text = blocks(Bold(title), *_apart([_words(body) for body in bodies[:count]]), rest)
        written, entities = text.render()
        if (len(written) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT) or count == 1:
            return Message(text, keyboard(*_rows(bodies[:count]), [why_button(Cause.GATHERED, tr)]))
    return Message(Bold(title))


def _apart(texts: Sequence[Text]) -> Iterator[Text]:
    for number, text in enumerate(texts):
        if number:
            yield Text(_APART)
        yield text


def _words(body: Mapping[str, Any]) -> Text:
    return Settled(body.get("text", ""), [MessageEntity.model_validate(entity) for entity in body.get("entities", ())])


def _rows(bodies: Sequence[Mapping[str, Any]]) -> list[list[InlineKeyboardButton]]:
    seen: set[str] = set()
    rows = []
    for body in bodies:
        markup = body.get("keyboard")
        if not markup or "inline_keyboard" not in markup:
            continue
        for row in InlineKeyboardMarkup.model_validate(markup).inline_keyboard:
            fresh = [one for one in row if _meaning(one) not in seen and not _meaning(one).startswith(WHY_PREFIX)]
            seen |= {_meaning(one) for one in fresh}
            if fresh:
                rows.append(fresh)
    return rows[:ROWS]


def _meaning(button: InlineKeyboardButton) -> str:
    return button.callback_data or button.url or button.text
