"""A message as the Bot API takes it: text with entities, and a keyboard. Never over Telegram's limits."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aiogram.types import (
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.formatting import Text

TEXT_LIMIT = 4096  # Unicode code points after entity parsing
ENTITY_LIMIT = 100  # Telegram ignores the rest
CAPTION_LIMIT = 1024
ELLIPSIS = "…"
LAST_WORDS = 200  # how far back a cut looks for the end of a line
JOINERS = "\u200d\ufe0f\u20e3"  # the character before or after one of these belongs to it

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply
Rendered = tuple[str, list[MessageEntity]]


class Settled(Text):
    """A text whose words and entities are known already, so that it is not worked out again."""

    __slots__ = ("_entities", "_written")

    def __init__(self, written: str, entities: list[MessageEntity]) -> None:
        """Hold the words and their entities, offsets counted from the first word."""
        super().__init__(written)
        self._written = written
        self._entities = entities

    def render(self, *, _offset: int = 0, _sort: bool = True, _collect_entities: bool = True) -> Rendered:
        """Return the words, and the entities moved to where the words stand in the whole."""
        if not _collect_entities:
            return self._written, []
        return self._written, [
            entity.model_copy(update={"offset": entity.offset + _offset}) if _offset else entity
            for entity in self._entities
        ]


@dataclass(frozen=True)
class Message:
    """What is shown: the tree of the text and the keyboard under it."""

    text: Text
    keyboard: Keyboard | None = None

    def as_call(self) -> dict[str, Any]:
        """Return the keyword arguments for ``send_message`` or ``edit_text``; link previews are off."""
        text, entities = rendered(self.text)
        return _call(text, entities, self.keyboard)

    def body(self) -> dict[str, Any]:
        """Return the message in the Bot API's own shapes, ready for JSON: what a row of the outbox holds."""
        text, entities = rendered(self.text)
        return {
            "text": text,
            "entities": [entity.model_dump(mode="json", exclude_none=True) for entity in entities],
            "keyboard": self.keyboard and self.keyboard.model_dump(mode="json", exclude_none=True),
        }

    @cached_property
    def wire(self) -> str:
        """The parameters of ``sendMessage`` but for the chat, in JSON: written once, however often it is shown."""
        body = self.body()
        return json.dumps(
            {
                "text": body["text"],
                "entities": body["entities"],
                "link_preview_options": {"is_disabled": True},
                **({"reply_markup": body["keyboard"]} if self.keyboard else {}),
            },
            ensure_ascii=False,
        )

    def plain(self) -> str:
        """Return the words alone: for alerts (where the limit is 200 characters) and for the command line."""
        return rendered(self.text)[0]


def call_of_body(body: Mapping[str, Any], *, plain: bool = False) -> dict[str, Any]:
    """Return the keyword arguments for ``send_message`` of a stored body.

    ``plain`` leaves the entities out: for the second attempt when Telegram refused the markup.
    """
    entities = [] if plain else [MessageEntity.model_validate(entity) for entity in body.get("entities", ())]
    return _call(body.get("text", ""), entities, _keyboard_of(body.get("keyboard")))


def caption_of_body(body: Mapping[str, Any], *, plain: bool = False) -> dict[str, Any]:
    """Return the keyword arguments for ``send_photo`` or ``send_document`` of a stored body, without the file."""
    entities = [] if plain else [MessageEntity.model_validate(entity) for entity in body.get("entities", ())]
    caption, marks = _cut(body.get("text", ""), entities, CAPTION_LIMIT)
    return {
        "caption": caption or None,
        "caption_entities": marks,
        "reply_markup": _keyboard_of(body.get("keyboard")),
        "parse_mode": None,
    }


def _call(text: str, entities: list[MessageEntity], keyboard: Keyboard | None) -> dict[str, Any]:
    return {
        "text": text,
        "entities": entities,
        "reply_markup": keyboard,
        "link_preview_options": LinkPreviewOptions(is_disabled=True),
        "parse_mode": None,
    }


def _keyboard_of(stored: Mapping[str, Any] | None) -> Keyboard | None:
    if stored is None:
        return None
    if "inline_keyboard" in stored:
        return InlineKeyboardMarkup.model_validate(stored)
    if "keyboard" in stored:
        return ReplyKeyboardMarkup.model_validate(stored)
    return ReplyKeyboardRemove.model_validate(stored)


def fitted(text: Text, limit: int = TEXT_LIMIT, marks: int = ENTITY_LIMIT) -> Text:
    """Return ``text`` settled: whole within ``limit`` code points and ``marks`` entities, else as much of it as is.

    The cut is at the end of a line, or else of a word, and is shown by «…»; entities end where the text ends.
    """
    return Settled(*_cut(*text.render(), limit, marks))


def with_block(text: Text, block: Text) -> Text:
    """Return a text with a block before its last one, the text as it was when there is no room for it."""
    written, entities = text.render()
    at = written.rfind("\n\n")
    place = len(written[:at].encode("utf-16-le")) // 2
    before = Settled(written[:at], [each for each in entities if each.offset < place])
    after = [each.model_copy(update={"offset": each.offset - place}) for each in entities if each.offset >= place]
    whole = Text(before, "\n\n", block, Settled(written[at:], after))
    longer, more = whole.render()
    return whole if at >= 0 and len(longer) <= TEXT_LIMIT and len(more) <= ENTITY_LIMIT else text


def rendered(text: Text, limit: int = TEXT_LIMIT) -> Rendered:
    """Return the text and its entities, an outer entity before those within, nothing over the limits."""
    return _cut(*text.render(), limit)


def _cut(written: str, entities: list[MessageEntity], limit: int, marks: int = ENTITY_LIMIT) -> Rendered:
    kept = written if len(written) <= limit else _beginning(written, limit - len(ELLIPSIS)) + ELLIPSIS
    end = len(kept.encode("utf-16-le")) // 2
    inside = (_clipped(entity, end) for entity in entities if entity.offset < end)
    ordered = sorted((entity for entity in inside if entity.length > 0), key=lambda each: (each.offset, -each.length))
    return kept, ordered[:marks]


def _clipped(entity: MessageEntity, end: int) -> MessageEntity:
    if entity.offset + entity.length <= end:
        return entity
    return entity.model_copy(update={"length": end - entity.offset})


def _beginning(written: str, length: int) -> str:
    at = max(length, 0)
    line = written.rfind("\n", at - LAST_WORDS if at > LAST_WORDS else 0, at + 1)
    word = written.rfind(" ", at - LAST_WORDS if at > LAST_WORDS else 0, at + 1)
    if line > 0:
        at = line
    elif word > 0:
        at = word
    else:
        at = _between_characters(written, at)
    return written[:at].rstrip()


def _between_characters(written: str, at: int) -> int:
    """Step back while the cut would part a letter from its mark or an emoji from its other half."""
    while 0 < at < len(written) and (
        unicodedata.combining(written[at]) or written[at] in JOINERS or written[at - 1] == "\u200d"
    ):
        at -= 1
    return at
