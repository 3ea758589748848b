"""The sources of news: added, shipped once, due, paused, removed; what was polled is kept unless it moved."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.errors import VersionMoved
from storage.records import ChatSeen, DeliveryKind, NewDelivery, Priority, Sender
from storage.source_records import NewSource, NewsSource, SourceState
from storage.sources import SHIPPED
from storage.store import Store

MINUTE = timedelta(minutes=1)
ONE, TWO = NewSource("https://one.example/rss", "Б"), NewSource("https://two.example/rss", "А")


@pytest.fixture
async def adder(store: Store, now: datetime) -> int:
    """A person's number."""
    sender = Sender(7, "Пример", None, "ru")
    await store.people.arrive(bot_id=1, update_id=0, sender=sender, chat=ChatSeen(7, "private"), now=now)
    (person,) = await store.people.recent(1)
    return person.id


@pytest.fixture
async def source(store: Store, adder: int, now: datetime) -> NewsSource:
    """A source that was added just now."""
    (added,) = await store.sources.add([ONE], by=adder, now=now)
    return added


async def test_an_address_is_added_once(store: Store, source: NewsSource, adder: int, now: datetime) -> None:
    """Of a list those are returned that were not there; they are due at once, and listed by title."""
    assert (source.added_by, source.state) == (adder, SourceState.ACTIVE)
    added = await store.sources.add([ONE, TWO, TWO], by=adder, now=now)
    assert [one.address for one in added] == [TWO.address]
    assert [one.title for one in await store.sources.all()] == ["А", "Б"]
    assert await store.sources.due(now, 9) == (source, *added)
    assert await store.sources.due(now, 1) == (source,)
    assert await store.sources.due(now - MINUTE, 9) == ()


async def test_what_is_shipped_is_switched_on_once(store: Store, now: datetime) -> None:
    """A removed one does not come back; one that a later version brings is switched on."""
    (one,) = await store.sources.ship([ONE], now)
    assert await store.sources.ship([ONE], now) == ()
    await store.sources.remove(one.id, by=None, now=now)
    assert [each.address for each in await store.sources.ship([ONE, TWO], now)] == [TWO.address]
    assert await store.settings.get(SHIPPED) == [ONE.address, TWO.address]


async def test_a_paused_source_is_not_asked_until_it_is_resumed(
    store: Store, source: NewsSource, adder: int, now: datetime
) -> None:
    """Resumed, it is asked at once, and what was wrong before is forgotten; twice is as once."""
    trouble: dict[str, Any] = {"trouble": "status", "status": 403, "failing_since": now, "failures": 3, "told": True}
    await store.sources.polled(replace(source, next_poll_at=now + MINUTE, **trouble), now)
    paused = await store.sources.switch(source.id, SourceState.PAUSED, by=adder, now=now)
    assert paused is not None
    assert await store.sources.due(now + MINUTE, 9) == ()
    assert await store.sources.switch(source.id, SourceState.PAUSED, by=adder, now=now) == paused
    resumed = await store.sources.switch(source.id, SourceState.ACTIVE, by=adder, now=now)
    assert resumed == replace(source, version=resumed.version if resumed else 0)
    assert await store.sources.due(now, 9) == (resumed,)
    told = [(one.before, one.after) for one in await store.audit.find(9, what=["source"])]
    assert told == [("paused", "active"), ("active", "paused"), (None, ONE.address)]


async def test_what_was_removed_is_gone(store: Store, source: NewsSource, adder: int, now: datetime) -> None:
    """It is returned once, for those who say so; afterwards there is nothing."""
    assert await store.sources.remove(source.id, by=adder, now=now) == source
    assert await store.sources.remove(source.id, by=adder, now=now) is None
    assert await store.sources.get(source.id) is None
    assert await store.sources.switch(source.id, SourceState.PAUSED, by=adder, now=now) is None


@pytest.mark.parametrize("how", ["polled", "paused", "removed"])
async def test_what_moved_meanwhile_is_not_overwritten(
    store: Store, source: NewsSource, adder: int, now: datetime, how: str
) -> None:
    """Whoever asked it while it was changed writes nothing, nor the message that tells of it."""
    if how == "polled":
        await store.sources.polled(source, now)
    elif how == "paused":
        await store.sources.switch(source.id, SourceState.PAUSED, by=adder, now=now)
    else:
        await store.sources.remove(source.id, by=adder, now=now)
    before = await store.sources.get(source.id)
    notice = NewDelivery("k", 7, DeliveryKind.NOTICE, Priority.URGENT, {}, now)
    with pytest.raises(VersionMoved):
        await store.sources.polled(replace(source, taken=9), now, [notice])
    assert await store.sources.get(source.id) == before
    assert await store.ledger.of_chat(7, 9) == ()


async def test_how_it_stands_is_kept_with_what_is_told_of_it(store: Store, source: NewsSource, now: datetime) -> None:
    """All that a poll found is read again, and the messages are on their way."""
    later = now + MINUTE
    well: dict[str, Any] = {
        "etag": '"1"',
        "last_modified": "Wed",
        "succeeded_at": later,
        "article_at": later,
        "next_poll_at": later,
    }
    after = replace(source, read=9, unreadable=1, taken=3, title="Новое", **well)
    notice = NewDelivery("k", 7, DeliveryKind.NOTICE, Priority.URGENT, {}, now)
    await store.sources.polled(after, later, [notice])
    assert await store.sources.get(source.id) == replace(after, version=2)
    assert [one.key for one in await store.ledger.of_chat(7, 9)] == ["k"]


async def test_only_failures_of_which_nobody_was_told_are_failing(
    store: Store, source: NewsSource, adder: int, now: datetime
) -> None:
    """From a moment on; neither told, nor paused, nor well."""
    failing = replace(source, trouble="no_answer", failing_since=now, failures=1)
    await store.sources.polled(failing, now)
    (found,) = await store.sources.failing(now)
    assert found.id == source.id
    assert await store.sources.failing(now - MINUTE) == ()
    await store.sources.polled(replace(found, told=True), now)
    assert await store.sources.failing(now) == ()
    await store.sources.polled(replace(found, version=3), now)
    await store.sources.switch(source.id, SourceState.PAUSED, by=adder, now=now)
    assert await store.sources.failing(now) == ()


async def test_an_address_that_has_moved_is_kept_unless_another_has_it(
    store: Store, source: NewsSource, adder: int, now: datetime
) -> None:
    """It is written in the audit; two sources never have one address."""
    await store.sources.add([TWO], by=adder, now=now)
    await store.sources.polled(replace(source, address=TWO.address), now)
    kept = await store.sources.get(source.id)
    assert kept is not None
    assert kept.address == ONE.address
    await store.sources.polled(replace(kept, address="https://moved.example"), now)
    moved = await store.sources.get(source.id)
    assert moved is not None
    assert moved.address == "https://moved.example"
    assert (await store.audit.find(1, what=["source"]))[0].after == "https://moved.example"
