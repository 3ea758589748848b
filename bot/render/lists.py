"""Lists of entries, page by page: a numbered line with one detail for each, and a button."""

import re

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render import relations
from bot.render.buttons import card_button, columns, keyboard, list_button
from bot.render.catalogue import Translator
from bot.render.dates import written
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE, label_of, list_title, sector_name, side_name
from bot.render.related import LINE_LIMIT, value_of
from bot.render.sources import as_of_line, language_line
from bot.render.typography import prose, shortened
from storage.register_records import (
    Agreement,
    AnyEntry,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Register,
    Statement,
)

DETAIL_LIMIT = 100
_REMARK = re.compile(r"[;:(]")


def entry_list(
    kind: EntryKind, register: Register, tr: Translator, page: int = 0, sector: str | None = None
) -> Message:
    """Return a page of the entries of a kind, of one sector when it is named; a page past the end is the last one."""
    if kind is EntryKind.SECTOR:
        return sectors_screen(register, tr)
    entries = relations.listed(kind, register, sector)
    pages = max(1, -(-len(entries) // relations.PAGE_SIZE))
    page = min(page, pages - 1)
    begins = page * relations.PAGE_SIZE
    shown = entries[begins : begins + relations.PAGE_SIZE]
    text = blocks(
        lines(Bold(_title(kind, register, tr, sector)), _counted(len(entries), page, pages, tr)),
        lines(*(entry_row(number, entry, tr) for number, entry in enumerate(shown, begins + 1))),
        lines(language_line(tr), as_of_line(relations.sources_of(shown), register.as_of, tr)) if shown else None,
    )
    opening = [[_numbered(number, entry, kind, tr)] for number, entry in enumerate(shown, begins + 1)]
    return Message(fitted(text), keyboard(*opening, _turns(kind, page, pages, sector, tr), _back(register, tr, sector)))


def _numbered(number: int, entry: AnyEntry, kind: EntryKind, tr: Translator) -> InlineKeyboardButton:
    return card_button(f"{number}. {label_of(entry, tr)}", kind, entry.slug)


def _title(kind: EntryKind, register: Register, tr: Translator, sector: str | None) -> str:
    title = list_title(kind, tr)
    return f"{title}: {sector_name(register.sectors[sector], tr)}" if sector and sector in register.sectors else title


def _counted(count: int, page: int, pages: int, tr: Translator) -> Text:
    if not count:
        return tr.text("The register has nothing here yet.")
    total = tr.plural("{n} entry", "{n} entries", count)
    if pages == 1:
        return total
    return tr.text("{total}, page {page} of {pages}", total=total, page=page + 1, pages=pages)


def entry_row(number: int, entry: AnyEntry, tr: Translator) -> str:
    """Return the numbered line of an entry in a list, with the one thing worth knowing of it there."""
    label = shortened(label_of(entry, tr), LINE_LIMIT)
    match entry:
        case Event():
            return f"{number}. {written(entry.date, tr)} — {label}"
        case Indicator():
            return f"{number}. {label}: {value_of(entry)}"
        case _:
            detail = shortened(_detail(entry, tr), DETAIL_LIMIT)
            return f"{number}. {label} — {detail}" if detail else f"{number}. {label}"


def _detail(entry: AnyEntry, tr: Translator) -> str:
    """Return the one thing worth knowing of an entry in a list."""
    match entry:
        case Agreement() | Document():
            return _standing(entry, tr)
        case Organisation():
            return side_name(entry.side, tr)
        case Official():
            return prose(entry.role)
        case Statement():
            return prose(entry.who)
        case _:
            return ""


def _standing(entry: Agreement | Document, tr: Translator) -> str:
    """Return the first words of the status, up to the remark on it, and the date of signing when it is known."""
    status = prose(_REMARK.split(entry.status, maxsplit=1)[0])
    signed = tr.plain("signed {date}", date=written(entry.signed_on, tr)) if entry.signed_on else ""
    return ", ".join(part for part in (status, signed) if part)


def _turns(kind: EntryKind, page: int, pages: int, sector: str | None, tr: Translator) -> list[InlineKeyboardButton]:
    before = list_button(f"‹ {tr.plain(PAGE, n=page)}", kind, page - 1, sector) if page > 0 else None
    after = list_button(f"{tr.plain(PAGE, n=page + 2)} ›", kind, page + 1, sector) if page + 1 < pages else None
    return [each for each in (before, after) if each is not None]


def _back(register: Register, tr: Translator, sector: str | None) -> list[InlineKeyboardButton]:
    if sector is None or sector not in register.sectors:
        return []
    return [card_button(f"« {sector_name(register.sectors[sector], tr)}", EntryKind.SECTOR, sector)]


def sectors_screen(register: Register, tr: Translator) -> Message:
    """Return all the sectors as buttons."""
    sectors = list(register.sectors.values())
    text = lines(
        Bold(tr.plain("Sectors of cooperation")),
        tr.plural("{n} sector in the register.", "{n} sectors in the register.", len(sectors)),
        tr.text("Choose one to see its projects, agreements, organisations and figures."),
    )
    buttons = (card_button(sector_name(each, tr), EntryKind.SECTOR, each.slug) for each in sectors)
    return Message(text, keyboard(*columns(buttons)))


def contents_screen(register: Register, tr: Translator) -> Message:
    """Return what the register holds: a button for each kind of entries that has any."""
    kinds = [kind for kind in EntryKind if register.of(kind)]
    text = lines(
        Bold(tr.plain("The register")),
        tr.text("Choose a part or ask in your own words."),
        as_of_line((), register.as_of, tr),
    )
    buttons = (list_button(f"{list_title(kind, tr)}: {len(register.of(kind))}", kind) for kind in kinds)
    return Message(text, keyboard(*columns(buttons)))
