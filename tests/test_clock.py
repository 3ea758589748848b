"""Clocks: the machine's, the one that is moved, and waiting by either."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import MovableClock, SystemClock, sleep_unless

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def let_others_run() -> None:
    """Give every task that can go on the chance to."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_machine_tells_aware_utc() -> None:
    """The machine's clock gives aware UTC and waits for nothing when there is nothing to wait for."""
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(-5)
    await clock.sleep(0)
    assert before.tzinfo is UTC
    assert before <= clock.now()


async def test_a_standing_clock_stands_until_it_is_moved() -> None:
    """A clock that does not run shows its start, in UTC, plus what it was moved by."""
    clock = MovableClock(NOON.astimezone(timezone(timedelta(hours=4))))
    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC
    await clock.move(MINUTE)
    await clock.move(timedelta(0))
    assert clock.now() == NOON + MINUTE


async def test_a_running_clock_goes_on_between_moves() -> None:
    """A running clock never stands behind its start and its moves, and a short sleep on it ends by itself."""
    clock = MovableClock(NOON, running=True)
    await clock.move(MINUTE)
    await clock.sleep(0.001)
    assert clock.now() >= NOON + MINUTE + timedelta(milliseconds=1)


async def test_a_move_ends_a_long_sleep_of_a_running_clock() -> None:
    """Nobody waits out in real time what the clock was moved over."""
    clock = MovableClock(NOON, running=True)
    async with asyncio.timeout(30), asyncio.TaskGroup() as sleeping:
        sleeping.create_task(clock.sleep(3600))
        await let_others_run()
        await clock.move(timedelta(hours=2))


async def test_a_clock_starts_at_an_aware_moment() -> None:
    """A start without a zone is refused."""
    with pytest.raises(ValueError, match="aware"):
        MovableClock(datetime(2026, 3, 2))  # noqa: DTZ001 - that is what is refused


async def test_a_clock_is_not_moved_back() -> None:
    """Moving back is refused and changes nothing; nobody is woken by it."""
    clock = MovableClock(NOON)
    told: list[datetime] = []
    clock.listeners.append(lambda: told.append(clock.now()))
    with pytest.raises(ValueError, match="back"):
        await clock.move(-MINUTE)
    assert (clock.now(), told) == (NOON, [])


async def test_sleepers_wake_in_their_order() -> None:
    """A move wakes those whose time has come, in the order they fell asleep, and lets the others sleep on."""
    clock = MovableClock(NOON)
    woken: list[str] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    async with asyncio.TaskGroup() as sleeping:
        for name, seconds in (("late", 90), ("first", 10), ("second", 10), ("never slept", 0), ("edge", 60)):
            sleeping.create_task(sleeper(name, seconds))
        await let_others_run()
        assert woken == ["never slept"]
        await clock.move(timedelta(seconds=10))
        await let_others_run()
        assert woken[1:] == ["first", "second"]
        await clock.move(timedelta(seconds=49))
        await let_others_run()
        assert woken[3:] == []
        await clock.move(timedelta(seconds=1))
        await let_others_run()
        assert woken[3:] == ["edge"]
        await clock.move(MINUTE)
    assert woken[4:] == ["late"]


async def test_listeners_are_told_of_each_move_in_order() -> None:
    """Listeners are called at every move, in the order they were added, when the clock already shows the new time."""
    clock = MovableClock(NOON)
    told: list[tuple[str, datetime]] = []
    clock.listeners.append(lambda: told.append(("a", clock.now())))
    clock.listeners.append(lambda: told.append(("b", clock.now())))
    await clock.move(MINUTE)
    assert told == [("a", NOON + MINUTE), ("b", NOON + MINUTE)]


async def test_a_cancelled_sleeper_leaves_the_others_asleep() -> None:
    """Who gives up sleeping takes nobody's waking with them."""
    clock = MovableClock(NOON)
    patient, impatient = (asyncio.ensure_future(clock.sleep(60)) for _ in range(2))
    await let_others_run()
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    assert impatient.cancelled()
    assert not patient.done()
    await clock.move(MINUTE)
    await patient


async def test_a_sleep_ends_early_when_something_happens() -> None:
    """Waiting by a clock ends at the event, at once when it has happened before, or when the time is over."""
    clock, event = MovableClock(NOON), asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as waiting:
        waiting.create_task(sleep_unless(event, clock, 3600))
        await let_others_run()
        event.set()
    await sleep_unless(event, clock, 3600)
    event.clear()
    async with asyncio.timeout(30), asyncio.TaskGroup() as waiting:
        task = waiting.create_task(sleep_unless(event, clock, 60))
        await let_others_run()
        assert not task.done()
        await clock.move(MINUTE)
    assert clock.now() == NOON + MINUTE
