"""The drafts of the register's editors: one open at a time for each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from storage.database import Database
from storage.register_desk_records import DraftState, RegisterDraft
from storage.register_desk_schema import register_drafts
from storage.register_records import EntryKind, Source


class RegisterDesk:
    """What is being written into the register, question by question."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def begin(self, user_id: int, kind: EntryKind, slug: str | None, asked: Sequence[str], now: datetime) -> int:
        """Begin a draft in place of the person's open one; return its number."""
        new = register_drafts.insert().values(
            user_id=user_id, kind=kind, slug=slug, asked=list(asked), answers={}, source=None,
            state=DraftState.OPEN, updated_at=now,
        )  # fmt: skip
        mine = register_drafts.c.user_id == user_id, register_drafts.c.state == DraftState.OPEN
        async with self._database.writing() as connection:
            await connection.execute(update(register_drafts).where(*mine).values(state=DraftState.DROPPED))
            return int((await connection.execute(new.returning(register_drafts.c.id))).scalar_one())

    async def open_of(self, user_id: int, since: datetime) -> RegisterDraft | None:
        """Return the person's open draft if it was touched at ``since`` or later."""
        mine = register_drafts.c.user_id == user_id, register_drafts.c.state == DraftState.OPEN
        return await self._one(select(register_drafts).where(*mine, register_drafts.c.updated_at >= since))

    async def get(self, draft_id: int) -> RegisterDraft | None:
        """Return one draft."""
        return await self._one(select(register_drafts).where(register_drafts.c.id == draft_id))

    async def answer(
        self, draft_id: int, answers: Mapping[str, Any], source: Source | None, now: datetime
    ) -> RegisterDraft | None:
        """Keep what is answered by now; ``None`` when the draft is not open any more."""
        kept = {"answers": dict(answers), "source": source and asdict(source), "updated_at": now}
        if not await self._if_open(draft_id, kept):
            return None
        return await self.get(draft_id)

    async def close(self, draft_id: int, state: DraftState, now: datetime) -> bool:
        """End an open draft; false when it was ended before."""
        return await self._if_open(draft_id, {"state": state, "updated_at": now})

    async def forget(self, before: datetime) -> int:
        """Forget drafts, finished or not, that nobody touched since that moment; return how many."""
        old = delete(register_drafts).where(register_drafts.c.updated_at < before)
        return await self._database.write_whole(lambda connection: connection.execute(old).rowcount)

    async def _if_open(self, draft_id: int, values: Mapping[str, Any]) -> bool:
        this = register_drafts.c.id == draft_id, register_drafts.c.state == DraftState.OPEN
        async with self._database.writing() as connection:
            return (await connection.execute(update(register_drafts).where(*this).values(**values))).rowcount > 0

    async def _one(self, query: Select[Any]) -> RegisterDraft | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(query.order_by(register_drafts.c.id.desc()).limit(1))).first()
        return row and _draft_of(row)


def _draft_of(row: Row[Any]) -> RegisterDraft:
    return RegisterDraft(
        id=row.id,
        user_id=row.user_id,
        kind=row.kind,
        slug=row.slug,
        asked=tuple(row.asked),
        answers=row.answers,
        source=Source(**row.source) if row.source else None,
        state=row.state,
    )
