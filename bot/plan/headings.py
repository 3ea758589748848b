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
_HIGHEST: Final = 4
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
    SIDE = auto()  # which side the body of another column is on
    SECTION = auto()
    OTHER = auto()  # marks, results, money


_WORDS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    (Column.OTHER, re.compile(r"отметк|адзнак|примечан|заўваг|результат|вынік|финансир|фінансав|стоимость|статус"
                              r"|показател|ход (?:ис|вы)полнен|форма (?:отчет|реализац|завершен)|основан|цел[ьи]\b"
                              r"|ф\.?\s?и\.?\s?о\b|должност|контакт|телефон")),
    (Column.DEADLINE, re.compile(r"\bсрок|тэрмін|\bдата\b|\bдаты\b|период (?:реал|исп|вып|пров)|время (?:пров|исп)"
                                 r"|час правядз")),
    (Column.RESPONSIBLE, re.compile(r"ответствен|адказн|исполнител|выканаўц|выканаўч|соисполн|организатор"
                                    r"|арганізатар")),
    (Column.NUMBER, re.compile(r"^№|^n\b|^no\b|п\s*[/.]\s*п|^номер|^нумар|^пункт$|^#")),
    (Column.SECTION, re.compile(r"^раздел|^раздзел|^направлени\w+$|^напрамак|^сфера|^отрасль|^галіна")),
    (Column.TEXT, re.compile(r"мероприят|мерапрыемств|действи|дзеянн|задач|\bработ|поручен|предмет|проект|праект")),
)  # fmt: skip
_NAMED: Final = re.compile(r"наименован|назва|содержан|змест")  # of a commitment, when nothing else is named
_OF_SIDES: Final = re.compile(r"^сторон|^бок")
_SIDE_WORDS: Final = (
    (Column.FEDERAL, re.compile(r"федеральн\w* орган|федеральный уровень|федэральн")),
    (Column.BELARUS, re.compile(r"белорус|беларус|\bрб\b")),
    (Column.ULYANOVSK, re.compile(r"ульяновск|ульянаўск|российск|расійск|\bроссия\b|\bрф\b")),
)
_BEGINS: Final = re.compile(r"начал|пачат")
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
    return _to_the_end(table, best[1]) if best else None


def _to_the_end(table: Table, headings: Headings) -> Headings:
    """Return the heading with the storeys below that name nothing new but are plainly its own («орган», «2025 год»)."""
    rows = list(table.rows[headings.first : headings.last + 1])
    for row in table.rows[headings.last + 1 : headings.first + _HIGHEST]:
        if not _is_storey(row, rows[-1], headings):
            break
        rows.append(row)
    return _headings(rows, headings.first) if len(rows) > headings.last - headings.first + 1 else headings


def _is_storey(row: TableRow, above: TableRow, headings: Headings) -> bool:
    """Tell whether all that a row says stands under merged cells of the row above, and it has no number or text."""
    own = headings.places(Column.NUMBER, Column.TEXT)
    filled = row.filled()
    if not filled or set(filled) & set(own) or is_row_of_column_numbers(row):
        return False
    return all(_merged_at(above, place) for place in filled)


def _merged_at(row: TableRow, place: int) -> bool:
    return any(at < len(row.cells) and row.cells[at].from_left for at in (place, place + 1))


def heading_of(text: str) -> Column | None:
    """Return what a column with this heading holds, ``None`` when its words say nothing.

    Of several things named the first counts («Отметка о выполнении мероприятия»); a side alone is a column of those
    responsible on it, beside a commitment it is part of its name.
    """
    plain = _SPACES.sub(" ", text.replace("ё", "е").lower()).strip(" .:*")
    if not plain or len(plain) > _LONGEST:
        return None
    found = sorted((match.start(), column) for column, words in _WORDS if (match := words.search(plain)))
    column = found[0][1] if found else None
    if column in {None, Column.RESPONSIBLE}:
        sides = [side for side, words in _SIDE_WORDS if words.search(plain)]
        if sides:
            return sides[0] if len(sides) == 1 or sides[0] is Column.FEDERAL else Column.RESPONSIBLE
    if column is None and _OF_SIDES.search(plain):
        return Column.SIDE
    return Column.TEXT if column is None and _NAMED.search(plain) else column


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
    columns = {place: column for place, storeys in texts.items() if (column := _column(storeys)) is not None}
    _keep_one(columns, Column.TEXT)
    _keep_one(columns, Column.NUMBER)
    _keep_ends(columns, texts)
    sure = _text_beside(columns, texts)
    if not set(columns.values()) & {Column.RESPONSIBLE, *_SIDES}:
        columns = {place: _or(column, Column.SIDE, Column.RESPONSIBLE) for place, column in columns.items()}
    written = {place: " ".join(storeys) for place, storeys in texts.items()}
    return Headings(columns, first, first + len(rows) - 1, sure=sure, texts=written)


def _or(column: Column, wrong: Column, right: Column) -> Column:
    return right if column is wrong else column


def _keep_ends(columns: dict[int, Column], texts: Mapping[int, Sequence[str]]) -> None:
    """Of «начало» and «окончание» the second is the deadline."""
    places = [place for place, column in columns.items() if column is Column.DEADLINE]
    begins = [place for place in places if _BEGINS.search(" ".join(texts[place]).lower())]
    if len(begins) < len(places):
        columns.update(dict.fromkeys(begins, Column.OTHER))


def _text_beside(columns: dict[int, Column], texts: Mapping[int, Sequence[str]]) -> bool:
    """Where no heading says «мероприятие», take a column with other words for it; false for such a guess."""
    held = set(columns.values())
    if Column.TEXT in held or not (Column.DEADLINE in held and held & {Column.RESPONSIBLE, *_SIDES}):
        return True
    deadline = min(place for place, column in columns.items() if column is Column.DEADLINE)
    free = [place for place, storeys in texts.items() if place < deadline and place not in columns and storeys]
    if free:
        columns[free[-1]] = Column.TEXT
    return not free


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
    if said[-1] is Column.TEXT and Column.RESPONSIBLE in said:  # «Ответственные» over «наименование»
        return Column.RESPONSIBLE
    if said[-1] in _SIDES and {Column.OTHER, Column.DEADLINE} & set(said):  # «Отметка» over «Беларусь»
        return said[0]
    return said[-1]


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
