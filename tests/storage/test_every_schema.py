"""A store of every schema there ever was comes to today's, with all that was in it, and restores from a backup."""

import io
import json
import sqlite3
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, NullPool, create_engine, select, text
from sqlalchemy.ext.asyncio import create_async_engine

import storage.migrations
from storage.database import file_of
from storage.migrating import HEAD
from storage.restoring import look, restore
from storage.schema import metadata
from storage.store import open_store
from tests.storage.lived_in import deliveries_of
from tests.storage.test_migrating import catalog, differences, from_zero

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
LIVED_IN = {file.stem: file for file in sorted((Path(__file__).parent / "old_stores").glob("*.sql"))}
# For half an hour there was a first schema with one index in place of two; stores made of it may be about.
FIRST_OF_ALL = (
    "DROP INDEX ix_deliveries_waiting",
    "DROP INDEX ix_deliveries_sending",
    "CREATE INDEX ix_deliveries_unfinished ON deliveries (state, not_before) WHERE state IN ('waiting', 'sending')",
)
# What a migration changes on purpose: a new column's first value may follow from others, these are not compared.
REMADE = {"deliveries": {"body", "attempts"}, "alembic_version": {"version_num"}}


def _configuration(connection: Connection) -> Config:
    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    return configuration


def revisions() -> list[str]:
    """Return every revision, the oldest first."""
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    return [one.revision for one in ScriptDirectory.from_config(configuration).walk_revisions()][::-1]


def _make(connection: Connection, revision: str, *, first_of_all: bool = False) -> None:
    """Make a store of this revision in an empty database: lived in at the newest schema before it that is kept."""
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    lived = max(name for name in LIVED_IN if name <= revision)
    configuration = _configuration(connection)
    command.upgrade(configuration, lived)
    for statement in FIRST_OF_ALL if first_of_all else ():
        connection.exec_driver_sql(statement)
    for statement in LIVED_IN[lived].read_text(encoding="utf-8").split(";\n"):
        if statement:
            connection.exec_driver_sql(statement)
    command.upgrade(configuration, revision)
    assert MigrationContext.configure(connection).get_current_revision() == revision


def _rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return what is in every table, whatever the schema."""
    found = MetaData()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*expression-based index")  # indexes are compared by their catalogs
        found.reflect(connection, only=lambda name, _: not name.startswith("search_"))
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in found.sorted_tables
    }


def _lost(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the rows that are there no more, by the columns that both schemas have."""
    lost = []
    for name, rows in before.items():
        kept = [name_of for name_of in (rows or [{}])[0] if name_of in (after.get(name) or [{}])[0]]
        compared = [column for column in kept if column not in REMADE.get(name, ())]
        now = [_shown(row, compared) for row in after.get(name, ())]
        lost += [f"{name}: {row}" for row in rows if _shown(row, compared) not in now]
    return lost


def _shown(row: dict[str, Any], columns: list[str]) -> str:
    return json.dumps({column: row[column] for column in columns}, default=str, sort_keys=True)


@pytest.mark.parametrize("revision", ["first of all", *revisions()])
async def test_a_store_of_every_schema_comes_to_todays(store_url: str, revision: str) -> None:
    """Opened by this version it has today's schema to the last index, every row it had, and it works."""
    first = revision == "first of all"
    engine = create_async_engine(store_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_make, "0001" if first else revision, first_of_all=first)
        before = await connection.run_sync(_rows)
    async with open_store(store_url) as store:
        exported = io.StringIO()
        await store.moving.write_out(exported, NOW)
        assert all(f"Пример {state}" in exported.getvalue() for state in ("sent", "dead", "waiting", "sending"))
        assert {row["state"] for row in await deliveries_of(store)} == {"sent", "dead", "waiting", "sending"}
        user = await store.people.known(7)
        assert user is not None
        assert [grant.organisation for grant in user.grants] == ["uaz"]
        assert len(await store.plan.commitments_of("primer")) == len(before["commitments"])
    async with engine.connect() as connection:
        assert _lost(before, await connection.run_sync(_rows)) == []
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(catalog)
        assert migrated == await connection.run_sync(from_zero)
    await engine.dispose()


@pytest.fixture
def old_backup(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A backup made by the version of a revision."""
    path = tmp_path / "yesterday.sqlite3"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        _make(connection, request.param)
    engine.dispose()
    return path


@pytest.mark.parametrize("old_backup", revisions(), indirect=True)
async def test_yesterdays_backup_is_restored_by_todays_version(sqlite_url: str, old_backup: Path) -> None:
    """What would be lost is told though the schemas differ; restored and opened, it is a store of today."""
    file = file_of(sqlite_url)
    assert file is not None
    async with open_store(sqlite_url) as store:
        await store.people.ensure_administrators([555], NOW)
    found = await look(file, old_backup)
    assert found.losses is not None
    assert found.losses["users"].added >= 0
    kept = await restore(file, old_backup, NOW)
    async with open_store(sqlite_url) as store:
        assert await store.people.known(7) is not None
        assert await store.people.known(555) is None
        assert len(await deliveries_of(store)) == 4
    assert kept is not None
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    connection.close()
