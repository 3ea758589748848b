"""The database: its transactions, its settings, and what cannot be opened."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, select, text

from storage.database import Database, open_database
from storage.errors import StoreBusy, StoreError, StoreRefused, StoreUnavailable
from storage.schema import settings
from storage.store import open_store
from storage.writer import Queue, Work, Writer
from tests.storage.lived_in import NOW


class Changed(Exception):
    """The caller changed its mind."""


async def change_ones_mind(database: Database) -> None:
    """Write something and leave the transaction by an exception."""
    async with database.writing() as connection:
        await connection.execute(settings.insert().values(name="undone", value=1))
        raise Changed


async def names(database: Database) -> list[str]:
    """Return the names of the settings stored."""
    async with database.reading() as connection:
        return list((await connection.execute(select(settings.c.name))).scalars())


async def test_a_transaction_is_kept_or_undone_whole(store_url: str) -> None:
    """What was written is there when the transaction ends well, and none of it when it does not."""
    async with open_database(store_url) as database:
        async with database.writing() as connection:
            await connection.execute(settings.insert().values(name="kept", value=1))
        with pytest.raises(Changed):
            await change_ones_mind(database)
        assert await names(database) == ["kept"]


async def test_a_cancelled_transaction_is_undone(store_url: str) -> None:
    """Cancelling a call in the middle leaves nothing behind, and the next call works."""
    reached = asyncio.Event()

    async def write_and_hang(database: Database) -> None:
        async with database.writing() as connection:
            await connection.execute(settings.insert().values(name="undone", value=1))
            reached.set()
            await asyncio.Event().wait()

    async with open_database(store_url) as database:
        hanging = asyncio.ensure_future(write_and_hang(database))
        await reached.wait()
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        async with database.writing() as connection:
            await connection.execute(settings.insert().values(name="kept", value=1))
        assert await names(database) == ["kept"]


@pytest.fixture
def commits() -> Iterator[list[Connection]]:
    """Collect a connection for each commit that any engine makes."""
    made: list[Connection] = []
    note = made.append  # each reading of it is another object, and the same one must be removed
    event.listen(Engine, "commit", note)
    yield made
    event.remove(Engine, "commit", note)


def put(name: str, *, twice: bool = False) -> Callable[[Connection], str]:
    """Return work that stores a setting, and fails afterwards when the same is to be stored ``twice``."""

    def work(connection: Connection) -> str:
        for _ in range(2 if twice else 1):
            connection.execute(settings.insert().values(name=name, value=1))
        return name

    return work


@pytest.mark.parametrize("brief", [False, True])
async def test_whole_works_of_one_moment_are_committed_together(
    sqlite_url: str, commits: list[Connection], *, brief: bool
) -> None:
    """Whoever comes while another is at work goes with all who wait then: one write to the disk, not one each."""
    async with open_database(sqlite_url) as database:
        asked = [str(number) for number in range(20)]
        assert await asyncio.gather(*(database.write_whole(put(name), brief=brief) for name in asked)) == asked
        assert len(commits) < len(asked) / 2
        assert sorted(await names(database)) == sorted(asked)


@pytest.mark.parametrize("brief", [False, True])
async def test_a_whole_work_that_fails_spoils_no_other(store_url: str, *, brief: bool) -> None:
    """It is undone alone and its caller alone is told; those committed with it are kept."""
    async with open_database(store_url) as database:
        works = (database.write_whole(put(str(number), twice=number == 3), brief=brief) for number in range(6))
        answers = await asyncio.gather(*works, return_exceptions=True)
        assert isinstance(answers.pop(3), StoreRefused)
        assert answers == sorted(await names(database)) == ["0", "1", "2", "4", "5"]


@pytest.mark.parametrize("brief", [False, True])
async def test_whole_works_under_a_lock_are_all_busy(sqlite_url: str, *, brief: bool) -> None:
    """Nothing is told as done that was not committed, and the next one works."""
    async with open_database(sqlite_url, lock_wait=timedelta(milliseconds=50)) as database:
        async with database.writing():
            works = (database.write_whole(put(str(number)), brief=brief) for number in range(4))
            answers = await asyncio.gather(*works, return_exceptions=True)
            assert [type(answer) for answer in answers] == [StoreBusy] * 4
        async with open_database(sqlite_url) as other, other.writing():
            works = (database.write_whole(put(str(number)), brief=brief) for number in range(4))
            answers = await asyncio.gather(*works, return_exceptions=True)
            assert [type(answer) for answer in answers] == [StoreBusy] * 4
        assert await names(database) == []
        assert await database.write_whole(put("kept"), brief=brief) == "kept"


async def test_who_is_cancelled_takes_no_other_along(sqlite_url: str) -> None:
    """The thread's work is waited for: what went with the cancelled one is done, and so is what came after."""
    reached, go_on = threading.Event(), threading.Event()

    def hang(_: Connection) -> None:
        reached.set()
        go_on.wait(10)

    async with open_database(sqlite_url) as database:
        first = asyncio.ensure_future(database.write_whole(hang))
        beside = asyncio.ensure_future(database.write_whole(put("with it")))
        await asyncio.to_thread(reached.wait, 10)
        others = [asyncio.ensure_future(database.write_whole(put(name))) for name in ("later", "given up")]
        await asyncio.sleep(0)
        first.cancel()
        others[1].cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert [await beside, await others[0]] == ["with it", "later"]
        assert "given up" not in await names(database)


async def test_work_of_one_who_is_gone_is_waited_for(sqlite_url: str) -> None:
    """A thread cannot be broken off: the store is closed when it has done."""
    reached, go_on = threading.Event(), threading.Event()

    def hang(connection: Connection) -> None:
        reached.set()
        go_on.wait(10)
        put("kept")(connection)

    async with open_database(sqlite_url) as database:
        gone = asyncio.ensure_future(database.write_whole(hang))
        await asyncio.to_thread(reached.wait, 10)
        gone.cancel()
        finishing = asyncio.ensure_future(database.finish())
        await asyncio.wait({gone})
        assert not finishing.done()
        go_on.set()
        await finishing
        assert await names(database) == ["kept"]


async def test_a_writer_that_breaks_leaves_nobody_waiting(sqlite_url: str) -> None:
    """Who went with it and who waits behind are told that it is busy, and nothing of theirs is done; the next works."""
    engine = create_engine(sqlite_url.replace("+aiosqlite", ""), connect_args={"isolation_level": None})
    behind: list[asyncio.Future[str]] = []

    class Breaking(Writer):
        async def do(self, together: Sequence[Work[Any]]) -> None:
            if behind:
                return await super().do(together)
            behind.append(asyncio.ensure_future(queue.do(Work(put("behind"), brief=False))))
            await asyncio.sleep(0)
            raise RuntimeError

    writer = Breaking(engine, engine)
    queue = Queue(writer, nullcontext)
    async with open_database(sqlite_url) as database:
        with pytest.raises(StoreBusy):
            await queue.do(Work(put("first"), brief=False))
        with pytest.raises(StoreBusy):
            await behind[0]
        assert await queue.do(Work(put("next"), brief=False)) == "next"
        assert await names(database) == ["next"]
    writer.close()


async def test_who_comes_late_is_not_refused_with_those_who_waited_long(sqlite_url: str) -> None:
    """Each waits for the turn as long as one may: the first are told that it is busy, the later ones go on waiting."""
    async with open_database(sqlite_url, lock_wait=timedelta(milliseconds=50)) as database:
        async with database.writing():
            early = asyncio.ensure_future(database.write_whole(put("early")))
            await names(database)
            late = asyncio.ensure_future(database.write_whole(put("late")))
            with pytest.raises(StoreBusy):
                await early
        assert await late == "late"
        assert await names(database) == ["late"]


async def test_brief_work_never_waits_for_a_lock_where_answers_are_made(sqlite_url: str) -> None:
    """While another process writes the loop goes on; the work is done when the lock is free."""
    async with open_database(sqlite_url) as database, open_database(sqlite_url) as other:
        async with other.writing():
            waiting = asyncio.ensure_future(database.write_whole(put("waited"), brief=True))
            seen = await names(database)
            assert (seen, waiting.done()) == ([], False)
        assert await waiting == "waited"


async def test_brief_work_is_done_where_it_is_asked_for(sqlite_url: str) -> None:
    """Only its commit goes to a thread: falling back to one would be silent, and dear."""
    async with open_database(sqlite_url) as database:
        for _ in range(2):
            assert await database.write_whole(lambda _: threading.get_ident(), brief=True) == threading.get_ident()
        assert await database.write_whole(lambda _: threading.get_ident()) != threading.get_ident()


async def test_a_commit_that_fails_is_told_to_all_who_went_with_it(sqlite_url: str) -> None:
    """What was not committed is not told as done, brief or not, and the next one works."""

    def orphan(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO grants VALUES (77, 'official', '', NULL, NULL, '2026-01-01')")

    async with open_database(sqlite_url) as database:
        for brief in (True, False):
            with pytest.raises(StoreError):
                await database.write_whole(orphan, brief=brief)
        assert await database.write_whole(put("kept"), brief=True) == "kept"


async def test_reading_sees_one_moment(store_url: str) -> None:
    """All statements of one reading see the store as it was at the first."""
    async with open_database(store_url) as database, database.reading() as connection:
        assert (await connection.execute(select(settings))).all() == []
        async with database.writing() as other:
            await other.execute(settings.insert().values(name="later", value=1))
        assert (await connection.execute(select(settings))).all() == []


async def enter(database: Database) -> None:
    """Begin to write and write nothing."""
    async with database.writing():
        pass


async def test_sqlite_locks_when_writing_begins(sqlite_url: str) -> None:
    """The lock is taken before the first statement, so that none fails for it half way; reading needs none."""
    async with (
        open_database(sqlite_url) as one,
        open_database(sqlite_url, timedelta(milliseconds=20)) as other,
    ):
        async with one.writing():
            assert await names(other) == []
            with pytest.raises(StoreBusy):
                await enter(other)
        await enter(other)


async def test_sqlite_is_set_as_promised(sqlite_url: str) -> None:
    """The file is in WAL, foreign keys hold, a commit reaches the disk, and a lock is waited for."""
    async with open_database(sqlite_url, timedelta(seconds=3)) as database, database.reading() as connection:
        told = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 3000}


async def test_postgres_waits_for_a_lock_as_long_as_told(postgres_url: str) -> None:
    """A row locked by somebody else is waited for no longer than the store is told."""
    async with (
        open_database(postgres_url) as patient,
        open_database(postgres_url, timedelta(milliseconds=20)) as impatient,
        patient.writing() as holder,
    ):
        await holder.execute(text("LOCK TABLE settings"))
        with pytest.raises(StoreBusy):
            await names(impatient)


async def test_the_address_speaks_in_utc(postgres_url: str) -> None:
    """Sessions of PostgreSQL are in UTC, wherever the server stands."""
    async with open_database(postgres_url) as database, database.reading() as connection:
        assert (await connection.execute(text("SHOW timezone"))).scalar() == "UTC"


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
async def test_a_store_in_memory_is_a_whole_store(url: str) -> None:
    """Without a file everything works, many at once, and is gone at the end."""
    for _ in range(2):
        async with open_store(url) as store:
            assert await store.settings.get("name 1") is None
            await asyncio.gather(
                *(store.settings.put(f"name {number}", number, by=None, now=NOW) for number in range(9))
            )
            assert await asyncio.gather(*(store.settings.get(f"name {number}") for number in range(9))) == list(
                range(9)
            )


@pytest.mark.parametrize(
    "url",
    [
        "not an address",
        "sqlite:///file.sqlite3",
        "mysql+aiomysql://host/base",
        "postgresql+asyncpg://nobody@127.0.0.1:1/nothing",
    ],
)
async def test_what_is_no_store_cannot_be_opened(url: str) -> None:
    """An address that is none, of another database, or where nobody answers, is told as such."""
    with pytest.raises(StoreUnavailable):
        async with open_store(url):
            pytest.fail("there is nothing to open")


async def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    """An address may hold a password, so the error does not show it."""
    with pytest.raises(StoreUnavailable) as refused:
        async with open_store("postgresql+asyncpg:/user:secret@host"):
            pytest.fail("there is nothing to open")
    assert "secret" not in str(refused.value)


async def test_a_file_that_cannot_be_a_store(tmp_path: Path, sqlite_template: Path) -> None:
    """A folder that is not there, a file of something else and a file not to be written are unavailable."""
    (tmp_path / "letter").write_text("Уважаемые коллеги! " * 100, encoding="utf-8")
    for path in (tmp_path / "nowhere" / "store.sqlite3", tmp_path / "letter"):
        with pytest.raises(StoreUnavailable):
            async with open_store(f"sqlite+aiosqlite:///{path}"):
                pytest.fail("there is nothing to open")
    async with open_store(f"sqlite+aiosqlite:///file:{sqlite_template}?mode=ro&uri=true") as store:
        assert await store.settings.get("x") is None
        with pytest.raises(StoreUnavailable):
            await store.settings.put("x", 1, by=None, now=NOW)


async def test_all_errors_are_the_stores(sqlite_url: str) -> None:
    """Whatever goes wrong in a statement is one family of errors to catch."""
    async with open_database(sqlite_url) as database:
        with pytest.raises(StoreError):
            async with database.reading() as connection:
                await connection.execute(text("SELECT * FROM nowhere"))
