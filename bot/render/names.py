"""What things are called on the screen: kinds, sides, roles, states, and the labels of entries."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.plan.choice import Standing
from bot.render.catalogue import Translator, mark
from bot.render.typography import clean, for_readers, prose, quoted
from storage.records import CommitmentState, DeadlineState, Role
from storage.register_records import (
    Agreement,
    AnyEntry,
    Discrepancy,
    Document,
    EntryKind,
    Organisation,
    Register,
    Sector,
    Side,
    Statement,
)

PERSON_SHOWN = 64
LIST_TITLES: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.SECTOR: mark("Sectors"),
        EntryKind.AGREEMENT: mark("Agreements and plans"),
        EntryKind.ORGANISATION: mark("Organisations"),
        EntryKind.PROJECT: mark("Projects"),
        EntryKind.EVENT: mark("Events"),
        EntryKind.INDICATOR: mark("Figures"),
        EntryKind.PERSON: mark("Officials"),
        EntryKind.STATEMENT: mark("Public statements"),
        EntryKind.DOCUMENT: mark("Framework documents"),
        EntryKind.DISCREPANCY: mark("Differences between sources"),
    }
)
SIDES: Mapping[Side, str] = MappingProxyType(
    {
        Side.ULYANOVSK: mark("Ulyanovsk Region"),
        Side.BELARUS: mark("Belarus"),
        Side.FEDERAL: mark("Federal and shared"),
    }
)
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.SUBSCRIBER: mark("subscriber"),
        Role.OFFICIAL: mark("official"),
        Role.COORDINATOR: mark("coordinator"),
        Role.ADMINISTRATOR: mark("administrator"),
    }
)
STATES: Mapping[CommitmentState, str] = MappingProxyType(
    {
        CommitmentState.OPEN: mark("awaiting execution"),
        CommitmentState.IN_WORK: mark("in work"),
        CommitmentState.DONE: mark("executed"),
        CommitmentState.REMOVED: mark("removed from control"),
    }
)


STANDINGS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.DONE: mark("executed"),
        Standing.ON_REVIEW: mark("on review"),
        Standing.IN_WORK: mark("in work"),
        Standing.OVERDUE: mark("overdue"),
        Standing.AHEAD: mark("ahead"),
        Standing.NO_DATE: mark("without a date"),
        Standing.REMOVED: mark("removed from control"),
    }
)
DEADLINE_STATES: Mapping[DeadlineState, str] = MappingProxyType(
    {
        DeadlineState.OPEN: mark("awaiting execution"),
        DeadlineState.IN_WORK: mark("in work"),
        DeadlineState.ON_REVIEW: mark("on review"),
        DeadlineState.DONE: mark("executed"),
        DeadlineState.REMOVED: mark("removed from control"),
    }
)
PAGE = mark("page {n}")


def list_title(kind: EntryKind, tr: Translator) -> str:
    """Return what a list of entries is called."""
    return tr.plain(LIST_TITLES[kind])


def side_name(side: Side, tr: Translator) -> str:
    """Return the name of a side."""
    return tr.plain(SIDES[side])


def role_name(role: Role, tr: Translator) -> str:
    """Return the name of a role."""
    return tr.plain(ROLES[role])


def state_name(state: CommitmentState, tr: Translator) -> str:
    """Return where a commitment stands, in words."""
    return tr.plain(STATES[state])


def standing_name(standing: Standing, tr: Translator) -> str:
    """Return where a line of the plan stands today, in words."""
    return tr.plain(STANDINGS[standing])


def deadline_state_name(state: DeadlineState, tr: Translator) -> str:
    """Return where a due date stands, in words."""
    return tr.plain(DEADLINE_STATES[state])


def doer_name(name: str, instead_of: str, tr: Translator) -> str:
    """Return who did something, and in whose place; «» of either is nobody, or somebody who is known no more."""
    who, absent = quoted(name, PERSON_SHOWN), quoted(instead_of, PERSON_SHOWN)
    return tr.plain("{deputy} (for {name})", deputy=who, name=absent) if who and absent else who


def sector_name(sector: Sector, tr: Translator) -> str:
    """Return the name of a sector in the language of the interface: sectors are named in all three."""
    named = {"ru": sector.ru, "be": sector.be, "en": sector.en}[tr.language]
    return clean(named or sector.ru)


def sector_names(slugs: Iterable[str], register: Register, tr: Translator) -> str:
    """Return the names of those sectors that the register still has, as a list in one line."""
    return "; ".join(sector_name(register.sectors[slug], tr) for slug in slugs if slug in register.sectors)


def label_of(entry: AnyEntry, tr: Translator) -> str:
    """Return the short name of an entry, for lists and buttons."""
    match entry:
        case Sector():
            return sector_name(entry, tr)
        case Agreement():
            return clean(entry.short or entry.title)
        case Organisation():
            return clean(entry.short or entry.full)
        case Document():
            return prose(entry.title)
        case Statement() | Discrepancy():
            return for_readers(entry.text)
        case _:
            return prose(entry.name)
