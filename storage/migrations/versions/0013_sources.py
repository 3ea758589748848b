"""News: where they come from, and the text of a publication where its page was read.

What is written here stays as it was, whatever becomes of ``storage/sources_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, wide

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the table, and the column of texts, empty."""
    op.add_column("articles", sa.Column("text", sa.Text, nullable=True))
    states = sa.Enum("active", "paused", name="state", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "sources",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("added_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("next_poll_at", Moment, nullable=False),
        sa.Column("succeeded_at", Moment, nullable=True),
        sa.Column("article_at", Moment, nullable=True),
        sa.Column("failing_since", Moment, nullable=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble", sa.String(16), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("unreadable", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("address"),
        sa.CheckConstraint("(trouble = '') = (failing_since IS NULL)", name="failing_since"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sources_next_poll_at", "sources", ["next_poll_at"])
