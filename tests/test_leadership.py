"""Who leads: one of several processes on one store, and the next one when it dies."""

import asyncio
import os
import socket
import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import MovableClock
from bot.leadership import LEASE, Leadership, name_of_this_process
from storage.deliveries import BOT
from storage.errors import LeaseLost
from storage.store import Store, open_store
from tests.delivery.post import lock
from tests.town import AFTERNOON
from tests.waiting import until


class Sleepers(MovableClock):
    """A clock that tells how often somebody went to sleep by it."""

    sleeps = 0

    async def sleep(self, seconds: float) -> None:
        """Sleep, counted."""
        self.sleeps += 1
        await super().sleep(seconds)

    async def wake(self, sleeper: "asyncio.Future[bool] | asyncio.Future[None]") -> None:
        """Move by five seconds and return once the ``sleeper`` has done its work and sleeps again, or is done."""
        before = self.sleeps
        await self.move(timedelta(seconds=5))
        await until(lambda: self.sleeps > before or sleeper.done())


ELSEWHERE = "another-machine:1:0123456789ab"
ALSO_ELSEWHERE = "third-machine:1:0123456789ab"
WORD = "0123456789ab"


async def _held_by(store: Store) -> str:
    held = await store.leases.holder(BOT)
    return held[0] if held else ""


def _claim(store: Store, clock: MovableClock, holder: str = ELSEWHERE) -> Leadership:
    return Leadership(store, clock, holder)


async def test_the_first_to_ask_leads(store: Store) -> None:
    """On a store where nobody leads, whoever asks leads at once, and no other does."""
    clock = Sleepers(AFTERNOON)
    stopped = asyncio.Event()
    assert await _claim(store, clock).gained(stopped)
    assert await _held_by(store) == ELSEWHERE
    other = asyncio.ensure_future(_claim(store, clock, ALSO_ELSEWHERE).gained(stopped))
    with capture_logs() as log:
        await until(lambda: any("stands by" in line["event"] for line in log))
    stopped.set()
    assert not await other
    assert await _held_by(store) == ELSEWHERE


async def test_a_leader_of_another_machine_is_given_its_time(store: Store) -> None:
    """A holder that renews no more is waited for as long as its lease says, and half a minute is never needed."""
    clock = Sleepers(AFTERNOON)
    assert await _claim(store, clock).gained(asyncio.Event())
    with capture_logs() as log:
        next_one = asyncio.ensure_future(_claim(store, clock, ALSO_ELSEWHERE).gained(asyncio.Event()))
        await until(lambda: any("stands by" in line["event"] for line in log) and clock.sleeps == 1)
        passed = 0
        while not next_one.done() and passed <= 30:
            await clock.wake(next_one)
            passed += 5
    assert await next_one
    assert LEASE.total_seconds() <= passed <= 25
    assert await _held_by(store) == ALSO_ELSEWHERE


def _number_of_nobody() -> int:
    process = subprocess.Popen(["true"])  # noqa: S607 - a process that ends, for its number
    process.wait()
    return process.pid


@pytest.mark.parametrize("number", [os.getpid, _number_of_nobody], ids=["our own number", "a process that is gone"])
async def test_a_dead_process_of_this_machine_is_not_waited_for(store: Store, number: Callable[[], int]) -> None:
    """Restarted after a crash, and in a container under the same number, the bot leads at once."""
    clock = Sleepers(AFTERNOON)
    dead = f"{socket.gethostname()}:{number()}:{WORD}"
    assert await _claim(store, clock, dead).gained(asyncio.Event())
    ours = name_of_this_process()
    assert await _claim(store, clock, ours).gained(asyncio.Event())
    assert await _held_by(store) == ours


@pytest.mark.parametrize("holder", [f"{socket.gethostname()}:{os.getppid()}:{WORD}", "a name of no form"])
async def test_who_may_be_alive_is_not_pushed_aside(store: Store, holder: str) -> None:
    """A process of this machine that runs, and a name that says nothing, keep the lease while it holds."""
    clock, stopped = Sleepers(AFTERNOON), asyncio.Event()
    assert await _claim(store, clock, holder).gained(stopped)
    waiting = asyncio.ensure_future(_claim(store, clock, name_of_this_process()).gained(stopped))
    await until(lambda: clock.sleeps == 1)
    stopped.set()
    assert not await waiting
    assert await _held_by(store) == holder


async def test_a_leader_that_stops_politely_hands_over(store: Store) -> None:
    """Who gives up leaves the lease to the next at once; who does not have it gives up nothing."""
    clock = Sleepers(AFTERNOON)
    first, second = _claim(store, clock), _claim(store, clock, ALSO_ELSEWHERE)
    assert await first.gained(asyncio.Event())
    await second.give_up()
    assert await _held_by(store) == ELSEWHERE
    await first.give_up()
    assert await second.gained(asyncio.Event())


async def test_a_leader_keeps_its_lease(store: Store) -> None:
    """As long as it renews, a minute on as well, nobody else gets in."""
    clock, stopped = Sleepers(AFTERNOON), asyncio.Event()
    leader = _claim(store, clock)
    assert await leader.gained(stopped)
    keeping = asyncio.ensure_future(leader.keep(stopped))
    await until(lambda: clock.sleeps == 1)
    for _ in range(12):
        await clock.wake(keeping)
    assert not await store.leases.take(BOT, ALSO_ELSEWHERE, clock.now(), LEASE)
    stopped.set()
    await keeping


async def test_a_leader_that_overslept_learns_that_it_leads_no_more(store: Store) -> None:
    """When another has taken the lease meanwhile, keeping it ends with an error."""
    clock = Sleepers(AFTERNOON)
    leader = _claim(store, clock)
    assert await leader.gained(asyncio.Event())
    keeping = asyncio.ensure_future(leader.keep(asyncio.Event()))
    await until(lambda: clock.sleeps == 1)
    late = clock.now() + LEASE
    assert await store.leases.take(BOT, ALSO_ELSEWHERE, late, LEASE)
    await clock.move(LEASE)
    with pytest.raises(LeaseLost):
        await keeping


async def test_a_store_that_fails_makes_nobody_leader_and_deposes_nobody(sqlite_url: str) -> None:
    """While the store is locked a claim and a renewal wait, said in the log; when it is free again both go on."""
    clock, stopped = Sleepers(AFTERNOON), asyncio.Event()
    async with open_store(sqlite_url, lock_wait=timedelta(milliseconds=20)) as store:
        leader = _claim(store, clock)
        with capture_logs() as log:
            other = lock(sqlite_url)
            gaining = asyncio.ensure_future(leader.gained(stopped))
            await until(lambda: clock.sleeps == 1)
            other.close()
            await clock.move(timedelta(seconds=5))
            assert await gaining
            other = await asyncio.to_thread(lock, sqlite_url)
            keeping = asyncio.ensure_future(leader.keep(stopped))
            await until(lambda: clock.sleeps == 2)
            await clock.wake(keeping)
            await leader.give_up()
            other.close()
            stopped.set()
            await keeping
        assert await _held_by(store) == ELSEWHERE
    waits = [line["event"] for line in log if line["log_level"] == "warning"]
    assert waits == ["the lease waits for the store", "the lease waits for the store", "the lease was not given back"]
