"""Entries as JSON and back, field by field: how the register is kept in the store."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from zlib import crc32

from pydantic import TypeAdapter

from storage.register_records import RECORD_OF, Entry, EntryKind, Visibility

_OUTSIDE = frozenset({"slug", "visibility"})  # columns of their own
UNCORRECTABLE = _OUTSIDE | {"sources"}
"""Fields without a correction: what names an entry, who may see it, and the sources, which only grow."""


@cache
def _adapter(kind: EntryKind) -> TypeAdapter[Any]:
    return TypeAdapter(RECORD_OF[kind])


def content_of(kind: EntryKind, entry: Entry) -> dict[str, Any]:
    """Return the fields of an entry as JSON knows them, without those that are columns."""
    fields: dict[str, Any] = _adapter(kind).dump_python(entry, mode="json")
    return {name: value for name, value in fields.items() if name not in _OUTSIDE}


def entry_of(kind: EntryKind, slug: str, content: Mapping[str, Any], visibility: Visibility) -> Entry:
    """Return the entry of which this is the content; fields of other versions are left out.

    Raises:
        ValueError: a field is missing or has a value of another type.
    """
    known = {name: value for name, value in content.items() if name in RECORD_OF[kind].__dataclass_fields__}
    entry: Entry = _adapter(kind).validate_python({**known, "slug": slug, "visibility": visibility})
    return entry


def fingerprint(value: Any) -> int:  # noqa: ANN401 - a field of any type, as content holds it
    """Return a number that tells a field's value from another; it stands in buttons, so it never changes."""
    return crc32(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())
