"""Bring a store's schema to the newest revision, once, however many processes start at the same time.

A new step: ``alembic.command.revision`` (or by hand), then raise :data:`HEAD`; tests compare
the schema of all the steps with ``schema.py`` on both databases.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import SchemaTooNew

HEAD = "0015"
"""The newest revision of ``migrations/versions``, kept here so that a start that has nothing to do is quick."""


async def migrate(database: Database) -> None:
    """Bring the schema to :data:`HEAD`.

    Raises :class:`~storage.errors.SchemaTooNew` for a revision unknown here; such a store is left alone.
    """
    async with database.reading() as connection:
        if await connection.run_sync(revision_in) == HEAD:
            return
    async with database.writing() as connection:
        await database.alone(connection, "migrations")
        await _go_on(connection)


async def _go_on(connection: AsyncConnection) -> None:
    found = await connection.run_sync(revision_in)  # again: somebody may have been quicker
    if found != HEAD:
        await connection.run_sync(_upgrade, found)


def revision_in(connection: Connection) -> str | None:
    """Return the revision that a database is at, ``None`` when there is no store in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection, found: str | None) -> None:
    # alembic is slow to import, and a start seldom needs it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(configuration).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaTooNew(found, HEAD)
    command.upgrade(configuration, "head")
