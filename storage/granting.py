"""Roles given and taken away, within the caller's transaction, with the audit of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, select

from storage.audit import Author, Change, grants_noted, note, subject_of
from storage.people_rows import GRANT_COLUMNS, grants_of
from storage.records import Grant, Role
from storage.schema import grants
from storage.suspending import end_suspension


def granted(connection: Connection, user_id: int) -> tuple[Grant, ...]:
    """Return the roles a person has."""
    mine: Select[Any] = select(*GRANT_COLUMNS).where(grants.c.user_id == user_id)
    return grants_of(connection.execute(mine).all())


def give(connection: Connection, user_id: int, given: Sequence[Grant], by: Author, now: datetime) -> None:
    """Give roles, one after another, by the rule of :meth:`storage.people.People.assign`."""
    end_suspension(connection, user_id, by, now)
    before = granted(connection, user_id)
    for grant in given:
        _give_one(connection, user_id, grant, by, now)
    after = granted(connection, user_id)
    note(connection, [_change(user_id, before, after)], by, now)


def pass_on(connection: Connection, user_id: int, given: Sequence[Grant], by: Author, now: datetime) -> None:
    """Give all the roles that somebody had; of the person's own those of other kinds go, an administrator's stays."""
    before = granted(connection, user_id)
    kinds = {grant.role for grant in given} | {Role.ADMINISTRATOR}
    mine = grants.c.user_id == user_id
    connection.execute(delete(grants).where(mine, grants.c.role.not_in(kinds)))
    for grant in given:
        organisation = grant.organisation or ""
        same = (grants.c.role == grant.role, grants.c.organisation == organisation)
        connection.execute(delete(grants).where(mine, *same))
        _write(connection, user_id, grant, by, now)
    note(connection, [_change(user_id, before, granted(connection, user_id))], by, now)


def take_away(connection: Connection, user_id: int, by: Author, now: datetime) -> tuple[Grant, ...]:
    """Take every role of a person away; return which they were."""
    before = granted(connection, user_id)
    connection.execute(delete(grants).where(grants.c.user_id == user_id))
    note(connection, [_change(user_id, before, ())], by, now)
    return before


def _give_one(connection: Connection, user_id: int, grant: Grant, by: Author, now: datetime) -> None:
    stays = and_(grants.c.role == Role.OFFICIAL, grants.c.organisation != (grant.organisation or ""))
    gone = delete(grants).where(grants.c.user_id == user_id)
    connection.execute(gone.where(~stays) if grant.role is Role.OFFICIAL else gone)
    _write(connection, user_id, grant, by, now)


def _write(connection: Connection, user_id: int, grant: Grant, by: Author, now: datetime) -> None:
    row = {"user_id": user_id, "role": grant.role, "organisation": grant.organisation or "", "side": grant.side}
    giver = by if isinstance(by, int) else None
    connection.execute(grants.insert().values(**row, granted_by=giver, granted_at=now))


def _change(user_id: int, before: Sequence[Grant], after: Sequence[Grant]) -> Change:
    return Change("role", subject_of(user_id), grants_noted(before) or None, grants_noted(after) or None)
