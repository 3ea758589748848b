"""A table as an office's file holds it, whatever the format; and why a file may hold none that can be read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

MOST_ROWS = 20_000
"""Rows with something in them; a plan has hundreds."""

MOST_COLUMNS = 100

REST_IS_EMPTY = 2_000
"""So many empty rows on end, and nothing more is looked for below."""


class FileFault(StrEnum):
    """Why a file cannot be read as a plan."""

    EMPTY = auto()
    TOO_LARGE = auto()
    ENCRYPTED = auto()
    OLD_EXCEL = auto()
    OLD_WORD = auto()
    OTHER_FORMAT = auto()  # a PDF, a picture, an OpenDocument, a web page
    BROKEN = auto()
    BOMB = auto()
    ENTITIES = auto()
    NO_TABLE = auto()
    TOO_LONG = auto()  # reading it took more time or memory than it may
    NO_COLUMNS = auto()  # a table, but none with a column of commitments and one of deadlines


class FileUnreadable(Exception):
    """A file that cannot be read as a plan; nothing of it is kept."""

    def __init__(self, fault: FileFault) -> None:
        """Keep why."""
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid. A merged cell has its text at its top left place; the others continue it.

    ``day`` is there when the file holds a date, not its words; ``figure`` when it holds a number. ``uncounted``: a
    formula without a value.
    """

    text: str = ""
    day: date | None = None
    figure: float | None = None
    from_left: bool = False
    from_above: bool = False
    uncounted: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and its number in the file, counted from 1 as the reader sees it."""

    number: int
    cells: tuple[Cell, ...]

    def filled(self) -> tuple[int, ...]:
        """Return the columns that have text of their own."""
        return tuple(place for place, cell in enumerate(self.cells) if cell.text or cell.uncounted)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with something in them; ``name`` is the sheet's, empty where the format has none.

    ``above`` is what stands before the table in a document.
    """

    name: str
    rows: tuple[TableRow, ...]
    above: tuple[str, ...] = ()
