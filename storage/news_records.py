"""What was decided of a publication when it came in, as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any


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
