"""What was decided of a publication when it came in, as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from storage.records import Story


class Outcome(StrEnum):
    """What a publication is for us."""

    IN = auto()
    BORDERLINE = auto()
    OUT = auto()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one publication was found to be: the points from 0 to 100 and why.

    Each of ``why`` has ``ground``, ``words``, ``points`` and ``about``. ``identity`` is the article's, which is in
    the store for all but those that are out.
    """

    identity: str
    url: str
    title: str
    outcome: Outcome
    score: int
    why: tuple[Mapping[str, Any], ...] = ()


class TrustSort(StrEnum):
    """What is trusted or not."""

    WORD = auto()
    SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Trusted:
    """A word (or some in a row) or an outlet that decides what is borderline: for it, or against it."""

    id: int
    sort: TrustSort
    written: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class NewsDecision:
    """What a person (``User.id``; ``None``: erased since) decided of a story, and when."""

    ours: bool
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskItem:
    """A story on the editors' desk, how its articles were judged, and what was decided if it was."""

    story: Story
    judged: tuple[Judgement, ...]
    decision: NewsDecision | None = None


def folded(written: str) -> str:
    """Return a word or the name of an outlet as it is compared."""
    return " ".join(written.casefold().replace("ё", "е").split())
