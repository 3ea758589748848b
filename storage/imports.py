"""Plans that were read and wait for a decision; what people said of bodies' wordings.

::

    keep ─▶ waits ─choose─▶ waits, version + 1
              ├─accept─▶ the plan's new version is written, and the row goes, in one transaction
              ├─drop──▶ gone
              └─a day─▶ gone
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage.audit import Change, note_down
from storage.database import Database
from storage.import_records import PendingImport, SaidBody, folded
from storage.import_schema import pending_imports, said_bodies
from storage.plan_versions import write_version
from storage.records import PlanVersion
from storage.upsert import insert

_PLAN = "plan"  # the name under which whoever writes the plan is alone


class Imports:
    """What is being brought in."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def keep(
        self, user_id: int, file_name: str, tables: str, choices: Mapping[str, Any], now: datetime
    ) -> PendingImport:
        """Keep what was read, in place of what this person sent before under the same name."""
        row = {"user_id": user_id, "file_name": file_name, "tables": tables, "choices": dict(choices)}
        same = (pending_imports.c.user_id == user_id, pending_imports.c.file_name == file_name)
        new = pending_imports.insert().values(**row, version=1, read_at=now).returning(*pending_imports.c)
        async with self._database.writing() as connection:
            await connection.execute(delete(pending_imports).where(*same))
            return _pending((await connection.execute(new)).one())

    async def pending(self, import_id: int, user_id: int) -> PendingImport | None:
        """Return what waits under this number, if it is this person's."""
        mine = (pending_imports.c.id == import_id, pending_imports.c.user_id == user_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(pending_imports).where(*mine))).first()
        return None if row is None else _pending(row)

    async def choose(self, pending: PendingImport, choices: Mapping[str, Any]) -> bool:
        """Remember what was chosen; false when it is gone or another choice was made since it was read."""
        same = (pending_imports.c.id == pending.id, pending_imports.c.version == pending.version)
        change = update(pending_imports).where(*same)
        change = change.values(choices=dict(choices), version=pending.version + 1)
        async with self._database.writing() as connection:
            done = await connection.execute(change.returning(pending_imports.c.id))
            return done.first() is not None

    async def drop(self, import_id: int, user_id: int) -> bool:
        """Forget what was read; false when it is gone or another's."""
        mine = (pending_imports.c.id == import_id, pending_imports.c.user_id == user_id)
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(pending_imports).where(*mine).returning(pending_imports.c.id))
            return gone.first() is not None

    async def accept(
        self, pending: PendingImport, version: PlanVersion, noted: Mapping[str, int], now: datetime
    ) -> bool:
        """Write the plan's version that was decided on, and let the pending go; false when it is gone or chosen anew.

        ``noted`` are the counts that the audit keeps. Raises :class:`~storage.errors.VersionMoved` when any
        commitment of the plan is not as it was when the version was decided on; then nothing is written.
        """
        same = (pending_imports.c.id == pending.id, pending_imports.c.version == pending.version)
        async with self._database.writing() as connection:
            await self._database.alone(connection, _PLAN)
            gone = await connection.execute(delete(pending_imports).where(*same).returning(pending_imports.c.id))
            if gone.first() is None:
                return False
            await write_version(connection, self._database, version, now)
            told = Change("plan imported", f"plan:{version.plan.slug}", None, dict(noted))
            await note_down(connection, [told], pending.user_id, now)
            return True

    async def prune(self, before: datetime) -> int:
        """Forget what was read before this moment and nobody decided on; return how many."""
        old = delete(pending_imports).where(pending_imports.c.read_at < before).returning(pending_imports.c.id)
        async with self._database.writing() as connection:
            return len((await connection.execute(old)).all())

    async def said_bodies(self) -> tuple[SaidBody, ...]:
        """Return what was said of wordings, in alphabetical order."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(said_bodies).order_by(said_bodies.c.wording))).all()
        return tuple(SaidBody(row.written, row.organisation, row.side) for row in rows)

    async def say_body(self, said: SaidBody, *, by: int, now: datetime) -> None:
        """Remember what a wording means, in place of what was said of it before."""
        meant = {"organisation": said.organisation, "side": said.side}
        values = {"written": said.wording, **meant, "said_by": by, "said_at": now}
        new = insert(said_bodies, self._database).values(wording=folded(said.wording), **values)
        async with self._database.writing() as connection:
            await connection.execute(new.on_conflict_do_update(index_elements=["wording"], set_=values))
            told = Change("body said", "bodies", None, meant)
            await note_down(connection, [told], by, now)

    async def unsay_body(self, wording: str, *, by: int, now: datetime) -> bool:
        """Forget what was said of a wording; false when nothing was."""
        gone = delete(said_bodies).where(said_bodies.c.wording == folded(wording)).returning(*said_bodies.c)
        async with self._database.writing() as connection:
            row = (await connection.execute(gone)).first()
            if row is None:
                return False
            told = Change("body said", "bodies", {"organisation": row.organisation, "side": row.side}, None)
            await note_down(connection, [told], by, now)
            return True


def _pending(row: Row[Any]) -> PendingImport:
    return PendingImport(row.id, row.user_id, row.file_name, row.tables, row.choices, row.version, row.read_at)
