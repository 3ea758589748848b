"""Tables as they are kept until somebody decides on them: JSON in which a plain cell is its text.

Any other cell is a list: the text, the day (ISO or nothing), the figure (or nothing), and its marks: 1 continues the
cell on its left, 2 the one above, 4 a formula without a value.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from bot.plan.table import Cell, FileFault, FileUnreadable, Table, TableRow

MOST_KEPT: Final = 8 * 1024 * 1024
"""Characters; a plan of two thousand rows has half a million."""


def packed(tables: Sequence[Table]) -> str:
    """Return tables as a text; raises :class:`~bot.plan.table.FileUnreadable` for what is too large to be kept."""
    kept = [
        [one.name, list(one.above), [[row.number, *map(_cell_kept, row.cells)] for row in one.rows]] for one in tables
    ]
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("\\u0000", "")
    if len(text) > MOST_KEPT:
        raise FileUnreadable(FileFault.TOO_LARGE)
    return text


def unpacked(text: str) -> tuple[Table, ...]:
    """Return the tables that were packed."""
    return tuple(
        Table(name, tuple(TableRow(number, tuple(map(_cell, cells))) for number, *cells in rows), tuple(above))
        for name, above, rows in json.loads(text)
    )


def _cell_kept(cell: Cell) -> Any:  # noqa: ANN401 - whatever JSON can hold
    marks = cell.from_left + 2 * cell.from_above + 4 * cell.uncounted
    if cell.day is None and cell.figure is None and not marks:
        return cell.text
    return [cell.text, cell.day and cell.day.isoformat(), cell.figure, marks]


def _cell(kept: Any) -> Cell:  # noqa: ANN401 - as above
    if isinstance(kept, str):
        return Cell(kept)
    text, day, figure, marks = kept
    return Cell(
        text,
        day and date.fromisoformat(day),
        figure,
        from_left=bool(marks & 1),
        from_above=bool(marks & 2),
        uncounted=bool(marks & 4),
    )
