"""What cards say and offer about their neighbours: rows, buttons to other cards, the way back to the list."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render import relations
from bot.render.buttons import RELATED_LIMIT, card_button, list_button
from bot.render.catalogue import Translator
from bot.render.layout import Node, lines, section
from bot.render.names import label_of, list_title, sector_names, side_name
from bot.render.sources import dated_outlet
from bot.render.typography import for_readers, prose, shortened
from storage.register_records import (
    RECORD_OF,
    AnyEntry,
    Discrepancy,
    EntryKind,
    Indicator,
    Organisation,
    Register,
    Statement,
)

LINE_LIMIT = 160

_KIND_OF = {record: kind for kind, record in RECORD_OF.items()}


def kind_of(entry: AnyEntry) -> EntryKind:
    """Return the kind of an entry."""
    return _KIND_OF[type(entry)]


def entry_buttons(entries: Iterable[AnyEntry], tr: Translator) -> list[InlineKeyboardButton]:
    """Return a button for each of the first eight entries."""
    unique = list({(kind_of(entry), entry.slug): entry for entry in entries}.values())
    return [card_button(label_of(entry, tr), kind_of(entry), entry.slug) for entry in unique[:RELATED_LIMIT]]


def way_back(entry: AnyEntry, register: Register, tr: Translator) -> InlineKeyboardButton:
    """Return the button to the page of the list on which the entry stands."""
    kind = kind_of(entry)
    slugs = [each.slug for each in relations.listed(kind, register)]
    page = slugs.index(entry.slug) // relations.PAGE_SIZE if entry.slug in slugs else 0
    return list_button(f"« {list_title(kind, tr)}", kind, page)


def names_of(entries: Iterable[AnyEntry], tr: Translator) -> list[str]:
    """Return the short names of entries, each fit for one line."""
    return [shortened(label_of(entry, tr), LINE_LIMIT) for entry in entries]


def sector_line(slugs: Sequence[str], register: Register, tr: Translator) -> Text | None:
    """Return «Отрасль: …» or «Отрасли: …», ``None`` when none is known."""
    known = [slug for slug in slugs if slug in register.sectors]
    if not known:
        return None
    names = sector_names(known, register, tr)
    return tr.text("Sector: {names}" if len(known) == 1 else "Sectors: {names}", names=names)


def side_lines(organisations: Iterable[Organisation], tr: Translator) -> Text | None:
    """Return a line for each side with the short names of its organisations."""
    sides = relations.by_side(organisations)
    if not sides:
        return None
    return lines(*(Text(side_name(side, tr), ": ", ", ".join(names_of(those, tr))) for side, those in sides))


def figure_row(entry: Indicator, tr: Translator) -> Text:
    """Return a figure by its name with its first source: «Рост товарооборота: +23 % (ТАСС, 30 сентября 2025)»."""
    source = Text(" (", dated_outlet(entry.sources[0], tr), ")") if entry.sources else ""
    return Text(shortened(label_of(entry, tr), LINE_LIMIT), ": ", value_of(entry), source)


def value_of(entry: Indicator) -> str:
    """Return a figure as the source wrote it."""
    return shortened(prose(entry.value), LINE_LIMIT)


def statement_row(entry: Statement) -> str:
    """Return a public statement in one row: the words and who said them."""
    return f"{shortened(prose(entry.text), LINE_LIMIT)} — {prose(entry.who)}"


def discrepancy_section(discrepancies: Sequence[Discrepancy], tr: Translator) -> Text | None:
    """Return what sources disagree about, ``None`` when they do not."""
    return section(tr.plain("Sources differ"), [for_readers(entry.text) for entry in discrepancies])


def note_section(entry: AnyEntry, tr: Translator) -> Text | None:
    """Return the remark of the register's keeper, ``None`` when there is none."""
    note = for_readers(entry.note)
    return labelled(tr.plain("Note"), note) if note else None


def labelled(title: str, *words: Node) -> Text:
    """Return a bold title with words under it."""
    return lines(Bold(title), *words)
