"""The whole store as one JSON document, and back into an empty store: to another machine, to the other database.

::

    every table of the schema but NOT_MOVED, in the order of its foreign keys
        rows by primary key ─▶ one object a line ─▶ file
        file ─▶ rows, a portion at a time ─▶ INSERT, all in one transaction
    and the highest id that each table ever gave, so that none is given again

The layout is told in docs/export.md. Equal stores give the same bytes, whichever database they are in; that is how
a move is proven. It is made of ``storage.schema``'s metadata, so a new table moves by itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any, TextIO

from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import BadExport, StoreNotEmpty
from storage.json_stream import JsonBroken, JsonStream
from storage.migrating import HEAD
from storage.moved_values import Reader, WrongCell, bound_type, read_row, readers_of, written
from storage.schema import metadata

FORMAT = "cooperation-bot export"
VERSION = 1
NOT_MOVED: Mapping[str, str] = MappingProxyType(
    {
        "search_rows": "made anew from the register, the stories and the plan",
        "search_words": "made anew with the search rows",
        "search_marks": "empty, so that all of the index is made anew",
        "pending_imports": "files that somebody is deciding on: sent again, they are read again",
        "leases": "held by a process of the machine that is left",
    }
)
"""The tables that an export leaves out, and why."""

_AT_ONCE, _FILES_AT_ONCE = 200, 4
_SENDING, _UNKNOWN = "sending", "unknown"


def moved_tables() -> tuple[Table, ...]:
    """Return the tables that an export holds, those that others refer to first."""
    return tuple(table for table in metadata.sorted_tables if table.name not in NOT_MOVED)


class Moving:
    """Writes the store out and brings it in."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def write_out(self, file: TextIO, now: datetime) -> Mapping[str, int]:
        """Write everything to ``file``, as it is at one moment; return how many rows of each table.

        A delivery that is being sent is written as one whose outcome was never learnt, at ``now``: nobody where it
        is brought in will learn it, and it must not go out twice. Memory does not grow with the store.
        """
        head = json.dumps({"format": FORMAT, "version": VERSION, "schema": HEAD})
        counts: dict[str, int] = {}
        async with self._database.reading() as connection:
            file.write(f'{head[:-1]},\n"tables": {{')
            for number, table in enumerate(moved_tables()):
                file.write(f"{',' if number else ''}\n{json.dumps(table.name)}: [")
                counts[table.name] = await self._write_table(connection, table, file, now)
                file.write("]")
            ids = {table.name: await self._highest_id(connection, table) for table in moved_tables() if _counts(table)}
        file.write(f'\n}},\n"highest_ids": {json.dumps(ids)},\n"rows": {json.dumps(counts)}}}\n')
        return counts

    async def _write_table(self, connection: AsyncConnection, table: Table, file: TextIO, now: datetime) -> int:
        count = 0
        chosen = select(table).order_by(*self._order(table)).execution_options(yield_per=_portion(table))
        async for some in (await connection.stream(chosen)).partitions():
            for row in some:
                cells = {name: written(value) for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's own name
                told = json.dumps(_unsure(table, cells, now), ensure_ascii=False, sort_keys=True)
                file.write(f"{',' if count else ''}\n{told}")
                count += 1
        return count

    def _order(self, table: Table) -> Iterator[Any]:
        for column in table.primary_key:
            # As bytes on both: PostgreSQL would order words by the rules of a language.
            plain = self._database.is_sqlite or not isinstance(column.type, String)
            yield column if plain else column.collate("C")

    async def _highest_id(self, connection: AsyncConnection, table: Table) -> int:
        if self._database.is_sqlite:
            query = text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.name)
            return (await connection.execute(query)).scalar() or 0
        sequence = (await connection.execute(_sequence(table))).scalar_one()
        query = text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608 - PostgreSQL's own answer
        return int((await connection.execute(query)).scalar_one())

    async def bring_in(self, file: TextIO) -> Mapping[str, int]:
        """Fill this store, which must be empty, with what ``file`` says; return how many rows of each table.

        All or nothing. Raises :class:`~storage.errors.StoreNotEmpty`, and :class:`~storage.errors.BadExport` for a
        file that is no export, is cut off, was changed, or was written by another version of the product.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, "moving")
            await _check_empty(connection)
            try:
                return await self._read_document(connection, JsonStream(file))
            except (JsonBroken, WrongCell, UnicodeDecodeError) as wrong:
                raise BadExport(str(wrong)) from wrong

    async def _read_document(self, connection: AsyncConnection, stream: JsonStream) -> Mapping[str, int]:
        head: dict[str, Any] = {}
        counts: dict[str, int] = {}
        for key in stream.members():
            if key == "tables":
                _check_head(head)
                counts = {name: await self._read_table(connection, name, stream) for name in stream.members()}
            else:
                head[key] = stream.value()
        stream.end()
        if not counts or counts != head.get("rows"):
            msg = "rows are missing: the file was cut or changed"
            raise BadExport(msg)
        await self._set_ids(connection, head.get("highest_ids"))
        return counts

    async def _read_table(self, connection: AsyncConnection, name: str, stream: JsonStream) -> int:
        table = metadata.tables.get(name)
        if table is None or name in NOT_MOVED:
            msg = f"there is no table {name} to fill"
            raise BadExport(msg)
        if _has_one_row(table):
            await connection.execute(delete(table))
        readers, count = readers_of(table), 0
        links = Links(table)
        rows = stream.items()
        while some := list(islice(rows, _portion(table))):
            await connection.execute(_inserting(table), links.cut(_read(some, table, readers)))
            count += len(some)
        await links.tie(connection)
        return count

    async def _set_ids(self, connection: AsyncConnection, told: object) -> None:
        ids = told if isinstance(told, dict) else {}
        for table in moved_tables():
            highest = ids.get(table.name)
            if not _counts(table) or not isinstance(highest, int) or highest < 1:
                continue
            if self._database.is_sqlite:
                await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
                kept = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
                await connection.execute(kept, {"name": table.name, "seq": highest})
            else:
                sequence = (await connection.execute(_sequence(table))).scalar_one()
                await connection.execute(select(func.setval(literal(sequence), highest)))


class Links:
    """Rows that refer to rows of their own table: written without that, and tied when all of them are there."""

    def __init__(self, table: Table) -> None:
        """Look which columns of ``table`` refer to its own ids."""
        self._table = table
        self._names = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        self._cut: list[dict[str, Any]] = []

    def cut(self, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
        """Return rows without what they refer to, and remember it."""
        if not self._names:
            return rows
        self._cut += [
            {"this": row["id"], **{f"to_{name}": row[name] for name in self._names}}
            for row in rows
            if any(row[name] is not None for name in self._names)
        ]
        return [{**row, **dict.fromkeys(self._names)} for row in rows]

    async def tie(self, connection: AsyncConnection) -> None:
        """Write what was remembered."""
        if self._cut:
            tied = update(self._table).where(self._table.c.id == bindparam("this"))
            values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in self._names}
            await connection.execute(tied.values(values), self._cut)


def _unsure(table: Table, cells: dict[str, Any], now: datetime) -> dict[str, Any]:
    if table.name != "deliveries" or cells["state"] != _SENDING:
        return cells
    return {**cells, "state": _UNKNOWN, "outcome": "outcome unknown", "closed_at": written(now)}


def _read(rows: Iterable[Any], table: Table, readers: Mapping[str, Reader]) -> list[dict[str, Any]]:
    return [read_row(row, table, readers) for row in rows]


def _inserting(table: Table) -> Any:  # noqa: ANN401 - an INSERT
    return table.insert().values({column.name: _bound(column) for column in table.columns})


def _bound(column: Column[Any]) -> Any:  # noqa: ANN401 - a parameter
    return bindparam(column.name, type_=bound_type(column))


def _check_head(head: Mapping[str, Any]) -> None:
    if head.get("format") != FORMAT or head.get("version") != VERSION:
        msg = "this is no export of the bot"
        raise BadExport(msg)
    if head.get("schema") != HEAD:
        msg = f"it was written at schema {head.get('schema')!s:.20}, this version is at {HEAD}: move with one version"
        raise BadExport(msg)


async def _check_empty(connection: AsyncConnection) -> None:
    for table in metadata.sorted_tables:
        if (
            not _has_one_row(table)
            and (await connection.execute(select(literal(1)).select_from(table).limit(1))).first()
        ):
            raise StoreNotEmpty(table.name)


def _has_one_row(table: Table) -> bool:
    """Whether migrations have put the table's only row there already."""
    return any("one_row" in str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint))


def _portion(table: Table) -> int:
    """How many rows are held at once: few where a row may be a whole file."""
    return _FILES_AT_ONCE if any(isinstance(column.type, LargeBinary) for column in table.columns) else _AT_ONCE


def _counts(table: Table) -> bool:
    """Whether the table gives ids by itself."""
    column = table.autoincrement_column
    return column is not None and isinstance(column.type, Integer) and column.autoincrement is True


def _sequence(table: Table) -> Any:  # noqa: ANN401 - a SELECT
    return select(func.pg_get_serial_sequence(table.name, table.primary_key.columns[0].name))
