"""A look into the audit, from the command line and the chat: in words, or as CSV for a table program."""

import csv
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.language.periods import read_period
from bot.language.words import Words
from bot.render.console import change_told
from storage.audit import AuditEntry
from storage.store import Store, open_store

COLUMNS: Final = ("id", "at", "person", "job", "what", "subject", "before", "after")
_AT_ONCE: Final = 500
_PERSON: Final = re.compile(r"#(\d{1,15})\b")
_NAMED: Final = re.compile(r"[a-z][a-z0-9_.:-]{2,60}", re.IGNORECASE)
_KINDS: Final = {
    "роль": ("role", "suspended", "replaced", "left"),
    "приглашение": ("invitation",),
    "просьба": ("request",),
    "настройка": ("setting",),
    "реестр": ("register", "correction", "entry"),
    "исправление": ("correction",),
    "план": ("plan", "commitment", "deadline"),
    "мероприятие": ("commitment",),
    "срок": ("deadline",),
    "отчет": ("report", "accepted", "returned", "withdrawn"),
    "перенос": ("extension asked", "extension refused"),
    "замещение": ("deputy",),
    "замещать": ("deputy",),
    "рассылка": ("broadcast",),
    "группа": ("group",),
    "источник": ("source",),
    "новость": ("article", "story", "news"),
}
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes: days of the programme's zone, both included; a person's number; part of what was changed."""

    since: date | None = None
    until: date | None = None
    person: int | None = None
    words: str = ""
    what: tuple[str, ...] = ()


async def tell_audit(asked: Asked, config: Config, out: TextIO, *, as_csv: bool = False) -> int:
    """Write the changes to ``out``, the youngest first; return how many."""
    count = 0
    rows = csv.writer(out)
    if as_csv:
        rows.writerow(COLUMNS)
    async with open_store(config.database_url) as store:
        async for entry in _found(asked, config.timezone, store):
            if as_csv:
                rows.writerow(_row(entry))
            else:
                out.write(f"{change_told(entry, config.timezone)}\n")
            count += 1
    return count


async def _found(asked: Asked, zone: ZoneInfo, store: Store) -> AsyncIterator[AuditEntry]:
    before: int | None = None
    while some := await changes(asked, zone, store, _AT_ONCE, before):
        for entry in some:
            yield entry
        before = some[-1].id


async def changes(
    asked: Asked, zone: ZoneInfo, store: Store, limit: int, before: int | None = None
) -> tuple[AuditEntry, ...]:
    """Return the changes asked for, the youngest first, with ids below ``before``; days are those of ``zone``."""
    until = asked.until + timedelta(days=1) if asked.until else None
    return await store.audit.find(
        limit,
        since=_midnight(asked.since, zone),
        until=_midnight(until, zone),
        person=asked.person,
        words=asked.words,
        what=asked.what,
        before=before,
    )


async def changes_as_csv(asked: Asked, zone: ZoneInfo, store: Store) -> tuple[bytes, int]:
    """Return the changes asked for as a CSV file that any table program opens, and how many they are."""
    written, count = StringIO(newline=""), 0
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    async for entry in _found(asked, zone, store):
        rows.writerow(_row(entry))
        count += 1
    return written.getvalue().encode("utf-8-sig"), count


def read_asked(text: str, words: Words, today: date) -> Asked:
    """Return what is asked for in words: «роли сентябрь», «#17», «реестр за неделю», «backups».

    A period, the kinds of changes (in any case form), a person's number, and a name of ours in Latin letters.
    """
    read = words.words(text)
    period = read_period(read, today)
    what = tuple(dict.fromkeys(kind for word in read for key in word.keys for kind in _KINDS.get(key, ())))
    person = _PERSON.search(text)
    named = _NAMED.search(text)
    return Asked(
        since=period.first if period else None,
        until=period.last if period else None,
        person=int(person[1]) if person else None,
        words=named[0] if named else "",
        what=what,
    )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)


def _row(entry: AuditEntry) -> list[Any]:
    before, after = ("" if one is None else json.dumps(one, ensure_ascii=False) for one in (entry.before, entry.after))
    words = (entry.by_what, entry.what, entry.subject, before, after)
    return [entry.id, entry.at.isoformat(), entry.by_user or "", *map(_harmless, words)]


def _harmless(cell: str) -> str:
    """Keep a table program from reading a cell as a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
