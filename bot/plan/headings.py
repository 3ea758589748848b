"""Which column of a table holds what: told by its heading, one to three rows high, or guessed from what stands below.

A guess is marked as one, so that a person confirms it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import pairwise
from typing import Final

from bot.plan.table import Cell, Table, TableRow

_SEARCHED: Final = 60
_HIGHEST: Final = 3
_LONGEST: Final = 160  # characters of a heading; longer is a commitment that names «срок»
_COUNTED: Final = re.compile(r"\(?(\d{1,2})\.?\)?")
_SPACES: Final = re.compile(r"[\s\xad]+")


class Column(StrEnum):
    """What a column holds."""

    NUMBER = auto()
    TEXT = auto()
    DEADLINE = auto()
    RESPONSIBLE = auto()
    ULYANOVSK = auto()
    BELARUS = auto()
    FEDERAL = auto()
    SECTION = auto()
    OTHER = auto()  # marks, results, money


_WORDS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    (Column.OTHER, re.compile(r"отметк|адзнак|примечан|заўваг|результат|вынік|финансир|фінансав|стоимость|статус"
                              r"|показател|ход (?:ис|вы)полнен|документ|форма (?:отчет|реализац|завершен)")),
    (Column.DEADLINE, re.compile(r"\bсрок|тэрмін|\bдата\b|\bдаты\b|период (?:реал|исп|вып|пров)|время (?:пров|исп)"
                                 r"|час правядз")),
    (Column.BELARUS, re.compile(r"белорус|беларус|\bрб\b")),
    (Column.ULYANOVSK, re.compile(r"ульяновск|ульянаўск|российск|расійск|\bроссия\b|\bрф\b")),
    (Column.FEDERAL, re.compile(r"федеральн")),
    (Column.RESPONSIBLE, re.compile(r"ответствен|адказн|исполнител|выканаўц|выканаўч|соисполн|организатор"
                                    r"|арганізатар")),
    (Column.NUMBER, re.compile(r"^№|^n\b|^no\b|п\s*[/.]\s*п|^номер|^нумар|^пункт$|^#")),
    (Column.SECTION, re.compile(r"^раздел|^раздзел|^направлени\w+$|^напрамак|^сфера|^отрасль|^галіна")),
    (Column.TEXT, re.compile(r"мероприят|мерапрыемств|наименован|назва|содержан|змест|действи|дзеянн|задач|\bработ"
                             r"|поручен")),
)  # fmt: skip
_SIDES: Final = (Column.ULYANOVSK, Column.BELARUS, Column.FEDERAL)
_WEIGHT: Final = {Column.TEXT: 3.0, Column.DEADLINE: 3.0, Column.RESPONSIBLE: 2.0, Column.OTHER: 0.3}


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the heading ends and what each column holds; ``sure`` is false for a guess.

    ``first`` and ``last`` are places in the table's rows, -1 for both when there is no heading; ``texts`` are the
    headings as written, by column.
    """

    columns: Mapping[int, Column]
    first: int
    last: int
    sure: bool
    texts: Mapping[int, str]

    def places(self, *wanted: Column) -> tuple[int, ...]:
        """Return the columns that hold any of these, from left to right."""
        return tuple(sorted(place for place, column in self.columns.items() if column in wanted))

    @property
    def complete(self) -> bool:
        """Tell whether there is a column of commitments and one of deadlines or of those responsible."""
        held = set(self.columns.values())
        return Column.TEXT in held and bool(held & {Column.DEADLINE, Column.RESPONSIBLE, *_SIDES})


def find_headings(table: Table) -> Headings | None:
    """Return the best heading of a table, ``None`` when nothing in it looks like one."""
    best: tuple[float, Headings] | None = None
    for first in range(min(len(table.rows), _SEARCHED)):
        for height in range(1, _HIGHEST + 1):
            rows = table.rows[first : first + height]
            if len(rows) < height or (height > 1 and not _goes_on(rows)):
                break
            found = _headings(rows, first)
            worth = _worth(found) - 0.2 * height - 0.01 * first
            if found.complete and (best is None or worth > best[0]):
                best = worth, found
    return best[1] if best else None


def heading_of(text: str) -> Column | None:
    """Return what a column with this heading holds, ``None`` when its words say nothing."""
    plain = _SPACES.sub(" ", text.replace("ё", "е").lower()).strip(" .:*")
    if not plain or len(plain) > _LONGEST:
        return None
    return next((column for column, words in _WORDS if words.search(plain)), None)


def is_row_of_column_numbers(row: TableRow) -> bool:
    """Tell whether a row only counts the columns: 1, 2, 3."""
    counted = [_COUNTED.fullmatch(row.cells[place].text) for place in row.filled()]
    figures = [int(match[1]) for match in counted if match]
    if len(figures) != len(counted) or len(figures) < 3:  # noqa: PLR2004 - two figures may be a commitment
        return False
    return all(later == earlier + 1 for earlier, later in pairwise(figures)) and figures[0] <= 2  # noqa: PLR2004


def _goes_on(rows: Sequence[TableRow]) -> bool:
    """Tell whether the last of these rows may be a lower storey of the heading that begins with the first."""
    last, above = rows[-1], rows[-2]
    if is_row_of_column_numbers(last):
        return False
    if any(len(cell.text) > _LONGEST or cell.day or cell.figure is not None for cell in last.cells):
        return False
    merged = any(cell.from_left for cell in above.cells) or any(cell.from_above for cell in last.cells)
    part_filled = len(last.filled()) < len(above.filled()) and 0 not in last.filled()
    return merged or part_filled or _all_speak(last)


def _all_speak(row: TableRow) -> bool:
    filled = row.filled()
    return bool(filled) and all(heading_of(row.cells[place].text) for place in filled)


def _headings(rows: Sequence[TableRow], first: int) -> Headings:
    width = max(len(row.cells) for row in rows)
    texts = {place: _text_of(rows, place) for place in range(width)}
    columns: dict[int, Column] = {}
    for place, storeys in texts.items():
        column = _column(storeys)
        if column is not None:
            columns[place] = column
    _keep_one(columns, Column.TEXT)
    _keep_one(columns, Column.NUMBER)
    sides = any(column in _SIDES for column in columns.values())
    if sides and Column.RESPONSIBLE not in columns.values() and not _owed(rows):
        columns = {place: column for place, column in columns.items() if column not in _SIDES}
    written = {place: " ".join(storeys) for place, storeys in texts.items()}
    return Headings(columns, first, first + len(rows) - 1, sure=True, texts=written)


def _owed(rows: Sequence[TableRow]) -> bool:
    """Tell whether columns named only by their sides hold bodies: their heading says so, or is the side alone."""
    return all(len(cell.text) <= _LONGEST for row in rows for cell in row.cells)


def _text_of(rows: Sequence[TableRow], place: int) -> list[str]:
    """Return the storeys of a heading from the top, those of merged cells included."""
    storeys: list[str] = []
    for row in rows:
        at = place
        while 0 < at < len(row.cells) and row.cells[at].from_left and not row.cells[at].text:
            at -= 1
        text = row.cells[at].text if at < len(row.cells) else ""
        if text and text not in storeys:
            storeys.append(text)
    return storeys


def _column(storeys: Sequence[str]) -> Column | None:
    """Return what the lowest storey says, unless a higher one says more: «Ответственные» over «Беларусь» is a side."""
    said = [column for column in map(heading_of, storeys) if column is not None]
    if not said:
        return None
    lowest = said[-1]
    if lowest is Column.TEXT and Column.RESPONSIBLE in said:  # «Ответственные» over «наименование»
        return Column.RESPONSIBLE
    return lowest


def _keep_one(columns: dict[int, Column], wanted: Column) -> None:
    places = [place for place, column in columns.items() if column is wanted]
    for place in places[1:]:
        columns[place] = Column.OTHER


def _worth(headings: Headings) -> float:
    held = set(headings.columns.values())
    return sum(_WEIGHT.get(column, 1.5 if column in _SIDES else 1.0) for column in held)


def same_heading(row: TableRow, heading: Sequence[TableRow]) -> bool:
    """Tell whether a row repeats one of the heading's, as it does at the top of each page."""
    told = _told(row.cells)
    return bool(told) and any(told == _told(one.cells) for one in heading)


def _told(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_SPACES.sub(" ", cell.text).strip().lower() for cell in cells if cell.text)
