"""What a delivery was decided from, looked at once more before it is sent.

reminder  the day, the items and their versions are as they were -> as written
          something is done, moved, no longer the reader's, or another day has come -> written anew, or cancelled
          escalations likewise: ``bot/reminder_renewal.py``
digest    the reader still wants one and six hours are not over -> as written; else the next one tells it
          told at once: the reader still wants a digest -> as written, however late
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.quiet import AT_ONCE
from bot.delivery.worth import DIGEST_STAYS
from bot.group_reminding import GroupLists
from bot.reminder_renewal import ReminderRenewal
from bot.render.catalogue import Catalogues
from storage.outbox_records import Settlement
from storage.records import Delivery, DeliveryKind, DeliveryState
from storage.store import Store


def digest_grounds(covered_from: datetime, told: Sequence[int] = ()) -> Mapping[str, Any]:
    """Return what a digest is decided from: the moment from which it tells, and the stories told at once by then."""
    return {"covered_from": covered_from.isoformat(), **({"told": list(told)} if told else {})}


def at_once_grounds() -> Mapping[str, Any]:
    """Return what is told at once is decided from: only that a digest is wanted still."""
    return {AT_ONCE: True}


def covers(digest: Delivery) -> bool:
    """Tell whether a delivery is a digest of a time, which another may tell instead."""
    return digest.kind is DeliveryKind.DIGEST and "covered_from" in (digest.grounds or {})


def covered_from(digest: Delivery) -> datetime:
    """Return the moment from which a digest tells."""
    return datetime.fromisoformat((digest.grounds or {})["covered_from"])


def told_before(digest: Delivery) -> tuple[int, ...]:
    """Return the stories of a digest's time that had been told at once before."""
    return tuple((digest.grounds or {}).get("told", ()))


class Renewals:
    """Looks again; called by the dispatcher for every delivery that has grounds."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo) -> None:
        """Look into ``store``; ``zone`` is the programme's."""
        self._store = store
        self._reminders = ReminderRenewal(store, catalogues, zone)
        self._group_lists = GroupLists(store, catalogues, zone)

    async def __call__(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement | None:
        """Return the body to send, how the delivery is closed unsent, or ``None`` when it is closed already."""
        match delivery.kind:
            case DeliveryKind.REMINDER | DeliveryKind.ESCALATION:
                of_group = "group" in (delivery.grounds or {})
                return await (self._group_lists.renewed if of_group else self._reminders)(delivery, now)
            case DeliveryKind.DIGEST:
                return await self._digest(delivery, now)
            case _:
                return delivery.body

    async def _digest(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | Settlement | None:
        if await self._store.digests.wish(delivery.chat_id) is None:
            return Settlement(delivery, DeliveryState.CANCELLED, "the digest was turned off")
        if covers(delivery) and now > delivery.created_at + DIGEST_STAYS:
            told = told_before(delivery)
            await self._store.digests.give_back(delivery, covered_from(delivery), now, told=told)
            return None
        return delivery.body
