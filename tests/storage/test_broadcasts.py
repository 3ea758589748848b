"""Broadcasts in the store: whom an audience holds, the rows made for them, stopping and going on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.broadcast_records import Audience, AudienceSort, BroadcastState, Progress
from storage.gatherings import NEVER
from storage.outbox_records import Settlement
from storage.records import ChatSeen, Delivery, DeliveryKind, DeliveryState, Grant, NewDelivery, Priority, Role, Sender
from storage.register_records import Side
from storage.store import Store

TEXT: dict[str, Any] = {"text": "Пример объявления", "entities": [], "keyboard": None}
BODIES = {language: {**TEXT, "said_in": language} for language in ("ru", "be", "en")}
SUBSCRIBER, STRANGER, ULYANOVSK, BELARUS, EVERYWHERE, ADMINISTRATOR = 1, 2, 3, 4, 5, 6
GRANTS = {
    SUBSCRIBER: Grant(Role.SUBSCRIBER),
    ULYANOVSK: Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),
    BELARUS: Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS),
    EVERYWHERE: Grant(Role.COORDINATOR),
    ADMINISTRATOR: Grant(Role.ADMINISTRATOR),
}
HOUR = timedelta(hours=1)


async def meet(store: Store, chat_id: int, now: datetime, language: str = "ru") -> int:
    """Let someone write to the bot; return their number."""
    arrival = await store.people.arrive(
        bot_id=1,
        update_id=chat_id,
        sender=Sender(chat_id, f"Пример {chat_id}", None, language),
        chat=ChatSeen(chat_id, "private"),
        now=now,
    )
    assert arrival is not None
    assert arrival.user is not None
    return arrival.user.id


async def people(store: Store, now: datetime) -> None:
    """Bring in one person of each standing, and a group."""
    for chat_id in range(1, 7):
        number = await meet(store, chat_id, now)
        if chat_id in GRANTS:
            await store.people.assign(number, GRANTS[chat_id], by=None, now=now)
    await store.people.arrive(bot_id=1, update_id=99, sender=None, chat=ChatSeen(-5, "group"), now=now)


async def begun(store: Store, now: datetime, audience: Audience | None = None) -> int:
    """Write a broadcast and start it; return its number."""
    number = await store.broadcasts.draft(1, now)
    assert await store.broadcasts.write(number, TEXT)
    assert await store.broadcasts.address(number, audience or Audience())
    assert await store.broadcasts.start(number, ADMINISTRATOR, 10, now, by=1)
    return number


async def planned(store: Store, now: datetime, chunk: int = 1_000) -> int:
    """Start a broadcast to all and write all its rows."""
    number = await begun(store, now)
    while await store.broadcasts.plan(number, BODIES, now, chunk):
        pass
    return number


async def rows(store: Store) -> list[Delivery]:
    """Return every row of the outbox, the oldest first."""
    return list(reversed(await store.ledger.in_states(tuple(DeliveryState), 100)))


async def close(store: Store, deliveries: Sequence[Delivery], state: DeliveryState, now: datetime) -> None:
    """Close rows as the dispatcher would."""
    await store.deliveries.settle([Settlement(one, state, "пример", message_id=1) for one in deliveries], now)


async def state(store: Store, number: int) -> BroadcastState:
    """Return where a broadcast stands."""
    found = await store.broadcasts.get(number)
    assert found is not None
    return found.state


AUDIENCES: list[tuple[Audience, list[int]]] = [
    (Audience(), [1, 2, 3, 4, 5, 6]),
    (Audience(invited=True), [1, 3, 4, 5, 6]),
    (Audience(AudienceSort.ROLES, ("subscriber",)), [SUBSCRIBER, STRANGER]),
    (Audience(AudienceSort.ROLES, ("subscriber",), invited=True), [SUBSCRIBER]),
    (Audience(AudienceSort.ROLES, ("official", "administrator")), [ULYANOVSK, BELARUS, ADMINISTRATOR]),
    (Audience(AudienceSort.ROLES), []),
    (Audience(AudienceSort.ORGANISATIONS, ("aviastar", "nowhere")), [ULYANOVSK]),
    (Audience(AudienceSort.SIDES, ("belarus",)), [BELARUS, EVERYWHERE]),
    (Audience(AudienceSort.SIDES), [EVERYWHERE]),
]


@pytest.mark.parametrize(("audience", "expected"), AUDIENCES, ids=str)
async def test_an_audience_is_whom_it_says(
    store: Store, now: datetime, audience: Audience, expected: list[int]
) -> None:
    """Who is counted is who gets a row: active private chats of the chosen, once each, no group."""
    await people(store, now)
    number = await begun(store, now, audience)
    assert await store.broadcasts.count(audience, now) == len(expected)
    while await store.broadcasts.plan(number, BODIES, now):
        pass
    assert [row.chat_id for row in await rows(store)] == expected


async def test_a_plan_is_written_a_part_at_a_time_and_a_part_repeated_changes_nothing(
    store: Store, now: datetime
) -> None:
    """Each call writes one part; a broadcast planned anew from the beginning has the rows it had."""
    await people(store, now)
    number = await begun(store, now)
    assert await store.broadcasts.plan(number, BODIES, now, chunk=4)
    assert [row.chat_id for row in await rows(store)] == [1, 2, 3, 4]
    assert not await store.broadcasts.plan(number, BODIES, now, chunk=4)
    assert await state(store, number) is BroadcastState.RUNNING
    assert not await store.broadcasts.plan(number, BODIES, now, chunk=4)
    written = await rows(store)
    assert [row.key for row in written] == [f"broadcast:{number}:{chat}" for chat in range(1, 7)]
    assert {row.broadcast_id for row in written} == {number}


async def test_each_reads_it_in_their_language(store: Store, now: datetime) -> None:
    """The body is that of the reader's language, Russian for one there is none of; each is stored once."""
    for chat, language in enumerate(("ru", "be", "en", "xx"), start=1):
        await meet(store, chat, now, language)
    await planned(store, now)
    assert [row.body["said_in"] for row in await rows(store)] == ["ru", "be", "en", "ru"]


async def test_whoever_comes_later_is_not_written_to(store: Store, now: datetime) -> None:
    """The readers are those of the moment it was started, however long planning takes."""
    await meet(store, 1, now)
    number = await begun(store, now)
    await meet(store, 2, now + HOUR)
    while await store.broadcasts.plan(number, BODIES, now + HOUR):
        pass
    assert [row.chat_id for row in await rows(store)] == [1]


async def test_nobody_suspended_is_written_to(store: Store, now: datetime) -> None:
    """Their roles and what is sent to them wait for an administrator."""
    await people(store, now)
    user = await store.people.known(BELARUS)
    assert user is not None
    await store.parting.suspend(user.id, by=1, now=now)
    await planned(store, now)
    assert BELARUS not in {row.chat_id for row in await rows(store)}


async def test_two_starts_are_one(store: Store, now: datetime) -> None:
    """What was started cannot be started again, nor written anew, addressed or dropped."""
    await people(store, now)
    number = await begun(store, now)
    assert not await store.broadcasts.start(number, ADMINISTRATOR, 11, now, by=1)
    assert not await store.broadcasts.write(number, {"text": "Иначе"})
    assert not await store.broadcasts.address(number, Audience(AudienceSort.ROLES))
    assert not await store.broadcasts.drop(number, now, by=1)
    found = await store.broadcasts.get(number)
    assert found is not None
    assert (found.state, found.body, found.progress_message) == (BroadcastState.PLANNING, TEXT, 10)


async def test_one_question_is_open_at_a_time(store: Store, now: datetime) -> None:
    """The youngest draft waits for its message until it is written or too old; the one before it is dropped."""
    await people(store, now)
    first, second = await store.broadcasts.draft(1, now), await store.broadcasts.draft(1, now)
    assert await state(store, first) is BroadcastState.DROPPED
    assert await store.broadcasts.awaiting(1, now) == second
    assert await store.broadcasts.awaiting(1, now + HOUR) is None
    assert await store.broadcasts.awaiting(2, now) is None
    await store.broadcasts.write(second, TEXT)
    assert await store.broadcasts.awaiting(1, now) is None
    await store.broadcasts.draft(1, now)
    assert await state(store, second) is BroadcastState.DRAFT


async def test_a_stop_holds_what_waits_and_a_resume_frees_it(store: Store, now: datetime) -> None:
    """What waits, for its turn or for the morning, is held for ever; what is being sent finishes; then all goes on."""
    await people(store, now)
    number = await planned(store, now)
    taken = await store.deliveries.take(now, 3)
    sent, put_back, quiet = (one.delivery for one in taken)
    await close(store, [sent], DeliveryState.SENT, now)
    await store.deliveries.settle([Settlement(quiet, DeliveryState.HELD, "quiet hours", now + HOUR)], now)
    assert await store.broadcasts.stop(number, now, by=1)
    assert not await store.broadcasts.stop(number, now, by=1)
    assert await store.broadcasts.is_being_sent(number)
    while await store.broadcasts.hold(number, chunk=2):
        pass
    await store.deliveries.settle([Settlement(put_back, DeliveryState.WAITING, "пример", now)], now)
    assert not await store.broadcasts.is_being_sent(number)
    assert await store.broadcasts.hold(number)
    assert await store.broadcasts.progress(number) == Progress(sent=1, waiting=5)
    assert {row.not_before for row in await rows(store) if row.state is DeliveryState.HELD} == {NEVER}
    assert await store.deliveries.take(now + HOUR, 10) == ()

    assert await store.broadcasts.resume(number, now, by=1)
    assert not await store.broadcasts.resume(number, now, by=1)
    assert not await store.broadcasts.hold(number)
    while await store.broadcasts.plan(number, BODIES, now + HOUR, chunk=2):
        pass
    assert await state(store, number) is BroadcastState.RUNNING
    assert len(await store.deliveries.take(now + HOUR, 10)) == 5


async def test_a_stop_in_the_middle_of_planning_goes_on_from_there(store: Store, now: datetime) -> None:
    """Nothing more is planned while it is stopped; resumed, it plans what was left."""
    await people(store, now)
    number = await begun(store, now)
    await store.broadcasts.plan(number, BODIES, now, chunk=2)
    await store.broadcasts.stop(number, now, by=1)
    assert not await store.broadcasts.plan(number, BODIES, now, chunk=2)
    await store.broadcasts.resume(number, now, by=1)
    while await store.broadcasts.plan(number, BODIES, now, chunk=2):
        pass
    assert [row.chat_id for row in await rows(store)] == [1, 2, 3, 4, 5, 6]


async def test_progress_counts_every_fate(store: Store, now: datetime) -> None:
    """Sent, failed with a reason, waiting, and away for those who closed their chat; it is done without the last."""
    await people(store, now)
    number = await planned(store, now)
    one, two, three, four, five, six = (taken.delivery for taken in await store.deliveries.take(now, 10))
    await close(store, [one], DeliveryState.SENT, now)
    await close(store, [two], DeliveryState.DEAD, now)
    await close(store, [three], DeliveryState.UNKNOWN, now)
    await close(store, [six], DeliveryState.CANCELLED, now)
    await store.deliveries.pause_chat(four, "blocked", now)
    assert await store.broadcasts.progress(number) == Progress(sent=1, failed=3, waiting=1, away=1)
    assert (await store.broadcasts.progress(number)).total == 6
    assert not await store.broadcasts.finish(number, now)
    await close(store, [five], DeliveryState.SENT, now)
    assert await store.broadcasts.finish(number, now)
    assert not await store.broadcasts.finish(number, now)
    assert await state(store, number) is BroadcastState.DONE
    failures = await store.broadcasts.failures(number, 10)
    assert [(failure.chat_id, failure.name, failure.reason) for failure in failures] == [
        (2, "Пример 2", "пример"),
        (3, "Пример 3", "пример"),
        (4, "Пример 4", "blocked"),
        (6, "Пример 6", "пример"),
    ]


async def test_one_that_came_within_a_gathered_message_was_had(store: Store, now: datetime) -> None:
    """A row merged into another has that one's fate."""
    await meet(store, 1, now)
    number = await planned(store, now)
    (taken,) = await store.deliveries.take(now, 1)
    await store.deliveries.settle([Settlement(taken.delivery, DeliveryState.HELD, "quiet hours", now)], now)
    whole = _gathered(now)
    await store.gatherings.merge([taken.delivery], whole, now)
    assert await store.broadcasts.progress(number) == Progress(waiting=1)
    (gathered,) = await store.deliveries.take(now, 1)
    await close(store, [gathered.delivery], DeliveryState.SENT, now)
    assert await store.broadcasts.progress(number) == Progress(sent=1)


def _gathered(now: datetime) -> NewDelivery:
    return NewDelivery("quiet:1", 1, DeliveryKind.BROADCAST, Priority.BROADCAST, TEXT, now)


async def test_what_is_resumed_for_a_closed_chat_waits_for_its_reader(store: Store, now: datetime) -> None:
    """Who blocked the bot in the meantime is not written to, and gets it when they are back."""
    await meet(store, 1, now)
    number = await planned(store, now)
    await store.people.pause_chat(1, "blocked", now)
    await store.broadcasts.stop(number, now, by=1)
    while await store.broadcasts.hold(number):
        pass
    await store.broadcasts.resume(number, now, by=1)
    while await store.broadcasts.plan(number, BODIES, now):
        pass
    assert await store.broadcasts.progress(number) == Progress(away=1)
    assert len(await store.gatherings.held(1)) == 1


async def test_a_broadcast_is_watched_and_found(store: Store, now: datetime) -> None:
    """Where it is watched can change; unfinished ones are found by their state, the unknown is nothing."""
    await people(store, now)
    number = await begun(store, now)
    await store.broadcasts.watch(number, ADMINISTRATOR, 77)
    (found,) = await store.broadcasts.in_states(BroadcastState.PLANNING)
    assert (found.id, found.progress_chat, found.progress_message) == (number, ADMINISTRATOR, 77)
    assert await store.broadcasts.get(999) is None
    assert not await store.broadcasts.plan(999, BODIES, now)


async def test_organisations_to_choose_from_are_those_with_officials(store: Store, now: datetime) -> None:
    """Only what would reach someone is offered."""
    await people(store, now)
    assert await store.broadcasts.organisations() == ("aviastar", "mzga-407")
