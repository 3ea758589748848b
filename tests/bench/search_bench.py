"""How fast search is over 100,000 items: the newest two thousand ranked, against FTS5's own ``ORDER BY rank``.

Run as ``python -m tests.bench.search_bench``, or :func:`run` from elsewhere. Both are asked the same queries of the
same index in one run; the words are made up with the frequencies of a language (Zipf), without a dictionary.
"""

import asyncio
import platform
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from storage.register_records import Visibility
from storage.search_ids import row_id, sort_of, sorts_of
from storage.search_records import SearchKind
from storage.store import Store, open_store

ITEMS: Final = 100_000
_WORDS: Final = 60_000
_PER_ITEM: Final = (60, 220)
_HIDDEN: Final = 0.05
_QUERIES: Final = 40
_FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
_SYLLABLES: Final = "ба ве ги до ку ле ми но па ре си то ша завод стро пром авиа союз мин лин дел станк".split()  # noqa: SIM905  reads better
_OWN: Final = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT 10"
_OURS: Final = """
    WITH ranked AS MATERIALIZED (
        SELECT rowid AS id, bm25(search_index) AS score FROM search_index
        WHERE search_index MATCH ? AND rowid & 255 IN ({sorts}) ORDER BY rowid DESC LIMIT 2000
    )
    SELECT id, (SELECT count(*) FROM ranked) FROM ranked ORDER BY score, id DESC LIMIT 10
"""
"""What ``Search.find`` asks for a public reader, as SQL alone: so it stands beside FTS5's own as SQL alone."""

Figures = dict[str, dict[str, dict[str, float]]]
_Times = dict[str, list[tuple[float, float]]]
_WAYS: Final = ("ours", "own", "find")


def run(items: int = ITEMS) -> dict[str, Any]:
    """Return, under ``milliseconds``, p50, p95 and cpu_p50 by kind of query (and ``all``) and way (ours, own, find)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        measured = asyncio.run(_measured(path, items))
        return {**measured, "megabytes": round(path.stat().st_size / 1e6)}


async def _measured(path: Path, items: int) -> dict[str, Any]:
    chance = random.Random(7)  # noqa: S311 - the same every time is the point
    words = _words(chance)
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        started = time.perf_counter()
        _fill(path, (_row(chance, words, number) for number in range(items)))
        filled = time.perf_counter() - started
        figures = await _figures(store, path, _queries(words.said))
    return {
        "items": items,
        "seconds_to_fill": round(filled, 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "milliseconds": figures,
    }


def _fill(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """Write rows past the store, in one transaction: what is measured is finding, not writing."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO search_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


@dataclass(frozen=True, slots=True)
class _Language:
    """Words, the most frequent first, and their frequencies added up."""

    said: list[str]
    weights: list[float]


def _words(chance: random.Random) -> _Language:
    made: dict[str, None] = {}
    while len(made) < _WORDS:
        made["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return _Language(list(made), list(accumulate(1 / (place + 3) for place in range(_WORDS))))


def _row(chance: random.Random, words: _Language, number: int) -> tuple[object, ...]:
    said = chance.choices(words.said, cum_weights=words.weights, k=chance.randint(*_PER_ITEM))
    seen_by = Visibility.PROGRAMME if chance.random() < _HIDDEN else Visibility.PUBLIC
    moment = _FIRST + timedelta(minutes=10 * number)
    identity = row_id(moment, sort_of(SearchKind.STORY, seen_by), str(number), 0)
    title, text = " ".join(said[:8]), " ".join(said[8:80])
    written = moment.isoformat(timespec="microseconds")
    return (identity, "story", str(number), seen_by, written, 0, "", title, text, " ".join(said))


def _queries(words: list[str]) -> Mapping[str, list[list[str]]]:
    return {
        "frequent": [[word] for word in words[:_QUERIES]],
        "medium": [[word] for word in words[400 : 400 + _QUERIES]],
        "rare": [[word] for word in words[20_000 : 20_000 + _QUERIES]],
        "two words": [[words[place], words[60 + place]] for place in range(_QUERIES)],
    }


async def _figures(store: Store, path: Path, queries: Mapping[str, list[list[str]]]) -> Figures:
    """Ask everything twice and time the second: the first fills the caches, for both ways alike."""
    ours = _OURS.format(sorts=", ".join(map(str, sorts_of((Visibility.PUBLIC,), None))))
    with closing(sqlite3.connect(path)) as connection:
        for _ in range(2):
            times = {name: await _times(store, connection, ours, asked) for name, asked in queries.items()}
    times["all"] = {of: [one for each in times.values() for one in each[of]] for of in _WAYS}
    return {name: {of: _told(each) for of, each in ways.items()} for name, ways in times.items()}


async def _times(store: Store, connection: sqlite3.Connection, ours: str, asked: list[list[str]]) -> _Times:
    matches = [" AND ".join(f'"{word}"' for word in words) for words in asked]
    return {
        "ours": [_timed(connection, ours, match) for match in matches],
        "own": [_timed(connection, _OWN, match) for match in matches],
        "find": [await _found(store, words) for words in asked],
    }


def _told(times: list[tuple[float, float]]) -> dict[str, float]:
    walls, cpus = zip(*times, strict=True)
    p95 = quantiles(walls, n=20)[-1]
    return {"p50": round(median(walls), 2), "p95": round(p95, 2), "cpu_p50": round(median(cpus), 2)}


def _timed(connection: sqlite3.Connection, statement: str, match: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    connection.execute(statement, (match,)).fetchall()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


async def _found(store: Store, words: list[str]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    await store.search.find(words, (Visibility.PUBLIC,), limit=10)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def table(measured: dict[str, Any]) -> str:
    """Return the figures as a small table."""
    lines = [
        f"{measured['items']} items, filled in {measured['seconds_to_fill']} s, {measured['megabytes']} MB",
        "| ms: p50 / p95 (CPU p50) | newest 2,000 ranked | FTS5's own ORDER BY rank | a whole find |",
        "|---|---|---|---|",
    ]
    for name, told in measured["milliseconds"].items():
        cells = (f"{told[of]['p50']} / {told[of]['p95']} ({told[of]['cpu_p50']})" for of in _WAYS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))  # noqa: T201 - a table to be read
