"""What the product knows at its first start, in memory: for tests that ask."""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

from bot.answers import Knowledge
from bot.language.words import Words
from storage.register_file import read_register
from storage.register_records import EntryKind, Register
from storage.starter import starter_additions, starter_register

TODAY = date(2026, 2, 27)
_FIELDS = {EntryKind.PERSON: "officials", EntryKind.DISCREPANCY: "discrepancies"}


@lru_cache(maxsize=1)
def starter() -> Register:
    """Return the starter register at revision 1."""
    fields: dict[str, dict[str, Any]] = defaultdict(dict)
    for kind, entry in read_register(starter_register(), starter_additions()):
        fields[_FIELDS.get(kind, f"{kind}s")][entry.slug] = entry
    return Register(revision=1, as_of="2026-02-26", **fields)


@lru_cache(maxsize=1)
def dictionary() -> Words:
    """Return the dictionary, loaded once for all tests of a process."""
    return Words()


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return what is known of the starter register."""
    return Knowledge(starter(), dictionary())
