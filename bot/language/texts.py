"""What the entries of the register tell in their own words, and what their structure links."""

import re
from collections.abc import Iterator

from bot.language.periods import year_of
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
    Sector,
    Statement,
)

Ref = tuple[EntryKind, str]

_COMPARED = re.compile(r"\sк\s.*")  # «I квартал 2024 к I кварталу 2023» is a figure of 2024
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[–-]\s*((?:19|20)\d\d)(?!\d)")
BY_PARTY = 0.9
BY_STRUCTURE = 0.8
_INITIALED = re.compile(r"\b[А-ЯЁ]\. ?([А-ЯЁ][а-яё]+)")


def structure_of(entry: AnyEntry) -> Iterator[tuple[Ref, float]]:
    """Yield what an entry is linked to by the structure of the register, with how strongly."""
    match entry:
        case Agreement():
            for party in entry.parties:
                if party.organisation:
                    yield (EntryKind.ORGANISATION, party.organisation), BY_PARTY
        case Project():
            yield from (((EntryKind.ORGANISATION, slug), BY_STRUCTURE) for slug in entry.organisations)
        case Official():
            yield from (((EntryKind.ORGANISATION, slug), BY_STRUCTURE) for slug in entry.organisations)
        case Discrepancy():
            for concern in entry.concerns:
                kind, _, slug = concern.partition(":")
                if kind in set(EntryKind):
                    yield (EntryKind(kind), slug), BY_STRUCTURE
        case _:
            pass


def title_of(entry: AnyEntry) -> str:
    """Return what an entry is called in a list."""
    match entry:
        case Sector():
            return entry.ru
        case Organisation() | Agreement():
            return entry.short
        case Document():
            return entry.title
        case Statement() | Discrepancy():
            return entry.text
        case _:
            return entry.name


def signatures_of(entry: AnyEntry) -> tuple[str, ...]:
    """Return who signed an agreement; of a statement or a discrepancy its text."""
    match entry:
        case Agreement():
            return tuple(party.name for party in entry.parties)
        case Statement() | Discrepancy():
            return (entry.text,)
        case _:
            return ()


def speakers_of(entry: AnyEntry) -> tuple[str, ...]:
    """Return who made a statement."""
    return (entry.who,) if isinstance(entry, Statement) else ()


def particulars_of(entry: AnyEntry) -> tuple[str, ...]:
    """Return what tells an entry besides its names: a body, a value, a period, a text."""
    match entry:
        case Organisation():
            return (entry.body.removeprefix("институт "),)  # one of development is no university
        case Indicator():
            return entry.value, entry.period
        case Statement() | Discrepancy():
            return (entry.text,)
        case _:
            return ()


def signers_of(entry: AnyEntry) -> tuple[str, ...]:
    """Return the surnames of those that an agreement says signed it: «ректорами С. Абламейко и Б. Костишко»."""
    return tuple(_INITIALED.findall(f"{entry.status} {entry.note}")) if isinstance(entry, Agreement) else ()


def told_in(entry: AnyEntry) -> tuple[str, ...]:
    """Return what an entry tells: its status, facts, role, notes."""
    match entry:
        case Agreement() | Document():
            return entry.status, entry.note
        case Project():
            return (*entry.facts, entry.note)
        case Official():
            return entry.role, entry.note
        case Statement():
            return entry.who, entry.note
        case _:
            return (entry.note,)


def reported_on(agreement: Agreement) -> str:
    """Return the date of the earliest dated source of an agreement, empty when there is none."""
    return min((source.date for source in agreement.sources if source.date), default="")


def years_of(entry: AnyEntry) -> Iterator[int]:
    """Yield the years that a dated entry belongs to, every year of a range."""
    match entry:
        case Agreement():
            told = (
                f"{entry.title} {entry.short} {' '.join(entry.aliases)} {entry.valid} {entry.signed_on} {entry.status}"
                f" {'' if entry.valid or entry.signed_on else reported_on(entry)}"
            )
        case Document():
            told = f"{entry.title} {entry.signed_on} {entry.status}"
        case Event():
            told = f"{entry.name} {entry.date}"
        case Indicator():
            told = f"{_COMPARED.sub('', entry.name)} {entry.period}"
        case Statement():
            told = f"{entry.text} {entry.due}"
        case Project():
            told = " ".join((entry.name, *entry.facts))
        case _:
            return
    yield from (year for found in _YEAR.findall(told) if (year := year_of(found)))
    for first, last in _YEARS.findall(told):
        yield from range(int(first), min(int(last), int(first) + 20) + 1)
