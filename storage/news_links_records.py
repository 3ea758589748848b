"""What a story hangs on, as it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from storage.records import Article


class LinkKind(StrEnum):
    """What a story can be attached to."""

    AGREEMENT = auto()
    COMMITMENT = auto()
    PROJECT = auto()


class LinkState(StrEnum):
    """What became of an offer to attach."""

    OFFERED = auto()
    ATTACHED = auto()
    DECLINED = auto()


@dataclass(frozen=True, slots=True)
class Bond:
    """A story and what it may hang on; ``ref`` is a slug, or a commitment's number.

    ``why``: ``organisations`` and ``sectors`` (slugs) and ``words`` in common.
    """

    story_id: int
    kind: LinkKind
    ref: str
    why: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A bond as it stands. ``title`` is the story's; ``decided_by`` is ``User.id``."""

    id: int
    bond: Bond
    state: LinkState
    title: str
    published_at: datetime
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class NewsDraft:
    """A publication that a person (``User.id``) sent in, not decided on yet."""

    id: int
    user_id: int
    article: Article
    made_at: datetime
