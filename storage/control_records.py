"""What the control of the plan takes and gives: frozen records. Moments are aware and UTC; dates as written.

::

    OPEN ─в работе─▶ IN_WORK ─report of every side that owes─▶ ON_REVIEW ─all accepted─▶ DONE
      ▲                  ▲──── returned, taken back ─────────────┘
      └──────────── reopened by a coordinator ◀──── DONE, REMOVED ◀─ closed or removed by a coordinator
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage.register_records import Side


class DeadlineState(StrEnum):
    """Where one due date of a commitment stands."""

    OPEN = "open"
    IN_WORK = "in_work"
    ON_REVIEW = "on_review"
    DONE = "done"
    REMOVED = "removed"


STANDING = frozenset({DeadlineState.OPEN, DeadlineState.IN_WORK, DeadlineState.ON_REVIEW})
"""The states in which something is still to come."""


class ReportDecision(StrEnum):
    """What became of a report; REOPENED: accepted, but the deadline was put back under control later."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class InPlace:
    """Who does something in another's place: the deputy's number, and that of the one who is away."""

    by: int
    instead_of: int


Doer = int | InPlace
"""Who does something: a person's number, or a deputy in somebody's place."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file with a report: its number among the attachments, how it is called, its size in bytes (0: not known)."""

    attachment: int
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class NewReport:
    """What an official says was done for a deadline, on a side (``None``: the plan names none), on a day."""

    deadline_id: int
    by: Doer
    side: Side | None
    text: str
    files: tuple[Evidence, ...]
    reported_on: date


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands; ``decision`` ``None``: nobody has decided yet, then so are ``decided_by`` and ``_at``.

    ``instead_of``, ``decided_instead_of``: in whose place a deputy did it; ``None``: in nobody's.
    """

    id: int
    commitment_id: int
    deadline_id: int
    by: int
    side: Side | None
    text: str
    files: tuple[Evidence, ...]
    at: datetime
    reported_on: date
    decision: ReportDecision | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    instead_of: int | None = None
    decided_instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class NewExtension:
    """A later date asked for, with the reason."""

    deadline_id: int
    by: Doer
    side: Side | None
    wished: date
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A request to move a deadline; ``granted`` ``None``: nobody has decided yet. In whose place: as of a report."""

    id: int
    commitment_id: int
    deadline_id: int
    by: int
    side: Side | None
    due: date
    wished: date
    reason: str
    at: datetime
    granted: bool | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    answer: str = ""
    instead_of: int | None = None
    decided_instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a commitment's history, out of the audit; ``by`` ``None``: not a person's doing."""

    at: datetime
    by: int | None
    what: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a person is being asked: kept here, so that a restart does not forget the question.

    ``what`` and ``said`` are the asker's own; ``version`` is that of the commitment when the question was put.
    """

    user_id: int
    what: str
    commitment_id: int | None
    deadline_id: int | None
    version: int
    said: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """A coordinator's change: by whom and when, of which version of the commitment, why («» where no reason is due)."""

    by: int
    at: datetime
    version: int
    reason: str = ""
