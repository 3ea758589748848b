"""What is kept for reminders: wishes, what is put off, deputies, and what a morning's planning reads."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from storage.control_records import DeadlineState
from storage.records import (
    ChatSeen,
    DeliveryKind,
    Grant,
    NewCommitment,
    NewDelivery,
    NewPlan,
    Priority,
    Responsible,
    Role,
    Sender,
    User,
)
from storage.register_records import Side
from storage.reminding_records import Deputyship, MorningsInUse, ReminderWish, StepSet
from storage.schema import deadlines
from storage.store import Store

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)


async def _person(store: Store, number: int, *grants: Grant, paused: bool = False) -> User:
    arrival = await store.people.arrive(
        bot_id=1, update_id=number, sender=Sender(number, f"Пример {number}", f"u{number}", "ru"),
        chat=ChatSeen(number, "private"), now=NOW,
    )  # fmt: skip
    assert arrival is not None
    assert arrival.user is not None
    for grant in grants:
        await store.people.assign(arrival.user.id, grant, by=None, now=NOW)
    if paused:
        await store.people.pause_chat(number, "blocked", NOW)
    return arrival.user


async def _plan(store: Store, *due: Sequence[date], body: str = "uaz") -> list[int]:
    """Store a plan with a row for each of these; return the ids of its deadlines."""
    owing = (Responsible(body, Side.ULYANOVSK, body),)
    rows = tuple(NewCommitment(str(n), "Пример", "", "", tuple(dates), owing) for n, dates in enumerate(due))
    await store.plan.add_plan(NewPlan("p", "Пример", TODAY, TODAY, example=True, commitments=rows), NOW)
    return [one.id for each in await store.plan.commitments_of("p") for one in each.deadlines]


OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)


async def test_a_wish_is_kept_part_by_part(store: Store) -> None:
    """Nothing kept is the usual; the hour and the steps are chosen apart; the moment is that of hour and zone."""
    anna = await _person(store, 7)
    assert await store.reminding.wish(anna.id) == ReminderWish(9, None, None)
    await store.reminding.set_steps(anna.id, StepSet.LAST)
    assert await store.reminding.wish(anna.id) == ReminderWish(9, StepSet.LAST, None)
    await store.reminding.set_hour(anna.id, 11, NOW)
    assert await store.reminding.wish(anna.id) == ReminderWish(11, StepSet.LAST, NOW)
    await store.reminding.set_steps(anna.id, None)
    await store.reminding.zone_changed(anna.id, NOW + DAY)
    assert await store.reminding.wish(anna.id) == ReminderWish(11, None, NOW + DAY)


async def test_days_of_one_s_own_are_kept_in_place_of_a_set(store: Store) -> None:
    """Either a set or days, whichever was chosen last; planning reads them, /mydata shows and /forget erases them."""
    ivan, reminding = await _person(store, 8, OFFICIAL), store.reminding
    await reminding.set_hour(ivan.id, 10, NOW)
    for choice in ((30, 14, 3, 1), StepSet.MORE, (365, 0), (0,)):
        await reminding.set_steps(ivan.id, choice)
        assert await reminding.wish(ivan.id) == ReminderWish(10, choice, NOW)
        (person,) = await reminding.reached(1)
        assert person.wish == ReminderWish(10, choice, NOW)
    assert (await store.parting.rows_of(ivan.id))["reminder_wishes"][0]["days"] == [0]
    await reminding.set_steps(ivan.id, None)
    assert await reminding.wish(ivan.id) == ReminderWish(10, None, NOW)
    await reminding.set_steps(ivan.id, (7,))
    assert await store.parting.forget(ivan.id, NOW)
    assert await reminding.wish(ivan.id) == ReminderWish()


async def test_who_is_reached(store: Store) -> None:
    """Those with a role that owes or hears, whose chat is active, by pages; with their wishes and what they put off."""
    ivan = await _person(store, 8, OFFICIAL, Grant(Role.OFFICIAL, "mtz", Side.BELARUS))
    olga = await _person(store, 9, Grant(Role.COORDINATOR))
    await _person(store, 10, OFFICIAL, paused=True)
    await _person(store, 11, Grant(Role.SUBSCRIBER))
    (number,) = await _plan(store, [TODAY])
    await store.reminding.set_hour(ivan.id, 10, NOW)
    assert await store.reminding.snooze(ivan.id, number, TODAY + DAY)
    assert await store.reminding.snooze(ivan.id, number, TODAY + 3 * DAY)
    first, second = await store.reminding.reached(10)
    assert [one.user.id for one in (first, second)] == [ivan.id, olga.id]
    assert len(first.user.grants) == 2
    assert (first.wish.hour, first.snoozed, first.reached) == (10, {number: TODAY + 3 * DAY}, True)
    assert (second.wish, second.snoozed) == (ReminderWish(), {})
    assert [one.user.id for one in await store.reminding.reached(1)] == [ivan.id]
    assert [one.user.id for one in await store.reminding.reached(1, after=ivan.id)] == [olga.id]
    assert await store.reminding.reached(1, after=olga.id) == ()


async def test_people_by_their_numbers(store: Store) -> None:
    """Whoever they are; those who cannot be written to are said to be so; the forgotten are nobody."""
    paused = await _person(store, 10, OFFICIAL, paused=True)
    gone = await _person(store, 11, OFFICIAL)
    await store.parting.forget(gone.id, NOW)
    (found,) = await store.reminding.reminded([paused.id, gone.id, 404])
    assert (found.user.id, found.reached) == (paused.id, False)


async def test_what_is_put_off_is_forgotten_in_time_and_with_its_deadline(store: Store) -> None:
    """Old rows go; a deadline that is deleted takes its rows along; one that is not there cannot be put off."""
    ivan = await _person(store, 8, OFFICIAL)
    one, two = await _plan(store, [TODAY], [TODAY + DAY])
    assert not await store.reminding.snooze(ivan.id, 404, TODAY)
    assert await store.reminding.snooze(ivan.id, one, TODAY)
    assert await store.reminding.snooze(ivan.id, two, TODAY + DAY)
    assert await store.reminding.forget_snoozes(TODAY + DAY) == 1
    async with store.reminding._database.writing() as connection:  # noqa: SLF001 - as a plan's new version does
        await connection.execute(delete(deadlines).where(deadlines.c.id == two))
    (person,) = await store.reminding.reached(1)
    assert person.snoozed == {}


async def test_a_deputy_is_named_replaced_and_let_go(store: Store) -> None:
    """One at a time; each change stands in the audit under numbers; nobody named is nothing to end."""
    ivan, anna, olga = [await _person(store, number, OFFICIAL) for number in (8, 9, 10)]
    reminding = store.reminding
    assert await reminding.deputyship(ivan.id) is None
    assert not await reminding.end_deputyship(ivan.id, by=ivan.id, now=NOW)
    first = Deputyship(ivan.id, anna.id, TODAY, TODAY + 3 * DAY)
    second = Deputyship(ivan.id, olga.id, TODAY + DAY, TODAY + 2 * DAY)
    await reminding.name_deputy(first, by=ivan.id, now=NOW)
    assert await reminding.deputyship(ivan.id) == first
    await reminding.name_deputy(second, by=ivan.id, now=NOW)
    assert await reminding.deputyships(TODAY) == (second,)
    assert await reminding.deputyships(TODAY + 2 * DAY, olga.id) == (second,)
    assert await reminding.deputyships(TODAY, anna.id) == ()
    assert await reminding.deputyships(TODAY + 3 * DAY) == ()
    assert await reminding.end_deputyship(ivan.id, by=ivan.id, now=NOW)
    noted = [one for one in await store.audit.find(10) if one.what == "deputy"]
    assert [(one.before and one.before["deputy"], one.after and one.after["deputy"]) for one in noted] == [
        (f"user:{olga.id}", None), (f"user:{anna.id}", f"user:{olga.id}"), (None, f"user:{anna.id}"),
    ]  # fmt: skip
    assert {one.subject for one in noted} == {f"user:{ivan.id}"}


@pytest.mark.parametrize("who", ["away", "deputy"])
async def test_being_forgotten_ends_it_on_both_sides(store: Store, who: str) -> None:
    """/mydata shows it to both, /forget of either erases it."""
    ivan, anna = [await _person(store, number, OFFICIAL) for number in (8, 9)]
    await store.reminding.name_deputy(Deputyship(ivan.id, anna.id, TODAY, TODAY), by=ivan.id, now=NOW)
    (number,) = await _plan(store, [TODAY])
    await store.reminding.snooze(ivan.id, number, TODAY)
    await store.reminding.set_hour(ivan.id, 8, NOW)
    assert {"deputyships", "snoozes", "reminder_wishes"} <= (await store.parting.rows_of(ivan.id)).keys()
    assert "deputyships" in await store.parting.rows_of(anna.id)
    assert await store.parting.forget(ivan.id if who == "away" else anna.id, NOW)
    assert await store.reminding.deputyships(TODAY) == ()
    assert "deputyships" not in await store.parting.rows_of(ivan.id)


async def test_mornings_in_use(store: Store) -> None:
    """Every hour in every zone that somebody has, and whether one was just changed."""
    ivan, anna = await _person(store, 8, OFFICIAL), await _person(store, 9, OFFICIAL)
    assert await store.reminding.mornings_in_use(NOW) == MorningsInUse(frozenset({(None, 9)}), changed=False)
    await store.people.set_zone(anna.id, "Europe/Minsk")
    await store.reminding.set_hour(ivan.id, 11, NOW)
    used = frozenset({(None, 11), ("Europe/Minsk", 9)})
    assert await store.reminding.mornings_in_use(NOW) == MorningsInUse(used, changed=False)
    assert (await store.reminding.mornings_in_use(NOW - DAY)).changed


async def test_what_is_owed_on_dates(store: Store) -> None:
    """By body and date, or by a deadline put off; what is closed is not there; by date alone for those above."""
    one, two, three, _four = await _plan(store, [TODAY, TODAY + DAY], [TODAY + DAY], [TODAY + 9 * DAY])
    first, second, third = [each.id for each in await store.plan.commitments_of("p")]
    reminding = store.reminding
    assert await reminding.owing(["uaz"], [TODAY + DAY]) == (first, second)
    assert await reminding.owing(["mtz"], [TODAY + DAY]) == ()
    assert await reminding.owing(["uaz"], [], [_four]) == (third,)
    assert await reminding.owing([], [TODAY]) == ()
    assert await reminding.due_on([TODAY]) == (first,)
    assert await reminding.oldest_date() == TODAY
    assert await reminding.commitment_of(three) == second
    assert await reminding.commitment_of(404) is None
    async with reminding._database.writing() as connection:  # noqa: SLF001 - closed, however that came
        closed = {"state": DeadlineState.DONE, "closed_at": NOW}
        await connection.execute(deadlines.update().where(deadlines.c.id.in_([one, two])).values(closed))
    assert await reminding.due_on([TODAY]) == ()
    assert await reminding.owing(["uaz"], [TODAY + DAY]) == (second,)


async def test_a_store_without_plans_has_no_oldest_date(store: Store) -> None:
    """Nothing is owed there."""
    assert await store.reminding.oldest_date() is None


async def test_what_was_written_is_known_by_its_key(store: Store) -> None:
    """However many keys are asked about."""
    new = NewDelivery("reminder:1:2026-03-02", 8, DeliveryKind.REMINDER, Priority.URGENT, {"text": "x"}, NOW)
    await store.deliveries.add([new], NOW)
    keys = [f"reminder:{number}:2026-03-02" for number in range(1200)]
    assert await store.reminding.written(keys) == {new.key}
    assert await store.reminding.written([]) == frozenset()
