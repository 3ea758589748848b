"""Writes a store in which something of everything has happened, as plain SQL that both databases read.

``python -m tests.storage.old_stores`` writes it at today's schema, beside this file, before that schema changes. What
is derived (the index of search) is left out.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Boolean, Table

from storage.migrating import HEAD
from storage.schema import metadata
from storage.store import open_store
from tests.storage.lived_in import live_in

_MADE_BY_MIGRATIONS = ("register_state", "outbox_state")


def _literal(value: object, *, boolean: bool) -> str:
    if value is None:
        return "NULL"
    if boolean:
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int | float) else "'{}'".format(str(value).replace("'", "''"))


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    columns = list(table.columns)
    names = ", ".join(column.name for column in columns)
    for row in connection.execute(f"SELECT {names} FROM {table.name} ORDER BY 1"):  # noqa: S608 - names of our own
        written = [
            _literal(value, boolean=isinstance(column.type, Boolean))
            for value, column in zip(row, columns, strict=True)
        ]
        yield f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(written)});"  # noqa: S608 - a document


async def _lived(file: Path) -> None:
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        await live_in(store)


def written(file: Path) -> str:
    """Return the statements that fill an empty store of this schema with what is in ``file``."""
    with sqlite3.connect(file) as connection:
        tables = [table for table in metadata.sorted_tables if not table.name.startswith("search_")]
        emptied = [f"DELETE FROM {name};" for name in _MADE_BY_MIGRATIONS]  # noqa: S608 - a document
        rows = [row for table in tables for row in _rows(connection, table)]
    connection.close()
    return "\n".join([*emptied, *rows]) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_lived(Path(folder) / "store.sqlite3"))
        Path(__file__).with_name(f"{HEAD}.sql").write_text(
            written(Path(folder) / "store.sqlite3"), encoding="utf-8", newline="\n"
        )
