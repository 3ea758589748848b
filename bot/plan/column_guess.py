"""Columns of a table without headings, guessed from what stands in them; a person confirms the guess."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bot.plan.headings import Column, Headings, find_headings
from bot.plan.phrase_reading import DeadlineKind, PlanPeriod
from bot.plan.phrases import read_phrase
from bot.plan.row_numbers import row_number
from bot.plan.table import Cell, Table

_SAMPLE: Final = 200
_MOSTLY: Final = 0.5
_FEWEST_COLUMNS: Final = 2
_WORDY: Final = 15  # characters; a commitment is longer than a deadline
_ANY: Final = PlanPeriod(date(2000, 1, 1), date(2000, 12, 31))


def guessed_headings(table: Table) -> Headings | None:
    """Return what the columns seem to hold; ``None`` without one of texts and one that mostly holds deadlines."""
    rows = table.rows[:_SAMPLE]
    width = max(len(row.cells) for row in rows)
    by_place = {place: [row.cells[place] for row in rows if place < len(row.cells)] for place in range(width)}
    columns = {place: [cell for cell in cells if cell.text] for place, cells in by_place.items()}
    columns = {place: cells for place, cells in columns.items() if cells}
    deadline = _best(columns, _is_deadline)
    if deadline is None or len(columns) < _FEWEST_COLUMNS:
        return None
    number = _best({place: cells for place, cells in columns.items() if place < deadline}, _is_number)
    left = {place: cells for place, cells in columns.items() if place not in {deadline, number}}
    text = max(left, key=lambda place: _length(left[place]), default=None)
    if text is None or _length(left[text]) < _WORDY:
        return None
    found = {deadline: Column.DEADLINE, text: Column.TEXT}
    if number is not None:
        found[number] = Column.NUMBER
    found.update({place: Column.RESPONSIBLE for place in left if place > text and place not in found})
    return Headings(found, -1, -1, sure=False, texts={})


def told_headings(table: Table, told: Mapping[int, Column]) -> Headings | None:
    """Return the columns as a person told them over what the headings or the cells say; ``None`` without any."""
    seen = find_headings(table) or guessed_headings(table)
    columns = {**(seen.columns if seen else {}), **told}
    columns = {place: column for place, column in columns.items() if column is not Column.OTHER or place not in told}
    for single in (Column.TEXT, Column.NUMBER):
        if single in told.values():  # the one told takes the place of the one read
            columns = {place: column for place, column in columns.items() if column is not single or place in told}
    first, last, texts = (seen.first, seen.last, seen.texts) if seen else (-1, -1, {})
    found = Headings(columns, first, last, sure=True, texts=texts)
    return found if Column.TEXT in columns.values() else None


def _best(columns: dict[int, list[Cell]], fits: Callable[[Cell], bool]) -> int | None:
    shares = {place: sum(map(fits, cells)) / len(cells) for place, cells in columns.items()}
    best = max(shares, key=lambda place: shares[place], default=None)
    return best if best is not None and shares[best] >= _MOSTLY else None


def _is_deadline(cell: Cell) -> bool:
    return bool(row_number(cell, "")) is False and read_phrase(cell.text, _ANY).kind is not DeadlineKind.UNREADABLE


def _is_number(cell: Cell) -> bool:
    return bool(row_number(cell, ""))


def _length(cells: list[Cell]) -> float:
    return sum(len(cell.text) for cell in cells) / len(cells)
