"""The schema of plans that are being brought in, a part of ``schema.py``'s document."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import Moment, json, wide, word
from storage.register_records import Side
from storage.schema import metadata

# A plan's file as it was read (tables: JSON of their rows), kept until somebody decides or a day has passed.
pending_imports = Table(
    "pending_imports",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("tables", Text, nullable=False),
    Column("choices", json(), nullable=False),
    Column("version", Integer, nullable=False),
    Column("read_at", Moment, nullable=False),
    Index(None, "user_id"),  # Imports.keep
    sqlite_autoincrement=True,
)

# What a wording of a plan means, said by a person. wording: folded, it is what is looked up; written: as it stood.
# organisation NULL: it stays as written, on the side told.
said_bodies = Table(
    "said_bodies",
    metadata,
    Column("wording", String(400), primary_key=True),
    Column("written", Text, nullable=False),
    Column("organisation", Text, nullable=True),
    Column("side", word(Side, "side"), nullable=True),
    Column("said_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("said_at", Moment, nullable=False),
    CheckConstraint("organisation IS NOT NULL OR side IS NOT NULL", name="said"),
    sqlite_with_rowid=False,
)
