"""What the store takes and gives of broadcasts: one message to many, as an administrator wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.records import DeliveryState


class AudienceSort(StrEnum):
    """By what the readers are chosen."""

    ALL = "all"
    ROLES = "roles"
    ORGANISATIONS = "organisations"
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to read it. ``values`` are roles, slugs or sides, any of which will do; none are needed for ALL.

    A subscriber is who has no role but that one; where the programme is ``invited``, who has been given it.
    A coordinator of all sides is of each of them.
    """

    sort: AudienceSort = AudienceSort.ALL
    values: tuple[str, ...] = ()
    invited: bool = False


class BroadcastState(StrEnum):
    """Where a broadcast stands; the last two are final."""

    DRAFT = "draft"
    PLANNING = "planning"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message to many. ``body`` as :class:`~storage.records.NewDelivery` has it, empty: not written yet.

    ``planned_to``: recipients up to this chat have their rows. ``progress_chat`` and ``progress_message``: where it
    is watched.
    """

    id: int
    author_id: int | None
    body: Mapping[str, Any]
    audience: Audience
    state: BroadcastState
    created_at: datetime
    started_at: datetime | None = None
    closed_at: datetime | None = None
    planned_to: int | None = None
    progress_chat: int | None = None
    progress_message: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many recipients have had it, will not have it, wait for it, and have closed their chat with the bot.

    ``away`` get it when they are back. One that came within a gathered message has had it.
    """

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    away: int = 0

    @property
    def total(self) -> int:
        """Return how many recipients have their rows."""
        return self.sent + self.failed + self.waiting + self.away


@dataclass(frozen=True, slots=True)
class Failure:
    """A recipient who did not get it, and why, in Telegram's words."""

    chat_id: int
    name: str
    state: DeliveryState
    reason: str
