"""One database behind the store: transactions for reading and for writing, the same over SQLite and PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, QueuePool

from storage.errors import StoreBusy, StoreUnavailable, driver_errors_wrapped
from storage.writer import BEGIN_WRITING, Queue, Work, Writer

T = TypeVar("T")

LOCK_WAIT = timedelta(seconds=5)
_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
_CONNECT_SECONDS = 10


class Database:
    """Gives transactions; every error that leaves one is a :class:`~storage.errors.StoreError`.

    ``reading``: one snapshot for all statements (SQLite: BEGIN; PostgreSQL: REPEATABLE READ READ ONLY).
    ``writing``: SQLite takes the only write lock at once (BEGIN IMMEDIATE), so a transaction that has begun
    never fails for a lock half way; writers of this process queue in memory first, because SQLite's own
    waiting is a poll that may starve one of them. PostgreSQL: READ COMMITTED. Both wait for a lock
    ``lock_wait`` at most.
    """

    def __init__(self, engine: AsyncEngine, lock_wait: timedelta, whole: Writer | None = None) -> None:
        """Stand on ``engine``, as :func:`open_database` makes it; ``whole`` is for :meth:`write_whole`."""
        self._engine = engine
        self._lock_wait = lock_wait
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._turn = asyncio.Lock() if self.is_sqlite else None
        self._queue = Queue(whole, self._my_turn) if whole else None
        reading: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = engine if self.is_sqlite else engine.execution_options(**reading)
        self._writers = engine.execution_options(writes=True)

    @property
    def file(self) -> Path | None:
        """The file the store is kept in; ``None``: on a server, or in memory."""
        return file_of(self._engine.url)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads."""
        with driver_errors_wrapped():
            async with self._readers.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; it is committed at the end and undone by any exception."""
        with driver_errors_wrapped():
            async with self._my_turn(), self._writers.begin() as connection:
                yield connection

    async def write_whole(self, work: Callable[[Connection], T], *, brief: bool = False) -> T:
        """Do all of ``work`` in a transaction that writes, and return what it returns once that is committed.

        For short work done often: over a SQLite file it is one visit to a thread, where a statement at a time is a
        dozen, and what waits for its turn at the same moment goes together, in one transaction and one write to the
        disk. Each is undone by its own exception alone. ``work`` must not wait for anything but the connection, and
        may be begun anew, after it was undone.

        ``brief`` work finds a few rows by their keys. It is done where it is asked for, and only its commit, which
        waits for the disk, in a thread: a thread that asks a dozen times for the interpreter, while answers are
        made, waits longer than it works.
        """
        with driver_errors_wrapped():
            if self._queue is None:
                async with self._my_turn(), self._writers.begin() as connection:
                    return await connection.run_sync(work)
            return await self._queue.do(Work(work, brief=brief))

    async def finish(self) -> None:
        """Wait for work under way whose caller is gone."""
        if self._queue is not None:
            await self._queue.finish()

    async def alone(self, connection: AsyncConnection, name: str) -> None:
        """Keep other processes out of what is called ``name`` until the transaction ends.

        For decisions that read before they write, where READ COMMITTED would let two processes decide the
        same. SQLite has a single writer anyway.
        """
        await connection.run_sync(self.alone_on, name)

    def alone_on(self, connection: Connection, name: str) -> None:
        """Do what :meth:`alone` does, on a connection that is not asynchronous."""
        if not self.is_sqlite:
            connection.execute(select(func.pg_advisory_xact_lock(crc32(name.encode()))))

    def _my_turn(self) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self._turn is None else _within(self._turn, self._lock_wait)


@asynccontextmanager
async def _within(turn: asyncio.Lock, wait: timedelta) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(wait.total_seconds()):
            await turn.acquire()
    except TimeoutError as error:
        msg = "the writers before this one take too long"
        raise StoreBusy(msg) from error
    try:
        yield
    finally:
        turn.release()


@asynccontextmanager
async def open_database(url: str, lock_wait: timedelta = LOCK_WAIT) -> AsyncIterator[Database]:
    """Open the database at ``url`` and close all its connections at the end; connects when first used.

    ``sqlite+aiosqlite:///file``, ``sqlite+aiosqlite://`` (in memory, gone at the end) or
    ``postgresql+asyncpg://…``; anything else is :class:`~storage.errors.StoreUnavailable`.
    """
    checked = _checked(url)
    engine, whole = _engine(checked, lock_wait), _writer(checked, lock_wait)
    database = Database(engine, lock_wait, whole)
    try:
        yield database
    finally:
        await database.finish()
        if whole is not None:
            await asyncio.to_thread(whole.close)
        await engine.dispose()


def _checked(url: str | URL) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        msg = "the address of the store cannot be read"  # it may hold a password, so it is not repeated
        raise StoreUnavailable(msg) from error
    if parsed.drivername not in _DRIVERS:
        msg = f"a store is one of {', '.join(_DRIVERS)}, not {parsed.drivername}"
        raise StoreUnavailable(msg)
    return parsed


def _engine(url: URL, lock_wait: timedelta) -> AsyncEngine:
    common: dict[str, Any] = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "hide_parameters": True,  # names and messages of people do not belong in a log of errors
    }
    milliseconds = _milliseconds(lock_wait)
    if url.drivername.startswith("sqlite"):
        return _sqlite_engine(url, milliseconds, common)
    session = {"lock_timeout": str(milliseconds), "TimeZone": "UTC", "application_name": "cooperation-bot"}
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,  # a server restarted meanwhile costs nobody a message
        connect_args={"timeout": _CONNECT_SECONDS, "server_settings": session},
        **common,
    )


def _sqlite_engine(url: URL, milliseconds: int, common: dict[str, Any]) -> AsyncEngine:
    # In memory the one connection is the database: it is lent to one transaction at a time, never shared.
    size = {"pool_size": 1, "max_overflow": 0} if _in_memory(url) else {"pool_size": 4, "max_overflow": 4}
    engine = create_async_engine(url, poolclass=AsyncAdaptedQueuePool, **size, **common)
    _teach_sqlite(engine.sync_engine, milliseconds)
    return engine


def _writer(url: URL, lock_wait: timedelta) -> Writer | None:
    if not url.drivername.startswith("sqlite") or _in_memory(url):
        return None
    return Writer(_whole_engine(url, _milliseconds(lock_wait)), _whole_engine(url, 0))


def _whole_engine(url: URL, milliseconds: int) -> Engine:
    # The same library and the same file; the turn of the writers gives the connection to one at a time, and the
    # second is for whoever comes while a cancelled one is still at its work.
    size = {"pool_size": 1, "max_overflow": 1}
    engine = create_engine(url.set(drivername="sqlite"), poolclass=QueuePool, hide_parameters=True, **size)
    _prepare_at_connect(engine, milliseconds)
    return engine


def file_of(url: str | URL) -> Path | None:
    """Return the file of a store at ``url``; ``None`` when it is kept on a server or in memory."""
    parsed = _checked(url)
    kept_in_file = parsed.drivername.startswith("sqlite") and not _in_memory(parsed)
    return Path(parsed.database or "") if kept_in_file else None


def _in_memory(url: URL) -> bool:
    return url.database in {None, "", ":memory:"}


def _milliseconds(wait: timedelta) -> int:
    return round(wait.total_seconds() * 1000)


def _teach_sqlite(engine: Engine, milliseconds: int) -> None:
    _prepare_at_connect(engine, milliseconds)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_at_connect(engine: Engine, milliseconds: int) -> None:
    event.listen(engine, "connect", partial(_prepare_sqlite, milliseconds=milliseconds))


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry, *, milliseconds: int) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own: _begin_sqlite does
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {milliseconds}",
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL may lose the last transactions when the power fails, and with them a fate
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(BEGIN_WRITING if writes else "BEGIN")
