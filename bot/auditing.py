"""The command line's look into the audit: in words, or as CSV for a table program."""

import csv
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.render.console import change_told
from storage.audit import AuditEntry
from storage.store import Store, open_store

COLUMNS: Final = ("id", "at", "person", "job", "what", "subject", "before", "after")
_AT_ONCE: Final = 500
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes: days of the programme's zone, both included; a person's number; part of what was changed."""

    since: date | None = None
    until: date | None = None
    person: int | None = None
    words: str = ""


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
    until = asked.until + timedelta(days=1) if asked.until else None
    before: int | None = None
    while some := await store.audit.find(
        _AT_ONCE,
        since=_midnight(asked.since, zone),
        until=_midnight(until, zone),
        person=asked.person,
        words=asked.words,
        before=before,
    ):
        for entry in some:
            yield entry
        before = some[-1].id


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)


def _row(entry: AuditEntry) -> list[Any]:
    before, after = ("" if one is None else json.dumps(one, ensure_ascii=False) for one in (entry.before, entry.after))
    words = (entry.by_what, entry.what, entry.subject, before, after)
    return [entry.id, entry.at.isoformat(), entry.by_user or "", *map(_harmless, words)]


def _harmless(cell: str) -> str:
    """Keep a table program from reading a cell as a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
