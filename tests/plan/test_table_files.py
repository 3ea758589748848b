"""Files that cannot be a plan, or must not be opened: one reason each, soon, and never an accident."""

import os
import zipfile
from contextlib import suppress
from io import BytesIO
from itertools import islice

import pytest
from openpyxl import Workbook

from bot.plan.table import FileFault, FileUnreadable
from bot.plan.table_files import LARGEST, tables_of
from tests.plan.office_files import HEADING, ROW, document, package, saved, text_file, word_row, word_table, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAN = workbook([HEADING, ROW])
LAUGHS = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'


def sheet(xml: str) -> bytes:
    """Return the workbook of a plan with other XML in its sheet."""
    with zipfile.ZipFile(BytesIO(PLAN)) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return package({**parts, "xl/worksheets/sheet1.xml": f"{head}{xml}</worksheet>"})


def declared(content: bytes, size: int) -> bytes:
    """Return a zip whose last part is declared to unpack to ``size``."""
    place = content.rindex(b"PK\x01\x02") + 24
    return content[:place] + size.to_bytes(4, "little") + content[place + 4 :]


REFUSED = {
    "nothing": (b"", FileFault.EMPTY),
    "spaces": (b" \n\t ", FileFault.EMPTY),
    "noise": (os.urandom(1) * 3 + bytes(range(256)) * 4, FileFault.OTHER_FORMAT),
    "zeros": (b"\0" * 5000, FileFault.OTHER_FORMAT),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, FileFault.OTHER_FORMAT),
    "a PDF": (b"%PDF-1.7 " + b"x" * 99, FileFault.OTHER_FORMAT),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", FileFault.OTHER_FORMAT),
    "xml": ("\ufeff<?xml version='1.0'?><a/>".encode(), FileFault.OTHER_FORMAT),
    "latin text": ("caf\xe9;\xe9t\xe9\n".encode("latin-1") * 3, FileFault.OTHER_FORMAT),
    "a letter": ("Уважаемые коллеги\nпишем вам\n".encode(), FileFault.NO_TABLE),
    "broken utf-16": (b"\xff\xfe\x00\xd8\x00\x00;", FileFault.BROKEN),
    "zeros within text": ("Срок;Мероприятие\n".encode("cp1251") + b"\0\xff;\0\xff", FileFault.OTHER_FORMAT),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), FileFault.ENCRYPTED),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), FileFault.OLD_EXCEL),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), FileFault.OLD_WORD),
    "other compound": (OLE + b"x" * 99, FileFault.OTHER_FORMAT),
    "half a workbook": (PLAN[: len(PLAN) // 2], FileFault.BROKEN),
    "a workbook spoilt": (PLAN[:300] + b"\xff" * 60 + PLAN[360:], FileFault.BROKEN),
    "an archive": (package({"a.txt": "пример"}), FileFault.OTHER_FORMAT),
    "an empty workbook": (saved(Workbook()), FileFault.NO_TABLE),
    "a workbook without parts": (package({"xl/workbook.xml": "<workbook/>"}), FileFault.BROKEN),
    "a document spoilt": (package({"word/document.xml": "<w:document>"}), FileFault.BROKEN),
    "a document without tables": (document("<w:p/>"), FileFault.NO_TABLE),
    "a document in UTF-16": (package({"word/document.xml": "<w:document/>".encode("utf-16")}), FileFault.BROKEN),
    "entities": (document(word_table(word_row(*HEADING), word_row(*ROW)), prolog=LAUGHS), FileFault.ENTITIES),
    "entities in a sheet": (
        package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": f"<?xml version='1.0'?>{LAUGHS}<a/>"}),
        FileFault.ENTITIES,
    ),
    "a bomb": (package({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": " " * 50_000_000}), FileFault.BOMB),
    "many bombs": (package({f"xl/{number}.bin": os.urandom(1000) * 3000 for number in range(30)}), FileFault.BOMB),
    "a lie about sizes": (declared(package({"word/document.xml": "<a/>" * 99}), 3), FileFault.BROKEN),
    "a huge claim": (declared(package({"word/document.xml": "<a/>" * 99}), 4_000_000_000), FileFault.BOMB),
    "many parts": (package({f"{number}.txt": "" for number in range(6000)}), FileFault.BOMB),
    "50 MB": (b"1;2\n" * 13_000_000, FileFault.TOO_LARGE),
    "many rows": (text_file([("1", "2")] * 20_001), FileFault.TOO_LARGE),
    "many empty rows in text": (b";;;\n" * 200_000, FileFault.TOO_LARGE),
    "many rows in a document": (document(word_table("<w:tr><w:tc/></w:tr>" * 20_001)), FileFault.TOO_LARGE),
    "a document too large": (document("<w:p>" + os.urandom(16_000_000).hex() + "</w:p>"), FileFault.TOO_LARGE),
    "endless merging": (
        sheet("<sheetData/><mergeCells>" + '<mergeCell ref="A1:CV2000"/>' * 9 + "</mergeCells>"), FileFault.TOO_LARGE,
    ),
    "a document in a password": (
        PLAN.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), FileFault.ENCRYPTED,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "fault"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_plan_is_refused_with_its_reason(content: bytes, fault: FileFault) -> None:
    """Each file that cannot or must not be read has its one reason."""
    with pytest.raises(FileUnreadable) as refused:
        tables_of(content)
    assert refused.value.fault is fault


def test_every_reason_is_tried() -> None:
    """All reasons but two, for headings and for time, are those of some file above."""
    assert {fault for _, fault in REFUSED.values()} == set(FileFault) - {FileFault.NO_COLUMNS, FileFault.TOO_LONG}


@pytest.mark.parametrize("length", range(4, len(PLAN), 611))
def test_a_file_cut_anywhere_is_broken_and_no_accident(length: int) -> None:
    """A truncated workbook is never anything but refused."""
    with pytest.raises(FileUnreadable):
        tables_of(PLAN[:length])


def test_a_file_with_any_byte_changed_is_read_or_refused() -> None:
    """Damage never surprises: what comes is tables or a reason."""
    for place in islice(range(0, len(PLAN), 97), 80):
        spoilt = bytearray(PLAN)
        spoilt[place] ^= 0xFF
        with suppress(FileUnreadable):
            assert tables_of(bytes(spoilt))


def test_the_content_tells_what_a_file_is() -> None:
    """A workbook, a document and a text are told apart without any name."""
    assert tables_of(PLAN)[0].name == "План"
    assert len(tables_of(document(word_table(word_row("а", "б"))))) == 1
    assert [cell.text for cell in tables_of(text_file([HEADING]))[0].rows[0].cells] == list(HEADING)


def test_a_million_empty_rows_cost_nothing() -> None:
    """A sheet formatted down to its end is read up to where the rest is empty; a cell far below is not looked for."""
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Пример</t></is></c></row>'
    empty = "".join(f'<row r="{number}"/>' for number in range(2, 300_000))
    (table,) = tables_of(sheet(f"<sheetData>{row}{empty}</sheetData>"))
    assert [one.number for one in table.rows] == [1]
    (table,) = tables_of(sheet(f'<sheetData>{row}<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'))
    assert [one.number for one in table.rows] == [1]


def test_hidden_sheets_are_not_read() -> None:
    """What the office hid is not its plan."""
    book = Workbook()
    book.create_sheet("Черновик").append(("а", "б"))
    book["Черновик"].sheet_state = "hidden"
    first = book.active
    assert first is not None
    first.append(("в", True, 2.5, False))
    (table,) = tables_of(saved(book))
    assert [cell.text for cell in table.rows[0].cells] == ["в", "да", "2.5", "нет"]


def test_the_largest_file_is_what_telegram_lets_a_bot_fetch() -> None:
    """20 MB: https://core.telegram.org/bots/api#getfile."""
    assert LARGEST == 20 * 1024 * 1024
