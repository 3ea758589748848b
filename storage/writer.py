"""Writes pieces of work into a SQLite file, those that wait at the same moment in one transaction."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StoreBusy

T = TypeVar("T")

BEGIN_WRITING = "BEGIN IMMEDIATE"
"""Takes SQLite's only write lock at once; said here, for a listener that says it makes every statement dearer."""


class Work(Generic[T]):
    """What is done in one transaction together with others, and how that ended."""

    def __init__(self, work: Callable[[Connection], T], *, brief: bool) -> None:
        """Hold what is to be done; ``brief`` work is done in no time."""
        self.do = work
        self.brief = brief
        self.outcome: T | Exception = StoreBusy("the writer that this one went with was given up")
        self.ended = asyncio.get_running_loop().create_future()

    def attempt(self, connection: Connection) -> T | Exception:
        """Return what came of it, undone when that is an exception."""
        try:
            with _savepoint(connection):
                return self.do(connection)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is for the one who asked for this work alone
            return error

    def end(self) -> None:
        """Let the one who asked for it go on, unless that one is gone."""
        if not self.ended.done():
            self.ended.set_result(None)

    def result(self) -> T:
        """Return what the work returned or raise what it raised."""
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


class Writer:
    """Two ways to one file: one that waits for another process's lock, for threads, and one that never waits."""

    def __init__(self, waiting: Engine, at_once: Engine) -> None:
        """Write through these engines."""
        self._waiting = waiting
        self._at_once = at_once
        self._connection: Connection | None = None  # kept between two works: fetching it costs as much as a statement

    async def do(self, together: Sequence[Work[Any]]) -> None:
        """Do these in one transaction; how each ended stands in it. One writer at a time: the caller has the turn."""
        if not all(each.brief for each in together) or not await self._done_here(together):
            await asyncio.to_thread(self._do, together)

    async def _done_here(self, together: Sequence[Work[Any]]) -> bool:
        """Do these on this thread and commit in another; false, with nothing done, when anything went wrong."""
        try:
            connection = self._connection or self._at_once.connect()
        except SQLAlchemyError:
            return False
        self._connection = None  # whoever comes while this one is at it has another
        try:
            transaction = connection.begin()
            connection.connection.cursor().execute(BEGIN_WRITING)
            outcomes = [each.do(connection) for each in together]
        except Exception:  # noqa: BLE001 - it comes up again where each is undone alone, and is told there
            connection.close()
            return False
        try:
            await asyncio.to_thread(transaction.commit)
        except SQLAlchemyError as error:
            outcomes = [error] * len(together)
            connection.close()
        else:
            self._connection = connection
        for each, outcome in zip(together, outcomes, strict=True):
            each.outcome = outcome
        return True

    def _do(self, together: Sequence[Work[Any]]) -> None:
        try:
            with self._waiting.begin() as connection:
                connection.exec_driver_sql(BEGIN_WRITING)
                outcomes = [each.attempt(connection) for each in together]
        except SQLAlchemyError as error:  # nothing was begun, or nothing committed
            outcomes = [error] * len(together)
        for each, outcome in zip(together, outcomes, strict=True):
            each.outcome = outcome

    def close(self) -> None:
        """Close every connection."""
        if self._connection is not None:
            self._connection.close()
        self._waiting.dispose()
        self._at_once.dispose()


class Queue:
    """Work that waits for a writer: what waits at the same moment goes together."""

    def __init__(self, writer: Writer, turn: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        """Write through ``writer`` in a ``turn`` of its own, which raises :class:`StoreBusy` when it takes too long."""
        self._writer = writer
        self._turn = turn
        self._waiting: list[Work[Any]] = []
        self._under_way: list[Work[Any]] = []
        self._carrying: asyncio.Task[None] | None = None

    async def do(self, work: Work[T]) -> T:
        """Have ``work`` done and return what it returns; cancelled, it is not done unless it is under way."""
        self._waiting.append(work)
        if self._carrying is None:
            self._carrying = asyncio.create_task(self._carry())
        try:
            await work.ended
        except asyncio.CancelledError:
            if work in self._waiting:
                self._waiting.remove(work)
            raise
        return work.result()

    async def finish(self) -> None:
        """Wait for what is under way, though whoever asked for it is gone."""
        if self._carrying is not None:
            await asyncio.wait({self._carrying})

    async def _carry(self) -> None:
        """Do what waits, then what came meanwhile, till nothing waits.

        A task of its own: nobody's giving up breaks it off, and it begins when all have asked who ask at this moment.
        """
        try:
            while self._waiting:
                await self._do_what_waits()
                for work in self._under_way:
                    work.end()
                    # One at a time, so that the first answer is on its way before the last is thought about.
                    await asyncio.sleep(0)
        finally:
            self._carrying = None
            given_up, self._under_way, self._waiting = [*self._under_way, *self._waiting], [], []
            for work in given_up:
                work.end()

    async def _do_what_waits(self) -> None:
        """Do together what waits, or refuse those who have waited for the turn as long as one may."""
        patient = list(self._waiting)
        try:
            async with self._turn():
                self._under_way, self._waiting = self._waiting, []
                await self._writer.do(self._under_way)
        except StoreBusy as busy:
            self._under_way, self._waiting = patient, [work for work in self._waiting if work not in patient]
            for work in patient:
                work.outcome = busy


@contextmanager
def _savepoint(connection: Connection) -> Iterator[None]:
    """Undo the block alone when it fails: ``begin_nested`` at a third of its price, for that compiles each time."""
    connection.exec_driver_sql("SAVEPOINT alone")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK TO alone")
        raise
    finally:
        connection.exec_driver_sql("RELEASE alone")
