"""The register in the store: files coming and going, corrections laid over them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.errors import BadCorrection
from storage.register_records import (
    Agreement,
    ChangedEntry,
    Conflict,
    Correction,
    Discrepancy,
    Document,
    Entry,
    EntryKey,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Party,
    Project,
    Register,
    RegisterChanges,
    Sector,
    Side,
    Source,
    Statement,
    Visibility,
)
from storage.store import Store

TASS = Source("https://example.org/tass", "2025-10-07", "Пример-агентство")
UNDATED = Source("https://example.org/undated", None, "Пример")
LETTER = Source("https://example.org/letter", "2026-02-01", "Письмо (пример)")
SECTOR = EntryKind.SECTOR

EVERY_KIND: tuple[tuple[EntryKind, Entry], ...] = (
    (
        SECTOR,
        Sector(slug="bas", sources=(TASS,), ru="БАС", be="БАС", en="UAS", aliases=("дроны",), keywords=("дрон",)),
    ),
    (
        EntryKind.AGREEMENT,
        Agreement(
            slug="a",
            sources=(TASS, UNDATED),
            in_tass_item=True,
            note="Пояснение.",
            visibility=Visibility.PROGRAMME,
            title="Соглашение",
            short="Согл.",
            level="вузы",
            status="действует",
            parties=(Party("Правительство", None), Party("УАЗ", "uaz")),
            signed_on="2005-09-07",
            valid="2025–2026",
            aliases=("базовое",),
            sectors=("bas",),
        ),
    ),
    (
        EntryKind.ORGANISATION,
        Organisation(slug="uaz", sources=(TASS,), full="Завод", short="УАЗ", side=Side.ULYANOVSK, body="завод"),
    ),
    (EntryKind.PROJECT, Project(slug="p", sources=(TASS,), name="Ил-76", organisations=("uaz",), facts=("Факт.",))),
    (EntryKind.EVENT, Event(slug="e", sources=(TASS,), name="Форум", date="2026 (дата не объявлена)")),
    (
        EntryKind.INDICATOR,
        Indicator(slug="i", sources=(TASS,), name="Рост", value="+25–30 %", period="2025-H1", unit="%", series="r"),
    ),
    (EntryKind.PERSON, Official(slug="o", sources=(TASS,), name="Пример", role="губернатор", since="2021")),
    (EntryKind.STATEMENT, Statement(slug="s", sources=(TASS,), text="Сделать", who="Пример", nature="заявление")),
    (EntryKind.DOCUMENT, Document(slug="d", sources=(TASS,), title="Программа", level="РФ — РБ", status="есть")),
    (EntryKind.DISCREPANCY, Discrepancy(slug="x", text="Расходится", concerns=("indicator:i",))),
)


def sector(slug: str, **changes: Any) -> tuple[EntryKind, Entry]:  # noqa: ANN401 - any field of the record
    """An example sector."""
    plain = Sector(slug=slug, sources=(TASS,), ru=f"Отрасль {slug}", be="Галіна", en="Sector")
    return SECTOR, replace(plain, **changes)


def correction(field: str, value: Any, slug: str = "a") -> Correction:  # noqa: ANN401 - as the field has it
    """A correction of a sector on the word of a letter."""
    return Correction(SECTOR, slug, field, value, LETTER)


async def load_sector(store: Store, slug: str = "a") -> Sector:
    """Return one sector as it is to be shown."""
    return (await store.register.load()).sectors[slug]


async def test_an_empty_register(store: Store) -> None:
    """Before any file the register is empty at revision 0."""
    assert await store.register.is_empty()
    assert await store.register.revision() == 0
    assert await store.register.load() == Register()
    assert await store.register.corrections() == ()


async def test_every_kind_of_entry_comes_back_as_it_was(store: Store, now: datetime) -> None:
    """Whatever a file says is loaded equal, with the revision and the date of the newest source."""
    changes = await store.register.bring_to(EVERY_KIND, now)
    assert changes == RegisterChanges(added=tuple(EntryKey(kind, entry.slug) for kind, entry in EVERY_KIND))
    register = await store.register.load()
    assert tuple(register.entries()) == EVERY_KIND
    assert (register.revision, register.as_of) == (1, "2025-10-07")
    assert await store.register.revision() == 1
    assert not await store.register.is_empty()
    arrival = await store.people.arrive(bot_id=1, update_id=1, sender=None, chat=None, now=now)
    assert arrival is not None
    assert arrival.register_revision == 1


async def test_the_same_file_again_changes_nothing(store: Store, now: datetime) -> None:
    """An equal file is told as no change, and the revision stays."""
    await store.register.bring_to(EVERY_KIND, now)
    again = await store.register.bring_to(EVERY_KIND, now)
    assert again == RegisterChanges()
    assert not again
    assert await store.register.revision() == 1


async def test_a_changed_file_is_told_field_by_field(store: Store, now: datetime) -> None:
    """What a file adds, changes and leaves out is told and shown, in one step of the revision."""
    await store.register.bring_to([sector("a"), sector("b"), sector("c")], now)
    file = [sector("a", ru="Иначе", aliases=("слово",)), sector("c", visibility=Visibility.PROGRAMME), sector("d")]
    changes = await store.register.bring_to(file, now)
    assert changes == RegisterChanges(
        added=(EntryKey(SECTOR, "d"),),
        changed=(ChangedEntry(SECTOR, "a", ("ru", "aliases")), ChangedEntry(SECTOR, "c", ("visibility",))),
        withdrawn=(EntryKey(SECTOR, "b"),),
    )
    assert changes
    register = await store.register.load()
    assert tuple(register.entries()) == tuple(file)
    assert register.revision == 2


async def test_what_was_withdrawn_may_return(store: Store, now: datetime) -> None:
    """A withdrawn entry is not shown, stays withdrawn quietly, and returns with what the file says then."""
    await store.register.bring_to([sector("a"), sector("b")], now)
    await store.register.bring_to([sector("b")], now)
    assert set((await store.register.load()).sectors) == {"b"}
    assert await store.register.bring_to([sector("b")], now) == RegisterChanges()
    changes = await store.register.bring_to([sector("a", ru="Иначе"), sector("b")], now)
    assert changes == RegisterChanges(returned=(EntryKey(SECTOR, "a"),))
    assert (await load_sector(store)).ru == "Иначе"
    assert not await store.register.is_empty()
    assert await store.register.bring_to([sector("a", ru="Иначе"), sector("b")], now) == RegisterChanges()


async def test_a_register_whose_entries_are_all_withdrawn_is_not_empty(store: Store, now: datetime) -> None:
    """Empty means never filled: the starter register is not to be brought in again over an emptied one."""
    await store.register.bring_to([sector("a")], now)
    await store.register.bring_to([], now)
    assert await store.register.load() == Register(revision=2)
    assert not await store.register.is_empty()


async def test_entries_keep_the_order_of_the_file(store: Store, now: datetime) -> None:
    """Entries change places with the file; an entry put between others is no change of their order."""
    await store.register.bring_to([sector("a"), sector("b")], now)
    changes = await store.register.bring_to([sector("b"), sector("a")], now)
    assert changes == RegisterChanges(reordered=(SECTOR,))
    changes = await store.register.bring_to([sector("b"), sector("c"), sector("a")], now)
    assert changes == RegisterChanges(added=(EntryKey(SECTOR, "c"),))
    assert list((await store.register.load()).sectors) == ["b", "c", "a"]
    assert await store.register.revision() == 3


async def test_a_correction_is_shown_with_its_source(store: Store, now: datetime) -> None:
    """A corrected field shows the corrected value, the entry gains the source, everyone learns of a new revision."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("aliases", ("верно",)), now)
    shown = await load_sector(store)
    assert (shown.aliases, shown.sources) == (("верно",), (TASS, LETTER))
    assert await store.register.revision() == 2
    (told,) = await store.register.corrections()
    assert told == replace(correction("aliases", ("верно",)), base=(), at=now)


async def test_corrections_keep_the_shape_of_their_fields(store: Store, now: datetime) -> None:
    """Sides, texts, lists, parties, truths and nothing are corrected and told as the record has them."""
    await store.register.bring_to(EVERY_KIND, now)
    made = [
        Correction(EntryKind.ORGANISATION, "uaz", "side", Side.FEDERAL, LETTER),
        Correction(EntryKind.AGREEMENT, "a", "valid", None, LETTER),
        Correction(EntryKind.AGREEMENT, "a", "parties", (Party("УАЗ", "uaz"),), LETTER),
        Correction(EntryKind.AGREEMENT, "a", "in_tass_item", value=False, source=TASS),
    ]
    for number, one in enumerate(made):
        await store.register.correct(one, now + timedelta(minutes=number))
    register = await store.register.load()
    assert register.organisations["uaz"].side is Side.FEDERAL
    agreement = register.agreements["a"]
    assert (agreement.valid, agreement.parties, agreement.in_tass_item) == (None, (Party("УАЗ", "uaz"),), False)
    assert agreement.sources == (TASS, UNDATED, LETTER)
    told = await store.register.corrections()
    assert [one.value for one in told] == [one.value for one in made]
    assert [one.base for one in told][:2] == [Side.ULYANOVSK, "2025–2026"]


async def test_who_corrected_is_remembered(store: Store, now: datetime) -> None:
    """A correction bears the number of the person who made it."""
    await store.people.ensure_administrators([42], now)
    person = await store.people.known(42)
    assert person is not None
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(replace(correction("ru", "Верно"), by=person.id), now)
    (told,) = await store.register.corrections()
    assert told.by == person.id


async def test_a_later_correction_replaces(store: Store, now: datetime) -> None:
    """A field has one correction, the last; correcting back to the file's word takes it away."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Раз"), now)
    await store.register.correct(correction("ru", "Два"), now)
    assert [one.value for one in await store.register.corrections()] == ["Два"]
    await store.register.correct(correction("ru", "Отрасль a"), now)
    assert await store.register.corrections() == ()
    assert await load_sector(store) == sector("a")[1]
    revision = await store.register.revision()
    await store.register.correct(correction("ru", "Отрасль a"), now)
    assert await store.register.revision() == revision


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (correction("ru", "Верно", slug="nowhere"), "no such entry"),
        (correction("ru", "Верно", slug="gone"), "no such entry"),
        (correction("colour", "синий"), "no such field"),
        (correction("slug", "b"), "no such field"),
        (correction("sources", ()), "no such field"),
        (correction("visibility", Visibility.PROGRAMME), "no such field"),
        (correction("ru", 5), "string"),
        (correction("ru", None), "string"),
        (correction("aliases", "слово"), "tuple"),
    ],
)
async def test_a_correction_must_fit(store: Store, now: datetime, bad: Correction, reason: str) -> None:
    """A correction of what is not there, or that the field cannot hold, is refused and changes nothing."""
    await store.register.bring_to([sector("a"), sector("gone")], now)
    await store.register.bring_to([sector("a")], now)
    with pytest.raises(BadCorrection, match=reason) as refused:
        await store.register.correct(bad, now)
    assert refused.value.field == bad.field
    assert await store.register.revision() == 2


async def test_a_correction_survives_the_same_file(store: Store, now: datetime) -> None:
    """While the file says of the field what it said, the correction stays, silently, whatever else changes."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Верно"), now)
    assert await store.register.bring_to([sector("a")], now) == RegisterChanges()
    changes = await store.register.bring_to([sector("a", en="Other")], now)
    assert changes == RegisterChanges(changed=(ChangedEntry(SECTOR, "a", ("en",)),))
    shown = await load_sector(store)
    assert (shown.ru, shown.en) == ("Верно", "Other")


async def test_a_file_that_agrees_confirms_the_correction(store: Store, now: datetime) -> None:
    """When the file says the same, the correction goes and is told as confirmed."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Верно"), now)
    (told,) = await store.register.corrections()
    changes = await store.register.bring_to([sector("a", ru="Верно")], now)
    assert changes == RegisterChanges(confirmed=(told,))
    assert await store.register.corrections() == ()
    assert await load_sector(store) == sector("a", ru="Верно")[1]


async def test_a_file_that_says_a_third_thing_is_a_conflict(store: Store, now: datetime) -> None:
    """A third value is told once as a conflict and waits beneath the correction, which goes on being shown."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Верно"), now)
    third = [sector("a", ru="Третье")]
    changes = await store.register.bring_to(third, now)
    assert changes == RegisterChanges(conflicts=(Conflict(SECTOR, "a", "ru", "Третье", "Верно", LETTER),))
    assert changes
    assert (await load_sector(store)).ru == "Верно"
    assert await store.register.bring_to(third, now) == RegisterChanges()
    (told,) = await store.register.corrections()
    assert (told.value, told.base) == ("Верно", "Отрасль a")
    await store.register.correct(correction("ru", "Третье"), now)
    assert (await load_sector(store)).ru == "Третье"
    assert await store.register.corrections() == ()


async def test_a_file_that_goes_back_is_no_conflict(store: Store, now: datetime) -> None:
    """A file that says again what the correction was made against is what the correction was made for."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Верно"), now)
    await store.register.bring_to([sector("a", ru="Третье")], now)
    assert await store.register.bring_to([sector("a")], now) == RegisterChanges()
    assert (await load_sector(store)).ru == "Верно"


async def test_a_correction_waits_for_a_withdrawn_entry(store: Store, now: datetime) -> None:
    """The correction of an entry that left the file is there again when the entry returns, and judged by the rules."""
    await store.register.bring_to([sector("a")], now)
    await store.register.correct(correction("ru", "Верно"), now)
    await store.register.bring_to([], now)
    assert len(await store.register.corrections()) == 1
    changes = await store.register.bring_to([sector("a", ru="Третье")], now)
    assert changes.returned == (EntryKey(SECTOR, "a"),)
    assert [one.file_value for one in changes.conflicts] == ["Третье"]
    assert (await load_sector(store)).ru == "Верно"


def kinds_of(entries: Sequence[tuple[EntryKind, Entry]]) -> set[EntryKind]:
    """Return the kinds among these entries."""
    return {kind for kind, _ in entries}


def test_the_examples_cover_every_kind() -> None:
    """A new kind of entry must be among the examples that are stored and loaded above."""
    assert kinds_of(EVERY_KIND) == set(EntryKind)


def test_the_register_finds_by_kind_and_slug() -> None:
    """An entry is found under its own kind only."""
    entry = sector("a")[1]
    assert isinstance(entry, Sector)
    register = Register(sectors={"a": entry})
    assert register.find(SECTOR, "a") is entry
    assert register.find(EntryKind.EVENT, "a") is None
