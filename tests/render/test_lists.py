"""Lists of the register."""

import pytest

from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.lists import contents_screen, entry_list, sectors_screen
from bot.render.message import Message
from storage.register_records import EntryKind, Register
from tests.render.notation import flaws


def _datas(message: Message) -> list[str]:
    return [each.callback_data for row in message.as_call()["reply_markup"].inline_keyboard for each in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EntryKind)
def test_every_page_of_every_list_is_fit_to_be_read(
    kind: EntryKind, language: str, register: Register, catalogues: Catalogues
) -> None:
    """Each entry stands on exactly one page, each page within the limits."""
    tr = catalogues.of(language)
    pages = [entry_list(kind, register, tr, page) for page in range(7)]
    assert [flaws(page) for page in pages] == [[]] * 7
    opened = {data for page in pages for data in _datas(page) if data.startswith("c:")}
    assert {data.split(":")[2] for data in opened} == set(register.of(kind))


def test_pages_lead_to_one_another(register: Register, tr: Translator) -> None:
    """The first page leads on, one between both ways, the last back; a page past the end is the last."""
    turns = [
        [data for data in _datas(entry_list(EntryKind.EVENT, register, tr, page)) if data.startswith("l:")]
        for page in range(3)
    ]
    assert turns == [["l:e:1:"], ["l:e:0:", "l:e:2:"], ["l:e:1:"]]
    past_the_end, last = (entry_list(EntryKind.EVENT, register, tr, page).body() for page in (999, 2))
    assert past_the_end == last


def test_a_list_of_a_sector_keeps_to_it_and_leads_back(register: Register, tr: Translator) -> None:
    """Turning pages stays within the sector; the last button leads to its card."""
    screen = entry_list(EntryKind.ORGANISATION, register, tr, sector="aviastroenie")
    assert screen.plain().startswith("Организации: Авиастроение\n10 записей, страница 1 из 2")
    assert _datas(screen)[-2:] == ["l:o:1:aviastroenie", "c:s:aviastroenie"]


@pytest.mark.parametrize("sector", ["molodezh", "withdrawn"])
def test_an_empty_list_says_that_it_is(sector: str, register: Register, tr: Translator) -> None:
    """A sector without figures, or one withdrawn, has a list that says so."""
    screen = entry_list(EntryKind.INDICATOR, register, tr, sector=sector)
    assert "В реестре здесь пока ничего нет." in screen.plain()
    assert flaws(screen) == []


def test_events_stand_with_the_newest_first(register: Register, tr: Translator) -> None:
    """What is announced for later and what was latest is read first."""
    rows = entry_list(EntryKind.EVENT, register, tr).plain().split("\n")
    assert rows[3].startswith("1. 2026 (дата не объявлена) — ")
    assert rows[4].startswith("2. не позднее 2\u00a0октября 2025 — ")


def test_the_list_of_sectors_is_one_screen(register: Register, tr: Translator) -> None:
    """All sectors are buttons of one screen."""
    assert entry_list(EntryKind.SECTOR, register, tr, 5).body() == sectors_screen(register, tr).body()
    assert len(_datas(sectors_screen(register, tr))) == len(register.sectors)


def test_the_contents_name_every_part_that_has_entries(register: Register, tr: Translator) -> None:
    """A button for each kind with its count; a kind without entries is left out."""
    assert len(_datas(contents_screen(register, tr))) == len(EntryKind)
    assert contents_screen(Register(), tr).as_call()["reply_markup"] is None
