"""The schema: from zero and from all migrations the same, on both databases, and never a newer one touched."""

import asyncio
import inspect
import re
import sys
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

import storage.migrations
import storage.schema
from storage import migrating
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.errors import SchemaTooNew
from storage.news import News
from storage.people import People
from storage.plan import PlanFacts
from storage.records import Arrival
from storage.schema import metadata
from storage.search import Search
from storage.store import open_store

SQLITE_CATALOG = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL"
POSTGRES_CATALOG = """
    SELECT 'constraint', conrelid::regclass::text || ' ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0
    UNION ALL
    SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL
    SELECT 'column', table_name || ' ' || column_name,
           concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = current_schema()
"""


def catalog(connection: Connection) -> set[tuple[str, ...]]:
    """Return everything that the database itself knows of the schema, alembic's own table left out."""
    query = SQLITE_CATALOG if connection.dialect.name == "sqlite" else POSTGRES_CATALOG
    rows = {tuple(" ".join(str(cell).split()) for cell in row) for row in connection.execute(text(query))}
    return {row for row in rows if "alembic_version" not in row[1] and "alembic_version" not in row[2]}


def differences(connection: Connection) -> list[Any]:
    """Return what alembic finds different between the database and ``schema.py``."""
    with warnings.catch_warnings():
        # alembic cannot compare the index over lower(username) on SQLite; the catalogs below do
        warnings.filterwarnings("ignore", "(?s).*expression-based index")
        context = MigrationContext.configure(connection, opts={"include_object": is_known_to_alembic})
        return list(compare_metadata(context, metadata))


def is_known_to_alembic(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Leave out how search finds its keys, which alembic cannot compare; the catalogs below do.

    FTS5's virtual table and its shadows are no tables to it, and it does not ask which database an index is for.
    """
    virtual = kind == "table" and (name or "").startswith("search_index")
    return not virtual and name != "ix_search_rows_keys"


def from_zero(connection: Connection) -> set[tuple[str, ...]]:
    """Return the catalog of a schema made by ``schema.py`` alone, in place of the one there."""
    metadata.drop_all(connection)
    metadata.create_all(connection)
    return catalog(connection)


async def test_migrations_make_the_schema_of_the_document(store_url: str) -> None:
    """All migrations together make exactly what ``schema.py`` says: tables, checks, indexes, all."""
    engine = create_async_engine(store_url, poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(catalog)
        assert migrated == await connection.run_sync(from_zero)
    await engine.dispose()


def scripts() -> ScriptDirectory:
    """Return the migrations as alembic finds them."""
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    return ScriptDirectory.from_config(configuration)


def test_the_head_is_the_newest_migration() -> None:
    """The constant that makes a start quick names the newest migration, and there is one newest."""
    assert scripts().get_heads() == [migrating.HEAD]


async def test_a_start_with_nothing_to_do_does_not_import_alembic(sqlite_url: str) -> None:
    """A store at the head opens without alembic, which takes longer to import than everything else here."""
    program = (
        "import asyncio, sys\n"
        "from storage.store import open_store\n"
        "async def main():\n"
        f"    async with open_store({sqlite_url!r}): pass\n"
        "asyncio.run(main())\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await process.wait() == 0


async def test_a_new_store_has_its_schema(tmp_path: Path, now: datetime) -> None:
    """Opening what is not there yet makes a whole store, which opens again with what was in it."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"
    for expected in (Arrival(None, 0), None):
        async with open_store(url) as opened:
            arrived = await opened.people.arrive(bot_id=1, update_id=1, sender=None, chat=None, now=now)
            assert arrived == expected


async def test_simultaneous_starts_make_one_schema(postgres_url: str, tmp_path: Path) -> None:
    """Several processes that start at once on an empty database do not disturb each other."""
    engine = create_async_engine(postgres_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.execute(text("DROP TABLE alembic_version"))
    await engine.dispose()
    for url in (postgres_url, f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"):
        await asyncio.gather(*(open_and_ask(url) for _ in range(4)))


async def open_and_ask(url: str) -> None:
    """Open a store and use it."""
    async with open_store(url) as opened:
        assert await opened.register.revision() == 0


async def test_a_newer_store_is_left_alone(store_url: str) -> None:
    """A store written by a newer version is refused, with both revisions named, and not touched."""
    engine = create_async_engine(store_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew) as refused:
        async with open_store(store_url):
            pytest.fail("a newer store was opened")
    assert (refused.value.found, refused.value.known) == ("9999", migrating.HEAD)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar() == "9999"
    await engine.dispose()


def test_every_index_names_the_query_it_serves() -> None:
    """The schema's document says of each index which public method needs it, and that method is there."""
    facts = {one.__name__: one for one in (People, News, Digests, PlanFacts, Deliveries, Search)}
    served = re.findall(r"^ *Index\(None.*$", inspect.getsource(storage.schema), re.MULTILINE)
    assert served
    for line in served:
        named = re.search(r"# (\w+)\.(\w+)|# every reading", line)
        assert named, line
        assert named[1] is None or hasattr(facts[named[1]], named[2]), line


def test_importing_the_schema_does_nothing() -> None:
    """The document stands alone: a database in memory is made of it without a store."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        assert catalog(connection)
    engine.dispose()
