"""The audit: who changed what, from what to what, and when. It is written by the changes themselves.

::

    a method that changes something ─▶ its rows ─┬▶ one transaction
                                    └▶ note(…) ──┘

People's own wishes (language, hour of the digest) and what passes by itself (updates, deliveries, which have their
ledger) are no changes in this sense.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, cast, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.people_schema import audit
from storage.records import Grant
from storage.schema import users

Author = int | str | None
"""Who did it: a person's number (``User.id``), or the name of a job or a command; ``None``: the bot, by itself."""

BY_ITSELF = "bot"
"""What stands in ``by_what`` when neither a person nor a named job did it."""
_PERSON = "user"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, what was changed («user:17»), and its value before and after as JSON holds it."""

    what: str
    subject: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A change as the audit has it; ``by_user`` ``None``: not a person's doing, then ``by_what`` says whose."""

    id: int
    at: datetime
    by_user: int | None
    by_what: str
    what: str
    subject: str
    before: Any
    after: Any


def note(connection: Connection, changes: Iterable[Change], by: Author, now: datetime) -> None:
    """Write changes down within the caller's transaction; one that changes nothing is none."""
    rows = [_row(change, by, now) for change in changes if change.before != change.after]
    if rows:
        connection.execute(audit.insert(), rows)


async def note_down(connection: AsyncConnection, changes: Sequence[Change], by: Author, now: datetime) -> None:
    """Do what :func:`note` does."""
    await connection.run_sync(note, changes, by, now)


def grants_noted(grants: Iterable[Grant]) -> list[Mapping[str, str | None]]:
    """Return roles as the audit holds them."""
    return [
        {"role": one.role.value, "organisation": one.organisation, "side": one.side and one.side.value}
        for one in grants
    ]


def _row(change: Change, by: Author, now: datetime) -> Mapping[str, Any]:
    person = isinstance(by, int)
    return {
        "at": now,
        "by_user": by if person else None,
        "by_what": "" if person else by or BY_ITSELF,
        "what": change.what,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
    }


class Audit:
    """Reads the audit; nothing here can change it."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def find(  # noqa: PLR0913 - each narrows the same question
        self,
        limit: int,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        people: Collection[int] = (),
        words: str = "",
        what: Collection[str] = (),
        inside: Collection[Collection[str]] = (),
        before: int | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Return changes, the youngest first: from ``since`` on, before ``until``, with ids below ``before``.

        ``people``: made by one of these persons or to one; ``words``: part of what was changed, of its kind, or
        of its value; ``what``: of these kinds; ``inside``: one of each collection of words stands in the value
        before or after, in small letters or capitals, whether ё is written so or not.
        """
        asked = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if since is not None:
            asked = asked.where(audit.c.at >= since)
        if until is not None:
            asked = asked.where(audit.c.at < until)
        if before is not None:
            asked = asked.where(audit.c.id < before)
        if people:
            subjects = [subject_of(one) for one in people]
            asked = asked.where(or_(audit.c.by_user.in_(list(people)), audit.c.subject.in_(subjects)))
        if what:
            asked = asked.where(audit.c.what.in_(list(what)))
        if words:
            anywhere = (audit.c.subject, audit.c.what, *_VALUES)
            asked = asked.where(or_(*(column.contains(words, autoescape=True) for column in anywhere)))
        for each in inside:
            patterns = {pattern for word in each for pattern in _written(word)}
            asked = asked.where(
                or_(*(value.like(one, escape=_ESCAPE) for value in _VALUES for one in sorted(patterns)))
            )
        async with self._database.reading() as connection:
            return tuple(_entry(row) for row in (await connection.execute(asked)).all())

    async def names(self) -> Mapping[int, str]:
        """Return today's names of those whom the audit tells of, by number; who was forgotten has none."""
        subject = literal(f"{_PERSON}:") + cast(users.c.id, String)
        told_of = or_(
            users.c.id.in_(select(audit.c.by_user).where(audit.c.by_user.is_not(None))),
            subject.in_(select(audit.c.subject).where(audit.c.subject.startswith(f"{_PERSON}:"))),
        )
        query = select(users.c.id, users.c.name).where(told_of, users.c.telegram_id.is_not(None)).order_by(users.c.id)
        async with self._database.reading() as connection:
            return {row.id: row.name for row in (await connection.execute(query)).all()}


_VALUES = (cast(audit.c.before, String), cast(audit.c.after, String))
_ESCAPE = "/"


def _written(word: str) -> tuple[str, ...]:
    """Return the patterns of a word in small letters, with a capital and in capitals, and with ё for one of its е.

    SQLite knows the case of ASCII alone.
    """
    low = word.lower()
    yo = (f"{low[:at]}ё{low[at + 1 :]}" for at, letter in enumerate(low) if letter == "е")
    forms = (form for one in (low, *yo) for form in (one, one.capitalize(), one.upper()))
    return tuple("%" + "".join(f"{_ESCAPE}{one}" if one in "%_/" else one for one in form) + "%" for form in forms)


def subject_of(user_id: int) -> str:
    """Return how the audit names a person."""
    return f"{_PERSON}:{user_id}"


def person_of(subject: str) -> int | None:
    """Return the number of the person that a subject names, ``None`` when it names none."""
    kind, _, number = subject.partition(":")
    return int(number) if kind == _PERSON and number.isdigit() else None


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**row._asdict())
