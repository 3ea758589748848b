"""The shape of a register file: its sections, their keys, and the field of the record each key becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from storage import register_values as read
from storage.register_nodes import Node
from storage.register_records import EntryKind
from storage.register_values import Reading


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an entry, how its value is read, and the record's field, where it has another name."""

    reader: Callable[[Reading, Node, str], Any]
    required: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the kind of its entries and their keys.

    ``identified_by``: the keys whose texts tell its entries apart where the file gives no slugs; the first is
    what a slug is made of and what additions go by.
    """

    kind: EntryKind
    keys: Mapping[str, Key]
    identified_by: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The keys without which an entry is none."""
        return tuple(name for name, key in self.keys.items() if key.required)


_TEXT = Key(read.text, required=True)
_OPTIONAL = Key(read.optional_text)
_SLUG = Key(read.slug, required=True)
_TEXTS = Key(read.texts)
_SECTORS = Key(read.sectors)
_DATE = Key(read.day)
_COMMON = {"in_tass_item": Key(read.truth), "note": Key(read.note)}
_SOURCED = {"sources": Key(read.sources, required=True), **_COMMON}
_UNNAMED = {"slug": Key(read.slug), **_SOURCED}  # sections whose entries have no slugs in the file may be given them

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "agreements": Section(
            EntryKind.AGREEMENT,
            {
                "slug": _SLUG,
                "title": _TEXT,
                "short": _TEXT,
                "level": _TEXT,
                "status": _TEXT,
                "parties": Key(read.parties, required=True),
                "signed_on": _DATE,
                "valid": _OPTIONAL,
                "aliases": _TEXTS,
                "sectors": _SECTORS,
                **_SOURCED,
            },
        ),
        "context_documents": Section(
            EntryKind.DOCUMENT,
            {
                "title": _TEXT,
                "level": _TEXT,
                "status": _TEXT,
                "signed_on": _DATE,
                "aliases": _TEXTS,
                "sectors": _SECTORS,
                **_UNNAMED,
            },
            ("title",),
        ),
        "organisations": Section(
            EntryKind.ORGANISATION,
            {
                "slug": _SLUG,
                "full": _TEXT,
                "short": _TEXT,
                "side": Key(read.side, required=True),
                "kind": Key(read.text, required=True, field="body"),
                "aliases": _TEXTS,
                "sectors": _SECTORS,
                **_SOURCED,
            },
        ),
        "people": Section(
            EntryKind.PERSON,
            {
                "name": _TEXT,
                "role": _TEXT,
                "since": _OPTIONAL,
                "aliases": _TEXTS,
                "organisations": Key(read.organisations),
                **_UNNAMED,
            },
            ("name", "role"),
        ),
        "sectors": Section(
            EntryKind.SECTOR,
            {
                "slug": _SLUG,
                "ru": _TEXT,
                "be": _TEXT,
                "en": _TEXT,
                "aliases": _TEXTS,
                "keywords": _TEXTS,
                **_SOURCED,
            },
        ),
        "projects": Section(
            EntryKind.PROJECT,
            {
                "slug": _SLUG,
                "name": _TEXT,
                "aliases": _TEXTS,
                "sectors": _SECTORS,
                "facts": _TEXTS,
                "orgs": Key(read.organisations, field="organisations"),
                **_SOURCED,
            },
        ),
        "events": Section(
            EntryKind.EVENT,
            {"date": _TEXT, "name": _TEXT, "aliases": _TEXTS, "sectors": _SECTORS, **_UNNAMED},
            ("name", "date"),
        ),
        "indicators": Section(
            EntryKind.INDICATOR,
            {
                "name": _TEXT,
                "value": _TEXT,
                "period": _TEXT,
                "unit": Key(read.note),
                "series": Key(read.note),
                "aliases": _TEXTS,
                "sectors": _SECTORS,
                **_UNNAMED,
            },
            ("name", "period", "value"),
        ),
        "public_commitments": Section(
            EntryKind.STATEMENT,
            {
                "text": _TEXT,
                "who": _TEXT,
                "due": _OPTIONAL,
                "sectors": _SECTORS,
                **_UNNAMED,
                "kind": Key(read.text, required=True, field="nature"),
            },
            ("text", "who"),
        ),
        # a list of texts; where one needs more than its text, it is written as fields
        "discrepancies": Section(
            EntryKind.DISCREPANCY,
            {"text": _TEXT, "slug": Key(read.slug), "concerns": _TEXTS, **_COMMON},
            ("text",),
        ),
    }
)

ABOUT = "meta"
"""The section that says what the file is: any keys, nothing of it is stored."""
