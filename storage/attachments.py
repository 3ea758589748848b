"""Pictures and files that messages carry: stored once, sent up once, known to Telegram by its own id from then on."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select, update

from storage.database import Database
from storage.outbox_schema import attachments
from storage.upsert import insert


class AttachmentSort(StrEnum):
    """How Telegram shows it."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a file; ``file_id`` is what the bot ``bot_id`` may send instead of ``content``.

    ``content`` is ``None`` for what only Telegram has.
    """

    id: int
    sort: AttachmentSort
    name: str
    content: bytes | None
    file_id: str | None
    bot_id: int | None


class Attachments:
    """What messages carry beside their words."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def keep(self, sort: AttachmentSort, name: str, content: bytes) -> int:
        """Store a file, once whatever it is called, and return its number."""
        digest = hashlib.sha256(sort.encode() + b"\0" + content).hexdigest()
        return await self._keep(digest, sort=sort, name=name, content=content)

    async def keep_known(self, sort: AttachmentSort, name: str, file_id: str, bot_id: int) -> int:
        """Remember a file that the bot ``bot_id`` was sent, and return its number."""
        digest = hashlib.sha256(f"{sort}\0{bot_id}\0{file_id}".encode()).hexdigest()
        return await self._keep(digest, sort=sort, name=name, file_id=file_id, bot_id=bot_id)

    async def _keep(self, digest: str, **values: str | bytes | int) -> int:
        def keep(connection: Connection) -> int:
            new = insert(attachments, self._database).values(digest=digest, **values)
            connection.execute(new.on_conflict_do_nothing(index_elements=["digest"]))
            number = select(attachments.c.id).where(attachments.c.digest == digest)
            return int(connection.execute(number).scalar_one())

        return await self._database.write_whole(keep)

    async def get(self, number: int, *, bot_id: int) -> Attachment | None:
        """Return one; its content is read only when the bot ``bot_id`` cannot do without."""
        columns = (
            attachments.c.id,
            attachments.c.sort,
            attachments.c.name,
            attachments.c.file_id,
            attachments.c.bot_id,
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(select(*columns).where(attachments.c.id == number))).first()
            if row is None:
                return None
            known = row.file_id is not None and row.bot_id == bot_id
            content = select(attachments.c.content).where(attachments.c.id == number)
            stored = None if known else (await connection.execute(content)).scalar()
        return Attachment(
            row.id, AttachmentSort(row.sort), row.name, stored, row.file_id if known else None, row.bot_id
        )

    async def went_up(self, number: int, file_id: str | None, bot_id: int) -> None:
        """Remember as what Telegram knows it; ``None``: it does not know it any more."""
        known = update(attachments).where(attachments.c.id == number).values(file_id=file_id, bot_id=bot_id)
        await self._database.write_whole(lambda connection: connection.execute(known))
