"""What an editor of the register is in the middle of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from storage.register_records import EntryKind, Source


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RegisterDraft:
    """A correction of one entry's fields, or (``slug`` ``None``) a new entry.

    ``asked`` are the fields to be answered, in order; ``answers`` those that are, as JSON holds them.
    """

    id: int
    user_id: int
    kind: EntryKind
    slug: str | None
    asked: tuple[str, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    source: Source | None = None
    state: DraftState = DraftState.OPEN

    @property
    def next_field(self) -> str | None:
        """The first field without an answer; ``None``: all have theirs."""
        return next((name for name in self.asked if name not in self.answers), None)
