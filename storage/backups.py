"""Backups of a store kept in a SQLite file: taken while it is at work, checked by opening them.

::

    snapshot of the store ─online backup─▶ NAME.part ─▶ opened and checked ─▶ NAME
                                                     └▶ unsound: removed, BadBackup

Nobody waits for a backup: in WAL a reader and the writer do not meet. It is a plain SQLite file without companions,
so it may be copied anywhere. A PostgreSQL store is backed up by ``pg_dump``, which this does not imitate.
"""

import asyncio
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from storage.errors import BadBackup, StoreUnavailable

KEPT = "backups.kept"
"""The setting that says how many of the nightly backups are kept."""
KEPT_AT_FIRST = 7
FOLDER = "backups"
READ_BY_ONE = 0o600
"""The rights on a file that has everybody's names in it."""
_NAME = re.compile(r"cooperation-\d{8}T\d{6}Z\.sqlite3")
_OWN_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@dataclass(frozen=True, slots=True)
class Backup:
    """A sound backup: its file, the revision of its schema, and how many rows each table has."""

    path: Path
    revision: str
    rows: Mapping[str, int]


class Backups:
    """Backups of this store."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    @property
    def folder(self) -> Path | None:
        """Where the nightly backups are: beside the store; ``None`` for a store that is not in a file."""
        file = self._database.file
        return None if file is None else file.absolute().parent / FOLDER

    async def take(self, path: Path) -> Backup:
        """Back the store up to ``path``, as it is at one moment, and check it.

        Raises :class:`~storage.errors.StoreUnavailable` when there is no such backup (a store on a server, a file
        that is there already, a full disk) and :class:`~storage.errors.BadBackup` when what came out is unsound;
        then no file is left.
        """
        file = self._database.file
        if file is None:
            msg = "only a store in a SQLite file is backed up so; for PostgreSQL use pg_dump"
            raise StoreUnavailable(msg)
        return await asyncio.to_thread(take_backup, file, path)

    async def take_nightly(self, now: datetime, kept: int) -> Backup | None:
        """Back the store up under a name of its moment and leave the ``kept`` youngest; ``None`` on a server."""
        if self.folder is None:
            return None
        name = f"cooperation-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
        with suppress(OSError):  # what hinders this hinders the backup, too, and is told there
            (self.folder / name).unlink(missing_ok=True)  # one of this very second is this one, begun before
        taken = await self.take(self.folder / name)
        await asyncio.to_thread(_thin_out, self.folder, max(kept, 1))
        return taken


def nightly_backups(folder: Path) -> tuple[Path, ...]:
    """Return the nightly backups in a folder, the youngest first."""
    return tuple(sorted((one for one in folder.iterdir() if _NAME.fullmatch(one.name)), reverse=True))


def check_backup(path: Path) -> Backup:
    """Open a backup and look whether it is whole; raises :class:`~storage.errors.BadBackup`."""
    with _told_plainly(path), opened(path) as connection:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        if faults != ["ok"]:
            msg = f"{path}: {'; '.join(faults)}"
            raise BadBackup(msg)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            msg = f"{path} is no store of the bot"
            raise BadBackup(msg)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return Backup(path, revision, rows_of(connection))


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table of a store has."""
    names = [row[0] for row in connection.execute(_OWN_TABLES) if not row[0].startswith("search_index")]
    counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names of our own tables
    return {name: count for name, count in counted.items() if name != "alembic_version"}


@contextmanager
def opened(path: Path, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a SQLite file that is there, for reading unless ``to_write``, and close it at the end."""
    mode = "rw" if to_write else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def take_backup(file: Path, path: Path) -> Backup:
    """Back the store in ``file`` up to ``path``; raises as :meth:`Backups.take` does."""
    if path.exists() and path.stat().st_size:
        msg = f"{path} is there already and is not written over"
        raise StoreUnavailable(msg)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with _told_plainly(path):
            rows = _copy(file, part)
        sound = check_backup(part)
        if sound.rows != rows:
            msg = f"{path} has not the rows of the store"
            raise BadBackup(msg)
        part.replace(path)
    except OSError as trouble:
        raise StoreUnavailable(str(trouble)) from trouble
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(path, sound.revision, rows)


def _copy(file: Path, part: Path) -> dict[str, int]:
    """Copy the store as it is at one moment; return the rows it has at that moment."""
    with opened(file) as source:
        source.execute("BEGIN")  # what is counted and what is copied is one snapshot
        rows = rows_of(source)
        part.touch(mode=READ_BY_ONE)
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one plain file, no companions
        finally:
            copy.close()
    return rows


def _thin_out(folder: Path, kept: int) -> None:
    for old in nightly_backups(folder)[kept:]:
        old.unlink(missing_ok=True)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as trouble:  # the disk is full, the file is not there or may not be read
        msg = f"{path}: {trouble}"
        raise StoreUnavailable(msg) from trouble
    except sqlite3.DatabaseError as broken:  # not a database, or a malformed one
        msg = f"{path}: {broken}"
        raise BadBackup(msg) from broken
