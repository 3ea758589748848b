"""What can go wrong in the store; nothing of a driver's own leaves ``storage/``.

::

    StoreError
    ├── StoreBusy          somebody else holds what is needed; the same call may succeed in a moment
    ├── StoreUnavailable   no connection, disk full, read-only, not a database: a person must look
    ├── StoreRefused       a value breaks a rule of the schema: a mistake of the caller's
    ├── SchemaTooNew       the store was written by a newer version of the product
    ├── LeaseLost          another process does now what this one thought to be doing
    ├── VersionMoved       the record changed since it was read: read again, decide again
    ├── BadCorrection      a correction of something that is not there, or of a shape the field cannot hold
    ├── BadRegister        a register file with faults, all of them listed
    ├── BadExport          a file that is no whole export of this version
    ├── StoreNotEmpty      an export is brought into an empty store only
    └── BadBackup          a file that is no sound backup
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import exc

# The primary result codes of SQLite: https://www.sqlite.org/rescode.html
_SQLITE_BUSY = frozenset({5, 6})  # BUSY, LOCKED
_SQLITE_CONSTRAINT = 19

# The classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_BUSY = frozenset({"40001", "40P01", "55P03", "57014"})  # serialization, deadlock, lock and other timeouts
_POSTGRES_CONSTRAINT = ("22", "23")


class StoreError(Exception):
    """Anything that the store could not do."""


class StoreBusy(StoreError):
    """Somebody else holds what this call needs, longer than the store is told to wait."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, read or written at all."""


class StoreRefused(StoreError):
    """A value breaks a rule of the schema."""


class SchemaTooNew(StoreError):
    """The store was written by a newer version of the product and is left alone."""

    def __init__(self, found: str, known: str) -> None:
        """Keep the revision ``found`` in the store and the newest one ``known`` here."""
        super().__init__(f"the store is at revision {found}, this version knows {known} at most")
        self.found = found
        self.known = known


class VersionMoved(StoreError):
    """A record changed since it was read; nothing was written."""

    def __init__(self, what: str, identity: object) -> None:
        """Keep ``what`` kind of record it is and its ``identity``."""
        super().__init__(f"{what} {identity} changed since it was read")
        self.what = what
        self.identity = identity


class LeaseLost(StoreError):
    """Another process holds the lease; nothing was written."""

    def __init__(self, name: str) -> None:
        """Keep the ``name`` of the lease."""
        super().__init__(f"the lease {name} is held by another process")
        self.name = name


class BadCorrection(StoreError):
    """A correction that cannot be laid over the register; nothing was written."""

    def __init__(self, entry: str, field: str, reason: str) -> None:
        """Keep the ``entry`` («kind:slug»), its ``field`` and the ``reason``."""
        super().__init__(f"{entry} {field}: {reason}")
        self.entry = entry
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a register file: its line (from 1), its path («agreements[3].signed_on») and what is wrong."""

    line: int
    path: str
    wrong: str


class BadRegister(StoreError):
    """A register file with faults; nothing of it was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep all the ``faults``, in the order of their lines."""
        super().__init__("\n".join(f"{fault.line}: {fault.path}: {fault.wrong}" for fault in faults))
        self.faults = tuple(faults)


class BadExport(StoreError):
    """A file that cannot be brought in; nothing of it was taken."""


class StoreNotEmpty(StoreError):
    """A store that holds something and is left alone."""

    def __init__(self, table: str) -> None:
        """Keep the first ``table`` that has rows."""
        super().__init__(f"the store is not empty: {table} has rows")
        self.table = table


class BadBackup(StoreError):
    """A file that is no backup, or a damaged one."""


@contextmanager
def driver_errors_wrapped() -> Iterator[None]:
    """Let no error of a driver, of the pool or of the network out: each becomes a :class:`StoreError`.

    A value that cannot be written at all (a moment without a zone) stays what it is: :class:`ValueError`.
    """
    try:
        yield
    except exc.TimeoutError as error:
        msg = "every connection of the store is taken"
        raise StoreBusy(msg) from error
    except exc.DBAPIError as error:
        raise _meaning_of(error) from error
    except exc.StatementError as error:  # a value that a column type refused before the driver saw it
        raise error.orig or error from error
    except OSError as error:  # asyncpg leaves the network's own errors as they are (TimeoutError is one, too)
        raise StoreUnavailable(str(error)) from error


def _meaning_of(error: exc.DBAPIError) -> StoreError:
    told = str(error.orig)
    sqlite = getattr(error.orig, "sqlite_errorcode", None)
    if sqlite is not None:
        return _meaning_of_sqlite(sqlite & 0xFF, told)
    return _meaning_of_postgres(getattr(error.orig, "sqlstate", None) or "", told)


def _meaning_of_sqlite(code: int, told: str) -> StoreError:
    if code in _SQLITE_BUSY:
        return StoreBusy(told)
    return StoreRefused(told) if code == _SQLITE_CONSTRAINT else StoreUnavailable(told)


def _meaning_of_postgres(state: str, told: str) -> StoreError:
    if state in _POSTGRES_BUSY:
        return StoreBusy(told)
    return StoreRefused(told) if state.startswith(_POSTGRES_CONSTRAINT) else StoreUnavailable(told)
