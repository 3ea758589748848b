"""Digests: what chats want, and the closing of an hour."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from storage.digest_records import DigestClosing, Edition, Following, Rhythm
from storage.outbox_records import Settlement
from storage.records import (
    ChatSeen,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestWish,
    Grant,
    NewDelivery,
    Priority,
    Role,
    Sender,
)
from storage.store import Store
from tests.outbox import take, take_one

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


async def test_what_is_chosen_is_kept_whole(store: Store, now: datetime) -> None:
    """A change is made of the wish as it stands, and leaves alone up to when stories were told; none is none."""
    wish = await subscribe(store, now)
    following = Following(("bas",), ("uaz",), ("станок",), ("футбол",), borderline=True)
    chosen = replace(wish, following=following, rhythm=Rhythm.WEEKLY, day=4, thread_id=9, told=(1, 2), at=time(9))
    changed = await store.digests.change(7, lambda _: replace(chosen, covered_until=now, chat_id=8, version=99))
    assert changed == replace(chosen, version=2)
    assert await store.digests.wish(7) == changed
    assert await store.digests.change(7, lambda one: one) == changed
    assert await subscribe(store, now, hour=9) == replace(chosen, version=3, at=time(9, 30))
    assert await store.digests.change(8, lambda one: one) is None


async def test_a_digest_given_back_is_told_by_the_next(store: Store, now: datetime) -> None:
    """A digest that came to nobody in time is closed, its stories are told again, and it knows by which digest."""
    wish = await subscribe(store, now)
    await store.digests.close([DigestClosing(wish, now, now + DAY, digest(now, "first"))], now)
    taken = await take_one(store, now)
    await store.digests.give_back(taken, now - DAY, now, told=(5,))
    again = await store.digests.wish(wish.chat_id)
    assert again is not None
    assert (again.covered_until, again.told, again.version) == (now - DAY, (5,), 3)
    await store.digests.close([DigestClosing(again, now + DAY, now + 2 * DAY, digest(now, "second"))], now)
    into = (await store.ledger.of_chat(wish.chat_id, 1))[0]
    lost = await store.ledger.get(taken.id)
    assert lost is not None
    assert (lost.state, lost.merged_into, into.key) == (DeliveryState.MERGED, into.id, "second")
    await store.digests.unsubscribe(7)
    await store.digests.give_back(into, now, now)


async def test_closing_an_hour_writes_its_digest(store: Store, now: datetime) -> None:
    """The digest is in the outbox and the wish moved on, or with nothing to tell only the wish."""
    wish = await subscribe(store, now)
    assert await store.digests.close([DigestClosing(wish, now, now + DAY, digest(now), told=(3,))], now) == ()
    moved = await store.digests.wish(7)
    assert moved == DigestWish(7, wish.at, wish.zone, wish.language, now + DAY, now, 2, told=(3,))
    assert [one.key for one in await store.ledger.of_chat(7, 9)] == ["digest 7"]
    await store.digests.close([DigestClosing(moved, now + DAY, now + 2 * DAY)], now + DAY)
    assert len(await store.ledger.of_chat(7, 9)) == 1
    assert await store.digests.close([], now) == ()


async def test_wishes_that_moved_are_not_closed(store: Store, now: datetime) -> None:
    """Of many closed at once, whoever changed meanwhile is named and left as they are; the others are closed."""
    wishes = [await subscribe(store, now, chat_id) for chat_id in (7, 8, 9)]
    changed = await subscribe(store, now, 8, hour=9)
    await store.digests.unsubscribe(9)
    new = [replace(digest(now, f"digest {one.chat_id}"), chat_id=one.chat_id) for one in wishes]
    closings = [DigestClosing(one, now, now + DAY, told) for one, told in zip(wishes, new, strict=True)]
    assert await store.digests.close(closings, now) == (8, 9)
    assert await store.digests.wish(8) == changed
    assert [len(await store.ledger.of_chat(chat_id, 9)) for chat_id in (7, 8, 9)] == [1, 0, 0]


async def test_who_is_told_at_once(store: Store, now: datetime) -> None:
    """Those who chose it, chat after chat; paused chats wait."""
    for chat_id in (1, 2, 3, 4):
        await subscribe(store, now, chat_id)
        if chat_id != 2:
            await store.digests.change(chat_id, lambda one: replace(one, rhythm=Rhythm.AT_ONCE))
    await store.people.pause_chat(3, "blocked", now)
    assert [one.chat_id for one in await store.digests.at_once(9)] == [1, 4]
    assert [one.chat_id for one in await store.digests.at_once(1, after=1)] == [4]


async def test_the_roles_of_readers_are_read_at_once(store: Store, now: datetime) -> None:
    """Each private chat has the roles of its person; who has none is left out."""
    for number in (7, 8):
        sender, chat = Sender(number, "Пример", None, "ru"), ChatSeen(number, "private")
        arrived = await store.people.arrive(bot_id=1, update_id=number, sender=sender, chat=chat, now=now)
        assert arrived is not None
        assert arrived.user is not None
        if number == 7:
            for organisation in ("uaz", "maz"):
                await store.people.assign(arrived.user.id, Grant(Role.OFFICIAL, organisation), by=None, now=now)
    roles = await store.digests.roles([7, 8, 9])
    assert {one: {grant.organisation for grant in of} for one, of in roles.items()} == {7: {"uaz", "maz"}}


async def test_channels_are_those_that_the_bot_is_in(store: Store, now: datetime) -> None:
    """By title, without those it was put out of and without groups."""
    for number, (chat, kind, title) in enumerate([(-1, "channel", "Я"), (-2, "channel", "А"), (-3, "group", "Г")]):
        await store.people.arrive(bot_id=1, update_id=number, sender=None, chat=ChatSeen(chat, kind, title), now=now)
    assert [one.title for one in await store.digests.channels()] == ["А", "Я"]
    await store.people.pause_chat(-2, "kicked", now)
    assert [one.chat_id for one in await store.digests.channels()] == [-1]


def edition(now: datetime) -> Edition:
    """An example edition."""
    return Edition(now - DAY, now, "Europe/Minsk", "be", (3, 1), due=((4, date(2026, 3, 9)),), public=True)


async def _sent(store: Store, now: datetime) -> Delivery:
    (delivery,) = await take(store, now, 1)
    await store.deliveries.settle([Settlement(delivery, DeliveryState.SENT, message_id=5)], now)
    return delivery


async def test_an_edition_knows_where_it_went(store: Store, now: datetime) -> None:
    """What it told is kept whole; its copies are those sent since then or waiting, under any of its messages."""
    number = await store.editions.keep(edition(now), now)
    assert await store.editions.get(number) == replace(edition(now), id=number)
    assert await store.editions.get(number + 1) is None
    assert await store.editions.since(now - DAY) == ()
    for chat_id in (7, 8):
        wish = await subscribe(store, now, chat_id)
        new = replace(digest(now, f"digest {chat_id}"), chat_id=chat_id, thread_id=3)
        await store.digests.close([DigestClosing(wish, now, now + DAY, new, number)], now)
    (kept,) = await store.editions.since(now)
    assert kept.id == number
    assert await store.editions.since(now + DAY) == ()
    sent = await _sent(store, now)
    copies = await store.editions.copies(number, now, 9)
    assert [(one.chat_id, one.thread_id) for one in copies] == [(7, 3), (8, 3)]
    assert [one.chat_id for one in await store.editions.copies(number, now, 1, after=sent.id)] == [8]
    assert [one.chat_id for one in await store.editions.copies(number, now + DAY, 9)] == [8]


async def test_a_corrected_edition_has_another_message(store: Store, now: datetime) -> None:
    """What it says now is kept; copies that say either are its own, and both messages stay until it is forgotten."""
    number = await store.editions.keep(edition(now), now)
    wish = await subscribe(store, now)
    await store.digests.close([DigestClosing(wish, now, now + DAY, digest(now), number)], now)
    sent = await _sent(store, now)
    after = replace(edition(now), id=number, clarified=(3,), edits=1)
    await store.editions.correct(after, {"text": "Уточнено"})
    assert await store.editions.get(number) == after
    edit = replace(digest(now, "edit"), body={"text": "Уточнено"}, edits=sent.id)
    await store.deliveries.add([edit], now)
    assert [one.id for one in await store.editions.copies(number, now, 9)] == [sent.id]
    assert await store.ledger.prune(now + DAY) == 0
    await _sent(store, now)
    await store.ledger.prune(now + DAY)
    assert await store.editions.prune(now) == 0
    assert await store.editions.prune(now + DAY) == 1
    assert await store.editions.get(number) is None
