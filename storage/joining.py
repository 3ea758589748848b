"""How people get in: one-time invitations, and requests that administrators decide.

::

    invite ─▶ open ─accept (the first one)─▶ used: the role is given
                  ├─withdraw─▶ withdrawn
                  └─expires_at─▶ over
    ask ─▶ open ─decide─▶ granted: the role is given │ refused
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, update

from storage.audit import Change, grants_noted, note, subject_of
from storage.database import Database
from storage.granting import give
from storage.joining_records import Invitation, JoinRequest
from storage.people_schema import invitations, join_requests
from storage.records import Grant
from storage.suspending import is_set_aside
from storage.upsert import insert


class Joining:
    """Invitations and requests."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def invite(
        self, offers: Sequence[tuple[str, Grant]], *, by: int | None, now: datetime, until: datetime
    ) -> None:
        """Offer roles to whoever comes with what hashes to a ``token_hash``; each pair is one invitation.

        One whose hash is known already is left as it is.
        """
        rows = [
            {"token_hash": token_hash, **_columns(offer), "created_by": by, "created_at": now, "expires_at": until}
            for token_hash, offer in offers
        ]

        def write(connection: Connection) -> None:
            new = insert(invitations, self._database).on_conflict_do_nothing(index_elements=["token_hash"])
            made = connection.execute(new.returning(invitations.c.id, invitations.c.token_hash), rows).all()
            offered = dict(offers)
            changes = [
                Change("invitation", f"invitation:{row.id}", None, grants_noted([offered[row.token_hash]]))
                for row in sorted(made, key=lambda one: one.id)
            ]
            note(connection, changes, by, now)

        if rows:
            await self._database.write_whole(write)

    async def offered(self, token_hash: str, now: datetime) -> Invitation | None:
        """Return the invitation that this opens, if it still holds."""
        query = select(invitations).where(invitations.c.token_hash == token_hash, _holds(now))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _invitation(row)

    async def accept(self, token_hash: str, user_id: int, now: datetime) -> Invitation | None:
        """Give this person the role offered, once.

        ``None``: the invitation does not hold (any more), or the person is suspended, which it does not end.
        """
        taken = update(invitations).where(invitations.c.token_hash == token_hash, _holds(now))

        def write(connection: Connection) -> Invitation | None:
            if is_set_aside(connection, user_id):
                return None
            row = connection.execute(taken.values(used_by=user_id, used_at=now).returning(*invitations.c)).first()
            if row is None:
                return None
            invitation = _invitation(row)
            note(connection, [Change("invitation", f"invitation:{row.id}", None, subject_of(user_id))], user_id, now)
            give(connection, user_id, [invitation.offer], row.created_by, now)
            return invitation

        return await self._database.write_whole(write)

    async def open_invitations(self, by: int | None, now: datetime, limit: int) -> tuple[Invitation, ...]:
        """Return the invitations that still hold, the youngest first; ``by``: of one person only."""
        query = select(invitations).where(_holds(now)).order_by(invitations.c.id.desc()).limit(limit)
        if by is not None:
            query = query.where(invitations.c.created_by == by)
        async with self._database.reading() as connection:
            return tuple(_invitation(row) for row in (await connection.execute(query)).all())

    async def withdraw(self, invitation_id: int, *, of: int | None, by: int, now: datetime) -> bool:
        """Let an invitation hold no more; ``of``: only one that this person made. False when it did not hold."""
        these = [invitations.c.id == invitation_id, _holds(now)]
        if of is not None:
            these.append(invitations.c.created_by == of)

        def write(connection: Connection) -> bool:
            row = connection.execute(
                update(invitations).where(*these).values(withdrawn_at=now).returning(*invitations.c)
            ).first()
            if row is None:
                return False
            before = grants_noted([_grant(row)])
            note(connection, [Change("invitation", f"invitation:{invitation_id}", before, None)], by, now)
            return True

        return await self._database.write_whole(write)

    async def ask(self, user_id: int, wanted: Grant, now: datetime) -> JoinRequest | None:
        """Write down what a person asks for, in place of what they asked before and nobody has decided.

        ``None``: their roles are suspended, and it is not for them to ask.
        """

        def write(connection: Connection) -> JoinRequest | None:
            self._database.alone_on(connection, "joining")
            if is_set_aside(connection, user_id):
                return None
            of_mine = and_(join_requests.c.user_id == user_id, join_requests.c.decided_at.is_(None))
            values = {**_columns(wanted), "asked_at": now}
            row = connection.execute(
                update(join_requests).where(of_mine).values(**values).returning(*join_requests.c)
            ).first()
            if row is None:
                new = join_requests.insert().values(user_id=user_id, **values).returning(*join_requests.c)
                row = connection.execute(new).one()
            return _request(row)

        return await self._database.write_whole(write)

    async def request(self, request_id: int) -> JoinRequest | None:
        """Return a request."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(join_requests).where(join_requests.c.id == request_id))).first()
        return None if row is None else _request(row)

    async def decide(self, request_id: int, *, granted: bool, by: int, now: datetime) -> JoinRequest | None:
        """Grant or refuse a request; ``None`` when it is gone or somebody was quicker."""
        undecided = update(join_requests).where(join_requests.c.id == request_id, join_requests.c.decided_at.is_(None))
        values = {"granted": granted, "decided_by": by, "decided_at": now}

        def write(connection: Connection) -> JoinRequest | None:
            row = connection.execute(undecided.values(**values).returning(*join_requests.c)).first()
            if row is None:
                return None
            request = _request(row)
            told = {"granted": granted, "wanted": grants_noted([request.wanted])}
            note(connection, [Change("request", subject_of(request.user_id), None, told)], by, now)
            if granted:
                give(connection, request.user_id, [request.wanted], by, now)
            return replace(request, granted=granted)

        return await self._database.write_whole(write)


def _holds(now: datetime) -> ColumnElement[bool]:
    table = invitations.c
    return and_(table.used_at.is_(None), table.withdrawn_at.is_(None), table.expires_at > now)


def _columns(grant: Grant) -> dict[str, Any]:
    return {"role": grant.role, "organisation": grant.organisation or "", "side": grant.side}


def _grant(row: Row[Any]) -> Grant:
    return Grant(row.role, row.organisation or None, row.side)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, _grant(row), row.created_by, row.created_at, row.expires_at)


def _request(row: Row[Any]) -> JoinRequest:
    return JoinRequest(row.id, row.user_id, _grant(row), row.asked_at, row.granted)
