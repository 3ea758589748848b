"""Export and import: everything moves, to the other database and back, and nothing goes out twice."""

import asyncio
import io
import json
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.errors import BadExport, StoreNotEmpty
from storage.moving import NOT_MOVED, Links, moved_tables
from storage.records import DeliveryKind, DeliveryState, NewDelivery, Priority, Sender
from storage.schema import metadata
from storage.store import Store, open_store
from tests.storage.lived_in import NOW, deliveries_of, live_in, taken

LATER = NOW + timedelta(hours=1)


async def exported(url: str) -> str:
    """Return the whole export of a store."""
    file = io.StringIO()
    async with open_store(url) as store:
        await store.moving.write_out(file, LATER)
    return file.getvalue()


async def imported(url: str, told: str) -> None:
    """Bring an export into a store."""
    async with open_store(url) as store:
        await store.moving.bring_in(io.StringIO(told))


async def _lived_in(url: str) -> str:
    async with open_store(url) as store:
        await live_in(store)
    return await exported(url)


@pytest.fixture(scope="module")
def lived_in(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store that was lived in, and its export."""
    path = tmp_path_factory.mktemp("lived") / "lived.sqlite3"
    shutil.copyfile(sqlite_template, path)
    told = asyncio.run(_lived_in(f"sqlite+aiosqlite:///{path}"))
    return path, told


@pytest.fixture
def told(lived_in: tuple[Path, str]) -> str:
    """The export of a store that was lived in."""
    return lived_in[1]


@pytest.fixture
def other_url(sqlite_url: str) -> str:
    """The address of another empty store."""
    return sqlite_url.replace("store.sqlite3", "other.sqlite3")


@pytest.fixture(params=["sqlite", "postgres"])
def target_url(request: pytest.FixtureRequest) -> str:
    """The address of another empty store, on each database in turn."""
    url: str = request.getfixturevalue("other_url" if request.param == "sqlite" else "postgres_url")
    return url


def test_every_table_is_moved_or_is_known_to_be_made_anew() -> None:
    """A table of the schema that an export left out without a reason would be lost with the old machine."""
    assert {table.name for table in moved_tables()} == set(metadata.tables) - set(NOT_MOVED)
    assert all(reason for reason in NOT_MOVED.values())


async def test_a_move_is_proven_by_its_exports(told: str, target_url: str) -> None:
    """What is brought into either database is exported again as the same bytes, every table filled and valid JSON."""
    document = json.loads(told)
    assert [name for name, rows in document["tables"].items() if not rows] == []
    await imported(target_url, told)
    assert await exported(target_url) == told


async def test_deliveries_do_not_go_out_twice(told: str, other_url: str) -> None:
    """After a move only what waited is sent; what was being sent has its outcome unknown; old keys are taken."""
    async with open_store(other_url) as store:
        await store.moving.bring_in(io.StringIO(told))
        assert await taken(store, LATER) == ["waiting"]
        assert await store.deliveries.add([_again("sent"), _again("sending")], LATER) == 0
        (unsure,) = [one for one in await deliveries_of(store) if one["key"] == "sending"]
        assert (unsure["state"], unsure["closed_at"]) == (DeliveryState.UNKNOWN, LATER)


def _again(key: str) -> NewDelivery:
    return NewDelivery(key, 7, DeliveryKind.NOTICE, Priority.URGENT, {}, NOW)


async def test_ids_go_on_where_they_stood(lived_in: tuple[Path, str], tmp_path: Path, target_url: str) -> None:
    """An id once given is not given again after a move, not even that of a row deleted before it."""
    shutil.copyfile(lived_in[0], tmp_path / "mine.sqlite3")
    sqlite_url = f"sqlite+aiosqlite:///{tmp_path / 'mine.sqlite3'}"
    engine = create_async_engine(sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM grants WHERE user_id = 4"))
        await connection.execute(text("DELETE FROM users WHERE id = 4"))
    await engine.dispose()
    await imported(target_url, await exported(sqlite_url))
    async with open_store(target_url) as store:
        arrived = await store.people.arrive(
            bot_id=1, update_id=100, sender=Sender(100, "Новый", None, "ru"), chat=None, now=LATER
        )
        assert arrived is not None
        assert arrived.user is not None
        assert arrived.user.id == 5


async def test_a_store_that_holds_something_is_left_alone(store: Store, told: str) -> None:
    """An export is brought into an empty store only; nothing is mixed."""
    await store.settings.put("x", 1, by=None, now=NOW)
    with pytest.raises(StoreNotEmpty, match="settings"):
        await store.moving.bring_in(io.StringIO(told))


def _without(told: str, *path: str) -> str:
    document = json.loads(told)
    inner = document
    for key in path[:-1]:
        inner = inner[int(key) if isinstance(inner, list) else key]
    del inner[int(path[-1]) if isinstance(inner, list) else path[-1]]
    return json.dumps(document)


BROKEN: dict[str, Callable[[str], str]] = {
    "empty": lambda _: "",
    "another kind": lambda _: '{"tables": {}}',
    "a list": lambda _: "[1]",
    "cut": lambda told: told[: len(told) // 2],
    "cut at the end": lambda told: told.rstrip()[:-1],
    "continued": lambda told: told + "{}",
    "newer schema": lambda told: told.replace('"schema": "', '"schema": "9', 1),
    "no tables": lambda told: _without(told, "tables"),
    "no counts": lambda told: _without(told, "rows"),
    "a row lost": lambda told: _without(told, "tables", "settings", "0"),
    "a cell lost": lambda told: _without(told, "tables", "users", "0", "language"),
    "a table of search": lambda told: told.replace('"settings": [', '"search_rows": [', 1),
    "a table unknown": lambda told: told.replace('"settings": [', '"pg_authid": [', 1),
    "a moment without a zone": lambda told: told.replace("08:00:00.123456+00:00", "08:00:00"),
    "a word unknown": lambda told: told.replace('"role": "coordinator"', '"role": "king"'),
    "a number that is a text": lambda told: told.replace('"telegram_id": 7,', '"telegram_id": "7",'),
    "a truth that is a number": lambda told: told.replace('"example": true', '"example": 1'),
    "a text that is a number": lambda told: told.replace('"language": "be"', '"language": 5'),
    "a row that is a number": lambda told: told.replace('"settings": [', '"settings": [7,', 1),
}


async def test_a_broken_export_is_refused_whole(told: str, other_url: str) -> None:
    """A file that is no whole export of this version leaves the store as empty as it was, and names no value."""
    async with open_store(other_url) as store:
        for fault, make in BROKEN.items():
            broken = make(told)
            assert broken != told, fault
            with pytest.raises(BadExport) as refused:
                await store.moving.bring_in(io.StringIO(broken))
            assert "Пример" not in str(refused.value), fault
        await store.moving.bring_in(io.StringIO(told))


async def test_rows_may_refer_to_each_other(store_url: str) -> None:
    """A row that refers to a later one of its table is brought in on both databases, with all its references."""
    family = MetaData()
    chain = Table(
        "chain",
        family,
        Column("id", Integer, primary_key=True),
        Column("next", Integer, ForeignKey("chain.id")),
        Column("first", Integer, ForeignKey("chain.id")),
    )
    rows: list[dict[str, Any]] = [
        {"id": 1, "next": 3, "first": None},
        {"id": 2, "next": None, "first": None},
        {"id": 3, "next": 1, "first": 2},
    ]
    links = Links(chain)
    engine = create_async_engine(store_url)
    async with engine.begin() as connection:
        await connection.run_sync(family.create_all)
        for row in rows:
            await connection.execute(chain.insert(), links.cut([row]))
        await links.tie(connection)
        kept = (await connection.execute(chain.select().order_by(chain.c.id))).mappings().all()
    await engine.dispose()
    assert [dict(row) for row in kept] == rows


async def test_any_layout_of_the_json_is_read(told: str, other_url: str) -> None:
    """A document that went through another program, indented, is the same document."""
    await imported(other_url, json.dumps(json.loads(told), indent=3))
    assert await exported(other_url) == told


async def test_memory_does_not_grow_with_the_store(sqlite_url: str, other_url: str) -> None:
    """A store that is 14 MB as JSON is written and read in half of that."""
    async with open_store(sqlite_url) as store:
        for number in range(3):
            rows = [_large(number * 1000 + each) for each in range(1000)]
            await store.deliveries.add(rows, NOW)
    told = await exported(sqlite_url)
    assert len(told) > 14_000_000
    async with open_store(sqlite_url) as old, open_store(other_url) as new:
        file = io.StringIO(told)
        tracemalloc.start()
        await old.moving.write_out(_Nowhere(), LATER)
        await new.moving.bring_in(file)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < len(told) / 2


def _large(number: int) -> NewDelivery:
    body = {"text": f"{number} " * 1000}
    return NewDelivery(f"k{number}", number, DeliveryKind.NOTICE, Priority.URGENT, body, NOW)


class _Nowhere(io.StringIO):
    def write(self, told: str, /) -> int:
        return len(told)
