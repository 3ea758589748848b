"""The audit: every change is in it with its author, nothing takes it out again, and nobody's name is in it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

import storage.audit
from storage.errors import StoreRefused
from storage.records import Grant, Role, Sender
from storage.register_records import Correction, EntryKind, Sector, Side, Source
from storage.store import Store, open_store
from tests.storage.lived_in import NAMES, NOW, live_in

HOUR = timedelta(hours=1)


async def _told(store: Store) -> list[tuple[object, ...]]:
    entries = await store.audit.find(100)
    return [(one.by_user, one.by_what, one.what, one.subject, one.before, one.after) for one in reversed(entries)]


async def _person(store: Store, telegram_id: int, now: datetime) -> int:
    sender = Sender(telegram_id, "Пример", None, "ru")
    arrived = await store.people.arrive(bot_id=1, update_id=telegram_id, sender=sender, chat=None, now=now)
    assert arrived is not None
    assert arrived.user is not None
    return arrived.user.id


async def test_roles_given_and_taken_are_told(store: Store, now: datetime) -> None:
    """Each change of roles stands with all roles before and after it; one that changes nothing is none."""
    anna = await _person(store, 7, now)
    official = {"role": "official", "organisation": "uaz", "side": "ulyanovsk"}
    for _ in range(2):
        await store.people.assign(anna, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), by=anna, now=now)
    await store.people.revoke(anna, by="console", now=now)
    await store.people.revoke(anna, by="console", now=now)
    assert await _told(store) == [
        (anna, "", "role", f"user:{anna}", None, [official]),
        (None, "console", "role", f"user:{anna}", [official], None),
    ]


async def test_administrators_of_the_settings_are_told_once(store: Store, now: datetime) -> None:
    """A start that makes somebody an administrator says so; the next start has nothing to say."""
    for _ in range(2):
        await store.people.ensure_administrators([7, 8], now)
    assert [(by, subject) for _, by, _, subject, *_ in await _told(store)] == [
        ("ADMIN_IDS", "user:1"),
        ("ADMIN_IDS", "user:2"),
    ]


async def test_settings_are_told(store: Store, now: datetime) -> None:
    """The value before and the value after, of any kind."""
    for value in (7, 7, {"час": 3}, None):
        await store.settings.put("backups.kept", value, by=None, now=now)
    assert [told[2:] for told in await _told(store)] == [
        ("setting", "setting:backups.kept", None, 7),
        ("setting", "setting:backups.kept", 7, {"час": 3}),
        ("setting", "setting:backups.kept", {"час": 3}, None),
    ]


async def test_corrections_of_the_register_are_told(store: Store, now: datetime) -> None:
    """A file, a correction, another in its place, and the file that confirms it."""
    anna = await _person(store, 7, now)
    sector = Sector(slug="bas", ru="БАС", be="БАС", en="UAS")
    await store.register.bring_to([(EntryKind.SECTOR, sector)], now, by="load-register")
    for value in ("Drones", "Unmanned aircraft"):
        source = Source("https://example.org", None, "Пример")
        await store.register.correct(Correction(EntryKind.SECTOR, "bas", "en", value, source, anna), now)
    confirming = Sector(slug="bas", ru="БАС", be="БАС", en="Unmanned aircraft")
    await store.register.bring_to([(EntryKind.SECTOR, confirming)], now, by="load-register")
    told = [one for one in await _told(store) if one[2] == "correction"]
    assert [(by, before, after) for by, _, _, _, before, after in told] == [
        (anna, "UAS", "Drones"),
        (anna, "Drones", "Unmanned aircraft"),
        (None, "Unmanned aircraft", None),
    ]
    assert {one[3] for one in told} == {"sector:bas:en"}


async def test_a_change_that_failed_is_not_told(store: Store, now: datetime) -> None:
    """The audit stands or falls with the change."""
    with pytest.raises(StoreRefused):
        await store.people.assign(999, Grant(Role.COORDINATOR), by=None, now=now)
    assert await _told(store) == []


@pytest.mark.parametrize("statement", ["UPDATE audit SET by_what = 'x'", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_edit_it(store: Store, store_url: str, statement: str) -> None:
    """Not even SQL by hand changes or removes a row."""
    await store.settings.put("x", 1, by=None, now=NOW)
    engine = create_async_engine(store_url)
    with pytest.raises(DBAPIError, match="only added to"):
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    await engine.dispose()
    assert len(await store.audit.find(10)) == 1


def test_no_code_edits_it() -> None:
    """No statement of the store's own updates the audit or deletes from it."""
    for path in Path(storage.audit.__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "update(audit" not in source, path
        assert "delete(audit" not in source, path


async def test_it_is_searched(store: Store, now: datetime) -> None:
    """By time, by person (who did it or to whom), by words, page after page, the youngest first."""
    anna, ivan = await _person(store, 7, now), await _person(store, 8, now)
    await store.people.assign(anna, Grant(Role.COORDINATOR), by=ivan, now=now)
    await store.people.assign(ivan, Grant(Role.COORDINATOR), by=ivan, now=now + HOUR)
    await store.settings.put("100%_kept", 1, by=anna, now=now + 2 * HOUR)

    async def found(**asked: object) -> list[int]:
        return [one.id for one in await store.audit.find(10, **asked)]  # type: ignore[arg-type]  # what is asked varies

    assert await found() == [3, 2, 1]
    assert await found(since=now + HOUR) == [3, 2]
    assert await found(until=now + HOUR) == [1]
    assert await found(before=3) == [2, 1]
    assert await found(people=[anna]) == [3, 1]
    assert await found(words="0%_") == [3]
    assert await found(words="_") == [3]
    assert await found(words="role") == [2, 1]


async def test_it_is_searched_inside_values(store: Store, now: datetime) -> None:
    """Each word by one of its beginnings, before or after, in any case, with ё or without; nothing is a wildcard."""
    for value in ("Завод на Ёлочной", {"text": "100% готово"}, ["КООРДИНАТОР"], None):
        await store.settings.put("x", value, by=None, now=now)

    async def found(*inside: tuple[str, ...]) -> list[int]:
        return [one.id for one in await store.audit.find(10, inside=inside)]

    assert await found(("завод",)) == [2, 1]
    assert await found(("елочн",)) == [2, 1]
    assert await found(("завод",), ("готов",)) == [2]
    assert await found(("координатор", "coordinator")) == [4, 3]
    assert await found(("0%",)) == [3, 2]
    assert await found(("%",), ("нет",)) == []
    assert [one.id for one in await store.audit.find(10, words="готово")] == [3, 2]


async def test_nobody_is_named(sqlite_url: str) -> None:
    """After a life in the store the audit has numbers of people, not their names, usernames or Telegram ids."""
    async with open_store(sqlite_url) as opened:
        await live_in(opened)
        told = repr(await _told(opened))
    assert "user:1" in told
    for telegram_id, name in NAMES.items():
        assert not name or name not in told
        assert f"Name{telegram_id}" not in told


async def test_those_it_tells_of_are_named(store: Store, now: datetime) -> None:
    """Who did something and to whom something was done, by today's name; nobody else, and none who was forgotten."""
    anna, boris, _ = [await _person(store, number, now) for number in (7, 8, 9)]
    await store.settings.put("x", 1, by=anna, now=now)
    await store.people.assign(boris, Grant(Role.COORDINATOR), by=None, now=now)
    assert set(await store.audit.names()) == {anna, boris}
    await store.parting.forget(boris, now)
    assert set(await store.audit.names()) == {anna}
