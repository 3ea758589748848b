"""What of the plan is looked at, under numbers for buttons, and the addresses under which calendars are read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.control_schema import calendar_links, plan_views
from storage.database import Database
from storage.errors import StoreUnavailable
from storage.upsert import insert


class PlanViews:
    """Choices and their numbers: each choice has one, and keeps it for ever."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def numbers(self, choices: Sequence[Mapping[str, Any]]) -> tuple[int | None, ...]:
        """Return the numbers of these choices, in their order; those not there yet are written.

        ``None``: one that is not there and cannot be written, for the store takes no writes at all. Who only looks at
        the plan is not refused for that.
        """
        digests = [_digest(choice) for choice in choices]
        asked = select(plan_views.c.digest, plan_views.c.id).where(plan_views.c.digest.in_(digests))
        async with self._database.reading() as connection:
            known = {row.digest: row.id for row in await connection.execute(asked)}
        missing = {
            digest: {"digest": digest, "choice": dict(choice)}
            for digest, choice in zip(digests, choices, strict=True)
            if digest not in known
        }
        if missing:
            new = insert(plan_views, self._database).on_conflict_do_nothing(index_elements=["digest"])
            with suppress(StoreUnavailable):
                async with self._database.writing() as connection:
                    await connection.execute(new, list(missing.values()))
                    known = {row.digest: row.id for row in await connection.execute(asked)}
        return tuple(known.get(digest) for digest in digests)

    async def get(self, number: int) -> Mapping[str, Any] | None:
        """Return the choice of a number."""
        async with self._database.reading() as connection:
            query = select(plan_views.c.choice).where(plan_views.c.id == number)
            found: Mapping[str, Any] | None = (await connection.execute(query)).scalar()
        return found


class CalendarLinks:
    """Whose calendar an address opens; the address itself is nowhere, only what it hashes to."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def make(self, user_id: int, token_hash: str, now: datetime) -> None:
        """Let this address open the person's calendar, and none that did before."""
        values = {"token_hash": token_hash, "made_at": now}
        new = insert(calendar_links, self._database).values(user_id=user_id, **values)
        made = new.on_conflict_do_update(index_elements=["user_id"], set_=values)
        await self._database.write_whole(lambda connection: connection.execute(made))

    async def revoke(self, user_id: int) -> bool:
        """Let no address open the person's calendar; false when none did."""
        gone = delete(calendar_links).where(calendar_links.c.user_id == user_id)
        return await self._database.write_whole(lambda connection: connection.execute(gone).rowcount > 0)

    async def owner(self, token_hash: str) -> int | None:
        """Return whose calendar it opens (``User.id``)."""
        query = select(calendar_links.c.user_id).where(calendar_links.c.token_hash == token_hash)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar()

    async def has(self, user_id: int) -> bool:
        """Tell whether an address opens the person's calendar."""
        query = select(calendar_links.c.user_id).where(calendar_links.c.user_id == user_id)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None


def _digest(choice: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(choice), ensure_ascii=False, sort_keys=True).encode()).hexdigest()
