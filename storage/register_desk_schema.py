"""The tables of the register's editors; see ``schema.py`` for how such a document is read."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from storage.columns import Moment, json, wide, word
from storage.register_desk_records import DraftState
from storage.register_records import EntryKind
from storage.schema import metadata

# Which entries were made in chat: they are in no file, so no file withdraws them; one that has them takes them over.
register_by_hand = Table(
    "register_by_hand",
    metadata,
    Column("kind", word(EntryKind, "kind"), nullable=False),
    Column("slug", String(40), nullable=False),
    PrimaryKeyConstraint("kind", "slug"),
)

# A correction or a new entry in the making. slug NULL: a new entry. asked: the fields to be asked for, in order;
# answers: a JSON object of those answered; source: as in register_corrections, JSON null until it is given.
register_drafts = Table(
    "register_drafts",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("kind", word(EntryKind, "kind"), nullable=False),
    Column("slug", String(40), nullable=True),
    Column("asked", json(), nullable=False),
    Column("answers", json(), nullable=False),
    Column("source", json(), nullable=False),
    Column("state", word(DraftState, "state"), nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "user_id"),  # RegisterDesk.open_of
    sqlite_autoincrement=True,
)
