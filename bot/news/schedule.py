"""When a source is asked next, and how it stands with it after it was asked: decided without I/O.

A source that is well is asked every ten minutes, at a place of its own within them, so that all are not asked at once
and each is asked regularly. One that fails is asked at the first such place after ten minutes, twenty, forty and so on
up to a day; a server that says how long to wait is obeyed up to a day, too.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zlib import crc32

from storage.source_records import NewsSource, SourceState

EVERY: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(days=1)
GONE: Final = 410
FAULT: Final = "fault"
"""The word for a trouble that is ours: what stood there made the bot stumble."""
_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
_DOUBLINGS: Final = 8  # ten minutes so often doubled are more than a day


def slot_after(address: str, now: datetime) -> datetime:
    """Return the next moment of this address's own: the same place within every ten minutes."""
    place = timedelta(seconds=crc32(address.encode()) % int(EVERY.total_seconds()))
    passed = (now - _BEGINNING - place) // EVERY
    return _BEGINNING + place + (passed + 1) * EVERY


def well(source: NewsSource, now: datetime, address: str = "") -> NewsSource:
    """Return a source that has answered; ``address`` is where it is to be asked from now on, if elsewhere."""
    told = address or source.address
    return replace(
        source,
        address=told,
        next_poll_at=slot_after(told, now),
        succeeded_at=now,
        failing_since=None,
        failures=0,
        trouble="",
        status=0,
        told=False,
    )


def failed(
    source: NewsSource, now: datetime, trouble: str, status: int = 0, retry_after: int | None = None
) -> NewsSource:
    """Return a source that has failed once more; one that is gone for good (410) is not asked any more."""
    wait = min(EVERY * 2 ** min(source.failures, _DOUBLINGS), LONGEST - EVERY)
    asked = min(timedelta(seconds=retry_after or 0), LONGEST)
    next_at = max(slot_after(source.address, now + wait), now + asked)
    return replace(
        source,
        state=SourceState.PAUSED if status == GONE else source.state,
        next_poll_at=next_at,
        failing_since=source.failing_since or now,
        failures=source.failures + 1,
        trouble=trouble,
        status=status,
        told=source.told or status == GONE,
    )
