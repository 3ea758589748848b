"""What the outbox takes and gives: frozen records. Moments are aware and UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum, StrEnum
from typing import Any


class DeliveryKind(StrEnum):
    """Why a message is sent unasked."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    NOTICE = "notice"
    DIGEST = "digest"
    BROADCAST = "broadcast"


class Priority(IntEnum):
    """The order of importance; lower goes first. Replies to people are not deliveries and wait behind none."""

    URGENT = 10
    DIGEST = 20
    BROADCAST = 30


class DeliveryState(StrEnum):
    """The fate of a delivery; the last five are final."""

    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    MERGED = "merged"


FINAL = frozenset(
    {
        DeliveryState.SENT,
        DeliveryState.DEAD,
        DeliveryState.UNKNOWN,
        DeliveryState.CANCELLED,
        DeliveryState.MERGED,
    }
)
"""The states out of which nothing comes any more."""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message decided on. ``key`` is unique for ever: the same key written twice is one delivery.

    ``body`` is the message as data: ``text``, ``entities`` and ``keyboard`` in the Bot API's own shapes, and
    ``attachment`` (a number of :class:`~storage.attachments.Attachments`) or ``copy`` (``chat_id``, ``message_id``)
    when there is more to it. ``grounds`` are what it was decided from, to be looked at again before it is sent.
    ``edits`` is the number of an earlier delivery whose message this one replaces.
    """

    key: str
    chat_id: int
    kind: DeliveryKind
    priority: Priority
    body: Mapping[str, Any]
    not_before: datetime
    thread_id: int | None = None
    grounds: Mapping[str, Any] | None = None
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in the outbox and its fate so far.

    ``attempts`` counts how often it was taken for sending, ``silences`` how often its outcome was never learnt.
    ``story`` are the turns it took before its last one, each ``{"at", "what"}``.
    """

    id: int
    key: str
    chat_id: int
    thread_id: int | None
    kind: DeliveryKind
    priority: Priority
    body: Mapping[str, Any]
    state: DeliveryState
    attempts: int
    not_before: datetime
    created_at: datetime
    outcome: str = ""
    message_id: int | None = None
    closed_at: datetime | None = None
    silences: int = 0
    taken_at: datetime | None = None
    grounds: Mapping[str, Any] | None = None
    edits: int | None = None
    merged_into: int | None = None
    broadcast_id: int | None = None
    story: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a chat is to be left in peace, in its own time; the same time twice: never.

    ``away_until``: its people are on leave, and nothing at all is sent before that moment.
    """

    since: time = time(22)
    until: time = time(8)
    escalations: bool = False
    away_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery taken for sending, with what its chat wishes; ``zone`` ``None`` is the programme's own.

    ``edits_message`` is Telegram's number of the message it replaces, ``None`` when that was never sent.
    """

    delivery: Delivery
    quiet: Quiet
    zone: str | None
    language: str | None
    edits_message: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one delivery that was taken.

    ``state`` WAITING or HELD put it back until ``not_before``; SENT closes it as ``message_id``; any other final
    state closes it. ``silent``: its outcome was not learnt this time. ``untried``: it was not given to Telegram at
    all, so the attempt does not count.
    """

    delivery: Delivery
    state: DeliveryState
    outcome: str = ""
    not_before: datetime | None = None
    message_id: int | None = None
    silent: bool = False
    untried: bool = False
    merged_into: int | None = None
