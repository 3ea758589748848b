"""What is added to a register file: slugs and links that the file has no place for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from storage.register_records import EntryKind
from storage.register_shape import SECTIONS


@dataclass(frozen=True, slots=True)
class Additions:
    """Additions to the entries of a file.

    ``entries``: by kind and by the text that identifies the entry (its slug, where the file gives one), values under
    the keys of the file; what the file itself says goes before them, but aliases are added to the file's. Where
    several entries have that text, an addition belongs to the one whose other identifying keys (an event's date, an
    indicator's period and value) it repeats.
    ``parties``: the organisation's slug by a party's name. ``unsourced_forms``: slugs of organisations that are
    shown without their legal form. Links to what a file does not have are left out silently: a file may drop an
    entry that an addition knows.
    """

    entries: Mapping[EntryKind, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    unsourced_forms: frozenset[str] = frozenset()

    def of(self, kind: EntryKind, text: str) -> Mapping[str, Any]:
        """Return what is added to the entry identified by ``text``."""
        return self.entries.get(kind, {}).get(text, {})


def read_additions(text: str) -> Additions:
    """Read additions from YAML of our own making (``starter/additions.yaml``, which shows the shape)."""
    told = yaml.safe_load(text)
    return Additions(
        entries={section.kind: told[name] for name, section in SECTIONS.items() if name in told},
        parties=told.get("parties", {}),
        unsourced_forms=frozenset(told.get("unsourced_forms", ())),
    )
