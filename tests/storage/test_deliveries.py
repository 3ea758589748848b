"""The outbox: order, one at a time per chat, waits, and that no row is without a fate."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from storage.deliveries import BOT
from storage.errors import LeaseLost
from storage.outbox_records import Quiet, Settlement
from storage.records import ChatSeen, Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority, Sender
from storage.store import Store
from tests.outbox import closed, put_back, sent, take, take_one

MINUTE = timedelta(minutes=1)


def message(
    key: str, now: datetime, *, chat_id: int = 1, priority: Priority = Priority.URGENT, wait: timedelta = timedelta(0)
) -> NewDelivery:
    """A message decided on now that may go after ``wait``."""
    return NewDelivery(key, chat_id, DeliveryKind.REMINDER, priority, {"text": key}, now + wait)


def keys(deliveries: Sequence[Delivery]) -> list[str]:
    """Return the keys, in their order."""
    return [one.key for one in deliveries]


async def test_a_delivery_comes_back_as_it_was_decided(store: Store, now: datetime) -> None:
    """A delivery keeps its message and waits, not yet tried."""
    body = {"text": "Срок завтра", "entities": [{"type": "bold", "offset": 0, "length": 4}], "keyboard": None}
    new = NewDelivery("k", -5, DeliveryKind.ESCALATION, Priority.BROADCAST, body, now + MINUTE, thread_id=9)
    assert await store.deliveries.add([new], now) == 1
    (found,) = await store.ledger.of_chat(-5, 10)
    assert found == Delivery(
        id=found.id,
        key="k",
        chat_id=-5,
        thread_id=9,
        kind=DeliveryKind.ESCALATION,
        priority=Priority.BROADCAST,
        body=body,
        state=DeliveryState.WAITING,
        attempts=0,
        not_before=now + MINUTE,
        created_at=now,
    )
    assert await store.ledger.get(found.id) == found
    assert await store.ledger.get(404) is None


async def test_a_key_is_one_delivery_for_ever(store: Store, now: datetime) -> None:
    """The same key is written once, within one batch, by two at once, and after it was sent."""
    twice = [message("k", now), message("k", now), message("other", now)]
    counted = await asyncio.gather(*(store.deliveries.add(twice, now) for _ in range(3)))
    assert sorted(counted) == [0, 0, 2]
    await sent(store, await take_one(store, now), 1, now)
    assert await store.deliveries.add(twice, now) == 0
    assert await store.deliveries.add([], now) == 0


async def test_many_deliveries_are_written_at_once(store: Store, now: datetime) -> None:
    """Two thousand deliveries of one decision are one call."""
    many = [message(str(number), now, chat_id=number) for number in range(2000)]
    assert await store.deliveries.add(many, now) == 2000
    assert (await store.ledger.counts())[DeliveryState.WAITING] == 2000


async def test_a_tick_moves_with_its_deliveries_and_never_back(store: Store, now: datetime) -> None:
    """What was decided and up to when is written together; an older decision does not take it back."""
    assert await store.deliveries.last_tick("reminders") is None
    for moment in (now, now + MINUTE, now - MINUTE):
        await store.deliveries.add([message(str(moment), now)], now, tick=("reminders", moment))
    await store.deliveries.add([], now, tick=("digests", now))
    assert await store.deliveries.last_tick("reminders") == now + MINUTE
    assert await store.deliveries.last_tick("digests") == now


async def test_the_important_goes_first_then_the_old(store: Store, now: datetime) -> None:
    """Taking goes by priority, then by age, up to the limit."""
    await store.deliveries.add([message("digest", now, chat_id=1, priority=Priority.DIGEST)], now - MINUTE)
    await store.deliveries.add([message("young", now, chat_id=2)], now)
    await store.deliveries.add([message("old", now - MINUTE, chat_id=3)], now - MINUTE)
    await store.deliveries.add([message("all", now, chat_id=4, priority=Priority.BROADCAST)], now - 2 * MINUTE)
    assert keys(await take(store, now, 3)) == ["old", "young", "digest"]
    assert keys(await take(store, now, 3)) == ["all"]


async def test_taking_marks_as_being_sent(store: Store, now: datetime) -> None:
    """What is taken says so, to the taker and to everyone else."""
    await store.deliveries.add([message("k", now)], now)
    taken = await take_one(store, now)
    assert (taken.state, taken.attempts, taken.taken_at) == (DeliveryState.SENDING, 1, now)
    assert await store.ledger.get(taken.id) == taken


async def test_a_chat_is_sent_one_at_a_time(store: Store, now: datetime) -> None:
    """Within a chat the next is taken only when the one before is settled."""
    await store.deliveries.add([message("second", now, priority=Priority.DIGEST), message("first", now)], now)
    first = await take_one(store, now)
    assert first.key == "first"
    assert await take(store, now, 10) == ()
    await sent(store, first, 77, now)
    assert (await take_one(store, now)).key == "second"


async def test_two_takers_never_take_the_same(store: Store, now: datetime) -> None:
    """Simultaneous takers share the work: nothing twice, one per chat."""
    await store.deliveries.add([message(f"{chat}.{n}", now, chat_id=chat) for chat in range(6) for n in range(2)], now)
    taken = [one for part in await asyncio.gather(*(take(store, now, 4) for _ in range(4))) for one in part]
    assert sorted(one.chat_id for one in taken) == list(range(6))


async def test_what_may_not_go_yet_waits(store: Store, now: datetime) -> None:
    """A delivery is not taken before its time, and others of its chat may go before it."""
    await store.deliveries.add([message("later", now, wait=MINUTE), message("now", now, priority=Priority.DIGEST)], now)
    taken = await take_one(store, now)
    assert taken.key == "now"
    await sent(store, taken, 1, now)
    assert await take(store, now + MINUTE / 2, 10) == ()
    assert (await take_one(store, now + MINUTE)).key == "later"


async def test_a_paused_chat_gets_nothing_and_loses_nothing(store: Store, now: datetime) -> None:
    """What waits for a chat that is paused is held, also while the chat is on its way back."""
    await store.people.arrive(bot_id=1, update_id=1, sender=None, chat=ChatSeen(1, "group"), now=now)
    await store.deliveries.add([message("k", now)], now)
    await store.people.pause_chat(1, "blocked", now)
    await store.deliveries.add([message("later", now)], now)
    for _ in ("paused", "returning"):
        assert await take(store, now) == ()
        assert await store.deliveries.next_due(now) is None
        await store.people.resume_chat(1)
    assert keys(await store.gatherings.held(1)) == ["k"]
    await store.gatherings.welcome(1, (), None, now)
    assert (await take_one(store, now)).key == "later"


async def test_a_sent_delivery_is_closed(store: Store, now: datetime) -> None:
    """What was sent knows its message and when, and nothing changes it any more."""
    await store.deliveries.add([message("k", now)], now)
    taken = await take_one(store, now)
    await sent(store, taken, 77, now + MINUTE)
    await put_back(store, taken, now, "late", now)
    await closed(store, taken, DeliveryState.DEAD, "late", now)
    found = await store.ledger.get(taken.id)
    assert found is not None
    assert (found.state, found.message_id, found.closed_at, found.outcome) == (
        DeliveryState.SENT,
        77,
        now + MINUTE,
        "",
    )


async def test_a_wait_holds_its_chat_and_no_other(store: Store, now: datetime) -> None:
    """A delivery put back waits, with everything for its chat, and the rest goes on."""
    await store.deliveries.add([message("a", now, chat_id=1)], now)
    held = await take_one(store, now)
    await put_back(store, held, now + MINUTE, "429", now)
    await store.deliveries.add([message("b", now, chat_id=1), message("c", now, chat_id=2)], now)
    assert keys(await take(store, now, 10)) == ["c"]
    assert await store.deliveries.next_due(now) == now + MINUTE
    again = await take_one(store, now + MINUTE)
    assert (again.key, again.attempts, again.outcome) == ("a", 2, "429")


@pytest.mark.parametrize("state", [DeliveryState.DEAD, DeliveryState.CANCELLED, DeliveryState.UNKNOWN])
async def test_a_buried_delivery_says_why(store: Store, now: datetime, state: DeliveryState) -> None:
    """What will not be sent is closed with its reason, waiting or taken."""
    await store.deliveries.add([message("taken", now), message("waiting", now, chat_id=2, wait=MINUTE)], now)
    await take(store, now, 10)
    for chat_id in (1, 2):
        (one,) = await store.ledger.of_chat(chat_id, 1)
        await closed(store, one, state, "chat not found", now)
        (found,) = await store.ledger.of_chat(chat_id, 1)
        assert (found.state, found.outcome, found.closed_at) == (state, "chat not found", now)


async def test_a_crash_leaves_nothing_without_a_fate(store: Store, now: datetime) -> None:
    """What was being sent in a crash is sent again, twice at most, and then closed as unknown."""
    await store.deliveries.add([message("k", now)], now)
    for attempt in (1, 2):
        taken = await take_one(store, now)
        assert (taken.attempts, taken.silences) == (attempt, attempt - 1)
        assert await store.deliveries.recover(now, now + MINUTE) == 1
        assert await take(store, now, 10) == ()
        now += MINUTE
    last = await take_one(store, now)
    assert await store.deliveries.recover(now, now + MINUTE) == 1
    found = await store.ledger.get(last.id)
    assert found is not None
    assert (found.state, found.attempts, found.silences, found.closed_at) == (DeliveryState.UNKNOWN, 3, 3, now)
    assert [turn["what"] for turn in found.story] == ["outcome unknown, sent again"] * 2
    assert await store.deliveries.recover(now, now) == 0


async def test_counts_name_every_state(store: Store, now: datetime) -> None:
    """The ledger is counted by state, zeros included."""
    assert await store.ledger.counts() == dict.fromkeys(DeliveryState, 0)
    await store.deliveries.add([message("a", now), message("b", now, chat_id=2)], now)
    await take(store, now, 1)
    counted = await store.ledger.counts()
    assert (counted[DeliveryState.WAITING], counted[DeliveryState.SENDING]) == (1, 1)


async def test_a_chats_ledger_is_youngest_first(store: Store, now: datetime) -> None:
    """The deliveries of a chat are listed from the youngest on, its own only, as many as asked for."""
    await store.deliveries.add([message(key, now, chat_id=1) for key in "abc"], now)
    await store.deliveries.add([message("d", now, chat_id=2)], now)
    assert keys(await store.ledger.of_chat(1, 2)) == ["c", "b"]


async def test_next_due_is_when_taking_will_succeed(store: Store, now: datetime) -> None:
    """The next moment is the earliest at which something can be taken; chats being sent to are left out."""
    assert await store.deliveries.next_due(now) is None
    await store.deliveries.add([message("a", now, wait=2 * MINUTE), message("b", now, chat_id=2, wait=MINUTE)], now)
    assert await store.deliveries.next_due(now) == now + MINUTE
    assert keys(await take(store, now + MINUTE, 10)) == ["b"]
    assert await store.deliveries.next_due(now) == now + 2 * MINUTE
    await take(store, now + 2 * MINUTE, 10)
    await store.deliveries.add([message("after a", now)], now)
    assert await store.deliveries.next_due(now) is None


async def test_a_body_is_stored_once(store: Store, now: datetime) -> None:
    """However many read the same message, and however often it is written, its words are kept once."""
    body: dict[str, Any] = {"text": "Всем", "entities": [], "keyboard": None}
    many = [NewDelivery(f"{n}", n, DeliveryKind.BROADCAST, Priority.BROADCAST, body, now) for n in range(5)]
    await store.deliveries.add(many, now)
    await store.deliveries.add([replace(many[0], key="again", chat_id=9)], now)
    assert {one.body["text"] for one in await take(store, now)} == {"Всем"}
    for one in await store.ledger.in_states([DeliveryState.SENDING], 10):
        await sent(store, one, 1, now)
    assert await store.ledger.prune(now + MINUTE) == 6
    await store.deliveries.add(many, now)
    assert [one.body for one in await take(store, now, 1)] == [body]


async def test_quiet_wishes_and_language_come_with_what_is_taken(store: Store, now: datetime) -> None:
    """Who takes a delivery learns when its reader wants to be left in peace, by which clock, and in what language."""
    reader = Sender(7, "Пример", None, "be")
    arrival = await store.people.arrive(bot_id=1, update_id=1, sender=reader, chat=ChatSeen(7, "private"), now=now)
    assert arrival is not None
    assert arrival.user is not None
    await store.people.set_zone(arrival.user.id, "Europe/Minsk")
    quiet = Quiet(time(23), time(6, 30), escalations=True)
    await store.people.set_quiet(7, quiet)
    assert await store.people.quiet(7) == quiet
    assert await store.people.quiet(8) == Quiet()
    await store.deliveries.add([message("known", now, chat_id=7), message("unknown", now, chat_id=8)], now)
    known, unknown = await store.deliveries.take(now, 2)
    assert (known.quiet, known.zone, known.language) == (quiet, "Europe/Minsk", "be")
    assert (unknown.quiet, unknown.zone, unknown.language) == (Quiet(), None, None)


async def test_busy_chats_are_left_out(store: Store, now: datetime) -> None:
    """A chat named as busy is not taken from, whatever waits there."""
    await store.deliveries.add([message("a", now, chat_id=1), message("b", now, chat_id=2)], now)
    assert [one.delivery.key for one in await store.deliveries.take(now, 10, busy=[1, 5])] == ["b"]


async def test_an_untried_delivery_has_no_attempt(store: Store, now: datetime) -> None:
    """What was taken and not given to Telegram after all is as it was, and holds nobody up."""
    await store.deliveries.add([message("k", now)], now)
    taken = await take_one(store, now)
    held = Settlement(taken, DeliveryState.HELD, "quiet hours", now + MINUTE, untried=True)
    await store.deliveries.settle([held], now)
    found = await store.ledger.get(taken.id)
    assert found is not None
    assert (found.state, found.attempts, found.not_before) == (DeliveryState.HELD, 0, now + MINUTE)
    assert await take(store, now + MINUTE) == ()


async def test_what_waits_for_a_blocked_chat_is_held_with_it(store: Store, now: datetime) -> None:
    """A refusal pauses the chat, known or not, with the row that met it and all that waits there."""
    await store.deliveries.add([message("k", now, chat_id=5), message("more", now, chat_id=5)], now)
    taken = await take_one(store, now)
    await store.deliveries.pause_chat(taken, "Forbidden", now)
    assert {one.state for one in await store.ledger.of_chat(5, 9)} == {DeliveryState.HELD}
    (paused,) = await store.ledger.paused_chats(10)
    assert (paused.chat_id, paused.reason, paused.held) == (5, "Forbidden", 2)


async def test_the_whole_bot_waits_until_told(store: Store, now: datetime) -> None:
    """The bot's own wait outlives a restart, and is lifted."""
    assert await store.deliveries.waits_until() is None
    await store.deliveries.wait_for_all(now + 700 * MINUTE, "429")
    assert await store.deliveries.waits_until() == now + 700 * MINUTE
    await store.deliveries.wait_for_all(None, "")
    assert await store.deliveries.waits_until() is None


async def test_who_lost_the_lease_takes_nothing(store: Store, now: datetime) -> None:
    """Rows are given only to the process that leads, and to none once its time is up."""
    await store.deliveries.add([message("k", now)], now)
    assert await store.leases.take(BOT, "me", now, MINUTE)
    with pytest.raises(LeaseLost):
        await store.deliveries.take(now, 1, holder="another")
    with pytest.raises(LeaseLost):
        await store.deliveries.take(now + MINUTE, 1, holder="me")
    assert len(await store.deliveries.take(now, 1, holder="me")) == 1


async def test_an_edit_names_the_message_it_replaces(store: Store, now: datetime) -> None:
    """An edit learns what number the earlier message has, or changes its words when it is not sent yet."""
    await store.deliveries.add([message("first", now)], now)
    first = await take_one(store, now)
    await sent(store, first, 77, now)
    await store.deliveries.add([replace(message("edit", now), edits=first.id)], now)
    (edit,) = await store.deliveries.take(now, 1)
    assert edit.edits_message == 77
    assert not await store.deliveries.replace_body(edit.delivery, {"text": "late"}, now)
    await sent(store, edit.delivery, 77, now)
    await store.deliveries.add([message("unsent", now, wait=MINUTE)], now)
    unsent = (await store.ledger.of_chat(1, 1))[0]
    await store.deliveries.add([replace(message("soon", now), edits=unsent.id)], now)
    (soon,) = await store.deliveries.take(now, 1)
    assert soon.edits_message is None
    assert await store.deliveries.replace_body(soon.delivery, {"text": "new words"}, now)
    assert (await take_one(store, now + MINUTE)).body == {"text": "new words"}
    merged = await store.ledger.get(soon.delivery.id)
    assert merged is not None
    assert (merged.state, merged.merged_into) == (DeliveryState.MERGED, unsent.id)
