"""The ledger: what is counted, named and followed from one delivery to another."""

from datetime import datetime, timedelta

from storage.gatherings import NEVER
from storage.ledger import Addressee, Failure, HeldFor
from storage.outbox_records import Settlement
from storage.records import ChatSeen, DeliveryKind, DeliveryState, NewDelivery, Priority, Sender
from storage.store import Store

ANNA, PETR, GROUP, STRANGER = 1, 2, -10, 99
SECOND = timedelta(seconds=1)


async def _meet(store: Store, now: datetime) -> None:
    for number, chat in enumerate((ANNA, PETR, GROUP)):
        sender = Sender(chat, f"Пример {chat}", None, "ru") if chat > 0 else None
        seen = ChatSeen(chat, "private" if chat > 0 else "group", "" if chat > 0 else "Группа")
        await store.people.arrive(bot_id=1, update_id=number, sender=sender, chat=seen, now=now)


async def _write(store: Store, key: str, chat: int, now: datetime) -> None:
    new = NewDelivery(key, chat, DeliveryKind.NOTICE, Priority.URGENT, {"text": key}, now)
    assert await store.deliveries.add([new], now)


async def _settle(store: Store, key: str, chat: int, now: datetime, state: DeliveryState, why: str = "") -> None:
    await _write(store, key, chat, now)
    (written,) = await store.ledger.of_chat(chat, 1)
    await store.deliveries.settle([Settlement(written, state, why)], now)


async def test_failures_are_counted_by_reason_the_most_frequent_first(store: Store, now: datetime) -> None:
    """From after one moment up to another, without what is sent and without a family of keys."""
    dead, unknown = DeliveryState.DEAD, DeliveryState.UNKNOWN
    for number in range(3):
        await _settle(store, f"dead {number}", ANNA, now, dead, "too long")
    await _settle(store, "silent", ANNA, now, unknown, "outcome unknown")
    await _settle(store, "sent", ANNA, now, DeliveryState.SENT)
    await _settle(store, "early", ANNA, now - SECOND, dead, "too long")
    await _settle(store, "late", ANNA, now + SECOND, dead, "too long")
    await _settle(store, "own_1", ANNA, now, dead, "too long")
    found = await store.ledger.failures(now - SECOND, now, but="own_")
    assert found == (
        Failure(DeliveryKind.NOTICE, dead, "too long", 3),
        Failure(DeliveryKind.NOTICE, unknown, "outcome unknown", 1),
    )


async def test_what_is_held_says_for_what(store: Store, now: datetime) -> None:
    """Quiet hours, a chat that is away, a broadcast that was stopped."""
    await _meet(store, now)
    assert set((await store.ledger.held_for()).values()) == {0}
    for key, chat, until in (("a", ANNA, now), ("b", PETR, now), ("c", ANNA, NEVER), ("d", PETR, NEVER)):
        await _write(store, key, chat, now)
        (written,) = await store.ledger.of_chat(chat, 1)
        await store.deliveries.settle([Settlement(written, DeliveryState.HELD, "held", until)], now)
    await store.people.pause_chat(PETR, "blocked", now)
    assert await store.ledger.held_for() == {HeldFor.QUIET: 1, HeldFor.CHAT: 1, HeldFor.BROADCAST: 2}


async def test_a_chat_has_its_person_s_name_or_its_title(store: Store, now: datetime) -> None:
    """A chat never met is not named; one that is paused is not active."""
    await _meet(store, now)
    await store.people.pause_chat(ANNA, "blocked", now)
    assert await store.ledger.addressees([ANNA, PETR, GROUP, STRANGER]) == {
        ANNA: Addressee(ANNA, "Пример 1", active=False),
        PETR: Addressee(PETR, "Пример 2", active=True),
        GROUP: Addressee(GROUP, "Группа", active=True),
    }
    assert await store.ledger.addressees([]) == {}


async def test_paused_chats_come_page_by_page(store: Store, now: datetime) -> None:
    """The last one paused first; a page may begin further on."""
    await _meet(store, now)
    for number, chat in enumerate((ANNA, PETR)):
        await store.people.pause_chat(chat, "blocked", now + number * SECOND)
    assert [one.chat_id for one in await store.ledger.paused_chats(1)] == [PETR]
    assert [one.chat_id for one in await store.ledger.paused_chats(1, 1)] == [ANNA]


async def test_what_became_part_of_a_message_is_found_from_it(store: Store, now: datetime) -> None:
    """What was merged into a delivery and what edited its message, oldest first."""
    for key in ("part", "other"):
        await _write(store, key, ANNA, now)
    other, part = await store.ledger.of_chat(ANNA, 2)
    into = NewDelivery("whole", ANNA, DeliveryKind.NOTICE, Priority.URGENT, {}, now)
    await store.gatherings.merge([part], into, now)
    (whole,) = await store.ledger.of_chat(ANNA, 1)
    edit = NewDelivery("edit", ANNA, DeliveryKind.NOTICE, Priority.URGENT, {}, now, edits=whole.id)
    await store.deliveries.add([edit], now)
    assert [one.key for one in await store.ledger.related(whole, 10)] == ["part", "edit"]
    assert await store.ledger.related(other, 10) == ()
