"""``parse_mode=MarkdownV2``, and the old ``Markdown``; offsets in errors are bytes of the UTF-8 text."""

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import utf16
from bot.sandbox.html_markup import MarkupError, link_argument
from bot.sandbox.wire import Json

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "```": "pre",
    "||": "spoiler",
    "__": "underline",
    "![": "custom_emoji",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
    "[": "text_link",
}
_OLD_MARKS = {"```": "pre", "*": "bold", "_": "italic", "`": "code", "[": "text_link"}
_ENDS = {"[": "]", "![": "]"}
_LANGUAGE = re.compile(r"([^\s`]*)\n")
_ADDRESS = re.compile(r"\(((?:\\.|[^)\\])*)\)")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class _OpenMark:
    mark: str
    offset: int
    start: int
    place: int
    argument: Json


@dataclass(slots=True)
class _Reader:
    raw: str
    marks: dict[str, str]
    strict: bool
    place: int = 0
    text: str = ""
    open: list[_OpenMark] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    quote: int | None = None

    def read(self) -> None:
        while self.place < len(self.raw):
            if not (self._escaped() or self._closed() or self._opened() or self._quoted()):
                self._plain()
        if self.open:
            message = f"Can't find end of the entity starting at byte offset {self._byte(self.open[-1].place)}"
            raise MarkupError(message)
        self._end_quote()

    def _byte(self, place: int) -> int:
        return len(self.raw[:place].encode())

    def _escaped(self) -> bool:
        escaped = self.raw[self.place + 1 : self.place + 2]
        escapable = "\0" < escaped < "\x7f" if self.strict else escaped in ("_", "*", "`", "[")
        if self.raw[self.place] != "\\" or not escapable:
            return False
        self.text += escaped
        self.place += 2
        return True

    def _closed(self) -> bool:
        if not self.open or not self.raw.startswith(self._end(), self.place):
            return False
        if self._end() == "_" and self.strict and self.raw.startswith("__", self.place):
            return False
        self.place += len(self._end())
        self._close(self.open.pop())
        return True

    def _end(self) -> str:
        mark = self.open[-1].mark
        return _ENDS.get(mark, mark)

    def _close(self, opened: _OpenMark) -> None:
        argument: Json | None = opened.argument
        if opened.mark in _ENDS:
            argument = self._linked(opened)
        length = utf16(self.text) - opened.offset
        if argument is not None and length > 0:
            self.entities.append(
                {"type": self.marks[opened.mark], "offset": opened.offset, "length": length, **argument},
            )

    def _linked(self, opened: _OpenMark) -> Json | None:
        match = _ADDRESS.match(self.raw, self.place)
        address = _ESCAPED.sub(r"\1", match.group(1)) if match else self.text[opened.start :]
        self.place += len(match.group()) if match else 0
        if opened.mark == "![":
            return {"custom_emoji_id": address.removeprefix("tg://emoji?id=")}
        return link_argument(address)

    def _opened(self) -> bool:
        if self.open and self.open[-1].mark in ("`", "```"):
            return False
        mark = next((mark for mark in self.marks if self.raw.startswith(mark, self.place)), None)
        if mark is None or (not self.strict and self.open):
            return False
        begin = self.place
        self.place += len(mark)
        self.open.append(_OpenMark(mark, utf16(self.text), len(self.text), begin, self._language(mark)))
        return True

    def _language(self, mark: str) -> Json:
        match = _LANGUAGE.match(self.raw, self.place) if mark == "```" else None
        if match is None:
            return {}
        self.place = match.end()
        return {"language": match.group(1)} if match.group(1) else {}

    def _quoted(self) -> bool:
        """Take the mark that begins a line of a quote, or end the quote before a line without one."""
        line_start = self.place == 0 or self.raw[self.place - 1] == "\n"
        if not self.strict or not line_start or self.open:
            return False
        if self.raw[self.place] != ">":
            self._end_quote()
            return False
        self.quote = utf16(self.text) if self.quote is None else self.quote
        self.place += 1
        return True

    def _end_quote(self) -> None:
        if self.quote is None:
            return
        length = utf16(self.text.rstrip("\n")) - self.quote
        if length > 0:
            self.entities.append({"type": "blockquote", "offset": self.quote, "length": length})
        self.quote = None

    def _plain(self) -> None:
        character = self.raw[self.place]
        in_code = bool(self.open) and self.open[-1].mark in ("`", "```")
        if self.strict and not in_code and character in _RESERVED:
            message = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            raise MarkupError(message)
        self.text += character
        self.place += 1


def read_markdown_v2(raw: str) -> tuple[str, list[Json]]:
    """Return text and entities of a MarkdownV2 text; :class:`MarkupError`."""
    return _read(raw, _MARKS, strict=True)


def read_markdown(raw: str) -> tuple[str, list[Json]]:
    """Return text and entities of a text in the old Markdown, where nothing nests; :class:`MarkupError`."""
    return _read(raw, _OLD_MARKS, strict=False)


def _read(raw: str, marks: dict[str, str], *, strict: bool) -> tuple[str, list[Json]]:
    reader = _Reader(raw, marks, strict)
    reader.read()
    return reader.text, reader.entities
