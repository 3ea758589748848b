"""The working calendars as they are in force: the library's, with what people put right over it.

the table of changes ─▶ calendars; from the 1st of December: next year's transfers missing ─▶ a notice for each
administrator, once a week, until they are there or it is said that there are none ─▶ outbox
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.plan.working_calendar import Country, WorkingCalendar, load_holidays, transfers_missing
from bot.render.calendar_days import transfers_notice
from bot.render.catalogue import Catalogues
from storage.records import DeliveryKind, NewDelivery, Priority
from storage.store import Store

TRANSFERS: Final = "transfers"  # the tick of the notices, and how their keys begin
_AGAIN_AFTER: Final = timedelta(days=7)


async def working_calendars(store: Store, language: str = "ru") -> Mapping[Country, WorkingCalendar]:
    """Return both calendars, holidays named in ``language``."""
    await asyncio.to_thread(load_holidays)
    told = await store.calendar_days.changes()
    return {one: WorkingCalendar(one, told.days, settled=told.settled_in(one), language=language) for one in Country}


async def tell_missing_transfers(store: Store, catalogues: Catalogues, now: datetime, zone: ZoneInfo) -> int:
    """Tell administrators of years whose transfers should be here and are not; return how many were told."""
    last = await store.deliveries.last_tick(TRANSFERS)
    if last is not None and now - last < _AGAIN_AFTER:
        return 0
    today = now.astimezone(zone).date()
    missing = transfers_missing((await working_calendars(store)).values(), today)
    if not missing:
        return 0
    notices = [
        NewDelivery(
            key=f"{TRANSFERS}:{today.isoformat()}:{one.id}",
            chat_id=one.telegram_id,
            kind=DeliveryKind.NOTICE,
            priority=Priority.URGENT,
            body=transfers_notice(missing, catalogues.of(one.language)).body(),
            not_before=now,
        )
        for one in await store.people.administrators()
    ]
    return await store.deliveries.add(notices, now, tick=(TRANSFERS, now))
