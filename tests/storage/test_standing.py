"""How a store stands is seen without touching it."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import file_of
from storage.errors import SchemaTooNew, StoreUnavailable
from storage.migrating import HEAD
from storage.standing import standing
from storage.store import open_store


async def _put(url: str, revision: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    await engine.dispose()


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


async def test_a_store_is_seen_as_it_is(store_url: str) -> None:
    """Of today, older, newer or without a revision: told, and left as it is."""
    assert await standing(store_url) == HEAD
    await _put(store_url, "0001")
    assert await standing(store_url) == "0001"
    assert await standing(store_url) == "0001"
    await _put(store_url, "9999")
    with pytest.raises(SchemaTooNew):
        await standing(store_url)


async def test_looking_leaves_no_trace(sqlite_url: str) -> None:
    """Neither a byte of the file nor its folder is another afterwards; what is not there is not made."""
    file = file_of(sqlite_url)
    assert file is not None
    before, names = file.read_bytes(), _names(file.parent)
    assert await standing(sqlite_url) == HEAD
    assert await standing(sqlite_url.replace("store.sqlite3", "new.sqlite3")) is None
    assert (file.read_bytes(), _names(file.parent)) == (before, names)


async def test_a_running_store_is_seen_through_its_log(sqlite_url: str) -> None:
    """While the bot has it open, what it wrote last is seen."""
    async with open_store(sqlite_url):
        await _put(sqlite_url, "0003")
        assert await standing(sqlite_url) == "0003"


async def test_an_empty_database_is_no_store_yet(tmp_path: Path) -> None:
    """An empty file, another's database and memory: the first start makes the store."""
    (tmp_path / "empty.sqlite3").touch()
    sqlite3.connect(tmp_path / "other.sqlite3").executescript("CREATE TABLE x (y)").connection.close()
    for name in ("/empty.sqlite3", "/other.sqlite3"):
        assert await standing(f"sqlite+aiosqlite:///{tmp_path}{name}") is None
    assert await standing("sqlite+aiosqlite://") is None


async def test_what_cannot_be_a_store_is_said(tmp_path: Path) -> None:
    """No folder, no database, a table of revisions with nothing in it."""
    (tmp_path / "text.sqlite3").write_text("это не база " * 100)
    for name in ("no/folder.sqlite3", "text.sqlite3"):
        with pytest.raises(StoreUnavailable, match=name.split("/", maxsplit=1)[0].removesuffix(".sqlite3")):
            await standing(f"sqlite+aiosqlite:///{tmp_path}/{name}")
    sqlite3.connect(tmp_path / "bare.sqlite3").executescript(
        "CREATE TABLE alembic_version (version_num)"
    ).connection.close()
    assert await standing(f"sqlite+aiosqlite:///{tmp_path}/bare.sqlite3") is None
