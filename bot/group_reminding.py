"""The weekly lists of working groups, written to the outbox.

groups whose week has begun since the last tick -> what is overdue or due soon there -> a list with those responsible
  -> outbox, in the group's topic
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.plan.group_lists import AHEAD, Listed, bodies_listed, list_day, list_key, listed, zone_of_group
from bot.reminder_rules import read_occasions
from bot.render.catalogue import Catalogues
from bot.render.group_list import group_list_message
from storage.groups import Group, GroupState
from storage.outbox_records import Settlement
from storage.records import Commitment, Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.store import Store

_EARLIEST = date(2000, 1, 1)
_LONGEST_REST = timedelta(days=21)  # how far a day off can move a date back, and a day more


class GroupLists:
    """Makes lists of what the store holds; a group is spoken to in Russian."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo) -> None:
        """Read ``store``; ``zone`` is the programme's."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone

    async def due(self, last: datetime, now: datetime) -> list[NewDelivery]:
        """Return the lists of the weeks that have begun after ``last`` and not after ``now``."""
        working = [one for one in await self._store.groups.all() if one.state is GroupState.WORKING]
        if not working:
            return []
        occasions, written = await read_occasions(self._store), []
        begun = [(one, day) for one in working if (day := list_day(one, last, now, self._zone, occasions)) is not None]
        due = await self._due(now) if begun else ()
        for group, day in begun:
            today = now.astimezone(zone_of_group(group, self._zone)).date()
            items = listed(group, due, today, occasions)
            if items:
                written.append(self._delivery(group, items, day, today, now))
        return written

    async def renewed(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement:
        """Return the list as it stands now, or how it is closed unsent: there is nothing in it any more."""
        group = await self._store.groups.get((delivery.grounds or {})["group"])
        if group is not None and group.state is GroupState.WORKING:
            today = now.astimezone(zone_of_group(group, self._zone)).date()
            items = listed(group, await self._due(now), today, await read_occasions(self._store))
            if items:
                people = await self._store.people.officials_of(bodies_listed(items))
                names = {body: [one.name for one in officials] for body, officials in people.items()}
                return group_list_message(items, names, self._catalogues.of("ru"), today).body()
        return Settlement(delivery, DeliveryState.CANCELLED, "nothing of it is owed any more")

    async def _due(self, now: datetime) -> Sequence[Commitment]:
        return await self._store.plan.due_between(_EARLIEST, now.date() + AHEAD + _LONGEST_REST)

    def _delivery(self, group: Group, items: Sequence[Listed], day: date, today: date, now: datetime) -> NewDelivery:
        return NewDelivery(
            key=list_key(group, day),
            chat_id=group.chat_id,
            kind=DeliveryKind.REMINDER,
            priority=Priority.URGENT,
            # Nobody is named in what is kept: the officials are when it is sent.
            body=group_list_message(items, {}, self._catalogues.of("ru"), today).body(),
            not_before=now,
            thread_id=group.topic,
            grounds={"group": group.id, "morning": day.isoformat()},
        )
