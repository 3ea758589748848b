"""A Word document -> its tables: merged cells, revisions as accepted, numbers that Word counts by itself.

Deleted text is dropped, inserted text is kept, as if every revision had been accepted.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.plan.docx_numbering import Numbering
from bot.plan.table import MOST_COLUMNS, MOST_ROWS, Cell, FileFault, FileUnreadable, Table, TableRow

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LARGEST: Final = 30 * 1024 * 1024
_DROPPED: Final = frozenset(
    WORD + name for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tbl", "footnoteReference")
)
_SPOKEN: Final = {WORD + "tab": " ", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
_LONGEST: Final = 20_000
_TITLE_LINES: Final = 30


@dataclass(slots=True)
class _Reader:
    """Goes through a document once; counts its numbered paragraphs as it goes."""

    numbering: Numbering
    tables: list[Table] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def walk(self, parent: "_Element") -> None:
        for child in parent:
            if child.tag == WORD + "tbl":
                rows = tuple(row for row in self._rows(child) if row.filled())
                self.tables.append(Table("", rows, tuple(self.above[-_TITLE_LINES:])))
                self.above = []
            elif child.tag == WORD + "p":
                text = self._paragraph(child)
                if text:
                    self.above.append(text)
            elif child.tag not in _DROPPED:
                self.walk(child)

    def _rows(self, table: "_Element") -> Iterator[TableRow]:
        number = 0
        for row in _within(table, "tr"):
            properties = row.find(WORD + "trPr")
            if properties is not None and properties.find(WORD + "del") is not None:
                continue
            number += 1
            if number > MOST_ROWS:
                raise FileUnreadable(FileFault.TOO_LARGE)
            yield TableRow(number, tuple(self._cells(row))[:MOST_COLUMNS])

    def _cells(self, row: "_Element") -> Iterator[Cell]:
        before = row.find(f"{WORD}trPr/{WORD}gridBefore")
        yield from (Cell() for _ in range(_count(before)))
        for cell in _within(row, "tc"):
            continues = _continues(cell, "vMerge")
            span = max(_count(cell.find(f"{WORD}tcPr/{WORD}gridSpan")), 1)
            text = self._text(cell)
            from_left = _continues(cell, "hMerge")
            yield Cell("" if continues or from_left else text, from_above=continues, from_left=from_left)
            yield from (Cell(from_left=True, from_above=continues) for _ in range(span - 1))

    def _text(self, cell: "_Element") -> str:
        lines = [self._paragraph(paragraph) for paragraph in cell.iter(WORD + "p")]
        return "\n".join(line for line in lines if line)[:_LONGEST]

    def _paragraph(self, paragraph: "_Element") -> str:
        text = "".join(_spoken(paragraph)).strip()
        label = self.numbering.label(paragraph)
        return f"{label} {text}".strip()


def docx_tables(package: zipfile.ZipFile) -> tuple[Table, ...]:
    """Return the tables of a document in order; a table within a cell is part of that cell's text."""
    body = _parsed(package, "word/document.xml")
    numbering = Numbering(
        _parsed(package, "word/numbering.xml") if "word/numbering.xml" in package.namelist() else None
    )
    reader = _Reader(numbering)
    reader.walk(body)
    return tuple(reader.tables)


def _parsed(package: zipfile.ZipFile, part: str) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - slow to import, and seldom needed

    if package.getinfo(part).file_size > _LARGEST:
        raise FileUnreadable(FileFault.TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(package.read(part).replace(_STRICT, WORD[1:-1].encode()), parser)
    except etree.XMLSyntaxError as broken:
        raise FileUnreadable(FileFault.BROKEN) from broken


def _within(parent: "_Element", name: str) -> Iterator["_Element"]:
    """Yield rows or cells, also those inside content controls and revisions."""
    for child in parent:
        if child.tag == WORD + name:
            yield child
        elif child.tag in {WORD + "sdt", WORD + "sdtContent", WORD + "ins", WORD + "customXml"}:
            yield from _within(child, name)


def _continues(cell: "_Element", merge: str) -> bool:
    found = cell.find(f"{WORD}tcPr/{WORD}{merge}")
    return found is not None and found.get(WORD + "val", "continue") == "continue"


def _count(element: "_Element | None") -> int:
    value = element.get(WORD + "val", "") if element is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else 0


def _spoken(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag == WORD + "t":
            yield child.text or ""
        elif child.tag in _SPOKEN:
            yield _SPOKEN[child.tag]
        elif child.tag not in _DROPPED and not str(child.tag).endswith("}Fallback"):  # the same words once more
            yield from _spoken(child)
