"""How a store stands, looked at without changing anything: not made yet, of an older schema, of today's."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import file_of, open_database
from storage.errors import SchemaTooNew, StoreUnavailable
from storage.migrating import HEAD, revision_in


async def standing(url: str) -> str | None:
    """Return the revision of the store's schema; ``None``: the first start will make it.

    A file is only read, and no companion of it is left behind. Raises
    :class:`~storage.errors.StoreUnavailable` (also for what can be read but not written) and
    :class:`~storage.errors.SchemaTooNew`.
    """
    file = file_of(url)
    revision = await (_on_server(url) if file is None else asyncio.to_thread(_in_file, file))
    if revision is not None and revision > HEAD:
        raise SchemaTooNew(revision, HEAD)
    return revision


async def _on_server(url: str) -> str | None:
    async with open_database(url) as database, database.reading() as connection:
        return await connection.run_sync(revision_in)


def _in_file(file: Path) -> str | None:
    file = file.absolute()
    for needed in (file.parent, *([file] if file.exists() else [])):
        if not os.access(needed, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            msg = f"{needed} cannot be written to" if needed.exists() else f"there is no folder {needed}"
            raise StoreUnavailable(msg)
    if not file.exists() or not file.stat().st_size:
        return None
    # A log beside the file holds what is not yet in it; without one nothing else need be opened, or made.
    mode = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?{mode}", uri=True)) as connection:
            return _revision(connection)
    except sqlite3.Error as trouble:
        msg = f"{file}: {trouble}"
        raise StoreUnavailable(msg) from trouble


def _revision(connection: sqlite3.Connection) -> str | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None
