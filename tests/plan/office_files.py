"""Files as offices make them, built in memory. Every row in them is made up."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from bot.language.names import Names
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_file import PlanRead, ReadRow, read_plan
from tests.language.starter import dictionary, starter
from tests.plan.test_phrases import PLAN

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADING = ("№ п/п", "Мероприятие", "Срок исполнения", "Ответственные исполнители")
ROW = ("1", "Провести встречу (пример)", "II квартал 2026 г.", "Авиастар")

Rows = Sequence[Sequence[Any]]


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the names of the starter register."""
    return Names(starter(), dictionary())


def read(content: bytes, period: PlanPeriod = PLAN) -> PlanRead:
    """Read a file of the plan of 2025 and 2026 with the starter register."""
    return read_plan(content, period, names())


def row_of(row: ReadRow) -> tuple[str, str, str, str]:
    """Return a row's number, text, kind and dates in words."""
    return row.number, row.text, row.reading.kind.value, " ".join(map(str, row.reading.dates))


def bodies_of(row: ReadRow) -> list[tuple[str | None, str]]:
    """Return those responsible: the side, and the slug or else the words."""
    return [(one.side and one.side.value, one.organisation or one.name) for one in row.responsible]


def workbook(rows: Rows, merged: Iterable[str] = (), more: Mapping[str, Rows] | None = None) -> bytes:
    """Return a workbook with one sheet of these rows, merged as told, and other sheets after it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "План"
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file's content."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def text_file(rows: Rows, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a text with separators."""
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding, "replace")


def cell(text: str, properties: str = "") -> str:
    """Return a cell of a Word table; lines of the text are paragraphs, what begins with «<» is markup."""
    paragraphs = "".join(f"<w:p>{line if line.startswith('<') else run(line)}</w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def run(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word_row(*cells: str, properties: str = "") -> str:
    """Return a row of a Word table; a cell not made by :func:`cell` is its text."""
    made = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def word_table(*rows: str) -> str:
    """Return a Word table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def paragraph(text: str) -> str:
    """Return a paragraph of a document."""
    return f"<w:p>{run(text)}</w:p>"


def document(*body: str, parts: Mapping[str, str] | None = None, prolog: str = "") -> bytes:
    """Return a Word document with this body and these parts beside it."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {W}><w:body>{"".join(body)}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **(parts or {})})


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return content.getvalue()
