"""What a reminder or an escalation was decided from, looked at once more: before it is sent, and when it is opened.

the items as decided -> the commitments as they stand -> what is still owed, told for the day on which it is read
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.plan.escalations import Escalation, Late, late_items
from bot.plan.owing import owes
from bot.plan.reminders import Charge, Due, Reminder, bodies_of, by_urgency, due_item, owed_of, zone_of
from bot.reminder_rules import Rules, read_rules, read_standing_in
from bot.render.catalogue import Catalogues
from bot.render.message import Message
from bot.render.reminders import escalation_message, reminder_message
from storage.outbox_records import Settlement
from storage.records import Commitment, Delivery, DeliveryKind, DeliveryState, User
from storage.reminding_records import Reminded
from storage.store import Store

_Decided = Sequence[tuple[int, int, str, int, int]]


def reminder_grounds(reminder: Reminder) -> Mapping[str, Any]:
    """Return what a reminder is decided from, for its delivery.

    Of each item: the commitment, its version, the date, the deadline, and who owes it (0: the reader).
    """
    items = [_ground(one.commitment, one.due, one.deadline.id, one.instead_of) for one in reminder.items]
    return {"morning": reminder.morning.isoformat(), "items": items}


def escalation_grounds(escalation: Escalation) -> Mapping[str, Any]:
    """Return what an escalation is decided from, in the same shape."""
    items = [_ground(one.commitment, one.deadline.due, one.deadline.id, one.instead_of) for one in escalation.items]
    return {"morning": escalation.morning.isoformat(), "items": items}


def _ground(commitment: Commitment, due: date, deadline: int, instead_of: User | None) -> list[Any]:
    return [commitment.id, commitment.version, due.isoformat(), deadline, instead_of.id if instead_of else 0]


class ReminderRenewal:
    """Tells anew what a delivery tells of the plan."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo) -> None:
        """Look into ``store``; ``zone`` is the programme's."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone

    async def __call__(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement:
        """Return the body to send, or how the delivery is closed unsent: nothing of it is owed any more."""
        user = await self._store.people.known(delivery.chat_id)
        if user is None:
            return _nothing_owed(delivery)
        today = now.astimezone(zone_of(user, self._zone)).date()
        items = await self.items(delivery, user, now)
        if not items:
            return _nothing_owed(delivery)
        grounds = delivery.grounds or {}
        decided = [_ground(one.commitment, one.deadline.due, one.deadline.id, one.instead_of) for one in items]
        as_written = today.isoformat() == grounds["morning"] and decided == grounds["items"]
        if as_written and all(one.instead_of is None for one in items):
            return delivery.body
        return self._message(items, user, today).body()

    async def page(self, delivery: Delivery, user: User, now: datetime, page: int = 0) -> Message:
        """Return a page of what a delivery tells, as it stands now; nothing may be left of it."""
        today = now.astimezone(zone_of(user, self._zone)).date()
        items = await self.items(delivery, user, now)
        if delivery.kind is DeliveryKind.ESCALATION:
            tr = self._catalogues.of(user.language)
            late = [one for one in items if isinstance(one, Late)]
            return escalation_message(late, tr, today, page=page, reader=user)
        return self._message(items, user, today, page)

    async def item(self, delivery: Delivery | None, user: User, now: datetime, deadline_id: int) -> Due | Late | None:
        """Return one item of a delivery as it stands now; ``None``: the reader is not to be told of it any more.

        Without a delivery (forgotten, or gone into one message with others) it is whatever the reader owes.
        """
        if delivery is None:
            return await self._owed_now(user, now, deadline_id)
        items = await self.items(delivery, user, now)
        return next((one for one in items if one.deadline.id == deadline_id), None)

    async def items(self, delivery: Delivery, user: User, now: datetime) -> Sequence[Due] | Sequence[Late]:
        """Return what of a delivery the reader is still to be told of, most urgent first."""
        grounds = delivery.grounds or {}
        decided = [_whole(one) for one in grounds["items"]]
        day = date.fromisoformat(grounds["morning"])
        return await self._still(decided, user, now, day, late=delivery.kind is DeliveryKind.ESCALATION)

    async def _owed_now(self, user: User, now: datetime, deadline_id: int) -> Due | None:
        number = await self._store.reminding.commitment_of(deadline_id)
        commitment = None if number is None else await self._store.plan.commitment(number)
        if commitment is None:
            return None
        today = now.astimezone(zone_of(user, self._zone)).date()
        standing_in = await read_standing_in(self._store, today)
        owing = [0, *(one.user_id for one in standing_in.deputyships)]
        due = [one.due.isoformat() for one in commitment.deadlines if one.id == deadline_id]
        decided = [(commitment.id, 0, one, deadline_id, person) for one in due for person in owing]
        found = await self._still(decided, user, now, today, late=False)
        return next((one for one in found if isinstance(one, Due)), None)

    async def _still(
        self, decided: _Decided, user: User, now: datetime, day: date, *, late: bool
    ) -> Sequence[Due] | Sequence[Late]:
        """Return what of it still holds; ``day`` is the one by whose deputies it was decided."""
        rules = await read_rules(self._store, now)
        today = now.astimezone(zone_of(user, self._zone)).date()
        people = await self._people({user.id, *(one[4] for one in decided if one[4])})
        reader = people.get(user.id)
        if reader is None:
            return ()
        stood_for = {one.person.user.id for one in rules.standing_in.charges(reader, day) if one.instead_of}
        allowed = {number: one for number, one in people.items() if number == user.id or number in stood_for}
        standing = {one.id: one for one in await self._store.plan.some([one[0] for one in decided])}
        if late:
            return _still_late(decided, standing, allowed, reader, today)
        return _still_due(decided, standing, allowed, reader, today, rules)

    async def _people(self, numbers: Iterable[int]) -> Mapping[int, Reminded]:
        return {one.user.id: one for one in await self._store.reminding.reminded(list(numbers))}

    def _message(self, items: Sequence[Due] | Sequence[Late], user: User, today: date, page: int = 0) -> Message:
        tr = self._catalogues.of(user.language)
        late = [one for one in items if isinstance(one, Late)]
        if late:
            return escalation_message(late, tr, today, page=page, reader=user)
        due = [one for one in items if isinstance(one, Due)]
        return reminder_message(due, tr, today, page=page, reader=user)


def _whole(kept: Sequence[Any]) -> tuple[int, int, str, int, int]:
    """Return an item of grounds; those of an earlier version know neither the deadline nor whose it is."""
    commitment, version, written, deadline, instead_of = (*kept, 0, 0)[:5]
    return commitment, version, written, deadline, instead_of


def _nothing_owed(delivery: Delivery) -> Settlement:
    return Settlement(delivery, DeliveryState.CANCELLED, "nothing of it is owed any more")


def _still_due(
    decided: _Decided,
    standing: Mapping[int, Commitment],
    people: Mapping[int, Reminded],
    reader: Reminded,
    today: date,
    rules: Rules,
) -> list[Due]:
    items = []
    for number, _version, written, deadline_id, instead_of in decided:
        person, commitment = people.get(instead_of or reader.user.id), standing.get(number)
        if person is None or commitment is None:
            continue
        charge = Charge(person, bodies_of(person.user), person.user if instead_of else None)
        owed = owed_of(charge, dict.fromkeys(_bodies(commitment), (commitment,)), rules.telling.plan_steps)
        told = [
            due_item(one, deadline, today, rules.occasions)
            for one in owed
            for deadline in commitment.deadlines
            if deadline.due.isoformat() == written and deadline_id in {0, deadline.id} and owes(deadline, one.side)
        ]
        items += sorted(told, key=lambda one: one.effective.day)[:1]
    return sorted(items, key=by_urgency)


def _bodies(commitment: Commitment) -> set[str]:
    return {one.organisation for one in commitment.responsible if one.organisation}


def _still_late(
    decided: _Decided,
    standing: Mapping[int, Commitment],
    people: Mapping[int, Reminded],
    reader: Reminded,
    today: date,
) -> list[Late]:
    items = []
    for number, _version, written, deadline_id, instead_of in decided:
        person, commitment = people.get(instead_of or reader.user.id), standing.get(number)
        if person is None or commitment is None:
            continue
        late = late_items((commitment,), person.user, today, person.user if instead_of else None)
        items += [one for one in late if one.deadline.id == deadline_id and one.deadline.due.isoformat() == written]
    return items
