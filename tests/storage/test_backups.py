"""Backups and restoring: whole under load, checked, thinned out; nothing lost unsaid, nothing told twice."""

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backups import Backup, check_backup, nightly_backups
from storage.database import file_of
from storage.errors import BadBackup, SchemaTooNew, StoreBusy, StoreUnavailable
from storage.migrating import HEAD
from storage.records import DeliveryState, Grant, Role
from storage.restoring import Loss, look, restore
from storage.store import Store, open_store
from tests.storage.lived_in import NOW, deliveries_of, live_in, taken

DAY = timedelta(days=1)


@pytest.fixture
async def lived(sqlite_url: str) -> AsyncIterator[Store]:
    """A store in a file in which something of everything has happened."""
    async with open_store(sqlite_url) as store:
        await live_in(store)
        yield store


@pytest.fixture
def file(sqlite_url: str) -> Path:
    """The file of that store."""
    path = file_of(sqlite_url)
    assert path is not None
    return path


async def exported(url: str) -> str:
    """Return all that a store holds."""
    told = io.StringIO()
    async with open_store(url) as store:
        await store.moving.write_out(told, NOW)
    return told.getvalue()


async def test_a_backup_is_the_store(lived: Store, sqlite_url: str, tmp_path: Path) -> None:
    """It is one plain file that opens as a store with everything in it, and its rows are counted."""
    taken = await lived.backups.take(tmp_path / "new folder" / "копия.sqlite3")
    assert (taken.revision, taken.rows["users"], taken.rows["settings"]) == (HEAD, 4, 4)
    assert [one.name for one in taken.path.parent.iterdir()] == ["копия.sqlite3"]
    assert check_backup(taken.path) == taken
    assert await exported(f"sqlite+aiosqlite:///{taken.path}") == await exported(sqlite_url)


async def test_a_backup_under_load_is_of_one_moment(lived: Store, tmp_path: Path) -> None:
    """While others write, backups are whole: two facts written in one transaction are in it both or not at all."""
    done = asyncio.Event()

    async def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            await lived.people.assign(3, Grant(Role.OFFICIAL, f"n{number}"), by=None, now=NOW)

    async with asyncio.TaskGroup() as working:
        writing = working.create_task(write())
        taken = [await lived.backups.take(tmp_path / f"{number}.sqlite3") for number in range(5)]
        done.set()
    await writing
    assert all(check_backup(one.path) == one for one in taken)
    assert taken[-1].rows["grants"] > taken[0].rows["grants"]


async def test_the_nightly_backups_are_thinned_out(lived: Store) -> None:
    """The youngest stay, as many as are kept; files of other names are nobody's to remove."""
    folder = lived.backups.folder
    assert folder is not None
    folder.mkdir()
    (folder / "mine.sqlite3").write_text("не трогать")
    for night in range(4):
        await lived.backups.take_nightly(NOW + night * DAY, kept=2)
    await lived.backups.take_nightly(NOW + 3 * DAY, kept=2)
    names = [one.name for one in nightly_backups(folder)]
    assert names == ["cooperation-20260305T080000Z.sqlite3", "cooperation-20260304T080000Z.sqlite3"]
    assert (folder / "mine.sqlite3").exists()


async def test_what_cannot_be_backed_up_is_said(lived: Store, postgres_url: str, tmp_path: Path) -> None:
    """A file that is there is not written over, nor is a folder; a server's store has a tool of its own."""
    there = tmp_path / "there.sqlite3"
    there.write_text("нужное")
    with pytest.raises(StoreUnavailable, match=r"there\.sqlite3"):
        await lived.backups.take(there)
    assert there.read_text() == "нужное"
    with pytest.raises(StoreUnavailable):
        await lived.backups.take(there / "inside.sqlite3")
    async with open_store(postgres_url) as store:
        assert store.backups.folder is None
        assert await store.backups.take_nightly(NOW, 7) is None
        with pytest.raises(StoreUnavailable, match="pg_dump"):
            await store.backups.take(tmp_path / "server.sqlite3")


def _page_spoilt(path: Path) -> None:
    with path.open("r+b") as written:
        written.seek(4096 * 3)
        written.write(b"\xff" * 4096 * 20)


async def test_an_unsound_backup_is_refused(lived: Store, file: Path, tmp_path: Path) -> None:
    """No database, another's database, one spoilt inside, one cut, one that is not there: none is restored."""
    taken = await lived.backups.take(tmp_path / "spoilt.sqlite3")
    _page_spoilt(taken.path)
    text = tmp_path / "text.sqlite3"
    text.write_text("это не база " * 1000)
    other = tmp_path / "other.sqlite3"
    sqlite3.connect(other).executescript("CREATE TABLE x (y); INSERT INTO x VALUES (1)").connection.close()
    for bad in (taken.path, text, other, tmp_path):
        with pytest.raises((BadBackup, StoreUnavailable)):
            await look(file, bad)
    with pytest.raises(StoreUnavailable, match="no file"):
        await look(file, tmp_path / "nowhere.sqlite3")


async def test_a_newer_backup_is_refused(lived: Store, file: Path, tmp_path: Path) -> None:
    """A backup by a newer version is not restored, and both revisions are named."""
    taken = await lived.backups.take(tmp_path / "newer.sqlite3")
    with sqlite3.connect(taken.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(SchemaTooNew) as refused:
        await restore(file, taken.path, NOW)
    assert (refused.value.found, refused.value.known) == ("9999", HEAD)


async def _life_goes_on(store: Store) -> None:
    await store.people.set_language(1, "en")
    await store.people.ensure_administrators([555], NOW)
    await store.digests.unsubscribe(7)
    table = store.moving._database  # noqa: SLF001 - a state as the dispatcher would leave it
    async with table.writing() as connection:
        await connection.exec_driver_sql(
            "UPDATE deliveries SET state = 'sent', closed_at = '2026-03-02T09:00:00.000000+00:00' WHERE key = 'waiting'"
        )
    await store.deliveries.add((), NOW + DAY, tick=("reminders", NOW + DAY))


async def test_what_would_be_lost_is_said_by_table(sqlite_url: str, file: Path, tmp_path: Path) -> None:
    """Rows that came, changed and went since the backup are counted; looking changes nothing."""
    async with open_store(sqlite_url) as store:
        await live_in(store)
        taken = await store.backups.take(tmp_path / "copy.sqlite3")
        assert (await look(file, taken.path)).losses == {}
        await _life_goes_on(store)
        assert (await look(file, taken.path)).losses == {
            "users": Loss(1, 1, 0),
            "grants": Loss(1, 0, 0),
            "audit": Loss(1, 0, 0),
            "digest_wishes": Loss(0, 0, 1),
            "deliveries": Loss(0, 1, 0),
            "ticks": Loss(0, 1, 0),
        }


async def _backed_up_yesterday(url: str, path: Path) -> Backup:
    async with open_store(url) as store:
        await live_in(store)
        taken = await store.backups.take(path)
        await _life_goes_on(store)
    return taken


async def test_a_backup_takes_the_stores_place(sqlite_url: str, file: Path, tmp_path: Path) -> None:
    """The facts are the backup's again, what has been told stays told, and the store as it was is kept."""
    copy = await _backed_up_yesterday(sqlite_url, tmp_path / "copy.sqlite3")
    before = await exported(sqlite_url)
    kept = await restore(file, copy.path, NOW)
    async with open_store(sqlite_url) as store:
        assert await store.people.known(555) is None
        assert await store.digests.wish(7) is not None
        assert await taken(store, NOW + DAY) == ["sending"]
        assert {row["key"]: row["state"] for row in await deliveries_of(store)}["waiting"] == DeliveryState.CANCELLED
        assert await store.deliveries.last_tick("reminders") == NOW + DAY
    assert kept is not None
    assert await exported(f"sqlite+aiosqlite:///{kept}") == before


async def test_a_store_in_use_is_not_replaced(lived: Store, file: Path, tmp_path: Path) -> None:
    """While the bot has the store open nothing is restored and nothing changed."""
    taken = await lived.backups.take(tmp_path / "copy.sqlite3")
    await lived.people.ensure_administrators([555], NOW)
    with pytest.raises(StoreBusy):
        await restore(file, taken.path, NOW)
    assert await lived.people.known(555) is not None
    assert not [one for one in file.parent.iterdir() if "restoring" in one.name]


def _spoil(file: Path) -> None:
    file.write_text("это не база " * 1000)


def _remove(file: Path) -> None:
    file.unlink()


async def test_a_store_that_is_gone_or_broken_is_replaced(sqlite_url: str, file: Path, tmp_path: Path) -> None:
    """That is what backups are for: what is left of it is kept beside, and nothing can be compared."""
    taken = await _backed_up_yesterday(sqlite_url, tmp_path / "copy.sqlite3")
    _spoil(file)
    assert (await look(file, taken.path)).losses is None
    kept = await restore(file, taken.path, NOW)
    assert kept is not None
    assert kept.read_text().startswith("это не база")
    _remove(file)
    assert (await look(file, taken.path)).losses == {}
    assert await restore(file, taken.path, NOW + DAY) is None
    async with open_store(sqlite_url) as store:
        assert await store.people.known(7) is not None


async def test_a_backup_of_an_older_schema_is_compared_and_restored(
    sqlite_url: str, file: Path, tmp_path: Path
) -> None:
    """A table and a column that the backup's version did not have are counted as lost, and it opens afterwards."""
    taken = await _backed_up_yesterday(sqlite_url, tmp_path / "copy.sqlite3")
    with sqlite3.connect(taken.path) as connection:
        connection.execute("ALTER TABLE users DROP COLUMN zone")
        connection.execute("DROP TABLE settings")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    losses = (await look(file, taken.path)).losses
    assert losses is not None
    assert losses["settings"] == Loss(4, 0, 0)
    assert losses["users"] == Loss(1, 1, 0)
