"""Where publications come from, as the store has it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto


class SourceState(StrEnum):
    """Whether a source is listened to."""

    ACTIVE = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be added, under an address that no other has."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class NewsSource:
    """A source as it stands.

    ``etag`` and ``last_modified`` are what the server said of the last body of which everything was taken in.
    ``trouble`` is a word for what went wrong last, "" when nothing did, and ``status`` the server's number with it;
    ``failing_since`` is ``None`` exactly when all is well, ``failures`` the times in a row, and ``told``: the
    administrators know. ``succeeded_at``, ``article_at`` (a publication that was new) ``None``: never yet. ``read`` and
    ``unreadable`` are of the last body, ``taken`` of all time. ``added_by`` is ``User.id``, ``None``: shipped.
    """

    id: int
    address: str
    title: str
    state: SourceState
    added_by: int | None
    added_at: datetime
    etag: str
    last_modified: str
    next_poll_at: datetime
    succeeded_at: datetime | None
    article_at: datetime | None
    failing_since: datetime | None
    failures: int
    trouble: str
    status: int
    told: bool
    read: int
    unreadable: int
    taken: int
    version: int
