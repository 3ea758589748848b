"""A backup put in place of a store in a SQLite file, while nothing else has it open.

::

    backup ─▶ checked, not newer than this version ─▶ what would be lost, by table ─▶ (the person agrees)
        ─▶ the store alone? ─▶ the store as it is, backed up ─▶ a copy of the backup takes its place, at once
"""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backups import FOLDER, Backup, check_backup, opened, take_backup
from storage.errors import BadBackup, SchemaTooNew, StoreBusy, StoreUnavailable
from storage.migrating import HEAD
from storage.moving import NOT_MOVED

_TOLD = (
    """
    UPDATE deliveries SET state = 'cancelled', outcome = 'settled after this backup', closed_at = known.closed_at
    FROM later.deliveries AS known
    WHERE known.key = deliveries.key AND deliveries.closed_at IS NULL AND known.closed_at IS NOT NULL
    """,
    """
    UPDATE digest_wishes SET covered_until = known.covered_until, next_at = known.next_at
    FROM later.digest_wishes AS known
    WHERE known.chat_id = digest_wishes.chat_id AND known.covered_until > digest_wishes.covered_until
    """,
    """
    UPDATE ticks SET done_until = known.done_until
    FROM later.ticks AS known WHERE known.name = ticks.name AND known.done_until > ticks.done_until
    """,
)
_NO_FACTS = frozenset({*NOT_MOVED, "updates", "alembic_version"})


@dataclass(frozen=True, slots=True)
class Loss:
    """What becomes of one table.

    Rows ``added`` since the backup go, ``changed`` ones become what they were, ``removed`` ones come back.
    """

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup that may be restored and what that would cost.

    ``losses`` are by table, without those that lose nothing; ``None``: the store of today cannot be read.
    """

    backup: Backup
    losses: Mapping[str, Loss] | None


async def look(file: Path, backup: Path) -> Restoring:
    """Check a backup and compare the store in ``file`` with it; nothing is changed.

    Raises :class:`~storage.errors.BadBackup` and :class:`~storage.errors.SchemaTooNew`.
    """
    return await asyncio.to_thread(_look, file, backup)


async def restore(file: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup in place of the store in ``file``; return where the store as it was is kept (``None``: none was).

    What people have been told since is not told again: deliveries that were settled, digests and mornings that were
    covered stay so. Raises what :func:`look` raises, and :class:`~storage.errors.StoreBusy` while the bot has the
    store open; then nothing is changed.
    """
    return await asyncio.to_thread(_restore, file, backup, now)


def _look(file: Path, backup: Path) -> Restoring:
    if not backup.is_file():
        msg = f"there is no file {backup}"
        raise StoreUnavailable(msg)
    checked = check_backup(backup)
    if checked.revision > HEAD:
        raise SchemaTooNew(checked.revision, HEAD)
    if not file.exists():
        return Restoring(checked, {})
    try:
        check_backup(file)
    except BadBackup:
        return Restoring(checked, None)
    return Restoring(checked, _losses(file, checked))


def _restore(file: Path, backup: Path, now: datetime) -> Path | None:
    found = _look(file, backup)
    kept = file.absolute().parent / FOLDER / f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    copy = file.with_name(f"{file.name}.restoring")
    try:
        shutil.copyfile(backup, copy)
        if file.exists():
            _keep(file, kept, readable=found.losses is not None)
        if file.exists() and found.losses is not None:
            _keep_told(copy, kept)
        _put_in_place(copy, file)
    except OSError as trouble:
        raise StoreUnavailable(str(trouble)) from trouble
    finally:
        copy.unlink(missing_ok=True)
    return kept if kept.exists() else None


def _keep(file: Path, kept: Path, *, readable: bool) -> None:
    if readable:
        _close_log(file)
        take_backup(file, kept)
    else:
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, kept)


def _keep_told(copy: Path, kept: Path) -> None:
    """Carry over what has been told since the backup, so that it is not told again."""
    with opened(copy, to_write=True) as connection:
        connection.execute("ATTACH ? AS later", (f"{kept.as_uri()}?mode=ro",))
        for statement in _TOLD:
            connection.execute(statement)


def _losses(file: Path, backup: Backup) -> dict[str, Loss]:
    try:
        with opened(file) as connection:
            connection.execute("ATTACH ? AS kept", (f"{backup.path.absolute().as_uri()}?mode=ro",))
            names = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
            facts = sorted(
                name for name in names if name not in _NO_FACTS and not name.startswith(("sqlite_", "search_"))
            )
            found = {name: _loss(connection, name, kept=name in backup.rows) for name in facts}
    except sqlite3.Error as trouble:
        msg = f"{file}: {trouble}"
        raise StoreUnavailable(msg) from trouble
    return {name: loss for name, loss in found.items() if loss != Loss(0, 0, 0)}


def _loss(connection: sqlite3.Connection, table: str, *, kept: bool) -> Loss:
    def count(query: str) -> int:
        number: int = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]  # noqa: S608 - names of our own tables
        return number

    if not kept:  # a table that the backup's version did not have
        return Loss(count(f'SELECT 1 FROM main."{table}"'), 0, 0)  # noqa: S608
    key = ", ".join(_columns(connection, "main", table, key=True))
    both = set(_columns(connection, "kept", table))
    every = ", ".join(name for name in _columns(connection, "main", table) if name in both)
    now, then = (f'SELECT {{}} FROM {place}."{table}"'.format for place in ("main", "kept"))  # noqa: S608
    added = count(f"{now(key)} EXCEPT {then(key)}")
    return Loss(added, count(f"{now(every)} EXCEPT {then(every)}") - added, count(f"{then(key)} EXCEPT {now(key)}"))


def _columns(connection: sqlite3.Connection, place: str, table: str, *, key: bool = False) -> list[str]:
    rows = connection.execute(f'PRAGMA {place}.table_info("{table}")').fetchall()
    return [f'"{row[1]}"' for row in rows if row[5] or not key]


def _close_log(file: Path) -> None:
    """Leave the write-ahead log, which SQLite allows only to the one who has the store open alone."""
    try:
        with opened(file, to_write=True) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as trouble:
        raise StoreBusy(str(trouble)) from trouble


def _put_in_place(copy: Path, file: Path) -> None:
    with copy.open("rb+") as written:
        os.fsync(written.fileno())
    for companion in ("-wal", "-shm"):
        file.with_name(f"{file.name}{companion}").unlink(missing_ok=True)
    copy.replace(file)
