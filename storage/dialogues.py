"""What people are being asked, one thing at a time, so that a restart does not forget the question."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.control_records import Dialogue
from storage.control_schema import dialogues
from storage.database import Database
from storage.upsert import insert


class Dialogues:
    """Questions that wait for an answer."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def put(self, dialogue: Dialogue) -> None:
        """Ask this of the person, in place of whatever they were being asked."""
        values = {
            "what": dialogue.what,
            "commitment_id": dialogue.commitment_id,
            "deadline_id": dialogue.deadline_id,
            "version": dialogue.version,
            "said": dict(dialogue.said),
            "at": dialogue.at,
        }
        new = insert(dialogues, self._database).values(user_id=dialogue.user_id, **values)
        asked = new.on_conflict_do_update(index_elements=["user_id"], set_=values)
        await self._database.write_whole(lambda connection: connection.execute(asked))

    async def of(self, user_id: int, since: datetime) -> Dialogue | None:
        """Return what a person is being asked, unless that was before ``since``."""
        query = select(dialogues).where(dialogues.c.user_id == user_id, dialogues.c.at >= since)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else Dialogue(**row._asdict())

    async def end(self, user_id: int) -> None:
        """Ask nothing of the person any more."""
        gone = delete(dialogues).where(dialogues.c.user_id == user_id)
        await self._database.write_whole(lambda connection: connection.execute(gone))

    async def forget(self, before: datetime) -> int:
        """Forget questions that nobody finished, with what was answered, asked before that moment; return how many."""
        old = delete(dialogues).where(dialogues.c.at < before)
        return await self._database.write_whole(lambda connection: connection.execute(old).rowcount)
