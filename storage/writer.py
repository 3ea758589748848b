"""Writes pieces of work into a SQLite file, those that wait at the same moment in one transaction."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StoreBusy

T = TypeVar("T")


class Work(Generic[T]):
    """What is done in one transaction together with others, and how that ended."""

    def __init__(self, work: Callable[[Connection], T], *, brief: bool) -> None:
        """Hold what is to be done; ``brief`` work is done in no time."""
        self.do = work
        self.brief = brief
        self.outcome: T | Exception = StoreBusy("the writer that this one went with was given up")

    def attempt(self, connection: Connection) -> T | Exception:
        """Return what came of it, undone when that is an exception."""
        try:
            with _savepoint(connection):
                return self.do(connection)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is for the one who asked for this work alone
            return error

    def result(self) -> T:
        """Return what the work returned or raise what it raised."""
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


class Writer:
    """Two ways to one file: one that waits for another process's lock, for threads, and one that never waits."""

    def __init__(self, waiting: Engine, at_once: Engine) -> None:
        """Write through these engines."""
        self._waiting = waiting.execution_options(writes=True)
        self._at_once = at_once.execution_options(writes=True)

    async def do(self, together: Sequence[Work[Any]]) -> None:
        """Do these in one transaction; how each ended stands in it. One writer at a time: the caller has the turn."""
        if not all(each.brief for each in together) or not await self._done_here(together):
            await asyncio.to_thread(self._do, together)

    async def _done_here(self, together: Sequence[Work[Any]]) -> bool:
        """Do these on this thread and commit in another; false, with nothing done, when anything went wrong."""
        with self._at_once.connect() as connection:
            try:
                transaction = connection.begin()
                outcomes = [each.do(connection) for each in together]
            except Exception:  # noqa: BLE001 - it comes up again where each is undone alone, and is told there
                return False
            try:
                await asyncio.to_thread(transaction.commit)
            except SQLAlchemyError as error:
                outcomes = [error] * len(together)
        for each, outcome in zip(together, outcomes, strict=True):
            each.outcome = outcome
        return True

    def _do(self, together: Sequence[Work[Any]]) -> None:
        try:
            with self._waiting.begin() as connection:
                outcomes = [each.attempt(connection) for each in together]
        except SQLAlchemyError as error:  # nothing was begun, or nothing committed
            outcomes = [error] * len(together)
        for each, outcome in zip(together, outcomes, strict=True):
            each.outcome = outcome

    def close(self) -> None:
        """Close every connection."""
        self._waiting.dispose()
        self._at_once.dispose()


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
