"""A plan's file -> its rows with dates and bodies, and every fault with its place.

The whole way, in words::

bytes -> tables (table_files) -> columns (headings) -> rows (plan_rows)
      -> dates (phrases), bodies (bodies), sectors -> rows of the plan and faults
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from bot.language.names import Names
from bot.plan.bodies import Bodies, SaidBodies
from bot.plan.column_guess import guessed_headings, told_headings
from bot.plan.headings import Column, Headings, find_headings
from bot.plan.phrase_reading import DeadlineKind, Note, PlanPeriod, Reading
from bot.plan.phrases import read_phrase
from bot.plan.plan_rows import PlanRow, plan_rows
from bot.plan.row_numbers import row_number
from bot.plan.table import FileFault, FileUnreadable, Table
from bot.plan.table_files import tables_of
from storage.records import Responsible
from storage.register_records import EntryKind

ColumnsTold = Mapping[int, Mapping[int, Column]]
"""What a person said that columns hold: by the table's number from 1, then by the column's place from 0."""

_TITLE_LINES: Final = 4
_LONGEST_TITLE: Final = 300


class RowFault(StrEnum):
    """What is wrong with a row; those before ``NOTE`` keep it out of the store until it is put right."""

    NO_DEADLINE = auto()
    UNREADABLE_DEADLINE = auto()
    NO_RESPONSIBLE = auto()
    DUPLICATE_NUMBER = auto()
    NO_TEXT = auto()
    UNCOUNTED = auto()  # a formula without a value
    NOTE = auto()  # the deadline was read, and a person should know how
    GUESSED_COLUMNS = auto()
    NO_DEADLINE_COLUMN = auto()
    NO_RESPONSIBLE_COLUMN = auto()


_STOPPING: Final = frozenset(RowFault) - {
    RowFault.NOTE, RowFault.GUESSED_COLUMNS, RowFault.NO_RESPONSIBLE_COLUMN, RowFault.NO_DEADLINE_COLUMN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: the sheet's name (empty where there is none), the table's number from 1, the row's from 1.

    ``row`` 0 means the whole table; ``tables`` is how many tables the file has.
    """

    sheet: str
    table: int
    row: int
    tables: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: which row and where; ``words`` are what it is about, ``note`` is the reader's of the deadline."""

    fault: RowFault
    number: str
    place: Place
    words: str = ""
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the plan as understood; ``sound`` unless a fault stops it."""

    number: str
    text: str
    section: str
    deadline_text: str
    reading: Reading
    responsible: tuple[Responsible, ...]
    sectors: tuple[str, ...]
    place: Place
    sound: bool


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What a file says: the plan's title (empty when the file has none), its rows, and every fault.

    ``headings`` are the columns of each table read, in the order of the tables; ``tables`` their numbers from 1.
    """

    title: str
    rows: tuple[ReadRow, ...]
    faults: tuple[Fault, ...]
    headings: tuple[Headings, ...]
    tables: tuple[int, ...]


def read_plan(content: bytes, period: PlanPeriod, names: Names) -> PlanRead:
    """Return what a file says of a plan; takes a second or two for thousands of rows, so not on the event loop.

    Raises :class:`~bot.plan.table.FileUnreadable` for a file that is no plan at all.
    """
    return read_tables(tables_of(content), period, names)


def read_tables(
    tables: Sequence[Table],
    period: PlanPeriod,
    names: Names,
    *,
    columns: ColumnsTold = MappingProxyType({}),
    said: SaidBodies = MappingProxyType({}),
) -> PlanRead:
    """Return what the tables of a file say of a plan.

    ``columns``: what a person said that the columns of a table hold; ``said``: what they said of bodies' wordings.
    Raises :class:`~bot.plan.table.FileUnreadable` when there is no plan in them.
    """
    found = _plan_tables(tables, columns)
    bodies = Bodies(names, said)
    faults: list[Fault] = []
    rows: list[ReadRow] = []
    for number, table, headings in found:
        whole = Place(table.name, number, 0, len(tables))
        faults.extend(_of_columns(headings, whole))
        reader = _Rows(period, names, bodies, headings)
        before = rows[-1].section if rows and not table.name else ""  # a document's tables go on with each other
        for row in plan_rows(table, headings, before):
            made, wrong = reader.read(row, Place(table.name, number, row.place, len(tables)))
            rows.append(made)
            faults.extend(wrong)
    if not rows:
        raise FileUnreadable(FileFault.NO_COLUMNS)
    rows, doubled = _doubled(rows)
    title = _title(found[0][1], found[0][2])
    return PlanRead(
        title,
        tuple(rows),
        tuple(_in_order((*faults, *doubled))),
        tuple(one[2] for one in found),
        tuple(one[0] for one in found),
    )


def title_of(name: str) -> str:
    """Return what a plan may be called after its file."""
    return " ".join(PurePath(name).stem.replace("_", " ").split())


def _plan_tables(tables: Sequence[Table], told: ColumnsTold) -> list[tuple[int, Table, Headings]]:
    """Return the tables that are of the plan: those with its headings, and those that go on with such a one."""
    found: list[tuple[int, Table, Headings]] = []
    for number, table in enumerate(tables, 1):
        headings = told_headings(table, told[number]) if number in told else find_headings(table)
        if headings is None and number not in told and found and _goes_on(table, found[-1]):
            headings = Headings(found[-1][2].columns, -1, -1, found[-1][2].sure, found[-1][2].texts)
        if headings is not None:
            found.append((number, table, headings))
    if not found:
        left = ((number, table) for number, table in enumerate(tables, 1) if number not in told)
        guessed = ((number, table, guessed_headings(table)) for number, table in left)
        found = [(number, table, headings) for number, table, headings in guessed if headings is not None][:1]
    if not found:
        raise FileUnreadable(FileFault.NO_COLUMNS)
    return found


def _goes_on(table: Table, before: tuple[int, Table, Headings]) -> bool:
    """Tell whether a table without headings goes on with the one before: as wide, and with a number or a deadline."""
    _, earlier, headings = before
    width = max(len(row.cells) for row in table.rows)
    if table.name or earlier.name or width != max(len(row.cells) for row in earlier.rows):
        return False
    numbers, deadlines = headings.places(Column.NUMBER), headings.places(Column.DEADLINE)
    return any(
        any(place < len(row.cells) and row_number(row.cells[place], "") for place in numbers)
        or any(place < len(row.cells) and row.cells[place].text for place in deadlines)
        for row in table.rows[:5]
    )


def _of_columns(headings: Headings, place: Place) -> Iterator[Fault]:
    if not headings.sure:
        yield Fault(RowFault.GUESSED_COLUMNS, "", place)
    if not headings.places(Column.DEADLINE):
        yield Fault(RowFault.NO_DEADLINE_COLUMN, "", place)
    if not headings.places(Column.RESPONSIBLE, Column.ULYANOVSK, Column.BELARUS, Column.FEDERAL):
        yield Fault(RowFault.NO_RESPONSIBLE_COLUMN, "", place)


class _Rows:
    def __init__(self, period: PlanPeriod, names: Names, bodies: Bodies, headings: Headings) -> None:
        self._period = period
        self._names = names
        self._bodies = bodies
        self._held = frozenset(headings.columns.values())

    def read(self, row: PlanRow, place: Place) -> tuple[ReadRow, list[Fault]]:
        """Return a row as understood, and its faults."""
        reading = read_phrase(row.deadline, self._period)
        responsible = self._bodies.responsible(row.owing, row.side)
        faults = [*_of_deadline(row, reading, place)] if Column.DEADLINE in self._held else []
        faults.extend(Fault(*kind, place=place) for kind in self._faults(row, bool(responsible)))
        made = ReadRow(
            number=row.number,
            text=row.text,
            section=row.section,
            deadline_text=row.deadline,
            reading=reading,
            responsible=responsible,
            sectors=self._sectors(row.text, responsible),
            place=place,
            sound=not any(one.fault in _STOPPING for one in faults),
        )
        return made, faults

    def _faults(self, row: PlanRow, owed: bool) -> Iterator[tuple[RowFault, str]]:  # noqa: FBT001 - one use, above
        if row.uncounted:
            yield RowFault.UNCOUNTED, row.number
        if not row.text and Column.TEXT not in row.uncounted:
            yield RowFault.NO_TEXT, row.number
        sided = self._held & {Column.RESPONSIBLE, Column.ULYANOVSK, Column.BELARUS, Column.FEDERAL}
        if sided and not owed and not sided & set(row.uncounted):
            yield RowFault.NO_RESPONSIBLE, row.number

    def _sectors(self, text: str, responsible: Iterable[Responsible]) -> tuple[str, ...]:
        """Return the sectors that the words name; failing that, the one that all the bodies have in common."""
        named = [one.slug for one in self._names.mentions(text) if one.kind is EntryKind.SECTOR]
        if named:
            return tuple(dict.fromkeys(named))
        organisations = self._names.register.organisations
        of_bodies = [set(organisations[one.organisation].sectors) for one in responsible if one.organisation]
        common = set.intersection(*of_bodies) if of_bodies else set()
        return tuple(sorted(common)) if len(common) == 1 else ()


def _of_deadline(row: PlanRow, reading: Reading, place: Place) -> Iterator[Fault]:
    if Column.DEADLINE in row.uncounted:
        return
    if not row.deadline.strip(" -–—"):
        yield Fault(RowFault.NO_DEADLINE, row.number, place)
    elif reading.kind is DeadlineKind.UNREADABLE:
        yield Fault(RowFault.UNREADABLE_DEADLINE, row.number, place, row.deadline, reading.notes[0])
    else:
        yield from (Fault(RowFault.NOTE, row.number, place, row.deadline, note) for note in reading.notes)


def _doubled(rows: Sequence[ReadRow]) -> tuple[list[ReadRow], list[Fault]]:
    """Mark the rows whose number stands in their section already."""
    seen: dict[tuple[str, str], ReadRow] = {}
    faults, checked = [], []
    for row in rows:
        key = (row.section, row.number)
        if row.number and key in seen:
            faults.append(Fault(RowFault.DUPLICATE_NUMBER, row.number, row.place, str(seen[key].place.row)))
            checked.append(replace(row, sound=False))
        else:
            seen[key] = row
            checked.append(row)
    return checked, faults


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda one: (one.place.table, one.place.row))


def _title(table: Table, headings: Headings) -> str:
    """Return the title above the heading: from the line with «план» on."""
    lines = [*table.above]
    for row in table.rows[: max(headings.first, 0)]:
        lines.extend(row.cells[place].text for place in row.filled())
    words = [" ".join(line.split()) for line in lines]
    start = next((place for place, line in enumerate(words) if "план" in line.lower()), None)
    return " ".join(words[start:][:_TITLE_LINES])[:_LONGEST_TITLE] if start is not None else ""
