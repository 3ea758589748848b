"""What search takes and gives: rows to be found, and pages of what was found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.register_records import Visibility


class SearchKind(StrEnum):
    """What search can find. A new kind goes to the end: the places are kept in the ids of search rows."""

    SECTOR = "sector"
    AGREEMENT = "agreement"
    ORGANISATION = "organisation"
    PROJECT = "project"
    EVENT = "event"
    INDICATOR = "indicator"
    PERSON = "person"
    STATEMENT = "statement"
    DOCUMENT = "document"
    DISCREPANCY = "discrepancy"
    STORY = "story"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One thing to be found. ``ref`` is a slug of the register or the number of a story or commitment.

    ``text`` is what fragments are cut from. ``keys`` are word keys with spaces between them, made by the caller;
    a key may stand several times. ``version`` is that of the commitment the row was made of, else 0.
    """

    kind: SearchKind
    ref: str
    visibility: Visibility
    moment: datetime
    title: str
    text: str
    keys: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class SearchHit:
    """What was found."""

    kind: SearchKind
    ref: str
    visibility: Visibility
    moment: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of what was found, the best first.

    ``total_at_most`` counts all that may be paged through: the ranked, of which there are two thousand at most.
    ``any_words``: too few rows have all the words, so those that have some of them follow.
    """

    hits: tuple[SearchHit, ...]
    total_at_most: int
    any_words: bool
