"""What a delivery was decided from, looked at once more before it is sent.

reminder  the day, the items and their versions are as they were -> as written
          something is done, moved, no longer the reader's, or another day has come -> written anew, or cancelled
digest    the reader still wants one and six hours are not over -> as written; else the next one tells it
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.worth import DIGEST_STAYS
from bot.plan.reminders import Due, Reminder
from bot.render.catalogue import Catalogues
from bot.render.plan import reminder_message
from storage.outbox_records import Settlement
from storage.records import Commitment, CommitmentState, Delivery, DeliveryKind, DeliveryState, User
from storage.store import Store

_STANDING = frozenset({CommitmentState.OPEN, CommitmentState.IN_WORK})


def reminder_grounds(reminder: Reminder) -> Mapping[str, Any]:
    """Return what a reminder is decided from, for its delivery."""
    items = [[item.commitment.id, item.commitment.version, item.due.isoformat()] for item in reminder.items]
    return {"morning": reminder.morning.isoformat(), "items": items}


def digest_grounds(covered_from: datetime) -> Mapping[str, Any]:
    """Return what a digest is decided from: the moment from which it tells."""
    return {"covered_from": covered_from.isoformat()}


def covered_from(digest: Delivery) -> datetime:
    """Return the moment from which a digest tells."""
    return datetime.fromisoformat((digest.grounds or {})["covered_from"])


class Renewals:
    """Looks again; called by the dispatcher for every delivery that has grounds."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo) -> None:
        """Look into ``store``; ``zone`` is the programme's."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone

    async def __call__(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement | None:
        """Return the body to send, how the delivery is closed unsent, or ``None`` when it is closed already."""
        match delivery.kind:
            case DeliveryKind.REMINDER:
                return await self._reminder(delivery, now)
            case DeliveryKind.DIGEST:
                return await self._digest(delivery, now)
            case _:
                return delivery.body

    async def _digest(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement | None:
        if await self._store.digests.wish(delivery.chat_id) is None:
            return Settlement(delivery, DeliveryState.CANCELLED, "the digest was turned off")
        if now > delivery.created_at + DIGEST_STAYS:
            await self._store.digests.give_back(delivery, covered_from(delivery), now)
            return None
        return delivery.body

    async def _reminder(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement:
        user = await self._store.people.known(delivery.chat_id)
        grounds = delivery.grounds or {}
        standing = await self._standing([number for number, _, _ in grounds["items"]], user)
        today = now.astimezone(ZoneInfo(user.zone) if user and user.zone else self._zone).date()
        items = _still_due(grounds["items"], standing, today)
        if user is None or not items:
            return Settlement(delivery, DeliveryState.CANCELLED, "nothing of it is owed any more")
        as_decided = [[item.commitment.id, item.commitment.version, item.due.isoformat()] for item in items]
        if today.isoformat() == grounds["morning"] and as_decided == grounds["items"]:
            return delivery.body
        return reminder_message(items, self._catalogues.of(user.language), today).body()

    async def _standing(self, numbers: list[int], user: User | None) -> Mapping[int, Commitment]:
        theirs = {grant.organisation for grant in user.grants if grant.organisation} if user else set()
        found = await self._store.plan.some(numbers)
        return {
            one.id: one
            for one in found
            if one.state in _STANDING and theirs & {owner.organisation for owner in one.responsible}
        }


def _still_due(decided: list[tuple[int, int, str]], standing: Mapping[int, Commitment], today: date) -> list[Due]:
    items = []
    for number, _version, written in decided:
        due, commitment = date.fromisoformat(written), standing.get(number)
        if commitment is not None and any(deadline.due == due for deadline in commitment.deadlines):
            items.append(Due(commitment, due, (due - today) // timedelta(days=1)))
    return items
