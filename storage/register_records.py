"""What the register knows: one frozen record per kind of entry, values kept as the source wrote them.

An entry is identified by its kind and slug. ``None`` and the empty string mean that the sources do not say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Side(StrEnum):
    """Whose calendar and whose duties: the two parties of the programme, and federal bodies (Russian calendar)."""

    ULYANOVSK = "ulyanovsk"
    BELARUS = "belarus"
    FEDERAL = "federal"


class EntryKind(StrEnum):
    """The kinds of entries, in the order in which they are listed."""

    SECTOR = "sector"
    AGREEMENT = "agreement"
    ORGANISATION = "organisation"
    PROJECT = "project"
    EVENT = "event"
    INDICATOR = "indicator"
    PERSON = "person"
    STATEMENT = "statement"
    DOCUMENT = "document"
    DISCREPANCY = "discrepancy"


class Visibility(StrEnum):
    """Who may find a row: anyone who may read the public register and news, or the programme's officials only."""

    PUBLIC = "public"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read; ``date`` is ISO, ``None`` when the page bears none."""

    url: str
    date: str | None
    outlet: str


@dataclass(frozen=True, slots=True)
class Party:
    """A signatory as the source names it, and its organisation's slug when the register has it."""

    name: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has."""

    slug: str
    sources: tuple[Source, ...] = ()
    in_tass_item: bool = False
    note: str = ""
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Entry):
    """A field of cooperation, named in three languages."""

    ru: str
    be: str
    en: str
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Entry):
    """A body or an enterprise; ``full`` is shown without a legal form that no source gives."""

    full: str
    short: str
    side: Side
    body: str  # орган власти, завод, вуз, ... as the register calls it
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """A signed document (or one announced, as ``status`` says); ``signed_on`` is ISO, ``valid`` as written."""

    title: str
    short: str
    level: str
    status: str
    parties: tuple[Party, ...] = ()
    signed_on: str | None = None
    valid: str | None = None
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entry):
    """A document of Russia and Belarus or of the Union State that frames the programme's own."""

    title: str
    level: str
    status: str
    signed_on: str | None = None
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Entry):
    """Joint work named in sources."""

    name: str
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something that happened or was announced; ``date`` as written, e.g. «2025-10-02 (не позднее)»."""

    name: str
    date: str
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """A figure as one source gave it; figures of one ``series`` are shown side by side."""

    name: str
    value: str
    period: str
    unit: str = ""
    series: str = ""
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Entry):
    """A person named in sources and the office held (a *user* is someone who writes to the bot)."""

    name: str
    role: str
    since: str | None = None
    aliases: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """A public commitment: what someone said would be done. Not an item of the plan; ``due`` as written."""

    text: str
    who: str
    nature: str
    due: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy(Entry):
    """A known disagreement between sources, and the entries («kind:slug») that it concerns."""

    text: str
    concerns: tuple[str, ...] = ()


AnyEntry = (
    Sector | Agreement | Organisation | Project | Event | Indicator | Official | Statement | Document | Discrepancy
)

RECORD_OF: Mapping[EntryKind, type[Entry]] = MappingProxyType(
    {
        EntryKind.SECTOR: Sector,
        EntryKind.AGREEMENT: Agreement,
        EntryKind.ORGANISATION: Organisation,
        EntryKind.PROJECT: Project,
        EntryKind.EVENT: Event,
        EntryKind.INDICATOR: Indicator,
        EntryKind.PERSON: Official,
        EntryKind.STATEMENT: Statement,
        EntryKind.DOCUMENT: Document,
        EntryKind.DISCREPANCY: Discrepancy,
    }
)


_ENTRIES_OF: Mapping[EntryKind, str] = {
    EntryKind.SECTOR: "sectors",
    EntryKind.AGREEMENT: "agreements",
    EntryKind.ORGANISATION: "organisations",
    EntryKind.PROJECT: "projects",
    EntryKind.EVENT: "events",
    EntryKind.INDICATOR: "indicators",
    EntryKind.PERSON: "officials",
    EntryKind.STATEMENT: "statements",
    EntryKind.DOCUMENT: "documents",
    EntryKind.DISCREPANCY: "discrepancies",
}


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register at one revision, each kind in its file's order.

    ``revision`` rises with every change of any entry or correction, so a reader who holds a register knows
    by one figure whether it is still the one in force. ``as_of`` is the ISO date of the newest source.
    """

    revision: int = 0
    as_of: str = ""
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    officials: Mapping[str, Official] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    discrepancies: Mapping[str, Discrepancy] = field(default_factory=dict)

    def of(self, kind: EntryKind) -> Mapping[str, AnyEntry]:
        """Return the entries of one kind by slug."""
        entries: Mapping[str, AnyEntry] = getattr(self, _ENTRIES_OF[kind])
        return entries

    def find(self, kind: EntryKind, slug: str) -> AnyEntry | None:
        """Return one entry, ``None`` when the register has it no more."""
        return self.of(kind).get(slug)

    def entries(self) -> Iterator[tuple[EntryKind, AnyEntry]]:
        """Yield every entry with its kind, kinds in their listed order."""
        for kind in EntryKind:
            for entry in self.of(kind).values():
                yield kind, entry


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that stands instead of the file's in one field of an entry, on the word of ``source``.

    ``value`` is as the record has it: text, a tuple of texts, a :class:`Side`, ``None``, ... ``by`` is the
    person's number (``User.id``), ``None`` when no person did it. The store adds ``base``, what the file said
    when the correction was made, and ``at``.
    """

    kind: EntryKind
    slug: str
    field: str
    value: Any
    source: Source
    by: int | None = None
    base: Any = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryKey:
    """Which entry."""

    kind: EntryKind
    slug: str


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that the file now tells otherwise, and in which fields."""

    kind: EntryKind
    slug: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A corrected field of which the file now says a third thing; the corrected value goes on being shown."""

    kind: EntryKind
    slug: str
    field: str
    file_value: Any
    corrected_value: Any
    source: Source


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """What a file brought: entries by what happened to them, each in the order of the file.

    ``returned`` had been withdrawn and are in the file again, changed or not; ``confirmed`` are corrections
    that went because the file now says the same; ``reordered`` the kinds whose entries changed places.
    """

    added: tuple[EntryKey, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    withdrawn: tuple[EntryKey, ...] = ()
    returned: tuple[EntryKey, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    confirmed: tuple[Correction, ...] = ()
    reordered: tuple[EntryKind, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return self != RegisterChanges()
