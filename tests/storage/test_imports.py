"""What was read waits for its person, is decided once, and goes after a day; wordings keep what was said of them."""

from datetime import date, datetime, timedelta

import pytest

from storage.errors import VersionMoved
from storage.import_records import PendingImport, SaidBody
from storage.records import BroughtCommitment, ChatSeen, NewCommitment, NewPlan, PlanVersion, Sender
from storage.register_records import Side
from storage.store import Store

ROW = NewCommitment("1", "Провести встречу (пример)", "", "до 1 июля 2026 г.", (date(2026, 7, 1),), (), ())
PLAN = NewPlan("plan-2026", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=False, commitments=(ROW,))
VERSION = PlanVersion(PLAN, (BroughtCommitment(ROW),), ())


async def _somebody(store: Store, number: int, now: datetime) -> int:
    await store.people.arrive(
        bot_id=1,
        update_id=number,
        sender=Sender(number, "Пример", None, "ru"),
        chat=ChatSeen(number, "private"),
        now=now,
    )
    user = await store.people.known(number)
    assert user is not None
    return user.id


async def _waiting(store: Store, now: datetime) -> PendingImport:
    return await store.imports.keep(await _somebody(store, 7, now), "план.xlsx", "[]", {"first": "2026-01-01"}, now)


async def test_what_was_read_is_its_persons_alone(store: Store, now: datetime) -> None:
    """Another neither sees nor drops it; the same file sent again takes its place."""
    first = await _waiting(store, now)
    other = await _somebody(store, 8, now)
    assert await store.imports.pending(first.id, other) is None
    assert not await store.imports.drop(first.id, other)
    second = await _waiting(store, now)
    assert await store.imports.pending(first.id, first.user_id) is None
    assert await store.imports.pending(second.id, first.user_id) == second
    assert await store.imports.drop(second.id, first.user_id)
    assert not await store.imports.drop(second.id, first.user_id)


async def test_a_choice_is_made_on_what_was_seen(store: Store, now: datetime) -> None:
    """Of two choices made at the same time one counts."""
    waiting = await _waiting(store, now)
    assert await store.imports.choose(waiting, {"first": "2027-01-01"})
    assert not await store.imports.choose(waiting, {"first": "2028-01-01"})
    kept = await store.imports.pending(waiting.id, waiting.user_id)
    assert kept is not None
    assert (kept.choices, kept.version) == ({"first": "2027-01-01"}, 2)
    assert not await store.imports.accept(waiting, VERSION, {}, now)
    assert await store.plan.commitments_of("plan-2026") == ()


async def test_it_is_accepted_once(store: Store, now: datetime) -> None:
    """The plan is written and the pending goes, at one stroke; the second tap finds nothing."""
    waiting = await _waiting(store, now)
    assert await store.imports.accept(waiting, VERSION, {"new": 1}, now)
    assert not await store.imports.accept(waiting, VERSION, {"new": 1}, now)
    assert [one.text for one in await store.plan.commitments_of("plan-2026")] == [ROW.text]
    (noted,) = await store.audit.find(1)
    assert (noted.what, noted.subject, noted.after) == ("plan imported", "plan:plan-2026", {"new": 1})


async def test_a_plan_that_moved_is_not_written_over(store: Store, now: datetime) -> None:
    """Nothing is written, and what was read still waits to be decided on anew."""
    waiting = await _waiting(store, now)
    await store.plan.add_plan(PLAN, now)
    with pytest.raises(VersionMoved):
        await store.imports.accept(waiting, VERSION, {}, now)
    assert await store.imports.pending(waiting.id, waiting.user_id) == waiting


async def test_after_a_day_it_is_forgotten(store: Store, now: datetime) -> None:
    """What waits longer goes; what is younger stays."""
    waiting = await _waiting(store, now)
    assert await store.imports.prune(now) == 0
    assert await store.imports.prune(now + timedelta(seconds=1)) == 1
    assert await store.imports.pending(waiting.id, waiting.user_id) is None


async def test_a_wording_keeps_the_last_thing_said_of_it(store: Store, now: datetime) -> None:
    """However it is written the next time; it can be unsaid, once."""
    by = await _somebody(store, 7, now)
    await store.imports.say_body(SaidBody("Завод  «Пример»", None, Side.BELARUS), by=by, now=now)
    await store.imports.say_body(SaidBody("завод «Пример»", "maz", None), by=by, now=now)
    assert await store.imports.said_bodies() == (SaidBody("завод «Пример»", "maz", None),)
    assert await store.imports.unsay_body("ЗАВОД «Пример»", by=by, now=now)
    assert not await store.imports.unsay_body("ЗАВОД «Пример»", by=by, now=now)
    assert await store.imports.said_bodies() == ()
