"""A workbook -> its sheets as tables: values as they were last counted, merged cells, dates as dates.

Read in a stream that ends where the rest is empty: a sheet formatted down to its millionth row costs no more than
what is written in it.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.plan.table import MOST_COLUMNS, MOST_ROWS, REST_IS_EMPTY, Cell, FileFault, FileUnreadable, Table, TableRow

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 100
_MOST_MERGED: Final = 50_000
_ONE_DECIMAL: Final = re.compile(r"0[.,](0+)")
_LONGEST: Final = 20_000
_TALLEST: Final = 2_000

Place = tuple[int, int]
"""Row and column, from 1."""


def xlsx_tables(content: bytes, package: zipfile.ZipFile) -> tuple[Table, ...]:
    """Return the visible sheets of a workbook, rows that are hidden included."""
    try:
        values = _workbook(content, values=True)
        formulas: Workbook | None = None
        found = []
        for sheet in values.worksheets:
            merged, counted = _merged(package, str(getattr(sheet, "_worksheet_path", "")))
            unknown: set[Place] = set()
            if counted:
                formulas = formulas or _workbook(content, values=False)
                unknown = _formulas(formulas[sheet.title])
            found.append(Table(sheet.title, tuple(_rows(sheet, merged, unknown))))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as broken:
        raise FileUnreadable(FileFault.BROKEN) from broken
    return tuple(found)


def _workbook(content: bytes, *, values: bool) -> "Workbook":
    from bot.plan.xlsx_stream import open_workbook  # noqa: PLC0415 - slow to import, and seldom needed

    return open_workbook(content, values=values)


def _merged(package: zipfile.ZipFile, path: str) -> tuple[Mapping[Place, Place], bool]:
    """Return each place that continues a merged cell with the cell's first place, and whether there are formulas."""
    found: dict[Place, Place] = {}
    counted = False
    tail = b""
    with package.open(path.lstrip("/")) as opened:
        while chunk := opened.read(_CHUNK):
            seen = tail + chunk
            counted = counted or _FORMULA.search(seen) is not None
            for match in _MERGED.finditer(seen):
                found.update(_covered(match))
                if len(found) > _MOST_MERGED:
                    raise FileUnreadable(FileFault.TOO_LARGE)
            tail = chunk[-_OVERLAP:]
    return found, counted


def _covered(match: re.Match[bytes]) -> Iterator[tuple[Place, Place]]:
    left, right = _column(match[1]), min(_column(match[3]), MOST_COLUMNS)
    top, bottom = int(match[2]), int(match[4])
    bottom = min(bottom, top + _TALLEST)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield (row, column), (top, left)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: ANN401 - openpyxl's sheet of a stream
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if all(cell.value is None for cell in cells):
            empty += 1
            if empty > REST_IS_EMPTY:
                return
        else:
            empty = 0
            yield number, cells


def _formulas(sheet: Any) -> set[Place]:  # noqa: ANN401
    return {
        (number, column)
        for number, cells in _cells(sheet)
        for column, cell in enumerate(cells, 1)
        if (isinstance(cell.value, str) and cell.value.startswith("=")) or hasattr(cell.value, "ref")
    }


def _rows(sheet: Any, merged: Mapping[Place, Place], formulas: set[Place]) -> Iterator[TableRow]:  # noqa: ANN401
    rows: dict[int, tuple[Any, ...]] = {}
    for number, cells in _cells(sheet):
        rows[number] = cells
        if len(rows) > MOST_ROWS:
            raise FileUnreadable(FileFault.TOO_LARGE)
    widths: dict[int, int] = defaultdict(int)
    for row, column in (*merged, *formulas):
        widths[row] = max(widths[row], column)
    for number in sorted({*rows, *(row for row, _ in formulas)}):
        cells = rows.get(number, ())
        own = [place for place, cell in enumerate(cells, 1) if cell.value is not None]
        width = max((widths[number], *own))
        yield TableRow(
            number,
            tuple(
                _cell(cells[place] if place < len(cells) else None, (number, place + 1), merged, formulas)
                for place in range(width)
            ),
        )


def _cell(cell: Any, place: Place, merged: Mapping[Place, Place], formulas: Iterable[Place]) -> Cell:  # noqa: ANN401
    origin = merged.get(place)
    if origin is not None:
        return Cell(from_left=origin[1] < place[1], from_above=origin[0] < place[0])
    value = None if cell is None else cell.value
    match value:
        case None:
            return Cell(uncounted=place in formulas)
        case datetime():
            return _day(value.date(), str(cell.number_format))
        case date():
            return _day(value, str(cell.number_format))
        case bool():
            return Cell("да" if value else "нет")
        case int() | float():
            return Cell(_figure(float(value), str(cell.number_format)), figure=float(value))
        case _:
            return Cell(str(value).replace("_x000D_", "").replace("\r", "").strip()[:_LONGEST])


def _day(value: date, shown_as: str) -> Cell:
    """Return a date, as a month where only the month is shown: Excel makes the 1st of July of «июль 2026»."""
    months = "d" not in re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", shown_as).lower() and "y" in shown_as.lower()
    return Cell(f"{value:%m.%Y}" if months else f"{value:%d.%m.%Y}", day=value)


def _figure(value: float, shown_as: str) -> str:
    """Return a number as it is shown, so that 1.10 with two decimals is not 1.1."""
    decimals = _ONE_DECIMAL.search(shown_as)
    if value.is_integer() and not decimals:
        return str(int(value))
    return f"{value:.{len(decimals[1])}f}" if decimals else repr(value)
