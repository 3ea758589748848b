"""A table under its headings -> the rows of a plan, told from sections, notes, totals and all else that stands between.

A row may go on over several lines of the table: what has neither number nor text belongs to the one above, as does a
line of text that begins with a small letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.plan.headings import Column, Headings, is_row_of_column_numbers, same_heading
from bot.plan.row_numbers import is_roman, is_within, row_number
from bot.plan.table import Cell, Table, TableRow

_TOTAL: Final = re.compile(r"\s*(?:итого|всего|усяго|разам|промежуточный итог)\b", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"\s*(?:\*|примечани|заўваг|сноск|согласовано|узгоднена|утвержда|утвержден[оа]\b|зацвярджа|подпис"
    r"|список сокращ|сокращени|исп\.|м\.\s?п\.)",
    re.IGNORECASE,
)
_POSITION: Final = re.compile(
    r"\s*(?:(?:первый\s+)?заместител|начальник|директор|министр|председател|руководител|глава\b|губернатор|консультант"
    r"|специалист|исполнител|исполняющ|намеснік|старшын|міністр|кіраўнік|дырэктар)",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"(?:[А-ЯЁІЎ]\.\s?){1,2}[А-ЯЁІЎ][а-яёіў-]+|[А-ЯЁІЎ][а-яёіў-]+\s(?:[А-ЯЁІЎ]\.\s?){1,2}")
_SECTION: Final = re.compile(r"\s*(?:раздел|раздзел|подраздел|направлени|блок|глава|часть|этап|сфера)\b", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\s*((?:\d{1,3}|[IVXLІ]{1,5})(?:\.\d{1,3})*)[.)]\s+\S")
_SMALL: Final = re.compile(r"\s*[а-яёіў(,;]")
_DITTO: Final = re.compile(r"""[-–—]*\s*(?://|["«»“”„'']{1,2}|то же|тое ж)\s*[-–—.]*""", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b20\d\d\b")
_MARKED: Final = re.compile(r"[+xхv✓✔*•]+", re.IGNORECASE)
_RESPONSIBLE: Final = (Column.RESPONSIBLE, Column.ULYANOVSK, Column.BELARUS, Column.FEDERAL)


@dataclass(frozen=True, slots=True)
class Owing:
    """What a cell of those responsible holds, and of which column it is."""

    column: Column
    text: str


@dataclass(slots=True)
class PlanRow:
    """A row of the plan as the table has it; ``uncounted`` names columns whose formula has no value."""

    number: str
    section: str
    table: str
    place: int
    text: str
    deadline: str
    owing: list[Owing] = field(default_factory=list)
    uncounted: tuple[Column, ...] = ()
    side: str = ""


def plan_rows(table: Table, headings: Headings, section: str = "") -> list[PlanRow]:
    """Return the rows of a plan in the order of the table; ``section`` is that of the table which this one goes on."""
    return _Layout(table, headings, section).rows()


class _Layout:
    def __init__(self, table: Table, headings: Headings, section: str) -> None:
        self._table = table
        self._headings = headings
        self._heading = table.rows[headings.first : headings.last + 1] if headings.first >= 0 else ()
        self._section = section
        self._rows: list[PlanRow] = []
        self._seen = False  # whether anything has come after the last row of the plan
        self._strays: list[PlanRow] = []  # rows with neither number nor deadline: a signature, unless rows follow
        self._above: dict[int, Cell] = {}

    def rows(self) -> list[PlanRow]:
        """Go through the rows below the heading."""
        below = self._table.rows[self._headings.last + 1 :]
        for place, row in enumerate(below):
            if self._passed_over(row):
                continue
            title = self._section_title(row, below[place + 1 :])
            if title is not None:
                self._section = title
                self._seen = True
            elif not self._goes_on(row):
                self._take(self._row(self._filled_down(row)))
        return self._rows

    def _take(self, row: PlanRow) -> None:
        """Take a row; one with neither number nor deadline waits, for it may be a signature below the plan."""
        if not (row.number or row.deadline or row.uncounted) and self._headings.places(Column.NUMBER):
            self._strays.append(row)
            return
        self._rows.extend((*self._strays, row))
        self._strays = []
        self._seen = False

    def _filled_down(self, row: TableRow) -> TableRow:
        """Return a row with the deadline and the bodies of the cells that are merged down into it, or «то же»."""
        cells = list(row.cells)
        for place in self._headings.places(Column.DEADLINE, Column.SIDE, Column.SECTION, *_RESPONSIBLE):
            if place >= len(cells):
                continue
            cell = cells[place]
            if (cell.from_above and not cell.from_left) or _DITTO.fullmatch(cell.text):
                cells[place] = self._above.get(place, cell)
            self._above[place] = cells[place]
        return TableRow(row.number, tuple(cells))

    def _passed_over(self, row: TableRow) -> bool:
        if not row.filled() or is_row_of_column_numbers(row) or same_heading(row, self._heading):
            return True
        first = row.cells[row.filled()[0]].text
        text = self._text(row, Column.TEXT)
        if _TOTAL.match(first) or _TOTAL.match(text) or self._is_signature(row):
            return True
        return bool(_NOTE.match(first)) and not self._text(row, Column.DEADLINE)

    def _is_signature(self, row: TableRow) -> bool:
        """Tell whether somebody signs here: a position and a name, without the number and the time that rows have."""
        first, last = (row.cells[row.filled()[end]].text.strip() for end in (0, -1))
        if not (self._headings.places(Column.NUMBER) and _POSITION.match(first) and _SIGNED.fullmatch(last)):
            return False
        deadline = self._text(row, Column.DEADLINE).strip()
        return not self._number(row) and deadline in {"", last}

    def _section_title(self, row: TableRow, below: Sequence[TableRow]) -> str | None:
        """Return the title when a row is a section's: a single text, or a numbered one with nothing owed under it."""
        filled = row.filled()
        if len(filled) == 1:
            return self._single_title(row, filled[0])
        number, text = self._number(row), self._text(row, Column.TEXT)
        known = {*self._headings.places(Column.NUMBER), *self._headings.places(Column.TEXT)}
        if not text or set(filled) - known or len({*filled}) > len(known):
            return None
        if is_roman(number) or _SECTION.match(text) or self._heads(number, below):
            return " ".join(f"{row.cells[filled[0]].text} {text}".split()) if number else text
        return None

    def _single_title(self, row: TableRow, place: int) -> str | None:
        text = " ".join(row.cells[place].text.split())
        column = self._headings.columns.get(place)
        merged = sum(cell.from_left for cell in row.cells) >= 1 or len(row.cells) == 1
        if column in {Column.DEADLINE, *_RESPONSIBLE} and not (merged or _SECTION.match(text)):
            return None
        if column is Column.TEXT and not merged and self._rows and not self._seen and _SMALL.match(text):
            return None
        if row.cells[place].uncounted:
            return None
        return text

    def _heads(self, number: str, below: Sequence[TableRow]) -> bool:
        """Tell whether the next row is numbered within this one."""
        for row in below:
            if row.filled() and not self._passed_over(row):
                return is_within(self._number(row), number)
        return False

    def _goes_on(self, row: TableRow) -> bool:
        """Add to the row above what belongs to it; false when this is a row of its own."""
        number, text = self._cell_text(row, Column.NUMBER), self._text(row, Column.TEXT)
        if not self._rows or self._seen or number:
            return False
        if text and not (_SMALL.match(text) and not self._text(row, Column.DEADLINE)):
            return False
        last = self._rows[-1]
        last.text = f"{last.text} {text}".strip()
        more = self._text(row, Column.DEADLINE)
        if more:
            last.deadline = f"{last.deadline}\n{more}".strip()
        last.owing.extend(self._owing(row))
        return True

    def _row(self, row: TableRow) -> PlanRow:
        text, number = self._text(row, Column.TEXT), self._number(row)
        if not number and not self._headings.places(Column.NUMBER):
            numbered = _NUMBERED.match(text)
            if numbered:
                number, text = numbered[1], text[numbered.end(1) :].lstrip(".) \t")
        section = self._text(row, Column.SECTION) or self._section
        return PlanRow(
            number=number,
            section=section,
            table=self._table.name,
            place=row.number,
            text=text,
            deadline=self._text(row, Column.DEADLINE),
            owing=list(self._owing(row)),
            uncounted=tuple(self._uncounted(row)),
            side=self._text(row, Column.SIDE),
        )

    def _number(self, row: TableRow) -> str:
        before = self._rows[-1].number if self._rows else ""
        for place in self._headings.places(Column.NUMBER):
            if place < len(row.cells):
                return row_number(row.cells[place], before)
        return ""

    def _cell_text(self, row: TableRow, column: Column) -> str:
        return " ".join(row.cells[place].text for place in self._headings.places(column) if place < len(row.cells))

    def _text(self, row: TableRow, column: Column) -> str:
        places = self._headings.places(column)
        texts = [
            self._under_heading(row, place) for place in places if place < len(row.cells) and row.cells[place].text
        ]
        joined = "\n".join(texts)
        return joined if column in {Column.DEADLINE, *_RESPONSIBLE} else " ".join(joined.split())

    def _under_heading(self, row: TableRow, place: int) -> str:
        """Return a cell's text; under «2025 год», one of several columns of deadlines, «II квартал» is of that year."""
        text = row.cells[place].text
        if self._headings.columns.get(place) is not Column.DEADLINE or _YEAR.search(text):
            return text
        years = _YEAR.findall(self._headings.texts.get(place, ""))
        if len(years) != 1 or len(self._headings.places(Column.DEADLINE)) == 1:
            return text
        return f"{years[0]} год" if _MARKED.fullmatch(text) else f"{text} {years[0]} года"

    def _owing(self, row: TableRow) -> Iterator[Owing]:
        for place in self._headings.places(*_RESPONSIBLE):
            if place < len(row.cells) and row.cells[place].text:
                yield Owing(self._headings.columns[place], row.cells[place].text)

    def _uncounted(self, row: TableRow) -> Iterator[Column]:
        for place, cell in enumerate(row.cells):
            if cell.uncounted and place in self._headings.columns:
                yield self._headings.columns[place]
