"""``parse_mode=HTML``, read as TDLib reads it: offsets in errors are bytes of the UTF-8 text."""

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import utf16
from bot.sandbox.links import link_fault, mentioned_user
from bot.sandbox.wire import Json

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_KEPT = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "unix"): "",
    ("tg-time", "format"): "",
    ("blockquote", "expandable"): "",
}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_ENTITY = re.compile(rb"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot));?")
_PLAIN = re.compile(rb"[^<&]+")
_TAG_NAME = re.compile(rb"[^\s>\0]*")
_ATTRIBUTE_NAME = re.compile(rb"[^\s=>/\"'\0]*")
_TOKEN = re.compile(rb"[a-zA-Z0-9.-]*")
_SPACES = re.compile(rb"\s*")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class MarkupError(ValueError):
    """A text breaks the rules of its parse mode; the message is Telegram's, without "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass(slots=True)
class _Reader:
    """Walks over the bytes once; ``place`` is where it stands."""

    raw: bytes
    place: int = 0
    text: str = ""
    length: int = 0
    open: list[_OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> None:
        while self.place < len(self.raw):
            if self.raw[self.place : self.place + 2] == b"</":
                self._end_tag()
            elif self._peek() == b"<":
                self._start_tag()
            elif self._peek() == b"&":
                self._append(self._character())
            else:
                self._append(self._take(_PLAIN).decode())
        if self.open:
            message = f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"'
            raise MarkupError(message)

    def _peek(self) -> bytes:
        return self.raw[self.place : self.place + 1]

    def _take(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.raw, self.place)
        taken = match.group() if match else b""
        self.place += len(taken)
        return taken

    def _append(self, text: str) -> None:
        self.text += text
        self.length += utf16(text)

    def _character(self) -> str:
        """Take a character reference, or the ampersand itself when it is none."""
        match = _ENTITY.match(self.raw, self.place)
        decoded = _decoded(match) if match else ""
        self.place += len(match.group()) if match and decoded else 1
        return decoded or "&"

    def _start_tag(self) -> None:
        begin = self.place
        self.place += 1
        name = self._take(_TAG_NAME).decode().lower()
        if not self._peek():
            message = f"Unclosed start tag at byte offset {begin}"
            raise MarkupError(message)
        if name not in _TYPES:
            message = f'Unsupported start tag "{name}" at byte offset {begin}'
            raise MarkupError(message)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "spoiler":
            message = f'Tag "span" must have class "tg-spoiler" at byte offset {begin}'
            raise MarkupError(message)
        self.open.append(_OpenTag(name, attributes, self.length, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        kept: dict[str, str] = {}
        while True:
            self._take(_SPACES)
            if self._peek() == b">":
                self.place += 1
                return kept
            name = self._take(_ATTRIBUTE_NAME).decode()
            if not name:
                message = f'Empty attribute name in the tag "{tag}" at byte offset {begin}'
                raise MarkupError(message)
            value = self._attribute_value(tag, begin)
            prefix = _KEPT.get((tag, name))
            if prefix is not None and value.startswith(prefix):
                kept[name] = value.removeprefix(prefix)

    def _attribute_value(self, tag: str, begin: int) -> str:
        unclosed = f'Unclosed start tag "{tag}" at byte offset {begin}'
        self._take(_SPACES)
        if self._peek() == b"=":
            self.place += 1
            self._take(_SPACES)
            quoted = self._peek() in (b'"', b"'")
            value = self._string() if quoted else self._token() if self._peek() else ""
            unclosed = f"Unclosed start tag at byte offset {begin}" if quoted else unclosed
        else:
            value = ""
        if not self._peek():
            raise MarkupError(unclosed)
        return value

    def _token(self) -> str:
        begin = self.place
        value = self._take(_TOKEN).decode().lower()
        if self._peek().strip() not in (b"", b">"):
            message = f"Unexpected end of name token at byte offset {begin}"
            raise MarkupError(message)
        return value

    def _string(self) -> str:
        mark = self._peek()
        self.place += 1
        plain = re.compile(b"[^&" + mark + b"]+")
        value = ""
        while (byte := self._peek()) and byte != mark:
            value += self._character() if byte == b"&" else self._take(plain).decode()
        self.place += 1
        return value

    def _end_tag(self) -> None:
        begin = self.place
        if not self.open:
            message = f"Unexpected end tag at byte offset {begin}"
            raise MarkupError(message)
        self.place += 2
        name = self._take(_TAG_NAME).decode()
        self._take(_SPACES)
        if self._peek() != b">":
            message = f"Unclosed end tag at byte offset {begin}"
            raise MarkupError(message)
        self.place += 1
        tag = self.open.pop()
        if name not in ("", tag.name):
            message = f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            raise MarkupError(message)
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        argument = _argument(tag, self.text[tag.start :])
        if argument is None:
            return
        entity = {"type": _TYPES[tag.name], "offset": tag.offset, "length": self.length - tag.offset, **argument}
        inner = self.entities[-1] if self.entities else {}
        same_place = all(inner.get(name) == entity[name] for name in ("offset", "length"))
        if same_place and {inner["type"], entity["type"]} == {"pre", "code"} and "language" in {**inner, **entity}:
            self.entities[-1] = {**inner, **entity, "type": "pre"}
        else:
            self.entities.append(entity)


def _decoded(match: re.Match[bytes]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= _LAST_CODE_POINT and code not in _SURROGATES else ""


def _argument(tag: _OpenTag, inner: str) -> Json | None:
    """Return the fields a tag adds to its entity, None when it makes none."""
    attributes = tag.attributes
    if tag.name == "a":
        return link_argument(attributes.get("href") or inner)
    if tag.name == "tg-emoji":
        return {"custom_emoji_id": attributes.get("emoji-id", "")}
    if tag.name == "tg-time":
        return time_argument(attributes.get("unix", ""), attributes.get("format", ""))
    if tag.name == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if tag.name == "code" and attributes.get("class"):
        return {"language": attributes["class"]}
    return {}


def link_argument(url: str) -> Json | None:
    """Return what a link adds to its entity: a mention for ``tg://user``, None for what is no link."""
    user = mentioned_user(url)
    if user is not None:
        return {"type": "text_mention", "user": {"id": user}}
    if link_fault(url) is not None:
        return None
    return {"url": url if "://" in url else f"http://{url}/"}


def time_argument(unix: str, shape: str) -> Json | None:
    """Return what a date adds to its entity, None when it is no date."""
    if not (unix.isascii() and unix.isdigit()):
        return None
    return {"unix_time": int(unix), **({"date_time_format": shape} if shape else {})}


def read_html(raw: str) -> tuple[str, list[Json]]:
    """Return text and entities of an HTML text; :class:`MarkupError` with the byte offset of the fault."""
    reader = _Reader(raw.encode())
    reader.read()
    alone = [
        {name: value for name, value in entity.items() if name != "language"} if entity["type"] == "code" else entity
        for entity in reader.entities
    ]
    return reader.text, alone
