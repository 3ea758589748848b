"""How people and their roles are read: one row per role, one row without a role for a person who has none."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select

from storage.records import Grant, User
from storage.schema import grants, users

USER_COLUMNS = (users.c.id, users.c.telegram_id, users.c.name, users.c.username, users.c.language, users.c.zone)
GRANT_COLUMNS = (grants.c.role, grants.c.organisation, grants.c.side)


def people() -> Select[Any]:
    """Select people with their roles; a caller who orders must keep the rows of one person together."""
    return select(*USER_COLUMNS, *GRANT_COLUMNS).select_from(
        users.outerjoin(grants, grants.c.user_id == users.c.id),
    )


def users_of(rows: Sequence[Row[Any]]) -> tuple[User, ...]:
    """Read people from the rows of :func:`people`, in their order."""
    return tuple(user_of(tuple(of_one)) for _, of_one in groupby(rows, key=lambda row: row.id))


def user_of(rows: Sequence[Row[Any]]) -> User:
    """Read one person from all the rows there are of him or her."""
    row = rows[0]
    return User(row.id, row.telegram_id, row.name, row.username, row.language, row.zone, grants_of(rows))


def grants_of(rows: Sequence[Row[Any]]) -> tuple[Grant, ...]:
    """Read the roles, in an order that does not change from one reading to the next."""
    given = (Grant(row.role, row.organisation or None, row.side) for row in rows if row.role is not None)
    return tuple(sorted(given, key=lambda grant: (grant.role, grant.organisation or "")))
