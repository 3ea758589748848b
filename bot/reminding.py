"""The reminders and escalations that are due between two moments, written to the outbox.

::

    a quarter of an hour began? ─ anybody's morning? ─▶ people, some at a time
      x working mornings since the last tick -> the days each answers for
      x what they and those they stand in for owe, of the dates told on those days -> reminders, escalations
      -> messages -> outbox, some at a time; at the end the tick moves on

The tick moves when all is written. Killed before that, it is done again: a morning already written for somebody is
where their days begin, and keys make the rest harmless.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.group_reminding import GroupLists
from bot.plan.escalations import Escalation, dates_escalated, escalation, escalation_key
from bot.plan.occasions import Days
from bot.plan.reminders import (
    REMINDERS,
    Charge,
    Reminder,
    days_of,
    mornings,
    reminder,
    reminder_key,
    zone_of,
)
from bot.plan.steps import Steps, chosen
from bot.plan.working_calendar import Country
from bot.reminder_renewal import escalation_grounds, reminder_grounds
from bot.reminder_rules import Rules, read_rules
from bot.render.catalogue import Catalogues
from bot.render.reminders import escalation_message, reminder_message
from storage.records import Commitment, DeliveryKind, NewDelivery, Priority
from storage.reminding_records import MorningsInUse, Reminded
from storage.store import Store

_PEOPLE_AT_ONCE: Final = 25  # what is done for them at once holds up nobody's answer
_COMMITMENTS_AT_ONCE: Final = 100  # the rows of more would be made records in one go, 50 ms
_QUARTER: Final = 900  # seconds; zones differ by whole quarters of an hour, and mornings begin at whole hours
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Morning:
    """A person whose morning it is: which days it answers for, and whose duties are told."""

    person: Reminded
    days: Days
    charges: tuple[Charge, ...]


def morning_may_begin(last: datetime, now: datetime) -> bool:
    """Tell whether a quarter of an hour begins after ``last`` and not after ``now``."""
    return int(now.timestamp()) // _QUARTER > int(last.timestamp()) // _QUARTER


class ReminderWriter:
    """Decides on reminders from what the store holds."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo, *, at_once: int = _PEOPLE_AT_ONCE) -> None:
        """Work on ``store``; ``zone`` is the programme's; ``at_once``: people planned for and written together."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone
        self._at_once = at_once
        self._group_lists = GroupLists(store, catalogues, zone)

    async def write_due(self, now: datetime) -> int:
        """Write what is due since the last tick to the outbox, and move the tick; return how many rows were new.

        While no quarter of an hour begins there is nothing to decide, and the tick stays where it is.
        """
        last = await self._store.deliveries.last_tick(REMINDERS)
        if last is not None and not morning_may_begin(last, now):
            return 0
        written = 0
        if last is not None and self._begins(last, now, await self._store.reminding.mornings_in_use(last)):
            async for reminders, escalations in self.planned(last, now):
                rows = await asyncio.to_thread(self._rows, reminders, escalations, now)
                if rows:
                    written += await self._store.deliveries.add(rows, now)
        lists = [] if last is None else await self._group_lists.due(last, now)
        if lists:
            written += await self._store.deliveries.add(lists, now)
        await self._store.deliveries.add((), now, tick=(REMINDERS, now))
        return written

    async def due(self, last: datetime, now: datetime) -> tuple[Reminder, ...]:
        """Return the reminders for the mornings after ``last`` and not after ``now``."""
        return tuple([one async for reminders, _ in self.planned(last, now) for one in reminders])

    async def planned(
        self, last: datetime, now: datetime
    ) -> AsyncIterator[tuple[Sequence[Reminder], Sequence[Escalation]]]:
        """Yield what is to be sent for the mornings after ``last`` and not after ``now``, some people at a time."""
        rules = await read_rules(self._store, now)
        after = 0
        while people := await self._store.reminding.reached(self._at_once, after=after):
            after = people[-1].user.id
            begun = await self._begun(people, last, now, rules)
            if begun:
                yield await self._reminders(begun, rules), await self._escalations(begun, rules)

    def _begins(self, last: datetime, now: datetime, used: MorningsInUse) -> bool:
        """Tell whether it may be anybody's morning, whatever the calendars say."""
        if used.changed:
            return True
        for name, hour in used.hours:
            zone = ZoneInfo(name) if name else self._zone
            day, end = last.astimezone(zone).date(), now.astimezone(zone).date()
            days = (day + more * _DAY for more in range((end - day).days + 1))
            if any(last < datetime.combine(one, time(hour), zone) <= now for one in days):
                return True
        return False

    async def _begun(self, people: Sequence[Reminded], last: datetime, now: datetime, rules: Rules) -> list[_Morning]:
        walked = [
            (one, found)
            for one in people
            if (found := mornings(last, now, one, zone_of(one.user, self._zone), rules.occasions))
        ]
        told = await self._told_already(walked)
        begun = []
        for person, days in walked:
            done = max((place for place, day in enumerate(days[:-1], 1) if _key_of(person, day) & told), default=0)
            answered = days_of(days[done:], person, rules.occasions)
            begun.append(_Morning(person, answered, rules.standing_in.charges(person, answered.morning)))
        return begun

    async def _told_already(self, walked: Sequence[tuple[Reminded, Sequence[date]]]) -> frozenset[str]:
        """Return those keys of mornings past that were written before a crash."""
        keys = [key for person, days in walked for day in days[:-1] for key in _key_of(person, day)]
        return await self._store.reminding.written(keys) if keys else frozenset()

    async def _reminders(self, begun: Sequence[_Morning], rules: Rules) -> list[Reminder]:
        bodies = {body for one in begun for charge in one.charges for body in charge.bodies}
        dates = await asyncio.to_thread(_dates, begun, rules)
        again = {number for one in begun for number, until in one.person.snoozed.items() if until in one.days}
        numbers = await self._store.reminding.owing(bodies, dates, again) if bodies else ()
        owed = _by_body(await self._read(numbers), bodies)
        return await asyncio.to_thread(_made, begun, owed, rules)

    async def _escalations(self, begun: Sequence[_Morning], rules: Rules) -> list[Escalation]:
        dates = {
            day
            for one in begun
            for charge in one.charges
            for day in dates_escalated(charge.person.user, one.days, rules.escalation)
        }
        late = await self._read(await self._store.reminding.due_on(dates)) if dates else []
        made = (escalation(one.person.user, one.days, one.charges, late, rules.escalation) for one in begun)
        return [one for one in made if one is not None]

    async def _read(self, numbers: Sequence[int]) -> list[Commitment]:
        found: list[Commitment] = []
        for start in range(0, len(numbers), _COMMITMENTS_AT_ONCE):
            found += await self._store.plan.some(numbers[start : start + _COMMITMENTS_AT_ONCE])
        return found

    def _rows(
        self, reminders: Sequence[Reminder], escalations: Sequence[Escalation], now: datetime
    ) -> list[NewDelivery]:
        late = (self._escalation(one, now) for one in escalations)
        return [*(self._reminder(one, now) for one in reminders), *late]

    def _reminder(self, one: Reminder, now: datetime) -> NewDelivery:
        # Nobody is named in what is kept: who stands in for whom is said when it is sent.
        body = reminder_message(one.items, self._catalogues.of(one.user.language), one.morning).body()
        return _delivery(one, DeliveryKind.REMINDER, body, reminder_grounds(one), now)

    def _escalation(self, one: Escalation, now: datetime) -> NewDelivery:
        body = escalation_message(one.items, self._catalogues.of(one.user.language), one.morning).body()
        return _delivery(one, DeliveryKind.ESCALATION, body, escalation_grounds(one), now)


def _delivery(
    told: Reminder | Escalation, kind: DeliveryKind, body: Mapping[str, Any], grounds: Mapping[str, Any], now: datetime
) -> NewDelivery:
    return NewDelivery(
        key=told.key,
        chat_id=told.user.telegram_id,
        kind=kind,
        priority=Priority.URGENT,
        body=body,
        not_before=now,
        grounds=grounds,
    )


def _key_of(person: Reminded, day: date) -> frozenset[str]:
    return frozenset((reminder_key(person.user.id, day), escalation_key(person.user.id, day)))


def _made(begun: Sequence[_Morning], owed: Mapping[str, Sequence[Commitment]], rules: Rules) -> list[Reminder]:
    made = (reminder(one.person, one.days, one.charges, owed, rules.telling) for one in begun)
    return [one for one in made if one is not None]


def _dates(begun: Sequence[_Morning], rules: Rules) -> set[date]:
    """Return every date, as written, that may be told on one of these mornings, whichever plan it is of."""
    # The plan may put a body on another side than the register does, so the days of both countries are looked at.
    asked = {
        (country, charge.country, steps, morning.days)
        for morning in begun
        for charge in morning.charges
        if charge.bodies
        for country in Country
        for steps in _steps(charge, rules)
    }
    return {day for one in asked for day in rules.occasions.dates_told(rules.telling.oldest, *one)}


def _steps(charge: Charge, rules: Rules) -> set[Steps]:
    own = charge.person.wish.steps
    return {chosen(own, None), *(chosen(own, plan) for plan in rules.telling.plan_steps.values())}


def _by_body(commitments: Iterable[Commitment], bodies: set[str]) -> Mapping[str, Sequence[Commitment]]:
    found: dict[str, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        for body in {one.organisation for one in commitment.responsible if one.organisation in bodies}:
            if body is not None:
                found[body].append(commitment)
    return found
