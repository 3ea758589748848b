"""People, their roles and the chats where they are spoken to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, select, update

from storage.arrivals import Reception, Seen
from storage.audit import Author, Change, grants_noted, note_down, subject_of
from storage.chat_moves import move
from storage.chat_states import bring_back, pause
from storage.database import Database
from storage.granting import give, take_away
from storage.outbox_records import Quiet
from storage.parting import cancel_waiting
from storage.people_rows import people, users_of
from storage.people_schema import suspensions
from storage.records import Arrival, ChatSeen, DeliveryKind, Grant, Role, Sender, User
from storage.register_records import Side
from storage.schema import chats, grants, updates, users
from storage.suspending import chat_of, end_suspension
from storage.upsert import insert

_BY_ROLE = (DeliveryKind.REMINDER, DeliveryKind.ESCALATION, DeliveryKind.NOTICE)


class People:
    """Who writes to the bot, what they may do, and where."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database
        self._reception = Reception(database)

    async def arrive(
        self, *, bot_id: int, update_id: int, sender: Sender | None, chat: ChatSeen | None, now: datetime
    ) -> Arrival | None:
        """Remember an update with its sender and chat; ``None`` when it was remembered before.

        The name and the username follow Telegram, the language is taken at first sight only. A paused private
        chat that speaks returns; a group only by :meth:`resume_chat`. An update whose people and
        chat are as they were costs two statements.
        """
        seen = Seen(bot_id, update_id, sender, chat, now)
        receive = partial(self._reception.receive, seen=seen)
        return await self._database.write_whole(receive, brief=True)

    async def known(self, telegram_id: int) -> User | None:
        """Return the person with this Telegram id."""
        return await self._one(people().where(users.c.telegram_id == telegram_id))

    async def by_username(self, username: str) -> User | None:
        """Return the person who bears ``username`` (without @, in any case).

        Usernames pass from hand to hand; of several who were seen with it, the one seen last.
        """
        bearer = (
            select(users.c.id)
            .where(func.lower(users.c.username) == username.lower(), users.c.telegram_id.is_not(None))
            .order_by(users.c.last_seen_at.desc(), users.c.id.desc())
            .limit(1)
        )
        return await self._one(people().where(users.c.id == bearer.scalar_subquery()))

    async def person(self, user_id: int) -> User | None:
        """Return the person with this number, unless they were forgotten."""
        return await self._one(people().where(users.c.id == user_id, users.c.telegram_id.is_not(None)))

    async def listed(
        self, limit: int, offset: int = 0, *, officials: bool = False, side: Side | None = None
    ) -> tuple[User, ...]:
        """Return those who have a role, or had one that is suspended, by their numbers.

        ``officials``: only they, of one ``side`` or of all; the suspended are left out: their roles are set aside.
        """
        having = select(grants.c.user_id)
        if side is not None:
            having = having.where(grants.c.side == side)
        is_official = grants.c.role == Role.OFFICIAL
        found = having.where(is_official) if officials else having.union(select(suspensions.c.user_id))
        query = select(users.c.id).where(users.c.id.in_(found), users.c.telegram_id.is_not(None))
        page = query.order_by(users.c.id).limit(limit).offset(offset)
        async with self._database.reading() as connection:
            listed = people().where(users.c.id.in_(page)).order_by(users.c.id)
            return users_of((await connection.execute(listed)).all())

    async def recent(self, limit: int) -> tuple[User, ...]:
        """Return those who wrote most recently, the last one first (to the hour: see ``arrivals.SEEN_EVERY``)."""
        newest = (
            select(users.c.id)
            .where(users.c.telegram_id.is_not(None), users.c.last_seen_at.is_not(None))
            .order_by(users.c.last_seen_at.desc(), users.c.id.desc())
            .limit(limit)
        )
        listed = people().where(users.c.id.in_(newest)).order_by(users.c.last_seen_at.desc(), users.c.id.desc())
        async with self._database.reading() as connection:
            return users_of((await connection.execute(listed)).all())

    async def _one(self, query: Select[Any]) -> User | None:
        async with self._database.reading() as connection:
            found = users_of((await connection.execute(query)).all())
        return found[0] if found else None

    async def set_language(self, user_id: int, language: str) -> None:
        """Speak ``language`` with this person from now on."""
        await self._set(user_id, language=language)

    async def set_zone(self, user_id: int, zone: str | None) -> None:
        """Show this person times in ``zone``; ``None``: in the programme's own."""
        await self._set(user_id, zone=zone)

    async def _set(self, user_id: int, **values: str | None) -> None:
        async with self._database.writing() as connection:
            await connection.execute(update(users).where(users.c.id == user_id).values(**values))

    async def assign(self, user_id: int, grant: Grant, *, by: Author, now: datetime) -> None:
        """Give a role.

        A person has one kind of role. Being an official adds up, organisation by organisation (the same one
        again: with its new side); any other role replaces every role given before, and being made an official
        replaces every role of another kind. Who is suspended is so no more, and has this role in place of those set
        aside.
        """
        async with self._database.writing() as connection:
            await connection.run_sync(give, user_id, [grant], by, now)

    async def revoke(self, user_id: int, *, by: Author, now: datetime) -> None:
        """Take every role away, and what waits for them by it; the person stays known, and keeps their digest."""

        def write(connection: Connection) -> None:
            take_away(connection, user_id, by, now)
            cancel_waiting(connection, chat_of(connection, user_id), "the roles were taken away", now, _BY_ROLE)

        await self._database.write_whole(write)

    async def ensure_administrators(self, telegram_ids: Sequence[int], now: datetime) -> None:
        """Make these people administrators, known or not, beside any role they have: a start takes nothing away."""
        if not telegram_ids:
            return
        unnamed = {"name": "", "language": "ru", "created_at": now}
        async with self._database.writing() as connection:
            await connection.execute(
                insert(users, self._database).on_conflict_do_nothing(),
                [{"telegram_id": telegram_id, **unnamed} for telegram_id in telegram_ids],
            )
            rows = await connection.execute(select(users.c.id).where(users.c.telegram_id.in_(telegram_ids)))
            made = await connection.execute(
                insert(grants, self._database).on_conflict_do_nothing().returning(grants.c.user_id),
                [
                    {"user_id": user_id, "role": Role.ADMINISTRATOR, "organisation": "", "granted_at": now}
                    for user_id in rows.scalars()
                ],
            )
            role = grants_noted([Grant(Role.ADMINISTRATOR)])
            new = made.scalars().all()
            for user_id in new:
                await connection.run_sync(end_suspension, user_id, "ADMIN_IDS", now)
            await note_down(connection, [Change("role", subject_of(one), None, role) for one in new], "ADMIN_IDS", now)

    async def officials_of(self, organisations: Collection[str]) -> Mapping[str, tuple[User, ...]]:
        """Return the officials of each of these organisations (slugs) who can be written to.

        That is, whose private chat is there and active; an organisation without any is not among the keys.
        """
        wanted = and_(grants.c.role == Role.OFFICIAL, grants.c.organisation.in_(organisations))
        reached = select(chats.c.chat_id).where(chats.c.chat_id == users.c.telegram_id, chats.c.state == "active")
        query = people().where(users.c.id.in_(select(grants.c.user_id).where(wanted)), reached.exists())
        async with self._database.reading() as connection:
            found = users_of((await connection.execute(query.order_by(users.c.id))).all())
        by_organisation: dict[str, list[User]] = defaultdict(list)
        for user in found:
            for organisation in {grant.organisation for grant in user.grants if grant.role is Role.OFFICIAL}:
                if organisation is not None and organisation in organisations:
                    by_organisation[organisation].append(user)
        return {organisation: tuple(officials) for organisation, officials in by_organisation.items()}

    async def administrators(self) -> tuple[User, ...]:
        """Return the administrators whose private chat is there and active."""
        return await self._with_role(Role.ADMINISTRATOR)

    async def coordinators(self) -> tuple[User, ...]:
        """Return the coordinators, of whatever side, whose private chat is there and active."""
        return await self._with_role(Role.COORDINATOR)

    async def _with_role(self, role: Role) -> tuple[User, ...]:
        wanted = select(grants.c.user_id).where(grants.c.role == role)
        reached = select(chats.c.chat_id).where(chats.c.chat_id == users.c.telegram_id, chats.c.state == "active")
        query = people().where(users.c.id.in_(wanted), reached.exists()).order_by(users.c.id)
        async with self._database.reading() as connection:
            return users_of((await connection.execute(query)).all())

    async def pause_chat(self, chat_id: int, reason: str, now: datetime) -> None:
        """Send nothing unasked to this chat any more; what it wished for is kept. A paused chat keeps its reason."""
        await self._database.write_whole(
            lambda connection: pause(connection, self._database, chat_id, reason, now),
        )

    async def resume_chat(self, chat_id: int) -> None:
        """Let a paused chat return: it is sent to again once what waited for it has become one message."""
        await self._database.write_whole(lambda connection: bring_back(connection, chat_id))

    async def set_quiet(self, chat_id: int, quiet: Quiet) -> None:
        """Leave this chat in peace at these hours of its own time."""
        hours = {"quiet_from": quiet.since, "quiet_until": quiet.until, "quiet_escalations": quiet.escalations}
        changed = update(chats).where(chats.c.chat_id == chat_id).values(**hours)
        await self._database.write_whole(lambda connection: connection.execute(changed))

    async def quiet(self, chat_id: int) -> Quiet:
        """Return when this chat is left in peace."""
        hours = select(chats.c.quiet_from, chats.c.quiet_until, chats.c.quiet_escalations, chats.c.away_until)
        async with self._database.reading() as connection:
            row = (await connection.execute(hours.where(chats.c.chat_id == chat_id))).first()
        return Quiet() if row is None else Quiet(*row)

    async def move_chat(self, old: int, new: int) -> None:
        """Follow a chat that Telegram has renumbered (a group that became a supergroup), everywhere at once.

        What is already there under the new number stays: it is younger. Told twice, it changes nothing.
        """
        async with self._database.writing() as connection:
            await move(connection, old, new)

    async def forget_updates(self, before: datetime) -> int:
        """Forget updates received before that moment (Telegram repeats none after a day); return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(updates).where(updates.c.received_at < before))).rowcount
