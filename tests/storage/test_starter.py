"""The register that the product starts with."""

from collections import Counter
from datetime import datetime
from hashlib import sha256

import pytest
import yaml

from storage.additions import Additions
from storage.register_file import read_register
from storage.register_records import Entry, EntryKind, Official, Organisation, Party, Register
from storage.register_shape import SECTIONS
from storage.starter import starter_additions, starter_register
from storage.store import Store

COUNTS = {
    EntryKind.AGREEMENT: 16,
    EntryKind.ORGANISATION: 53,
    EntryKind.SECTOR: 19,
    EntryKind.PROJECT: 14,
    EntryKind.EVENT: 17,
    EntryKind.INDICATOR: 11,
    EntryKind.PERSON: 6,
    EntryKind.STATEMENT: 8,
    EntryKind.DOCUMENT: 4,
    EntryKind.DISCREPANCY: 8,
}

Entries = tuple[tuple[EntryKind, Entry], ...]


@pytest.fixture(scope="module")
def entries() -> Entries:
    """The starter register as it is brought into the store."""
    return read_register(starter_register(), starter_additions())


@pytest.fixture
async def register(store: Store, entries: Entries, now: datetime) -> Register:
    """The starter register as it is loaded."""
    await store.register.bring_to(entries, now)
    return await store.register.load()


def test_the_file_is_as_it_was_given() -> None:
    """The starter file is, byte for byte, the one that was handed over; corrections are laid over it, not into it."""
    given = "16876cd4a3f4e90e7300e12e544671a1812aecbac9f9eebc1adeb1f5caee0065"
    assert sha256(starter_register().encode()).hexdigest() == given


def test_every_entry_of_the_file_is_read(entries: Entries) -> None:
    """All entries are there, each under a slug of its own."""
    assert Counter(kind for kind, _ in entries) == COUNTS
    assert len({(kind, entry.slug) for kind, entry in entries}) == sum(COUNTS.values())


def test_every_entry_has_a_source(entries: Entries) -> None:
    """The rule of the register: nothing without a source; only discrepancies speak of others' sources."""
    assert all(entry.sources for kind, entry in entries if kind is not EntryKind.DISCREPANCY)


async def test_it_loads_as_it_was_read_and_again_without_change(
    store: Store, register: Register, entries: Entries, now: datetime
) -> None:
    """The register in the store is the file's, and the same file changes nothing."""
    order = list(EntryKind)
    assert tuple(register.entries()) == tuple(sorted(entries, key=lambda one: order.index(one[0])))
    assert register.as_of == "2026-02-24"
    assert not await store.register.bring_to(entries, now)


def test_every_addition_is_of_use() -> None:
    """Each addition finds its entry, each link its end: nothing in the additions is a leftover."""
    additions = starter_additions()
    file = yaml.safe_load(starter_register())
    for name, section in SECTIONS.items():
        first = section.identified_by[:1] or ("slug",)
        there = {entry if isinstance(entry, str) else entry[key] for entry in file[name] for key in first}
        added = set(additions.entries.get(section.kind, {}))
        assert added == there if section.identified_by else added <= there
    assert set(additions.parties) <= {party for one in file["agreements"] for party in one["parties"]}


def test_every_link_leads_somewhere(entries: Entries) -> None:
    """Every slug that an addition names is in the register."""
    additions = starter_additions()
    there = {f"{kind}:{entry.slug}" for kind, entry in entries}
    linked = {f"organisation:{slug}" for slug in (*additions.parties.values(), *additions.unsourced_forms)}
    for of_kind in additions.entries.values():
        for added in of_kind.values():
            linked |= {f"sector:{slug}" for slug in added.get("sectors", ())}
            linked |= {f"organisation:{slug}" for slug in added.get("organisations", ())}
            linked |= set(added.get("concerns", ()))
    assert linked <= there


def test_additions_repeat_what_tells_entries_of_one_name_apart(entries: Entries) -> None:
    """Dates of events, periods and values of indicators stand in the additions as they stand in the file."""
    additions = starter_additions()
    by_key = {(kind, entry.slug): entry for kind, entry in entries}
    for kind, fields in ((EntryKind.EVENT, ("date",)), (EntryKind.INDICATOR, ("period", "value"))):
        for added in additions.entries[kind].values():
            entry = by_key[kind, added["slug"]]
            assert [added[field] for field in fields] == [getattr(entry, field) for field in fields]


@pytest.mark.parametrize(
    ("slug", "full"),
    [
        ("uaz", "Ульяновский автомобильный завод"),
        ("korporatsiya-razvitiya", "Корпорация развития Ульяновской области"),
        ("arz-558", "558 Авиационный ремонтный завод (Барановичи)"),
        ("mtz", "Минский тракторный завод"),
        ("oak", "Объединённая авиастроительная корпорация"),
        ("maz", "ОАО «МАЗ» — управляющая компания холдинга «Белавтомаз»"),
    ],
)
def test_legal_forms_without_a_source_are_not_shown(entries: Entries, slug: str, full: str) -> None:
    """Five legal forms that no source gives are cut; those that sources give stay."""
    (found,) = (entry for _, entry in entries if isinstance(entry, Organisation) and entry.slug == slug)
    assert found.full == full


async def test_parties_are_linked_and_shown_without_unsourced_forms(register: Register) -> None:
    """Parties lead to their organisations; states and peoples lead nowhere."""
    assert register.agreements["brest-558-ckr"].parties[0] == Party("558 Авиационный ремонтный завод", "arz-558")
    assert register.agreements["maz-akro"].parties[0] == Party(
        "Корпорация развития Ульяновской области", "korporatsiya-razvitiya"
    )
    unlinked = {party.name for one in register.agreements.values() for party in one.parties if not party.organisation}
    assert unlinked == {
        "Правительство Республики Беларусь",
        "Республика Беларусь",
        "Республика Беларусь (сопредседатель рабочей группы — председатель Мингорисполкома)",
        "Республика Беларусь (подпись председателя Мингорисполкома)",
    }


async def test_people_hold_their_offices(register: Register) -> None:
    """People lead to the organisation of the office last named."""
    offices = {official.name.split()[0]: official.organisations for official in register.officials.values()}
    assert offices == {
        "Русских": ("pravitelstvo-uo",),
        "Кухарев": ("mingorispolkom",),
        "Крутой": ("administratsiya-prezidenta-rb",),
        "Рогожник": ("vitebsk-obl",),
        "Головченко": (),
        "Васин": ("pravitelstvo-uo",),
    }


async def test_differing_figures_stand_in_one_series(register: Register) -> None:
    """Figures of one measure share a series; the three that disagree on 2025 among them."""
    series = Counter(indicator.series for indicator in register.indicators.values())
    assert series == {"rost-tovarooborota": 5, "tovarooborot": 3, "vypolnenie-resheniy": 1, "tovarooborot-rf-rb": 2}
    concerned = register.discrepancies["rost-2025"].concerns
    assert {register.indicators[one.partition(":")[2]].series for one in concerned} == {"rost-tovarooborota"}


def test_without_additions_everything_is_read_too() -> None:
    """The file alone is a whole register, under slugs made of its own words."""
    alone = read_register(starter_register(), Additions())
    assert Counter(kind for kind, _ in alone) == COUNTS
    assert "russkih-aleksey-yurevich" in {entry.slug for _, entry in alone if isinstance(entry, Official)}
