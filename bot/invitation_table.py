"""A table of people to invite -> offers and faults, row by row; decided without I/O.

Columns are known by their headings: name, role, organisation, side. The name is for the office's own use and is kept
nowhere. One row, one invitation.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot.people import AssignFault, may_offer, read_offer
from bot.plan.table import Table, TableRow
from storage.records import Grant
from storage.register_records import Organisation

MOST: Final = 500
"""Rows of one table."""
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"имя", "фио", "ф.и.о.", "имя и фамилия", "кто", "імя", "name"}),
    "role": frozenset({"роль", "роля", "role"}),
    "organisation": frozenset({"организация", "организация (орган)", "орган", "арганізацыя", "organisation"}),
    "side": frozenset({"сторона", "бок", "side"}),
}
_SECRET_BYTES: Final = 16


class TableFault(StrEnum):
    """Why a table as a whole is none of invitations."""

    NO_COLUMNS = "no_columns"
    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"


class RowFault(StrEnum):
    """What is wrong with a row, beside what may be wrong with a role typed anywhere."""

    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """A row as it is in the file: its number there, whom it is for, the offer or what is wrong with it."""

    number: int
    name: str
    offer: Grant | AssignFault | RowFault

    @property
    def sound(self) -> bool:
        """Whether an invitation can be made of it."""
        return isinstance(self.offer, Grant)


def read_invitations(
    tables: Iterable[Table], giver: Iterable[Grant], find_organisation: Callable[[str], Organisation | None]
) -> tuple[InvitationRow, ...] | TableFault:
    """Return the rows of the first table with a heading for roles; ``giver`` are the roles of whoever invites."""
    mine = tuple(giver)
    for table in tables:
        for at, row in enumerate(table.rows):
            columns = _columns(row)
            if "role" in columns:
                return _rows(table.rows[at + 1 :], columns, mine, find_organisation)
    return TableFault.NO_COLUMNS


def _columns(row: TableRow) -> dict[str, int]:
    said = [" ".join(cell.text.split()).casefold() for cell in row.cells]
    return {what: at for what, names in _HEADINGS.items() for at, words in enumerate(said) if words in names}


def _rows(
    rows: Sequence[TableRow],
    columns: Mapping[str, int],
    giver: Sequence[Grant],
    find_organisation: Callable[[str], Organisation | None],
) -> tuple[InvitationRow, ...] | TableFault:
    read: list[InvitationRow] = []
    seen: set[tuple[str, Grant]] = set()
    for row in rows:
        told = {what: row.cells[at].text.strip() if at < len(row.cells) else "" for what, at in columns.items()}
        if not any(told.values()):
            continue
        if len(read) == MOST:
            return TableFault.TOO_MANY
        where = told.get("organisation") or told.get("side") or ""
        offer: Grant | AssignFault | RowFault = read_offer(f"{told['role']} {where}", find_organisation)
        name = " ".join(told.get("name", "").split())
        if isinstance(offer, Grant):
            if not may_offer(giver, offer):
                offer = AssignFault.NOT_YOURS
            elif name and (name.casefold(), offer) in seen:
                offer = RowFault.TWICE
            else:
                seen.add((name.casefold(), offer))
        read.append(InvitationRow(row.number, name, offer))
    return tuple(read) or TableFault.NO_ROWS


def secret_of(key: str, table: str, row: InvitationRow) -> str:
    """Return the secret of a row's link: always the same for the same file, so that two taps make it once.

    HMAC-SHA-256 of the file's number and the row's under the bot's token, 128 bits of it; whoever has neither the token
    nor the link cannot know it.
    """
    made = hmac.new(key.encode(), f"invitation:{table}:{row.number}".encode(), sha256).digest()
    return urlsafe_b64encode(made[:_SECRET_BYTES]).decode().rstrip("=")
