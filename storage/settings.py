"""What administrators change in chat: values under names."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from storage.audit import Author, Change, note_down
from storage.database import Database
from storage.schema import settings
from storage.upsert import insert

ANYTHING: Final = object()
"""Whatever was kept before."""


class Settings:
    """Values that outlive a restart; anything that JSON can hold."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def get(self, name: str) -> Any | None:  # noqa: ANN401 - whatever was put there
        """Return what was put under ``name``; ``None`` when nothing was."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(settings.c.value).where(settings.c.name == name))).scalar()

    async def put(self, name: str, value: Any, *, by: Author, now: datetime) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Keep ``value`` under ``name``, in place of what was there."""
        kept = insert(settings, self._database).values(name=name, value=value)
        asked = select(settings.c.value).where(settings.c.name == name)
        async with self._database.writing() as connection:
            before = (await connection.execute(asked)).scalar()
            await connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
            await note_down(connection, [Change("setting", f"setting:{name}", before, value)], by, now)

    async def put_part(
        self,
        name: str,
        part: str,
        value: Any,  # noqa: ANN401 - as above
        *,
        by: Author,
        now: datetime,
        instead_of: Any = ANYTHING,  # noqa: ANN401 - as above
    ) -> bool:
        """Keep ``value`` as one part of the mapping under ``name``; its other parts stay as they are.

        False, and nothing is changed, when the part is not ``instead_of`` any more (``None``: it was never put).
        """
        asked = select(settings.c.value).where(settings.c.name == name)
        async with self._database.writing() as connection:
            await self._database.alone(connection, f"setting {name}")
            before = (await connection.execute(asked)).scalar()
            parts = before if isinstance(before, dict) else {}
            if instead_of is not ANYTHING and parts.get(part) != instead_of:
                return False
            after = {**parts, part: value}
            kept = insert(settings, self._database).values(name=name, value=after)
            await connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": after}))
            await note_down(connection, [Change("setting", f"setting:{name}", before, after)], by, now)
            return True
