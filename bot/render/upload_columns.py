"""What the columns of a file hold: each with its heading and two of its cells, told anew by a tap."""

from collections.abc import Iterator, Mapping
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.headings import Column, Headings
from bot.plan.table import Table
from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.typography import outside, shortened
from bot.render.upload import back_button
from bot.render.upload_buttons import ChooseColumn, ColumnCode, OpenColumn, OpenColumns

ROLES: Final[Mapping[Column, str]] = {
    Column.NUMBER: mark("Number"),
    Column.TEXT: mark("Commitment"),
    Column.DEADLINE: mark("Deadline"),
    Column.RESPONSIBLE: mark("Responsible"),
    Column.ULYANOVSK: mark("Responsible, Ulyanovsk"),
    Column.BELARUS: mark("Responsible, Belarus"),
    Column.FEDERAL: mark("Responsible, federal"),
    Column.SIDE: mark("Side"),
    Column.SECTION: mark("Section"),
    Column.OTHER: mark("Something else"),
}
_SAMPLES: Final = 2
_SHOWN: Final = 40
_MOST: Final = 20


def columns_screen(
    import_id: int, number: int, tables: Mapping[int, Table], headings: Headings, tr: Translator
) -> Message:
    """Return the columns of one table and the ways to the others; ``tables`` by number from 1."""
    table = tables[number]
    shown = [place for place in range(_width(table)) if any(_samples(table, headings, place))][:_MOST]
    told = (_told(table, headings, place, tr) for place in shown)
    picking = (
        button(f"{place + 1}. {_role(headings, place, tr)}", OpenColumn(import_id=import_id, table=number, place=place))
        for place in shown
    )
    text = blocks(
        lines(
            Bold(tr.text("Columns of {table}", table=_named(number, table, tr))),
            tr.plain("Tap a column to say what it holds."),
        ),
        *told,
    )
    return Message(fitted(text), keyboard(*columns(picking), _others(import_id, number, tables, tr),
                                          [back_button(import_id, tr)]))  # fmt: skip


def column_screen(import_id: int, number: int, place: int, table: Table, headings: Headings, tr: Translator) -> Message:
    """Return the question what a column holds."""
    held = headings.columns.get(place, Column.OTHER)
    roles = (
        button(
            f"{'✓ ' if column is held else ''}{tr.plain(words)}",
            ChooseColumn(import_id=import_id, table=number, place=place, column=ColumnCode[column.name]),
        )
        for column, words in ROLES.items()
    )
    back = button(f"‹ {tr.plain('Columns')}", OpenColumns(import_id=import_id, table=number))
    return Message(fitted(blocks(Bold(tr.plain("What does the column hold?")), _told(table, headings, place, tr))),
                   keyboard(*columns(roles), [back]))  # fmt: skip


def _width(table: Table) -> int:
    return max(len(row.cells) for row in table.rows)


def _named(number: int, table: Table, tr: Translator) -> str:
    return (
        tr.plain("sheet “{name}”", name=outside(table.name))
        if table.name
        else tr.plain("table {number}", number=number)
    )


def _others(import_id: int, number: int, tables: Mapping[int, Table], tr: Translator) -> list[InlineKeyboardButton]:
    others = [other for other in tables if other != number][:3]
    return [button(_named(other, tables[other], tr), OpenColumns(import_id=import_id, table=other)) for other in others]


def _role(headings: Headings, place: int, tr: Translator) -> str:
    return tr.plain(ROLES[headings.columns.get(place, Column.OTHER)])


def _told(table: Table, headings: Headings, place: int, tr: Translator) -> Text:
    heading = shortened(outside(headings.texts.get(place, "")), _SHOWN) or tr.plain("no heading")
    samples = "; ".join(f"«{shortened(outside(one), _SHOWN)}»" for one in _samples(table, headings, place))
    return lines(Bold(f"{place + 1}. {heading}: {_role(headings, place, tr)}"), samples or "—")


def _samples(table: Table, headings: Headings, place: int) -> list[str]:
    """Return the first cells below the heading, or the heading where there is nothing below."""
    found = list(_texts(table, headings.last + 1, place))[:_SAMPLES]
    return found or list(_texts(table, 0, place))[:1]


def _texts(table: Table, first: int, place: int) -> Iterator[str]:
    for row in table.rows[max(first, 0) :]:
        if place < len(row.cells) and row.cells[place].text:
            yield row.cells[place].text
