"""Two months with the New Year in them, in both calendars: exactly the reminders that should be, each once.

What should be is written down here from the rules, day by day, with the days off as the two governments have them;
nothing of the product is asked for it.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.plan.example import example_plan
from bot.reminding import ReminderWriter
from bot.render.catalogue import load_catalogues
from storage.records import Commitment, DeliveryKind, Grant, NewCommitment, NewPlan, Responsible, Role
from storage.register_records import Side
from tests.office import ZONE, Office, office

DAY = timedelta(days=1)
BEGINS, ENDS = date(2026, 12, 1), date(2027, 1, 31)
# Working days from Monday to Friday that are none: 31 December 2026 in Russia (moved from 4 January), the New Year,
# Christmas; nothing is worked on a weekend in these months.
OFF = {
    Side.ULYANOVSK: {date(2026, 12, 31), *(date(2027, 1, day) for day in range(1, 9))},
    Side.BELARUS: {date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 7)},
}
ZONES = {Side.ULYANOVSK: ZoneInfo("Europe/Ulyanovsk"), Side.BELARUS: ZoneInfo("Europe/Minsk")}
PEOPLE = {
    2001: ("aviastar", Side.ULYANOVSK),
    2002: ("mzga-407", Side.BELARUS),
    2003: ("ulgau", Side.ULYANOVSK),
    2004: ("mtz", Side.BELARUS),
    2005: ("bgu", Side.BELARUS),
    2006: ("ulgtu", Side.ULYANOVSK),
}
WINTER = (
    date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 4), date(2027, 1, 6), date(2027, 1, 7), date(2027, 1, 10),
    date(2027, 1, 11), date(2027, 1, 23), date(2027, 2, 1), date(2027, 2, 28),
)  # fmt: skip

Told = Mapping[tuple[int, date], set[tuple[str, date]]]


def winter_plan() -> NewPlan:
    """A made-up plan, one row for each date, each owed by a body of each side."""
    owing = (
        Responsible("Пример А", Side.ULYANOVSK, "ulgau"),
        Responsible("Пример Б", Side.BELARUS, "mtz"),
    )
    rows = tuple(
        NewCommitment(f"З.{number}", f"Пример: зимнее дело {number}", "Пример", "Пример", (due,), owing)
        for number, due in enumerate(WINTER, 1)
    )
    return NewPlan("winter", "ПРИМЕР зимы", date(2026, 1, 1), date(2027, 12, 31), example=True, commitments=rows)


def works(day: date, side: Side) -> bool:
    """Tell whether a day is worked, by the list above."""
    return day.weekday() < 5 and day not in OFF[side]


def _next_worked(day: date, side: Side) -> date:
    while not works(day, side):
        day += DAY
    return day


def mornings_of(due: date, side: Side) -> set[date]:
    """Return the mornings on which a date is told, by the rules in words."""
    effective = due
    while not works(effective, side):
        effective -= DAY
    told = {_next_worked(effective - before * DAY, side) for before in (30, 14, 7, 3, 1, 0)}
    after = [1, 3, *range(7, 400, 7)]
    return told | {_next_worked(due + days * DAY, side) for days in after}


def expected(plans: tuple[NewPlan, ...], first: date, last: date) -> Told:
    """Return what each person is to be told on each morning from the first day to the last."""
    told: dict[tuple[int, date], set[tuple[str, date]]] = defaultdict(set)
    for person, (body, side) in PEOPLE.items():
        for plan in plans:
            for row in plan.commitments:
                if body in {one.organisation for one in row.responsible}:
                    for due in row.due:
                        for morning in mornings_of(due, side):
                            if first <= morning <= last:
                                told[person, morning].add((row.number, due))
    return told


async def _settle(here: Office) -> tuple[NewPlan, ...]:
    for person, (body, side) in PEOPLE.items():
        user = await here.meet(person, "ru", Grant(Role.OFFICIAL, body, side))
        await here.store.people.set_zone(user.id, ZONES[side].key)
    example = example_plan(await here.store.register.load())
    plans = (replace(example), winter_plan())
    for plan in plans:
        await here.store.plan.add_plan(plan, here.clock.now())
    return plans


async def _written(here: Office) -> Told:
    """Return what was written to everybody, by the mornings it was written on; twice the same is found out."""
    told: dict[tuple[int, date], set[tuple[str, date]]] = {}
    for person, (_body, side) in PEOPLE.items():
        numbers = {one.id: one.number for one in await _commitments(here)}
        for row in await here.store.ledger.of_chat(person, 1000):
            assert row.kind is DeliveryKind.REMINDER
            local = row.created_at.astimezone(ZONES[side])
            assert local.time() >= time(9)
            assert row.grounds is not None
            items = [(numbers[one[0]], date.fromisoformat(one[2])) for one in row.grounds["items"]]
            assert len(items) == len(set(items))
            assert (person, local.date()) not in told
            told[person, local.date()] = set(items)
    return told


async def _commitments(here: Office) -> list[Commitment]:
    return [one for slug in ("example", "winter") for one in await here.store.plan.commitments_of(slug)]


def _starts(first: date) -> MovableClock:
    return MovableClock(datetime.combine(first, time(0, 30), ZONE).astimezone(UTC))


@pytest.mark.parametrize("minutes", [60, 137])
async def test_two_winter_months_tell_exactly_what_they_should(filled_url: str, minutes: int) -> None:
    """December 2026 and January 2027: each person, each morning, each item, and nothing else."""
    async with office(filled_url, _starts(BEGINS)) as here:
        plans = await _settle(here)
        end = datetime.combine(ENDS, time(23), ZONE)
        while here.clock.now() < end:
            await here.clock.move(timedelta(minutes=minutes))
            await here.jobs.send_reminders()
        assert await _written(here) == expected(plans, BEGINS, ENDS)


@pytest.mark.parametrize("seed", range(3))
async def test_killed_anywhere_it_is_the_same(filled_url: str, seed: int) -> None:
    """Cut off at any await of any morning and begun again the same morning, everybody is told the same, once."""
    source = random.Random(seed)  # noqa: S311 - when to die, nothing secret
    async with office(filled_url, _starts(BEGINS)) as here:
        plans = await _settle(here)
        writer = ReminderWriter(here.store, load_catalogues(), ZONE, at_once=2)
        last = BEGINS + 20 * DAY
        end = datetime.combine(last, time(23), ZONE)
        while here.clock.now() < end:
            await here.clock.move(timedelta(minutes=90))
            for _ in range(2):
                dying = asyncio.ensure_future(writer.write_due(here.clock.now()))
                for _ in range(source.randint(1, 120)):
                    await asyncio.sleep(0)
                dying.cancel()
                with suppress(asyncio.CancelledError):
                    await dying
            await writer.write_due(here.clock.now())
        assert await _written(here) == expected(plans, BEGINS, last)


async def test_killed_in_the_middle_and_down_until_the_day_after(filled_url: str) -> None:
    """Who was told before the crash is not told the same again the day after; the others are, in one message."""
    async with office(filled_url, _starts(date(2026, 12, 9))) as here:
        await _settle(here)
        everybody = ReminderWriter(here.store, load_catalogues(), ZONE)
        await here.clock.move(timedelta(hours=12))
        now = here.clock.now()
        last = await here.store.deliveries.last_tick("reminders")
        assert last is not None
        async for reminders, _ in ReminderWriter(here.store, load_catalogues(), ZONE, at_once=4).planned(last, now):
            await here.store.deliveries.add([everybody._reminder(one, now) for one in reminders], now)  # noqa: SLF001
            break
        before = await _written(here)
        assert {person for person, _ in before} == {2001, 2002, 2004}
        await here.clock.move(DAY)
        await everybody.write_due(here.clock.now())
        after = await _written(here)
        day = date(2026, 12, 10)
        assert ("2.1", date(2026, 12, 9)) in before[2004, date(2026, 12, 9)]
        assert after[2004, day] == {("2.1", date(2026, 12, 9))}  # overdue by a day, and that alone
