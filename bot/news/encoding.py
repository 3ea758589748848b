"""What bytes say as text, when their own declaration is not to be trusted.

Feeds declare what they are not, or nothing at all, and one byte breaks in ten thousand. The order of decision, as
measured on broken feeds: byte order mark; strict UTF-8; UTF-8 with less than 0.2 % of its bytes broken; what is
declared; windows-1251. A single-byte reading is believed only when it gives mostly small Cyrillic letters, and those
that are common: text in KOI8-R read as windows-1251 comes out in capitals, in CP866 in rare letters.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_BROKEN_AT_MOST: Final = 0.002
_HEAD: Final = 1024  # bytes in which a declaration stands
_DECLARED: Final = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""")
_GUESSES: Final = ("windows-1251", "koi8-r", "cp866")
_SMALL: Final = re.compile("[а-яёіў]")
_CAPITAL: Final = re.compile("[А-ЯЁІЎ]")
_COMMON: Final = re.compile("[оеаинтсрвл]")  # more than half of any Russian text, a third of Belarusian
_COMMON_AT_LEAST: Final = 0.3


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of the encoding it was read in, and how many bytes could not be read (now U+FFFD)."""

    text: str
    encoding: str
    broken: int = 0


def decoded(content: bytes, charset: str = "") -> Decoded:
    """Return what the bytes say; ``charset`` is what the server declared, weaker than what the text says of itself."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _leniently(content[len(mark) :], encoding)
    for beginning, encoding in _UNMARKED:
        if content.startswith(beginning):
            return _leniently(content, encoding)
    utf8 = _leniently(content, "utf-8")
    return utf8 if _is_utf8(content, utf8) else _single_byte(content, charset)


def _leniently(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))


def _is_utf8(content: bytes, utf8: Decoded) -> bool:
    """Return whether what is broken is an accident: a few bytes, and less of them than of whole letters."""
    if not utf8.broken:
        return True
    whole = sum(not letter.isascii() for letter in utf8.text) - utf8.broken
    return utf8.broken < max(10, _BROKEN_AT_MOST * len(content)) and utf8.broken < whole


def _single_byte(content: bytes, charset: str) -> Decoded:
    declared = _DECLARED.search(content[:_HEAD])
    named = [declared[1].decode("ascii")] if declared else []
    readings = [_leniently(content, name) for name in (*named, charset, *_GUESSES) if _is_single_byte(name)]
    return next((reading for reading in readings if _is_cyrillic(reading.text)), readings[0])


def _is_single_byte(name: str) -> bool:
    """Return whether Python knows the encoding and it is no UTF, which these bytes are not."""
    try:
        known = codecs.lookup(name).name
        return not known.startswith("utf") and len("я".encode(known, "replace")) == len("z".encode(known)) == 1
    except (LookupError, UnicodeError, TypeError):
        return False


def _is_cyrillic(text: str) -> bool:
    small = len(_SMALL.findall(text))
    letters = sum(not letter.isascii() for letter in text)
    common = len(_COMMON.findall(text))
    return small > len(_CAPITAL.findall(text)) and common >= _COMMON_AT_LEAST * letters
