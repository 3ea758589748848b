"""What one process notes about itself, for whoever watches it: moments and counts, in memory, nothing of anybody's."""

from collections import Counter
from datetime import datetime
from enum import StrEnum

from storage.records import DeliveryKind, DeliveryState


class Part(StrEnum):
    """What a process is there for: ``STARTING`` until it has met Telegram and asked for the lease."""

    STARTING = "starting"
    STANDBY = "standby"
    LEADER = "leader"


class Pulse:
    """The signs of life of one process; moments are aware and UTC, counts begin with the process."""

    def __init__(self, now: datetime) -> None:
        """Begin at ``now`` with nothing done yet."""
        self.part = Part.STARTING
        self.since = now
        self.telegram_at: datetime | None = None
        self.ticked_at: datetime | None = None
        self.unwritable: tuple[datetime, str] | None = None  # since when the store cannot be written, and why
        self.faults: set[str] = set()  # of today, told to the administrators
        self.updates = 0
        self.replies_failed = 0
        self.closed: Counter[tuple[DeliveryKind, DeliveryState]] = Counter()

    def becomes(self, part: Part, now: datetime) -> None:
        """Note what this process is there for from ``now`` on."""
        self.part, self.since = part, now

    def heard(self, now: datetime) -> None:
        """Note that Telegram carried out a call."""
        self.telegram_at = now

    def ticked(self, now: datetime) -> None:
        """Note that a job came to its end, whatever became of it."""
        self.ticked_at = now
