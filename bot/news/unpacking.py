"""A body as it was before it was compressed, up to a size: a kilobyte of gzip may be a gigabyte of nothing."""

import zlib
from typing import Final

_ANY_HEADER: Final = 47  # zlib: gzip or zlib, told by its header
_RAW: Final = -15
_GZIP: Final = b"\x1f\x8b"
_PLAIN: Final = frozenset({"", "identity"})
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})


class TooLarge(Exception):
    """A body is larger than it may be."""


class CannotUnpack(Exception):
    """A body is compressed in a way not asked for, or its compression is broken."""


class Unpacking:
    """Unpacks a body piece by piece; what comes out in all is bounded."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Expect ``Content-Encoding: encoding``. Raises :class:`CannotUnpack` for one that was not asked for."""
        self._encoding = encoding.strip().lower()
        if self._encoding not in _PLAIN | _PACKED:
            raise CannotUnpack(encoding)
        self._limit = limit
        self._out = bytearray()
        self._ended = False
        self._unpacker: zlib._Decompress | None = None

    def feed(self, piece: bytes) -> None:
        """Take a piece. Raises :class:`TooLarge` and :class:`CannotUnpack`."""
        if self._encoding in _PLAIN:
            self._keep(piece)
            return
        while piece and (not self._ended or piece.startswith(_GZIP[:1])):  # another member; anything else is padding
            self._unpacker = self._unpacker or zlib.decompressobj(self._window(piece))
            try:
                self._keep(self._unpacker.decompress(piece, self._limit - len(self._out) + 1))
            except zlib.error as broken:
                raise CannotUnpack(str(broken)) from broken
            piece, self._ended = self._unpacker.unused_data, self._unpacker.eof
            if self._ended:
                self._unpacker = None

    def _window(self, piece: bytes) -> int:
        zlib_header = len(piece) > 1 and (piece[0] << 8 | piece[1]) % 31 == 0
        return _ANY_HEADER if piece.startswith(_GZIP[:1]) or zlib_header else _RAW

    def _keep(self, piece: bytes) -> None:
        self._out += piece
        if len(self._out) > self._limit:
            raise TooLarge

    def body(self) -> bytes:
        """Return all that came out; a file that is gzip itself («feed.xml.gz») is opened once."""
        if self._out.startswith(_GZIP):
            inner = Unpacking("gzip", self._limit)
            inner.feed(bytes(self._out))
            return bytes(inner._out)
        return bytes(self._out)
