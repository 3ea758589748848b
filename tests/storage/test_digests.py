"""Digests: what chats want, and the closing of an hour."""

from datetime import datetime, time, timedelta

import pytest

from storage.errors import VersionMoved
from storage.records import ChatSeen, DeliveryKind, DeliveryState, DigestWish, NewDelivery, Priority
from storage.store import Store
from tests.outbox import take_one

DAY = timedelta(days=1)


async def subscribe(store: Store, now: datetime, chat_id: int = 7, hour: int = 8) -> DigestWish:
    """Give a chat a digest that is due now."""
    return await store.digests.subscribe(
        chat_id=chat_id, at=time(hour, 30), zone="Europe/Minsk", language="be", next_at=now, covered_until=now - DAY
    )


def digest(now: datetime, key: str = "digest 7") -> NewDelivery:
    """An example digest."""
    return NewDelivery(key, 7, DeliveryKind.DIGEST, Priority.DIGEST, {"text": "Пример"}, now)


async def test_a_wish_comes_back_as_it_was_made(store: Store, now: datetime) -> None:
    """What a chat wants is kept whole; who wants nothing has no wish."""
    wish = await subscribe(store, now)
    assert wish == DigestWish(7, time(8, 30), "Europe/Minsk", "be", now, now - DAY, 1)
    assert await store.digests.wish(7) == wish
    assert await store.digests.wish(8) is None


async def test_another_hour_keeps_what_was_told(store: Store, now: datetime) -> None:
    """Changing the hour changes the version and not the moment up to which stories were told."""
    await subscribe(store, now)
    changed = await store.digests.subscribe(
        chat_id=7, at=time(18), zone="Europe/Ulyanovsk", language="ru", next_at=now + DAY, covered_until=now
    )
    assert changed == DigestWish(7, time(18), "Europe/Ulyanovsk", "ru", now + DAY, now - DAY, 2)


async def test_unsubscribing(store: Store, now: datetime) -> None:
    """After unsubscribing there is no wish, and the second time there was none to take back."""
    await subscribe(store, now)
    assert await store.digests.unsubscribe(7)
    assert not await store.digests.unsubscribe(7)
    assert await store.digests.due(now, 10) == ()


async def test_due_are_those_whose_hour_has_come(store: Store, now: datetime) -> None:
    """The longest due comes first, those in the future and those of paused chats not at all."""
    for chat_id, next_at in ((1, now), (2, now - DAY), (3, now + timedelta(seconds=1)), (4, now - DAY)):
        await subscribe(store, next_at, chat_id)
    await store.people.arrive(bot_id=1, update_id=1, sender=None, chat=ChatSeen(4, "group"), now=now)
    await store.people.pause_chat(4, "blocked", now)
    assert [wish.chat_id for wish in await store.digests.due(now, 10)] == [2, 1]
    assert [wish.chat_id for wish in await store.digests.due(now, 1)] == [2]
    await store.people.resume_chat(4)
    assert [wish.chat_id for wish in await store.digests.due(now, 10)] == [2, 1]
    await store.gatherings.welcome(4, (), None, now)
    assert [wish.chat_id for wish in await store.digests.due(now, 10)] == [2, 4, 1]


async def test_a_digest_given_back_is_told_by_the_next(store: Store, now: datetime) -> None:
    """A digest that came to nobody in time is closed, its stories are told again, and it knows by which digest."""
    wish = await subscribe(store, now)
    first = digest(now, "first")
    await store.digests.close(wish, covered_until=now, next_at=now + DAY, delivery=first, now=now)
    taken = await take_one(store, now)
    await store.digests.give_back(taken, now - DAY, now)
    again = await store.digests.wish(wish.chat_id)
    assert again is not None
    assert again.covered_until == now - DAY
    second = digest(now, "second")
    await store.digests.close(again, covered_until=now + DAY, next_at=now + 2 * DAY, delivery=second, now=now)
    into = (await store.ledger.of_chat(wish.chat_id, 1))[0]
    lost = await store.ledger.get(taken.id)
    assert lost is not None
    assert (lost.state, lost.merged_into, into.key) == (DeliveryState.MERGED, into.id, "second")


async def test_closing_an_hour_writes_its_digest(store: Store, now: datetime) -> None:
    """The digest is in the outbox and the wish moved on, or with nothing to tell only the wish."""
    wish = await subscribe(store, now)
    await store.digests.close(wish, covered_until=now, next_at=now + DAY, delivery=digest(now), now=now)
    moved = await store.digests.wish(7)
    assert moved == DigestWish(7, wish.at, wish.zone, wish.language, now + DAY, now, 2)
    assert [one.key for one in await store.ledger.of_chat(7, 9)] == ["digest 7"]
    await store.digests.close(moved, covered_until=now + DAY, next_at=now + 2 * DAY, delivery=None, now=now + DAY)
    assert len(await store.ledger.of_chat(7, 9)) == 1


async def test_a_wish_that_moved_is_not_closed(store: Store, now: datetime) -> None:
    """Whoever decided on an older wish writes nothing: no digest, no move."""
    wish = await subscribe(store, now)
    changed = await subscribe(store, now, hour=9)
    with pytest.raises(VersionMoved) as refused:
        await store.digests.close(wish, covered_until=now, next_at=now + DAY, delivery=digest(now), now=now)
    assert refused.value.identity == 7
    assert await store.digests.wish(7) == changed
    assert await store.ledger.of_chat(7, 9) == ()
    await store.digests.unsubscribe(7)
    with pytest.raises(VersionMoved):
        await store.digests.close(changed, covered_until=now, next_at=now + DAY, delivery=None, now=now)
