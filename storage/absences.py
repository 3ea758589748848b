"""Absences: a chat whose people are away until a moment, and comes back by itself or when somebody says so.

While it lasts what is sent unasked is held (``bot/delivery/quiet.py``); at its end the chat is «returning», and
:mod:`storage.gatherings` makes one message of what waited.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, select, update

from storage.database import Database
from storage.outbox_schema import deliveries
from storage.records import DeliveryState
from storage.schema import chats


class Absences:
    """Who is away, and until when; :meth:`storage.people.People.quiet` tells it."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def begin(self, chat_id: int, until: datetime) -> None:
        """Leave this chat in peace until that moment, in place of any other."""
        away = update(chats).where(chats.c.chat_id == chat_id).values(away_until=until)
        await self._database.write_whole(lambda connection: connection.execute(away))

    async def end(self, chat_id: int) -> bool:
        """Let this chat return now; false when it was not away."""
        return await self._database.write_whole(
            lambda connection: _brought_back(connection, chats.c.chat_id == chat_id) > 0
        )

    async def end_due(self, now: datetime) -> int:
        """Let every chat return whose time has come; return how many."""
        over = chats.c.away_until <= now
        async with self._database.reading() as connection:  # asked often, and hardly ever is there anything to write
            if (await connection.execute(select(chats.c.chat_id).where(over).limit(1))).first() is None:
                return 0
        return await self._database.write_whole(lambda connection: _brought_back(connection, over))


def _brought_back(connection: Connection, which: ColumnElement[bool]) -> int:
    """End an absence, and hold what still waits, so that it is told with the rest.

    A chat that does not take messages goes on waiting for that.
    """
    state = case((chats.c.state == "active", "returning"), else_=chats.c.state)
    ended = update(chats).where(which, chats.c.away_until.is_not(None)).values(away_until=None, state=state)
    back = connection.execute(ended.returning(chats.c.chat_id)).scalars().all()
    waiting = update(deliveries).where(deliveries.c.chat_id.in_(back), deliveries.c.state == DeliveryState.WAITING)
    connection.execute(waiting.values(state=DeliveryState.HELD))
    return len(back)
