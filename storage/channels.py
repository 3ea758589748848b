"""Channels that news come from, who decided that, and what their posts say.

::

    added ─▶ ASKED ─decide─▶ NEWS or IGNORED ─gone─▶ GONE ─added─▶ as it was decided, or ASKED
               └──────────────────gone──────────────────┘
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from storage.audit import Author, Change, note
from storage.channels_schema import channel_posts, channels
from storage.database import Database
from storage.outbox_rows import write_rows
from storage.records import NewDelivery
from storage.schema import chats
from storage.upsert import insert


class ChannelState(StrEnum):
    """Where a channel stands."""

    ASKED = "asked"
    NEWS = "news"
    IGNORED = "ignored"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of which the bot is or was administrator, by its title as last seen.

    ``added_by`` and ``decided_by`` are ``User.id``; ``decided_at`` ``None``: nobody has decided.
    """

    id: int
    chat_id: int
    title: str
    state: ChannelState
    added_by: int | None
    added_at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """A post as it is written now; ``url`` is its address, ``identity`` what the article of it alone would have.

    ``album`` is Telegram's name of the album that it is a part of, ``None``: of none.
    """

    chat_id: int
    message_id: int
    album: str | None
    identity: str
    url: str
    text: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPost:
    """An article as its posts make it: the first post's address and moment, the words of all of them."""

    identity: str
    url: str
    text: str
    posted_at: datetime


def _nobody(_channel: Channel) -> Sequence[NewDelivery]:
    return ()


class Channels:
    """The channels and their posts."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def all(self) -> tuple[Channel, ...]:
        """Return every channel that ever was, in the order in which they were added first."""
        async with self._database.reading() as connection:
            return tuple(_channel(row) for row in (await connection.execute(_known().order_by(channels.c.id))).all())

    async def of(self, chat_id: int) -> Channel | None:
        """Return the channel with this Telegram id."""
        return await self._one(_known().where(channels.c.chat_id == chat_id))

    async def get(self, channel_id: int) -> Channel | None:
        """Return the channel with this number of ours."""
        return await self._one(_known().where(channels.c.id == channel_id))

    async def _one(self, query: Select[Any]) -> Channel | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _channel(row)

    async def added(
        self,
        chat_id: int,
        *,
        by: int | None,
        now: datetime,
        asking: Callable[[Channel], Sequence[NewDelivery]] = _nobody,
    ) -> Channel:
        """Note that the bot is administrator of this channel; one that was gone is what was decided of it.

        ``asking`` are the deliveries that ask whether its posts are news; they are written when that is to be asked.
        """

        def write(connection: Connection) -> Channel:
            found = connection.execute(_known().where(channels.c.chat_id == chat_id)).first()
            if found is None:
                fresh: dict[str, Any] = {"state": ChannelState.ASKED, "ours": None, "added_by": by, "added_at": now}
                new = insert(channels, self._database).values(chat_id=chat_id, **fresh)
                connection.execute(new.on_conflict_do_nothing(index_elements=["chat_id"]))
            elif found.state == ChannelState.GONE:
                back = update(channels).where(channels.c.chat_id == chat_id)
                connection.execute(back.values(state=_decided(found.ours), added_by=by, added_at=now))
            channel = _channel(connection.execute(_known().where(channels.c.chat_id == chat_id)).one())
            before = None if found is None else found.state
            note(connection, [Change("channel", _subject(channel.id), before, channel.state)], by or "telegram", now)
            asked = asking(channel) if channel.state is ChannelState.ASKED and before != ChannelState.ASKED else ()
            if asked:
                write_rows(connection, self._database, asked, now)
            return channel

        return await self._database.write_whole(write)

    async def gone(self, chat_id: int, *, by: Author, now: datetime) -> bool:
        """Note that the bot is administrator of this channel no more; false when it was not."""
        there = (channels.c.chat_id == chat_id, channels.c.state != ChannelState.GONE)
        return await self._changed(there, {"state": ChannelState.GONE}, by, now) is not None

    async def decide(self, channel_id: int, *, news: bool, by: int, now: datetime) -> Channel | None:
        """Say whether the posts of a channel are news from now on; ``None`` when it is not there (any more)."""
        there = (channels.c.id == channel_id, channels.c.state != ChannelState.GONE)
        decided = {"state": _decided(news), "ours": news, "decided_by": by, "decided_at": now}
        return await self._changed(there, decided, by, now)

    async def _changed(self, there: Any, values: dict[str, Any], by: Author, now: datetime) -> Channel | None:  # noqa: ANN401 - conditions of SQLAlchemy
        def write(connection: Connection) -> Channel | None:
            before = connection.execute(_known().where(*there)).first()
            if before is None:
                return None
            connection.execute(update(channels).where(channels.c.id == before.id).values(values))
            after = _channel(connection.execute(_known().where(channels.c.id == before.id)).one())
            note(connection, [Change("channel", _subject(after.id), before.state, after.state)], by, now)
            return after

        return await self._database.write_whole(write)

    async def keep_post(self, post: ChannelPost) -> KeptPost | None:
        """Keep a post as it is written now and return the article that it is or belongs to.

        ``None`` for one without words that is not known: there is nothing to tell.
        """

        def write(connection: Connection) -> KeptPost | None:
            its = (channel_posts.c.chat_id == post.chat_id, channel_posts.c.message_id == post.message_id)
            found = connection.execute(select(channel_posts.c.identity).where(*its)).first()
            if found is not None:
                identity = found.identity
                connection.execute(update(channel_posts).where(*its).values(text=post.text))
            elif not post.text:
                return None
            else:
                identity = _of_album(connection, post) or post.identity
                row = {name: getattr(post, name) for name in _POST}
                connection.execute(insert(channel_posts, self._database).values({**row, "identity": identity}))
            whole = select(channel_posts).where(channel_posts.c.identity == identity)
            rows = connection.execute(whole.order_by(channel_posts.c.message_id)).all()
            text = "\n\n".join(row.text for row in rows if row.text)
            return KeptPost(identity, rows[0].url, text, rows[0].posted_at)

        return await self._database.write_whole(write)

    async def identity_of(self, chat_id: int, message_id: int) -> str | None:
        """Return the identity of the article that a post is (a part of); ``None``: the post is not known."""
        its = (channel_posts.c.chat_id == chat_id, channel_posts.c.message_id == message_id)
        async with self._database.reading() as connection:
            found: str | None = (await connection.execute(select(channel_posts.c.identity).where(*its))).scalar()
        return found


_POST = ("chat_id", "message_id", "album", "url", "text", "posted_at")


def _of_album(connection: Connection, post: ChannelPost) -> str | None:
    if post.album is None:
        return None
    same = (channel_posts.c.chat_id == post.chat_id, channel_posts.c.album == post.album)
    found: str | None = connection.execute(select(channel_posts.c.identity).where(*same)).scalar()
    return found


def _decided(ours: bool | None) -> ChannelState:  # noqa: FBT001 - the value itself
    if ours is None:
        return ChannelState.ASKED
    return ChannelState.NEWS if ours else ChannelState.IGNORED


def _known() -> Select[Any]:
    named = channels.outerjoin(chats, chats.c.chat_id == channels.c.chat_id)
    return select(channels, chats.c.title).select_from(named)


def _channel(row: Row[Any]) -> Channel:
    return Channel(
        id=row.id,
        chat_id=row.chat_id,
        title=row.title or "",
        state=ChannelState(row.state),
        added_by=row.added_by,
        added_at=row.added_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _subject(channel_id: int) -> str:
    return f"channel:{channel_id}"
