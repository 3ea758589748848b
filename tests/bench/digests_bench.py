"""A morning of digests: 100,000 subscribers whose hour has come, with 200 distinct sets of wishes.

``python -m tests.bench digests``.
"""

import asyncio
import resource
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import combinations, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from bot.clock import MovableClock
from bot.digests import DigestWriter
from bot.knowledge import CurrentKnowledge
from bot.render.catalogue import load_catalogues
from bot.starting import fill_register
from storage.digest_records import DigestWish, Following
from storage.digest_rows import wish_row
from storage.records import Article, DeliveryState, NewStory
from storage.register_records import Register
from storage.schema import digest_wishes
from storage.store import Store, open_store
from tests.bench.measures import Row
from tests.bench.outbox import FIRST_CHAT, url_of, with_people
from tests.bench.subject import scratch

EXPLAINED: Final = """\
Digests: all whose hour has come at once, each with one of 200 distinct sets of wishes (sectors, words, borderline
news, three languages), 60 stories since their last one; composed, written to the outbox and the wishes moved on, in
SQLite (WAL, synchronous=FULL), in one process. Memory is what the process holds, looked at every 50 ms: when a tenth
of the wishes is served, and the most from then on."""
_SETS: Final = 200
_FEW: Final = 10_000
_MANY: Final = 100_000
_STORIES: Final = 60
_NOW: Final = datetime(2026, 11, 25, 5, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_WORDS: Final = ((), ("станок",), ("беспилотник", "договор"))
_LANGUAGES: Final = ("ru", "be", "en")
_LOOKS: Final = 0.05
_MEGABYTE: Final = 2**20


def rows() -> list[Row]:
    """Measure and return the table."""
    few, many = (asyncio.run(_measured(count)) for count in (_FEW, _MANY))
    told = [
        ("ms a subscriber", "each", "{:.3f}", ""),
        ("· CPU, ms a subscriber", "cpu", "{:.3f}", ""),
        ("· the whole run, s", "took", "{:.1f}", ""),
        ("· message bodies written", "bodies", "{:.0f}", f"{_SETS}"),
        ("· the longest that answers waited meanwhile, ms", "longest", "{:.0f}", ""),
        ("· memory when a tenth is served, MB", "early", "{:.0f}", ""),
        ("· the most from then on, MB", "most", "{:.0f}", "flat"),
    ]
    return [
        Row(f"{name}, {_MANY:,} (beside {_FEW:,})" if not number else name,
            shape.format(many[key]), shape.format(few[key]), "", target)
        for number, (name, key, shape, target) in enumerate(told)
    ]  # fmt: skip


async def _measured(count: int) -> dict[str, float]:
    with scratch() as folder:
        path = folder / "digests.sqlite3"
        await asyncio.to_thread(with_people, path, count)
        async with open_store(url_of(path)) as store:
            await fill_register(store, _NOW - 30 * _DAY)
            register = await store.register.load()
            await _publish(store, register)
            await _wish(store, register, count)
            return await _run(store, count)


async def _run(store: Store, count: int) -> dict[str, float]:
    clock, knowledge = MovableClock(_NOW), CurrentKnowledge(store)
    writer = DigestWriter(store, clock, knowledge, load_catalogues(), example=False)
    await knowledge.newest()
    looks: list[tuple[float, float]] = []
    looking = asyncio.ensure_future(_look(looks))
    begun, used = perf_counter(), process_time()
    assert await writer.write_due() == count
    took, spent = perf_counter() - begun, process_time() - used
    looking.cancel()
    assert (await store.ledger.counts())[DeliveryState.WAITING] == count
    bodies = {row.body["text"] + str(row.body["keyboard"]) for row in await _some(store)}
    memory = [megabytes for _, megabytes in looks]
    return {
        "each": took / count * 1000,
        "cpu": spent / count * 1000,
        "took": took,
        "bodies": len(bodies),
        "longest": max(late for late, _ in looks) * 1000,
        "early": memory[len(memory) // 10],
        "most": max(memory[len(memory) // 10 :]),
    }


async def _some(store: Store) -> list[Any]:
    return list(await store.ledger.in_states((DeliveryState.WAITING,), _SETS * 3, 0))


async def _look(looks: list[tuple[float, float]]) -> None:
    while True:
        begun = perf_counter()
        await asyncio.sleep(_LOOKS)
        looks.append((perf_counter() - begun - _LOOKS, _memory()))


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


async def _publish(store: Store, register: Register) -> None:
    sectors, organisations = list(register.sectors), list(register.organisations)
    new = []
    for number in range(_STORIES):
        url = f"https://news.example/{number}"
        title = f"Пример {number}: подписан договор о поставке {number + 2} станков и беспилотников"
        lead = "Пример первой строки: стороны обсудили кооперацию предприятий и договорились о встрече в декабре."
        of = (sectors[number % len(sectors)],), (organisations[number % len(organisations)],)
        at = _NOW - timedelta(hours=2, minutes=number)
        new.append(NewStory((Article(url[8:], url, "Пример издания", title, lead, at, *of),), title, lead))
    await store.news.save(new, _NOW - timedelta(hours=1))


async def _wish(store: Store, register: Register, count: int) -> None:
    sets = list(islice(_distinct(list(register.sectors)), _SETS))
    rows = [_row(FIRST_CHAT + number, *sets[number % _SETS]) for number in range(count)]
    async with store.digests._database.writing() as connection:  # noqa: SLF001 - a bench fills it at once
        await connection.execute(digest_wishes.insert(), rows)


def _distinct(sectors: list[str]) -> Iterator[tuple[str, Following]]:
    for chosen in [(), *((one,) for one in sectors), *combinations(sectors, 2)]:
        for words in _WORDS:
            for language in _LANGUAGES:
                yield language, Following(sectors=chosen, included=words)


def _row(chat: int, language: str, following: Following) -> dict[str, Any]:
    wish = DigestWish(chat, time(9), "Europe/Ulyanovsk", language, _NOW, _NOW - _DAY, 1, following)
    return {"chat_id": chat, "covered_until": wish.covered_until, "version": 1, **wish_row(wish)}
