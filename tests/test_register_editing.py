"""What an editor types: values, faults, sources; decided without a store."""

from datetime import date
from typing import Any

import pytest

from bot.language.words import Words
from bot.register_editing import ASKED, EditFault, Reader, Wrong, correction, new_entry, typed_fields
from bot.render.editing import fields_known
from storage.register_desk_records import RegisterDraft
from storage.register_records import EntryKind, Event, Organisation, Register, Sector, Side, Source

SECTOR = Sector(slug="primer", ru="Пример", be="Прыклад", en="Example", aliases=("образцы",))
WORKS = Organisation(slug="zavod", full="Завод-пример", short="ЗП", side=Side.BELARUS, body="завод")
REGISTER = Register(1, "", sectors={"primer": SECTOR}, organisations={"zavod": WORKS})


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader over a register of one sector and one organisation."""
    return Reader(REGISTER, Words(), lambda name: "zavod" if name == "ЗП" else None)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("short", "  Новый   завод ", "Новый завод"),
        ("short", "—", Wrong(EditFault.EMPTY)),
        ("short", "", Wrong(EditFault.EMPTY)),
        ("short", "я" * 1001, Wrong(EditFault.TOO_LONG)),
        ("note", "-", ""),
        ("valid", "-", None),
        ("signed_on", "-", None),
        ("signed_on", "7 октября 2025", "2025-10-07"),
        ("signed_on", "07.10.2025", "2025-10-07"),
        ("signed_on", "7 кастрычніка 2025", "2025-10-07"),
        ("signed_on", "2025-10-07", "2025-10-07"),
        ("signed_on", "31.06.2025", Wrong(EditFault.NO_DATE, "31.06.2025")),
        ("signed_on", "осенью", Wrong(EditFault.NO_DATE, "осенью")),
        ("aliases", "• один\n\n- два ", ["один", "два"]),
        ("aliases", "-", []),
        ("sectors", "Прыклад; образцы\nprimer", ["primer"]),
        ("sectors", "", []),
        ("sectors", "нет такой", Wrong(EditFault.UNKNOWN_SECTOR, "нет такой")),
        ("organisations", "ЗП", ["zavod"]),
        ("organisations", "ЗП\nНеизвестный", Wrong(EditFault.UNKNOWN_ORGANISATION, "Неизвестный")),
        ("side", "Республика Беларусь", "belarus"),
        ("side", "федеральная", "federal"),
        ("side", "Ульяновская область", "ulyanovsk"),
        ("side", "Марс", Wrong(EditFault.NO_SIDE, "Марс")),
        ("parties", "ЗП\nНекто", [{"name": "ЗП", "organisation": "zavod"}, {"name": "Некто", "organisation": None}]),
        ("parties", "-", Wrong(EditFault.EMPTY)),
    ],
)
def test_what_is_typed_becomes_a_value_or_a_fault(reader: Reader, field: str, typed: str, value: Any) -> None:  # noqa: ANN401
    """Names become slugs, dates ISO, lists lines; a dash is nothing; what will not do is told with its words."""
    assert reader.value(field, typed) == value


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("https://example.org/a, 12.11.2026", Source("https://example.org/a", "2026-11-12", "example.org")),
        ("Пример-агентство https://www.example.org/a.", Source("https://www.example.org/a", None, "Пример-агентство")),
        ("https://www.example.org/a", Source("https://www.example.org/a", None, "example.org")),
        ("Письмо № 5 от 12.11.2026 г.", Source("", "2026-11-12", "Письмо № 5")),
        ("Приказ-пример № 7", Source("", None, "Приказ-пример № 7")),
        ("да", Wrong(EditFault.NO_SOURCE)),
        ("", Wrong(EditFault.NO_SOURCE)),
        ("я" * 1001, Wrong(EditFault.TOO_LONG)),
    ],
)
def test_a_source_is_a_link_or_a_document(reader: Reader, typed: str, source: Source | Wrong) -> None:
    """With the date that stands beside it; too few words name nothing."""
    assert reader.source(typed) == source


def test_no_date_in_words_is_no_date(reader: Reader) -> None:
    """A month needs its day and its year."""
    assert reader.day("7 октября") is None
    assert reader.day("31 июня 2025") is None
    assert reader.day("от 5 мая 2026 года") == date(2026, 5, 5)


@pytest.mark.parametrize("kind", EntryKind)
def test_every_field_of_every_kind_has_a_name_on_the_screen(kind: EntryKind) -> None:
    """What can be corrected can be called by its name; what is asked can be corrected."""
    assert set(typed_fields(kind)) <= set(fields_known())
    assert set(ASKED.get(kind, ())) <= set(typed_fields(kind))


def test_a_draft_becomes_an_entry_under_a_slug_of_its_own() -> None:
    """The slug is of the name; one that is taken is marked."""
    draft = RegisterDraft(
        7,
        1,
        EntryKind.EVENT,
        None,
        ("name", "date"),
        {"name": "Форум-пример", "date": "2026"},
        Source("", None, "Пример"),
    )
    made = new_entry(draft, ())
    assert isinstance(made, Event)
    assert (made.slug, made.sources) == ("forum-primer", (Source("", None, "Пример"),))
    assert new_entry(draft, [made.slug]).slug.startswith("forum-primer-")


def test_answers_that_make_no_entry_are_refused() -> None:
    """An answer that is missing, or of another shape, is no entry and no correction."""
    with pytest.raises(ValueError, match="validation"):
        new_entry(RegisterDraft(7, 1, EntryKind.EVENT, None, ("name",), {"name": "Пример"}), ())
    draft = RegisterDraft(7, 1, EntryKind.ORGANISATION, "zavod", ("side",), {"side": "Марс"})
    with pytest.raises(ValueError, match="validation"):
        correction(draft, WORKS, 1)
