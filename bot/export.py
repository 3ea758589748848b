"""The ledger for the command line: counted, or written to a file a few rows at a time."""

import csv
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, TextIO
from zoneinfo import ZoneInfo

from storage.records import Delivery, DeliveryKind, DeliveryState
from storage.store import Store

COLUMNS: Final = (
    "id", "key", "kind", "priority", "chat_id", "thread_id", "state", "outcome", "attempts", "silences", "created_at",
    "not_before", "taken_at", "closed_at", "message_id", "edits", "merged_into", "broadcast_id",
)  # fmt: skip
"""The columns of the file, in their order; never a word of the messages themselves."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Counts = Mapping[tuple[DeliveryKind, DeliveryState], int]


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment (included) to another (not included)."""

    since: datetime
    until: datetime


def period_of(since: date, until: date | None, now: datetime, zone: ZoneInfo) -> Period:
    """Return the days from ``since`` to ``until``, both included, in ``zone``; without ``until``: to ``now``."""
    ends = now if until is None else datetime.combine(until + timedelta(days=1), time(), zone)
    return Period(datetime.combine(since, time(), zone), ends)


async def counted(store: Store, period: Period) -> Counts:
    """Return how many deliveries decided on in the period there are, by kind and state."""
    counts: Counter[tuple[DeliveryKind, DeliveryState]] = Counter()
    async for delivery in _within(store, period):
        counts[delivery.kind, delivery.state] += 1
    return counts


async def exported(store: Store, period: Period, path: Path, zone: ZoneInfo, separator: str = ",") -> int:
    """Write the deliveries decided on in the period to a file of comma-separated values; return how many.

    UTF-8 with a byte order mark, by which Excel knows it; moments are ISO 8601 in ``zone`` with their offset. The file
    is there whole or as it was before. Raises :class:`OSError`.
    """
    written = 0
    with _whole_file(path) as file:
        rows = csv.writer(file, delimiter=separator)
        rows.writerow(COLUMNS)
        async for delivery in _within(store, period):
            rows.writerow([_cell(getattr(delivery, name), zone) for name in COLUMNS])
            written += 1
    return written


async def _within(store: Store, period: Period) -> AsyncIterator[Delivery]:
    async for delivery in store.ledger.since(period.since):
        if delivery.created_at < period.until:
            yield delivery


@contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _cell(value: object, zone: ZoneInfo) -> object:
    match value:
        case datetime():
            return value.astimezone(zone).isoformat(timespec="seconds")
        case str() if value.startswith(_FORMULA):
            return f"'{value}"  # a spreadsheet would take it for a formula
        case None:
            return ""
        case _:
            return value
