"""Quiet hours and leave: when a chat is left in peace, and until when. Decided without I/O."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.news.digest import next_moment
from storage.outbox_records import Quiet
from storage.records import Delivery, DeliveryKind

AT_ONCE: Final = "at_once"
"""The mark in the grounds of what is told at once, between the digests."""
# A digest comes at the hour its reader chose, and that choice wins.
_NEVER_QUIET: Final = frozenset({DeliveryKind.DIGEST})


def is_at_once(delivery: Delivery) -> bool:
    """Tell whether a digest did not wait for its reader's hour; quiet hours hold it."""
    return AT_ONCE in (delivery.grounds or {})


def quiet_until(
    kind: DeliveryKind, quiet: Quiet, zone: ZoneInfo, now: datetime, *, at_once: bool = False
) -> datetime | None:
    """Return when a message of this kind may go to a chat that is left in peace now; ``None``: it may go now.

    ``at_once``: it comes at no hour that was chosen. The hours are the chat's own, by the clocks on its wall; the
    moment is UTC. During a leave everything waits.
    """
    if quiet.away_until is not None:  # until it is ended: then all that waited is one message
        return max(quiet.away_until, now)
    if (kind in _NEVER_QUIET and not at_once) or (kind is DeliveryKind.ESCALATION and not quiet.escalations):
        return None
    since, until, local = quiet.since, quiet.until, now.astimezone(zone).time()
    over_midnight = since > until
    within = local >= since or local < until if over_midnight else since <= local < until
    return next_moment(until, zone, now) if within else None
