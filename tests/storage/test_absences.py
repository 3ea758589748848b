"""Leave in the store: what waits, what is due, how it ends."""

from datetime import datetime, time, timedelta

from storage.outbox_records import Settlement
from storage.records import ChatSeen, DeliveryKind, DeliveryState, NewDelivery, Priority, Sender
from storage.store import Store

ANNA = 7
WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)


async def met(store: Store, now: datetime) -> None:
    """Let Anna write, who wants a digest."""
    await store.people.arrive(
        bot_id=1, update_id=1, sender=Sender(ANNA, "Пример", None, "ru"), chat=ChatSeen(ANNA, "private"), now=now
    )
    await store.digests.subscribe(
        chat_id=ANNA, at=time(8), zone="Europe/Minsk", language="ru", next_at=now, covered_until=now
    )


async def test_an_absence_is_told_with_the_quiet_hours_and_ends(store: Store, now: datetime) -> None:
    """It may be moved; until its end no digest is due and nobody is back; then the chat is welcomed."""
    await met(store, now)
    await store.absences.begin(ANNA, now + HOUR)
    await store.absences.begin(ANNA, now + WEEK)
    assert (await store.people.quiet(ANNA)).away_until == now + WEEK
    assert await store.digests.due(now, 9) == ()
    assert await store.absences.end_due(now + WEEK - HOUR) == 0
    assert await store.gatherings.returning(9) == ()
    assert await store.absences.end_due(now + WEEK) == 1
    assert (await store.people.quiet(ANNA)).away_until is None
    assert await store.gatherings.returning(9) == (ANNA,)


async def test_what_is_taken_knows_of_the_absence_and_what_is_held_stays_so(store: Store, now: datetime) -> None:
    """The dispatcher can hold it; the end of a quiet night within the leave lets nothing go."""
    await met(store, now)
    await store.absences.begin(ANNA, now + WEEK)
    new = NewDelivery("k", ANNA, DeliveryKind.NOTICE, Priority.URGENT, {"text": "x"}, now)
    await store.deliveries.add([new], now)
    (taken,) = await store.deliveries.take(now, 1)
    assert taken.quiet.away_until == now + WEEK
    await store.deliveries.settle([Settlement(taken.delivery, DeliveryState.HELD, "", now + HOUR)], now)
    assert await store.gatherings.ended(now + 2 * HOUR, 9) == {}


async def test_a_group_that_grows_is_away_as_it_was(store: Store, now: datetime) -> None:
    """Though the supergroup was seen first, with wishes of a new chat."""
    old, new = -5, -1005
    for number, chat in enumerate((old, new)):
        await store.people.arrive(bot_id=1, update_id=number, sender=None, chat=ChatSeen(chat, "group"), now=now)
    await store.absences.begin(old, now + WEEK)
    for _ in range(2):
        await store.people.move_chat(old, new)
    assert (await store.people.quiet(new)).away_until == now + WEEK


async def test_ended_early_or_not_at_all(store: Store, now: datetime) -> None:
    """Who is not away can't come back; who closed the chat meanwhile comes back when it is open again."""
    await met(store, now)
    assert not await store.absences.end(ANNA)
    await store.absences.begin(ANNA, now + WEEK)
    assert await store.absences.end(ANNA)
    assert await store.gatherings.returning(9) == (ANNA,)


async def test_a_chat_closed_and_opened_again_during_an_absence_waits_on(store: Store, now: datetime) -> None:
    """Unblocking the bot is no end of a leave; the leave's end is no unblocking."""
    await met(store, now)
    await store.absences.begin(ANNA, now + WEEK)
    await store.people.pause_chat(ANNA, "blocked", now)
    await store.people.resume_chat(ANNA)
    assert await store.gatherings.returning(9) == ()
    await store.people.pause_chat(ANNA, "blocked", now)
    assert await store.absences.end_due(now + WEEK) == 1
    assert await store.gatherings.returning(9) == ()
