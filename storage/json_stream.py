"""A JSON document read piece by piece, so that its size does not matter, only that of its largest row."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

_AT_ONCE = 1 << 16
_LARGEST = 1 << 28  # characters of one value: a file attached is 50 MB at most
_DECODER = json.JSONDecoder()


class JsonBroken(ValueError):
    """The text is not the JSON that is expected here."""


class JsonStream:
    """Reads one document from ``file``, laid out in any way JSON allows."""

    def __init__(self, file: TextIO) -> None:
        """Begin at the beginning."""
        self._file = file
        self._kept = ""
        self._at = 0

    def members(self) -> Iterator[str]:
        """Yield the keys of an object; after each its value is to be read, by this stream, before the next."""
        self._take("{")
        if self._next() != "}":
            yield self._key()
            while self._next() == ",":
                self._take(",")
                yield self._key()
        self._take("}")

    def items(self) -> Iterator[Any]:
        """Yield the values of an array, each whole."""
        self._take("[")
        if self._next() != "]":
            yield self.value()
            while self._next() == ",":
                self._take(",")
                yield self.value()
        self._take("]")

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """Return the next value, whole."""
        self._next()
        wanted = _AT_ONCE
        while True:
            try:
                value, end = _DECODER.raw_decode(self._kept, self._at)
            except (ValueError, RecursionError) as broken:
                if not self._more(wanted):
                    msg = "the document is cut off or is no JSON"
                    raise JsonBroken(msg) from broken
            else:
                # A number at the very end may go on in what is not read yet.
                if end < len(self._kept) or not self._more(1):
                    self._at = end
                    return value
            wanted *= 2

    def end(self) -> None:
        """Raise :class:`JsonBroken` when anything follows."""
        if self._next():
            msg = "something follows the document"
            raise JsonBroken(msg)

    def _key(self) -> str:
        key = self.value()
        if not isinstance(key, str):
            msg = "a key is no text"
            raise JsonBroken(msg)
        self._take(":")
        return key

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            msg = f"«{sign}» is expected, not «{self._next()}»"
            raise JsonBroken(msg)
        self._at += 1

    def _next(self) -> str:
        """Return the next sign that is no space, without taking it; "" at the end."""
        while True:
            while self._at < len(self._kept) and self._kept[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._kept):
                return self._kept[self._at]
            if not self._more(_AT_ONCE):
                return ""

    def _more(self, wanted: int) -> bool:
        if len(self._kept) - self._at > _LARGEST:
            return False
        read = self._file.read(wanted)
        self._kept, self._at = self._kept[self._at :] + read, 0
        return bool(read)
