"""The schema of the sources of news, a part of ``schema.py``'s document."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Moment, wide, word
from storage.schema import metadata
from storage.source_records import SourceState

# Where publications come from. address: of the feed, as it is asked; a removed source has no row. etag, last_modified:
# of the last body of which everything was taken in, written only after that. failing_since NULL exactly while trouble
# is "". told: the administrators know that it fails. version rises with every change, and Sources.polled refuses when
# it moved.
sources = Table(
    "sources",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", word(SourceState, "state"), nullable=False),
    Column("added_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("added_at", Moment, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("next_poll_at", Moment, nullable=False),
    Column("succeeded_at", Moment, nullable=True),
    Column("article_at", Moment, nullable=True),
    Column("failing_since", Moment, nullable=True),
    Column("failures", Integer, nullable=False),
    Column("trouble", String(16), nullable=False),
    Column("status", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("read", Integer, nullable=False),
    Column("unreadable", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("address"),  # Sources.add
    CheckConstraint("(trouble = '') = (failing_since IS NULL)", name="failing_since"),
    Index(None, "next_poll_at"),  # Sources.due
    sqlite_autoincrement=True,
)
