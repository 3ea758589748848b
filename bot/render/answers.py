"""The answer to a question in words: a card, a list, or a short polite «не нашёл» with the nearest."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bot.answers import Answer, AnswerKind, Item
from bot.render.buttons import card_button, columns, keyboard, list_button
from bot.render.cards import card
from bot.render.catalogue import Translator
from bot.render.layout import blocks, folded, lines
from bot.render.lists import entry_list, entry_row
from bot.render.message import Message, fitted
from bot.render.names import label_of, list_title, sector_names, side_name
from bot.render.relations import listed, sources_of
from bot.render.sources import as_of_line, language_line
from bot.render.typography import prose, quoted, shortened
from storage.register_records import EntryKind, Register

NEAREST = 3
NAMESAKES = 2  # others that bear the name asked for, among the buttons of a card
ITEMS_AT_ONCE = 8
ITEMS_SHOWN = 40
TITLE_LIMIT = 160
PARTS = (EntryKind.SECTOR, EntryKind.AGREEMENT, EntryKind.ORGANISATION, EntryKind.PROJECT)


def answer_screen(answer: Answer, register: Register, tr: Translator) -> Message:
    """Return the card of the answer, its list, or the polite «не нашёл» with the nearest two or three."""
    entry = register.find(answer.entry, answer.slug) if answer.entry and answer.slug else None
    if answer.entry and entry:
        return _with_offer(_with_namesakes(card(answer.entry, entry, register, tr), answer, register, tr), answer, tr)
    if answer.kind is AnswerKind.LIST and answer.items:
        return _list(answer, register, tr)
    return nothing_found(answer, register, tr)


def nothing_found(answer: Answer, register: Register, tr: Translator) -> Message:
    """Return a short polite «не нашёл», what may have been meant, and the nearest things that the register knows.

    The first of them is shown whole where it is likely what was meant: whoever meant it need not tap.
    """
    likely = answer.items[0] if answer.likely else None
    entry = register.find(likely.kind, likely.slug) if likely else None
    if likely and entry:
        shown = card(likely.kind, entry, register, tr)
        said = lines(Bold(tr.plain("I found no exact answer. The nearest is:")), _offer(answer, tr))
        below = Message(fitted(blocks(said, shown.text)), shown.keyboard)
        return _with_namesakes(below, replace(answer, items=answer.items[1:]), register, tr)
    nearest = [_item_button(each, register, tr) for each in answer.items[:NEAREST]]
    text = lines(
        Bold(tr.plain("I found no answer to that.")),
        _offer(answer, tr),
        tr.text("Nearest in the register:") if nearest else tr.text("I know what the public register holds:"),
    )
    parts = columns(list_button(list_title(kind, tr), kind) for kind in PARTS)
    return Message(text, keyboard(*([each] for each in nearest)) if nearest else keyboard(*parts))


def _list(answer: Answer, register: Register, tr: Translator) -> Message:
    if _is_whole(answer, register) and answer.of_kind:
        return entry_list(answer.of_kind, register, tr, sector=next(iter(answer.sectors), None))
    rows = [_row(number, item, answer, register, tr) for number, item in enumerate(answer.items[:ITEMS_SHOWN], 1)]
    rest = len(answer.items) - len(rows)
    more = tr.text("and {count} more", count=rest) if rest else None
    entries = (register.find(each.kind, each.slug) for each in answer.items)
    text = blocks(
        _offer(answer, tr),
        lines(Bold(_title(answer, register, tr)), tr.plural("{n} entry", "{n} entries", len(answer.items))),
        lines(*rows[:ITEMS_AT_ONCE]),
        folded(lines(*rows[ITEMS_AT_ONCE:], more)) if len(rows) > ITEMS_AT_ONCE else None,
        lines(language_line(tr), as_of_line(sources_of(entry for entry in entries if entry), register.as_of, tr)),
    )
    opening = ([_item_button(each, register, tr)] for each in answer.items[:ITEMS_AT_ONCE])
    return Message(fitted(text), keyboard(*opening, _whole(answer, tr)))


def _whole(answer: Answer, tr: Translator) -> list[InlineKeyboardButton]:
    if answer.of_kind is None:
        return []
    return [list_button(tr.plain("All: {list}", list=list_title(answer.of_kind, tr)), answer.of_kind)]


def _is_whole(answer: Answer, register: Register) -> bool:
    """Tell whether the list is one that pages: all entries of a kind, or all of a kind in a sector."""
    if answer.of_kind is None or answer.offered or len(answer.sectors) > 1:
        return False
    entries = listed(answer.of_kind, register, next(iter(answer.sectors), None))
    return {(each.kind, each.slug) for each in answer.items} == {(answer.of_kind, entry.slug) for entry in entries}


def _title(answer: Answer, register: Register, tr: Translator) -> str:
    """Return what a list is of: its kind, its sectors, its side, as far as they are named."""
    kinds = {answer.of_kind} if answer.of_kind else {each.kind for each in answer.items}
    parts = (
        list_title(min(kinds), tr) if len(kinds) == 1 else "",
        sector_names(answer.sectors, register, tr),
        side_name(answer.side, tr) if answer.side else "",
    )
    return " · ".join(part for part in parts if part) or tr.plain("Found")


def _row(number: int, item: Item, answer: Answer, register: Register, tr: Translator) -> str:
    """Return the line of an item; the side of an organisation is not said again where the title says it."""
    entry = register.find(item.kind, item.slug)
    if entry is None or (answer.side and item.kind is EntryKind.ORGANISATION):
        return f"{number}. {shortened(_label(item, register, tr), TITLE_LIMIT)}"
    return entry_row(number, entry, tr)


def _label(item: Item, register: Register, tr: Translator) -> str:
    entry = register.find(item.kind, item.slug)
    return label_of(entry, tr) if entry else prose(item.title)


def _item_button(item: Item, register: Register, tr: Translator) -> InlineKeyboardButton:
    return card_button(_label(item, register, tr), item.kind, item.slug)


def _with_namesakes(message: Message, answer: Answer, register: Register, tr: Translator) -> Message:
    """Put first among the buttons what bears the same name and is not among them yet."""
    rows = message.keyboard.inline_keyboard if isinstance(message.keyboard, InlineKeyboardMarkup) else []
    there = {each.callback_data for row in rows for each in row}
    first: Sequence[InlineKeyboardButton] = [_item_button(each, register, tr) for each in answer.items[:NAMESAKES]]
    missing = [each for each in first if each.callback_data not in there]
    return Message(message.text, keyboard(*columns(missing), *rows))


def _with_offer(message: Message, answer: Answer, tr: Translator) -> Message:
    offer = _offer(answer, tr)
    return Message(fitted(blocks(offer, message.text)), message.keyboard) if offer else message


def _offer(answer: Answer, tr: Translator) -> Text | None:
    if not answer.offered:
        return None
    return tr.text("Perhaps you meant: {words}", words=quoted(answer.offered, TITLE_LIMIT))
