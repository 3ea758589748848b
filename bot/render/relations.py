"""What hangs on what in the register: the entries that a card leads to, in the order of the register's file."""

from collections.abc import Iterable

from bot.render.dates import sort_key
from storage.register_records import (
    Agreement,
    AnyEntry,
    Discrepancy,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Project,
    Register,
    Side,
    Source,
    Statement,
)

PAGE_SIZE = 8
COMMON_PARTIES = 2  # with so many of the same organisations, an agreement and a project are of one piece


def listed(kind: EntryKind, register: Register, sector: str | None = None) -> list[AnyEntry]:
    """Return the entries of a kind, of one sector when it is named, in their order: the file's, events newest first."""
    entries = [each for each in register.of(kind).values() if sector is None or sector in getattr(each, "sectors", ())]
    if kind is EntryKind.EVENT:
        return sorted(entries, key=_when, reverse=True)
    return entries


def _when(entry: AnyEntry) -> str:
    return sort_key(entry.date) if isinstance(entry, Event) else ""


def agreements_in(register: Register, sector: str) -> list[Agreement]:
    """Return the agreements of a sector."""
    return [entry for entry in register.agreements.values() if sector in entry.sectors]


def projects_in(register: Register, sector: str) -> list[Project]:
    """Return the projects of a sector."""
    return [entry for entry in register.projects.values() if sector in entry.sectors]


def organisations_in(register: Register, sector: str) -> list[Organisation]:
    """Return the organisations of a sector."""
    return [entry for entry in register.organisations.values() if sector in entry.sectors]


def indicators_in(register: Register, sector: str) -> list[Indicator]:
    """Return the figures of a sector."""
    return [entry for entry in register.indicators.values() if sector in entry.sectors]


def events_in(register: Register, sector: str) -> list[Event]:
    """Return the events of a sector."""
    return [entry for entry in register.events.values() if sector in entry.sectors]


def documents_in(register: Register, sector: str) -> list[Document]:
    """Return the framework documents of a sector."""
    return [entry for entry in register.documents.values() if sector in entry.sectors]


def statements_in(register: Register, sector: str) -> list[Statement]:
    """Return the public statements about a sector."""
    return [entry for entry in register.statements.values() if sector in entry.sectors]


def parties_of(agreement: Agreement) -> set[str]:
    """Return the organisations that signed, those the register knows."""
    return {party.organisation for party in agreement.parties if party.organisation}


def agreements_signed_by(register: Register, organisation: str) -> list[Agreement]:
    """Return the agreements that an organisation is a party to."""
    return [entry for entry in register.agreements.values() if organisation in parties_of(entry)]


def projects_with(register: Register, organisation: str) -> list[Project]:
    """Return the projects that an organisation takes part in."""
    return [entry for entry in register.projects.values() if organisation in entry.organisations]


def officials_of(register: Register, organisation: str) -> list[Official]:
    """Return the officials who are named with an organisation."""
    return [entry for entry in register.officials.values() if organisation in entry.organisations]


def projects_of_parties(register: Register, agreement: Agreement) -> list[Project]:
    """Return the projects of the agreement's sectors that join at least two of its parties."""
    parties = parties_of(agreement)
    return [entry for entry in register.projects.values() if _joined(entry, agreement, parties)]


def agreements_of_participants(register: Register, project: Project) -> list[Agreement]:
    """Return the agreements of the project's sectors, two of whose parties take part in it."""
    return [entry for entry in register.agreements.values() if _joined(project, entry, parties_of(entry))]


def _joined(project: Project, agreement: Agreement, parties: set[str]) -> bool:
    together = parties & set(project.organisations)
    return len(together) >= COMMON_PARTIES and bool(set(project.sectors) & set(agreement.sectors))


def agreements_beside(register: Register, agreement: Agreement) -> list[Agreement]:
    """Return the other agreements of the same level that share a sector (a plan beside the agreement it serves)."""
    level = _level(agreement)
    return [
        entry
        for entry in register.agreements.values()
        if entry.slug != agreement.slug and _level(entry) == level and set(entry.sectors) & set(agreement.sectors)
    ]


def _level(agreement: Agreement) -> str:
    return agreement.level.partition(" (")[0].casefold()


def series_of(register: Register, indicator: Indicator) -> list[Indicator]:
    """Return the figures that measure the same thing, the indicator itself first."""
    others = [
        entry
        for entry in register.indicators.values()
        if indicator.series and entry.series == indicator.series and entry.slug != indicator.slug
    ]
    return [indicator, *others]


def discrepancies_about(register: Register, kind: EntryKind, *slugs: str) -> list[Discrepancy]:
    """Return the known disagreements between sources that concern any of the entries."""
    wanted = {f"{kind}:{slug}" for slug in slugs}
    return [entry for entry in register.discrepancies.values() if wanted & set(entry.concerns)]


def concerned(register: Register, discrepancy: Discrepancy) -> list[tuple[EntryKind, AnyEntry]]:
    """Return the entries that a disagreement is about, those the register still has."""
    found = []
    for reference in discrepancy.concerns:
        kind, _, slug = reference.partition(":")
        entry = register.find(EntryKind(kind), slug) if kind in set(EntryKind) else None
        if entry is not None:
            found.append((EntryKind(kind), entry))
    return found


def by_side(organisations: Iterable[Organisation]) -> list[tuple[Side, list[Organisation]]]:
    """Return the organisations of each side that has any, sides in their usual order."""
    known = list(organisations)
    sides = [(side, [each for each in known if each.side is side]) for side in Side]
    return [(side, those) for side, those in sides if those]


def sources_of(entries: Iterable[AnyEntry]) -> tuple[Source, ...]:
    """Return the sources of several entries, each once."""
    return tuple(dict.fromkeys(source for entry in entries for source in entry.sources))
