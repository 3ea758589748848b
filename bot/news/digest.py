"""When a digest is due and what it holds: decided without I/O."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_moment(at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first moment after ``after`` at which clocks in ``zone`` show ``at``, in UTC.

    Where a change of clocks skips that time, the moment is as much later as the clocks were moved; where it
    comes twice, the first one counts. (``zoneinfo`` reads a skipped time by the offset before the change.)
    """
    day = after.astimezone(zone).date()
    moments = (datetime.combine(day + timedelta(days=more), at, zone).astimezone(after.tzinfo) for more in range(3))
    return next(moment for moment in moments if moment > after)
