"""For how long a message stays worth sending: decided without I/O.

=============================  ========================================================================
kind                           when it is too late
=============================  ========================================================================
reminder, escalation           never: it is written anew for the day on which it goes (``bot/renewals.py``)
digest                         after six hours: the next one tells what it would have told
notice, broadcast              after three days
=============================  ========================================================================
"""

from datetime import datetime, timedelta
from typing import Final

from storage.records import Delivery, DeliveryKind

DIGEST_STAYS: Final = timedelta(hours=6)
_STAYS: Final = {DeliveryKind.NOTICE: timedelta(days=3), DeliveryKind.BROADCAST: timedelta(days=3)}


def still_worth(delivery: Delivery, at: datetime) -> bool:
    """Tell whether a message is still worth sending then; those that are renewed always are."""
    stays = _STAYS.get(delivery.kind)
    return stays is None or at <= delivery.created_at + stays
