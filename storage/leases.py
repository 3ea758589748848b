"""Leases: what only one process may do at a time, and which one does it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from storage.database import Database
from storage.outbox_schema import leases
from storage.upsert import insert


class Leases:
    """Names that one holder at a time has, until its time is up or it gives them back."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def take(self, name: str, holder: str, now: datetime, length: timedelta) -> bool:
        """Hold ``name`` for ``length`` from ``now``, for the first time or for longer; false when another has it."""

        def take(connection: Connection) -> bool:
            wanted = {"holder": holder, "until": now + length}
            new = insert(leases, self._database).values(name=name, **wanted)
            free = or_(leases.c.holder == holder, leases.c.until <= now)
            connection.execute(new.on_conflict_do_update(index_elements=["name"], set_=wanted, where=free))
            return is_held(connection, name, holder)

        return await self._database.write_whole(take)

    async def holder(self, name: str) -> tuple[str, datetime] | None:
        """Return who has ``name``, and until when if not renewed; ``None``: nobody ever had, or it was given back."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(leases).where(leases.c.name == name))).first()
        return None if row is None else (row.holder, row.until)

    async def give_back(self, name: str, holder: str) -> None:
        """Let another take ``name`` at once; nothing happens when ``holder`` does not have it."""
        mine = delete(leases).where(leases.c.name == name, leases.c.holder == holder)
        await self._database.write_whole(lambda connection: connection.execute(mine))

    async def take_over(self, name: str, holder: str, dead: str, now: datetime, length: timedelta) -> bool:
        """Take ``name`` from a holder known to be ``dead`` without waiting for its time to be up."""
        theirs = update(leases).where(leases.c.name == name, leases.c.holder == dead)

        def take(connection: Connection) -> bool:
            return connection.execute(theirs.values(holder=holder, until=now + length)).rowcount > 0

        return await self._database.write_whole(take)


def is_held(connection: Connection, name: str, holder: str) -> bool:
    """Tell whether ``holder`` has ``name``, within the caller's transaction.

    Also when its time is up: as long as nobody else has taken it, whoever held it last may go on, after a night in
    which the machine slept as after a clock that was set.
    """
    found = connection.execute(select(leases.c.holder).where(leases.c.name == name)).scalar()
    return found == holder
