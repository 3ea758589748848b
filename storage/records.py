"""What the store takes and gives: frozen records. Moments are aware and UTC; dates are calendar dates as written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.control_records import DeadlineState
from storage.digest_records import DigestWish
from storage.outbox_records import Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.register_records import Side, Visibility

__all__ = [
    "Arrival",
    "Article",
    "BroughtCommitment",
    "ChatSeen",
    "Commitment",
    "CommitmentState",
    "Deadline",
    "DeadlineState",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "DigestWish",
    "Grant",
    "NewCommitment",
    "NewDelivery",
    "NewPlan",
    "NewStory",
    "PlanSummary",
    "PlanVersion",
    "Priority",
    "Responsible",
    "Role",
    "Sender",
    "StoredArticle",
    "Story",
    "User",
]


class Role(StrEnum):
    """The four roles; each includes what the one before may do."""

    SUBSCRIBER = "subscriber"
    OFFICIAL = "official"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to a person.

    An official has an organisation (a slug of the register) and its side; a coordinator a side, or ``None``
    for all sides; the others neither.
    """

    role: Role
    organisation: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class User:
    """Someone who writes to the bot.

    ``id`` is the person's number here and stays when the bot's token changes; ``telegram_id`` is Telegram's.
    ``language`` is ``ru``, ``be`` or ``en``; ``zone`` an IANA name, ``None`` for the programme's own.
    """

    id: int
    telegram_id: int
    name: str
    username: str | None
    language: str
    zone: str | None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an update, as Telegram tells it; ``language`` is what the interface will be in at first."""

    telegram_id: int
    name: str
    username: str | None
    language: str


@dataclass(frozen=True, slots=True)
class ChatSeen:
    """The chat of an update; ``kind`` is Telegram's: private, group, supergroup or channel."""

    chat_id: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known when an update has been remembered; ``user`` is ``None`` for updates without a person."""

    user: User | None
    register_revision: int


@dataclass(frozen=True, slots=True)
class Article:
    """One publication of one source, as parsed; ``identity`` is its canonical address.

    ``text`` is the whole of it where more than the lead is known.
    """

    identity: str
    url: str
    outlet: str
    title: str
    lead: str
    published_at: datetime
    sectors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store and the story it belongs to."""

    id: int
    story_id: int
    article: Article


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its best title and lead, the sectors of its articles, its articles oldest first."""

    id: int
    title: str
    lead: str
    published_at: datetime
    added_at: datetime
    sectors: tuple[str, ...]
    organisations: tuple[str, ...]
    articles: tuple[Article, ...]
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class NewStory:
    """A story decided on: articles that make a new one (``story_id`` ``None``) or join one in the store."""

    articles: tuple[Article, ...]
    title: str
    lead: str
    story_id: int | None = None


class CommitmentState(StrEnum):
    """Where a commitment stands: as its deadlines do (``control_rows.state_of``), or by itself without any."""

    OPEN = "open"
    IN_WORK = "in_work"
    DONE = "done"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who owes a commitment: a body as written, its slug when the register has it, and the side."""

    name: str
    side: Side | None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """One row of a plan as read: the deadline as written and the dates understood from it."""

    number: str
    text: str
    section: str
    deadline_text: str
    due: tuple[date, ...]
    responsible: tuple[Responsible, ...]
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan of commitments for a period; an example says so on every card."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    example: bool
    commitments: tuple[NewCommitment, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due date of a commitment; ``first_due`` is the date before any transfer, ``transfers`` how many there were.

    ``done_on`` is the day it was executed; ``reported`` are the sides whose report waits or is accepted: they owe
    nothing for it any more unless it is returned.
    """

    id: int
    due: date
    first_due: date
    state: DeadlineState = DeadlineState.OPEN
    transfers: int = 0
    done_on: date | None = None
    closed_at: datetime | None = None
    reported: tuple[Side | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A row of the plan with its deadlines and those responsible; ``version`` rises with each change."""

    id: int
    plan_slug: str
    plan_title: str
    example: bool
    number: str
    text: str
    section: str
    deadline_text: str
    state: CommitmentState
    version: int
    deadlines: tuple[Deadline, ...]
    responsible: tuple[Responsible, ...]
    sectors: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PROGRAMME


@dataclass(frozen=True, slots=True)
class BroughtCommitment:
    """A row of a plan's new version; ``known`` is the commitment that it is, ``None`` for a new one."""

    row: NewCommitment
    known: Commitment | None = None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as a new file has it, decided on what was stored: its rows, and the commitments it has no more.

    Those ``gone`` stay in the plan as they are, after its rows: only a coordinator closes a commitment.
    """

    plan: NewPlan
    rows: tuple[BroughtCommitment, ...]
    gone: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan without its rows: how many commitments it has, and how many of them stand in each state."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    example: bool
    commitments: int
    by_state: Mapping[CommitmentState, int]
