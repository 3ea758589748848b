"""What is looked at of the plan as an XLSX table: one row for each due date, safe to open."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.plan.choice import Line
from bot.render.catalogue import Translator
from bot.render.names import sector_names, side_name, standing_name
from bot.render.typography import clean
from storage.register_records import Register

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL = 32_000  # characters; Excel takes 32,767
_WIDTHS = (8, 60, 30, 14, 14, 10, 14, 18, 28, 40, 28, 30)


def plan_sheet(lines: Sequence[Line], register: Register, tr: Translator) -> bytes:
    """Return the lines as a workbook of one sheet, a heading above it.

    Words of others never become a formula: what begins like one begins with an apostrophe, and every cell of words
    says that it is text.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and seldom needed
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet(safe(tr.plain("Plan"))[:30])
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append(_cells(sheet, _headings(tr), bold=True))
    for line in lines:
        sheet.append(_cells(sheet, _row(line, register, tr)))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def safe(value: str) -> str:
    """Return words that no table program takes for a formula, without characters that XML cannot hold."""
    words = clean(value)[:_CELL]
    return f"'{words}" if words.startswith(_FORMULA) else words


def _cells(sheet: "Worksheet", values: Iterable[str | date | int | None], *, bold: bool = False) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    cells = []
    for value in values:
        held: Any = safe(value) if isinstance(value, str) else value
        cell = WriteOnlyCell(sheet, value=held)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
        if bold:
            cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def _headings(tr: Translator) -> tuple[str, ...]:
    return (
        tr.plain("No."),
        tr.plain("Item of the plan"),
        tr.plain("Section"),
        tr.plain("Due"),
        tr.plain("First date"),
        tr.plain("Transfers"),
        tr.plain("Executed on"),
        tr.plain("State of the deadline"),
        tr.plain("Deadline as in the plan"),
        tr.plain("Responsible"),
        tr.plain("Sectors"),
        tr.plain("Plan"),
    )


def _row(line: Line, register: Register, tr: Translator) -> tuple[str | date | int | None, ...]:
    one, due = line.commitment, line.deadline
    owners = (f"{each.name} ({side_name(each.side, tr)})" if each.side else each.name for each in one.responsible)
    title = tr.plain("EXAMPLE. {title}", title=one.plan_title) if one.example else one.plan_title
    return (
        one.number,
        one.text,
        one.section,
        due.due if due else None,
        due.first_due if due else None,
        due.transfers if due else None,
        due.done_on if due else None,
        standing_name(line.standing, tr),
        one.deadline_text,
        "; ".join(owners),
        sector_names(one.sectors, register, tr),
        title,
    )
