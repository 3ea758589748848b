"""The sheets of a workbook as openpyxl reads them in a stream, without believing their dimensions.

openpyxl asks each sheet for its <dimension> first: where there is none it reads the whole sheet (a million empty rows
took 16 s and 560 MB), and where it is wrong, which some programs leave it, rows below it are silently not there. Here
a sheet is read from its top until the reader stops. Imported when it is needed: openpyxl is slow to import.
"""

from io import BytesIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_VISIBLE = "visible"


class _Sheet(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """Ask for nothing: the rows say how many they are."""


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        """Take the visible sheets, leaving out charts."""
        for sheet, relation in self.parser.find_sheets():
            if sheet.state == _VISIBLE and relation.target in self.valid_files and "chartsheet" not in relation.Type:
                made = _Sheet(self.wb, sheet.name, relation.target, self.shared_strings)
                self.wb._sheets.append(made)  # type: ignore[attr-defined]  # noqa: SLF001 - as the base class does


def open_workbook(content: bytes, *, values: bool) -> Workbook:
    """Return a workbook whose sheets are read in a stream: the values of formulas, or the formulas themselves."""
    reader = _Reader(BytesIO(content), read_only=True, data_only=values, keep_links=False)
    reader.read()
    return reader.wb
