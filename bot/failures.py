"""What could not be sent reaches the administrators.

hours that are over since the last tick -> deliveries closed in them as dead or unknown -> counts by kind and reason
  -> one notice for each administrator, with the tick, in one transaction -> outbox

A notice that fails is not reported by the next one: administrators who cannot be reached are not told of it for ever.
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.render.catalogue import Catalogues
from bot.render.ledger import failures_notice
from storage.ledger import Failure
from storage.records import DeliveryKind, NewDelivery, Priority, User
from storage.store import Store

FAILURES: Final = "failures"  # the tick that walks the hours, and how the keys of its notices begin
_SETTLED_AFTER: Final = timedelta(minutes=1)  # an outcome is written a moment after it is known


async def report_failures(store: Store, catalogues: Catalogues, now: datetime, zone: ZoneInfo) -> int:
    """Write the notices of the hours that are over; return how many. ``zone`` is for those who have chosen none."""
    until = (now - _SETTLED_AFTER).replace(minute=0, second=0, microsecond=0)
    since = await store.deliveries.last_tick(FAILURES)
    if since is None:
        await store.deliveries.add((), now, tick=(FAILURES, until))
    if since is None or since >= until:
        return 0
    failures = await store.ledger.failures(since, until, but=f"{FAILURES}:")
    administrators = await store.people.administrators() if failures else ()
    notices = [_notice(one, failures, since, until, catalogues, zone) for one in administrators]
    return await store.deliveries.add(notices, now, tick=(FAILURES, until))


def _notice(
    administrator: User,
    failures: tuple[Failure, ...],
    since: datetime,
    until: datetime,
    catalogues: Catalogues,
    zone: ZoneInfo,
) -> NewDelivery:
    theirs = ZoneInfo(administrator.zone) if administrator.zone else zone
    message = failures_notice(failures, since, theirs, catalogues.of(administrator.language))
    return NewDelivery(
        key=f"{FAILURES}:{until.isoformat()}:{administrator.id}",
        chat_id=administrator.telegram_id,
        kind=DeliveryKind.NOTICE,
        priority=Priority.URGENT,
        body=message.body(),
        not_before=until,
    )
