"""How large a picture is, read from its first bytes: PNG, JPEG, GIF. Nothing is decoded."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_GIF = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8"
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels, None for what is no picture."""
    try:
        if content.startswith(_PNG):
            width, height = struct.unpack_from(">II", content, 16)
        elif content.startswith(_GIF):
            width, height = struct.unpack_from("<HH", content, 6)
        elif content.startswith(_JPEG):
            width, height = _jpeg(content)
        else:
            return None
    except struct.error:
        return None
    return (width, height) if width and height else None


def _jpeg(content: bytes) -> tuple[int, int]:
    place = len(_JPEG)
    while True:
        _, marker, length = struct.unpack_from(">BBH", content, place)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 2 + length
