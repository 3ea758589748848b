"""The schema of what digests told, a part of ``schema.py``'s document."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.columns import Moment, json, wide
from storage.schema import metadata

# One digest as composed, for all who wanted the same: what it tells, so that its pages can be turned and its message
# corrected. content: digest_records.Edition. Nobody is named in it.
digest_editions = Table(
    "digest_editions",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("content", json(), nullable=False),
    Column("written_at", Moment, nullable=False),
    Index(None, "written_at"),  # Editions.since, prune
    sqlite_autoincrement=True,
)

# The messages in which an edition went out: as it was first, and as it was corrected.
edition_bodies = Table(
    "edition_bodies",
    metadata,
    Column("edition_id", wide(), ForeignKey("digest_editions.id"), nullable=False),
    Column("body_id", wide(), ForeignKey("message_bodies.id"), nullable=False),
    PrimaryKeyConstraint("edition_id", "body_id"),
    Index(None, "body_id"),  # Ledger.prune
)
