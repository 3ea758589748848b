"""Answers on the screen: the card, the list, the polite «не нашёл»."""

import pytest

from bot.answers import Answer, AnswerKind, Item
from bot.render.answers import answer_screen
from bot.render.cards import card
from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.lists import entry_list
from bot.render.message import Message
from storage.register_records import EntryKind, Register, Side
from tests.render.notation import flaws
from tests.render.samples import HOSTILE

KINDS = {
    EntryKind.DOCUMENT: AnswerKind.AGREEMENT,
    EntryKind.STATEMENT: AnswerKind.LIST,
    EntryKind.DISCREPANCY: AnswerKind.LIST,
}


def _datas(message: Message) -> list[str]:
    return [each.callback_data for row in message.as_call()["reply_markup"].inline_keyboard for each in row]


def _items(register: Register, kind: EntryKind, count: int | None = None) -> tuple[Item, ...]:
    return tuple(Item(kind, slug, "") for slug in list(register.of(kind))[:count])


def test_an_answer_with_an_entry_is_its_card(register: Register, tr: Translator) -> None:
    """Whatever the kind of entry, a document among agreements too, the answer is the card."""
    for kind, entry in register.entries():
        answer = Answer(KINDS.get(kind) or AnswerKind(kind.value), entry.slug, entry=kind)
        assert answer_screen(answer, register, tr).body() == card(kind, entry, register, tr).body()


def test_another_reading_is_said_above_the_card(register: Register, tr: Translator) -> None:
    """What was read in place of what was typed is told, not replaced silently."""
    answer = Answer(AnswerKind.SECTOR, "avtoprom", entry=EntryKind.SECTOR, offered="автопром")
    assert answer_screen(answer, register, tr).plain().startswith("Возможно, вы искали: автопром\n\nАвтомобилестроение")


def test_a_namesake_is_offered_first(register: Register, tr: Translator) -> None:
    """Another entry with the name asked for comes first among the buttons, once."""
    namesake = Item(EntryKind.ORGANISATION, "polesie-mashstroy", "")
    answer = Answer(AnswerKind.PROJECT, "polesie-igrushki", items=(namesake,), entry=EntryKind.PROJECT)
    datas = _datas(answer_screen(answer, register, tr))
    assert datas[0] == "c:o:polesie-mashstroy"
    assert len(set(datas)) == len(datas)


def test_a_line_of_a_list_says_how_an_entry_stands(register: Register, tr: Translator) -> None:
    """An agreement is listed with its status, an event with its date, what is gone since by the title it had."""
    items = (
        Item(EntryKind.AGREEMENT, "plan-2023-2024", ""),
        Item(EntryKind.EVENT, "forum-regionov-2025", ""),
        Item(EntryKind.PROJECT, "gone", "Прежний проект"),
    )
    told = answer_screen(Answer(AnswerKind.LIST, items=items), register, tr).plain().replace("\u00a0", " ")
    assert told.startswith("Найдено\n3 записи")
    assert "1. План на 2023–2024 годы — срок истёк" in told
    assert "2. 25–27 июня 2025 — XII Форум регионов" in told
    assert "3. Прежний проект" in told


def test_a_list_of_one_kind_is_headed_by_it(register: Register, tr: Translator) -> None:
    """What the entries are stands above them even where the question did not name it."""
    items = _items(register, EntryKind.STATEMENT, 2)
    assert answer_screen(Answer(AnswerKind.LIST, items=items), register, tr).plain().startswith("Публичные заявления")


def test_a_whole_list_pages(register: Register, tr: Translator) -> None:
    """All entries of a kind, or all of a kind in a sector, are the list that pages."""
    items = _items(register, EntryKind.AGREEMENT)
    whole = Answer(AnswerKind.LIST, items=items, of_kind=EntryKind.AGREEMENT)
    assert answer_screen(whole, register, tr).body() == entry_list(EntryKind.AGREEMENT, register, tr).body()
    of_sector = tuple(one for one in items if "turizm" in register.agreements[one.slug].sectors)
    some = Answer(AnswerKind.LIST, items=of_sector, of_kind=EntryKind.AGREEMENT, sectors=("turizm",))
    paged = entry_list(EntryKind.AGREEMENT, register, tr, sector="turizm")
    assert answer_screen(some, register, tr).body() == paged.body()


def test_a_part_of_a_list_is_told_whole(register: Register, tr: Translator) -> None:
    """A list that does not page names what it is of, all its rows, and leads to the whole list."""
    belarusian = [one for one in register.organisations.values() if one.side is Side.BELARUS]
    items = tuple(Item(EntryKind.ORGANISATION, one.slug, "") for one in belarusian)
    screen = answer_screen(
        Answer(AnswerKind.LIST, items=items, of_kind=EntryKind.ORGANISATION, side=Side.BELARUS), register, tr
    )
    assert screen.plain().startswith(f"Организации · Беларусь\n{len(items)} ")
    assert f"{len(items)}. " in screen.plain()
    assert _datas(screen)[-1] == "l:o:0:"


def test_a_list_of_mixed_kinds_has_a_name_of_its_own(register: Register, tr: Translator) -> None:
    """A list of no one kind is called by what it is: found; the other reading is told above it."""
    items = (*_items(register, EntryKind.STATEMENT, 2), *_items(register, EntryKind.EVENT, 1))
    screen = answer_screen(Answer(AnswerKind.LIST, items=items, offered="обещания"), register, tr)
    assert screen.plain().startswith("Возможно, вы искали: обещания\n\nНайдено\n3 записи")
    assert [one[:4] for one in _datas(screen)] == ["c:t:", "c:t:", "c:e:"]


def test_a_list_beyond_measure_says_how_many_more(register: Register, tr: Translator) -> None:
    """At most forty rows are told, the rest is counted."""
    items = tuple(Item(EntryKind.ORGANISATION, f"gone-{number}", f"Пример {number}") for number in range(60))
    screen = answer_screen(Answer(AnswerKind.LIST, items=items, sectors=("bas", "turizm")), register, tr)
    assert "40. Пример 39\nи ещё 20" in screen.plain()
    assert flaws(screen) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_short_and_offers_the_nearest(
    language: str, register: Register, catalogues: Catalogues
) -> None:
    """Three lines, at most three buttons, and no word of an answer that is none."""
    nearest = _items(register, EntryKind.SECTOR, 5)
    screen = answer_screen(Answer(AnswerKind.NONE, items=nearest, offered=HOSTILE), register, catalogues.of(language))
    assert flaws(screen) == []
    assert len(screen.plain().split("\n")) == 3
    assert len(_datas(screen)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_likely_one_is_shown_under_the_nothing_found(
    language: str, register: Register, catalogues: Catalogues
) -> None:
    """First that there is no answer, then the card that was probably meant, with its buttons and the others'."""
    nearest = _items(register, EntryKind.SECTOR, 3)
    tr = catalogues.of(language)
    screen = answer_screen(Answer(AnswerKind.NONE, items=nearest, likely=True), register, tr)
    whole = card(nearest[0].kind, register.sectors[nearest[0].slug], register, tr)
    assert flaws(screen) == []
    assert screen.plain() == f"{tr.plain('I found no exact answer. The nearest is:')}\n\n{whole.plain()}"
    assert {*_datas(screen)} == {*_datas(whole), *(f"c:s:{each.slug}" for each in nearest[1:])}


def test_a_likely_one_that_was_withdrawn_is_nothing_found(register: Register, tr: Translator) -> None:
    """Without its entry there is but the nearest."""
    gone = Item(EntryKind.SECTOR, "withdrawn", "")
    screen = answer_screen(Answer(AnswerKind.NONE, items=(gone,), likely=True), register, tr)
    assert screen.plain().startswith("Не нашёл ответа на этот вопрос.")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(AnswerKind.NONE),
        Answer(AnswerKind.LIST),
        Answer(AnswerKind.SECTOR, "withdrawn", entry=EntryKind.SECTOR),
        Answer(AnswerKind.NEWS),
    ],
    ids=lambda answer: answer.kind.value,
)
def test_an_answer_with_nothing_behind_it_is_nothing_found(answer: Answer, register: Register, tr: Translator) -> None:
    """An empty answer, or one whose entry was withdrawn, says so and leads into the register."""
    screen = answer_screen(answer, register, tr)
    assert screen.plain() == "Не нашёл ответа на этот вопрос.\nМогу рассказать о том, что есть в реестре:"
    assert _datas(screen) == ["l:s:0:", "l:a:0:", "l:o:0:", "l:p:0:"]
