"""Records of plans that were read and wait for a decision, and of what people said of bodies' wordings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.register_records import Side


@dataclass(frozen=True, slots=True)
class PendingImport:
    """A file that was read and waits: whose, its name, its tables as they were packed, and what was chosen since.

    ``choices`` is what its reader wants to remember: the period, the columns. ``version`` rises with each choice.
    """

    id: int
    user_id: int
    file_name: str
    tables: str
    choices: Mapping[str, Any]
    version: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class SaidBody:
    """What a person said of a wording: the organisation that it means, or (``None``) that it stays as written.

    ``wording`` is as it stood in the file; ``side`` is what was said of its side, ``None``: nothing.
    """

    wording: str
    organisation: str | None
    side: Side | None


def folded(wording: str) -> str:
    """Return a wording as it is looked up: small letters, single spaces, no «ё», within the column's length."""
    return " ".join(wording.casefold().replace("ё", "е").split())[:400]
