"""Texts a bot sends: from the parameters of a call to the text and entities of a message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from bot.sandbox.entities import cleaned, disentangled, trimmed
from bot.sandbox.errors import bad_request, refuse
from bot.sandbox.found import found_entities
from bot.sandbox.html_markup import MarkupError, read_html
from bot.sandbox.markdown_markup import read_markdown, read_markdown_v2
from bot.sandbox.wire import Call, Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_RAW_LIMIT = 32_768
_PARSERS: dict[str, Callable[[str], tuple[str, list[Json]]]] = {
    "html": read_html,
    "markdownv2": read_markdown_v2,
    "markdown": read_markdown,
}
_PLAIN_TYPES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre"},
)
_ARGUMENTS: dict[str, tuple[str, type]] = {
    "text_link": ("url", str),
    "text_mention": ("user", dict),
    "custom_emoji": ("custom_emoji_id", str),
    "date_time": ("unix_time", int),
}
_OPTIONAL = {"pre": "language", "date_time": "date_time_format"}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities; lengths count code points."""

    text: str
    entities: tuple[Json, ...]

    def content(self, text: str = "text", entities: str = "entities") -> Json:
        """Return the fields of a message under their names."""
        if not self.text:
            return {}
        return {text: self.text, entities: list(self.entities)} if self.entities else {text: self.text}


def read_formatted(call: Call, text: str, entities: str) -> Formatted:
    """Return the text in a call's parameters, trimmed, with given and found entities; 400 for any fault in it."""
    raw = call.text(text)
    if len(raw.encode()) > _RAW_LIMIT:
        refuse("text is too long")
    mode = call.text("parse_mode").strip().lower()
    given: list[Json]
    if raw and mode not in ("", "none"):
        raw, given = _parsed(raw, mode)
    else:
        given = _given(call, entities)
    clean, moved = cleaned(raw, given)
    return _completed(*trimmed(clean, disentangled(moved)))


def plain(text: str) -> Formatted:
    """Return what a person wrote, with the entities found in it."""
    return _completed(*trimmed(*cleaned(text, [])))


def _completed(text: str, entities: list[Json]) -> Formatted:
    return Formatted(text, tuple(disentangled(entities, found_entities(text))))


def _parsed(raw: str, mode: str) -> tuple[str, list[Json]]:
    parser = _PARSERS.get(mode)
    if parser is None:
        refuse("unsupported parse_mode")
    try:
        return parser(raw)
    except MarkupError as fault:
        reason = f"can't parse entities: {fault}"
        raise bad_request(reason) from fault


def _given(call: Call, name: str) -> list[Json]:
    listed = call.tree(name, "entities")
    if not isinstance(listed, list):
        return []
    return [entity for item in listed if (entity := _entity(item)) is not None]


def _entity(item: object) -> Json | None:
    """Return an entity a bot may set; None for kinds that Telegram finds by itself."""
    if not isinstance(item, dict):
        _refuse_entity("expected an Object")
    kind = _field(item, "type", str)
    place = {"type": kind, "offset": _field(item, "offset", int), "length": _field(item, "length", int)}
    optional = {name: item[name] for name in [_OPTIONAL.get(str(kind), "")] if isinstance(item.get(name), str)}
    if kind in _PLAIN_TYPES:
        return {**place, **optional}
    if kind not in _ARGUMENTS:
        return None
    name, sort = _ARGUMENTS[str(kind)]
    return {**place, **optional, name: _field(item, name, sort)}


def _field(item: Json, name: str, sort: type) -> object:
    if name not in item:
        reason = f'Can\'t find field "{name}"'
        _refuse_entity(reason)
    value: object = item[name]
    if not isinstance(value, sort) or isinstance(value, bool):
        names = {int: "Number", str: "String", dict: "Object"}
        _refuse_entity(f'Field "{name}" must be of type {names[sort]}')
    return value


def _refuse_entity(reason: str) -> NoReturn:
    refuse(f"can't parse MessageEntity: {reason}")
