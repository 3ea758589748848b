"""Slugs: short ASCII names of entries that stay for ever, made of Russian and Belarusian text."""

import re
import unicodedata
from hashlib import sha256

LONGEST = 40
_SHAPE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HASH = 8

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфцыэі", "abvgdeziyklmnoprstufcyei", strict=True)),
        "ё": "e",
        "ж": "zh",
        "х": "h",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ў": "u",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "ґ": "g",
        "'": "",
        "ʼ": "",
        "’": "",
    }
)


def is_slug(text: str) -> bool:
    """Whether ``text`` has the shape of a slug: 1 to 40 of a-z, 0-9 and «-», not beginning with «-»."""
    return _SHAPE.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """Return the slug of a text: its letters transliterated, or cut at a word and marked by the text's hash.

    The same text gives the same slug for ever; texts that differ only in what is cut off give different ones.
    """
    letters = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return plain if plain and len(plain) <= LONGEST else marked_slug_of(plain, text)


def marked_slug_of(plain: str, text: str) -> str:
    """Return ``plain``, cut at a word if need be, with the hash of ``text`` after it."""
    room = LONGEST - _HASH - 1
    cut = plain if len(plain) <= room else plain[: room + 1].rpartition("-")[0] or plain[:room]
    return f"{cut}-{sha256(text.encode()).hexdigest()[:_HASH]}".lstrip("-")
