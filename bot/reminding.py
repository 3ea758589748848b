"""The reminders that are due between two moments, as deliveries.

plan rows with a deadline in reach x officials of those who owe them -> reminders -> messages
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.plan.reminders import HORIZON, Reminder, reminders
from bot.render.catalogue import Catalogues
from bot.render.plan import reminder_message
from bot.renewals import reminder_grounds
from storage.records import DeliveryKind, NewDelivery, Priority
from storage.store import Store

_LONGEST_OVERDUE: Final = timedelta(days=366)


class ReminderWriter:
    """Makes reminders of what the store holds; it writes nothing itself."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo) -> None:
        """Read ``store``; ``zone`` is the programme's."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone

    async def due(self, last: datetime, now: datetime) -> tuple[Reminder, ...]:
        """Return what is to be sent for the mornings after ``last`` and not after ``now``."""
        today = now.astimezone(self._zone).date()
        commitments = await self._store.plan.due_between(today - _LONGEST_OVERDUE, today + HORIZON)
        bodies = {one.organisation for each in commitments for one in each.responsible if one.organisation}
        people = await self._store.people.officials_of(bodies)
        return reminders(last, now, commitments, people, self._zone)

    def delivery(self, reminder: Reminder, now: datetime) -> NewDelivery:
        """Return a reminder as it is written to the outbox."""
        tr = self._catalogues.of(reminder.user.language)
        return NewDelivery(
            key=reminder.key,
            chat_id=reminder.user.telegram_id,
            kind=DeliveryKind.REMINDER,
            priority=Priority.URGENT,
            body=reminder_message(reminder.items, tr, reminder.morning).body(),
            not_before=now,
            grounds=reminder_grounds(reminder),
        )
