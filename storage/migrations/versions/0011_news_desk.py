"""News: what people decided of borderline stories, and which words and outlets are trusted or not.

What is written here stays as it was, whatever becomes of ``storage/news_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "news_decisions",
        sa.Column("story_id", wide(), sa.ForeignKey("stories.id"), primary_key=True, autoincrement=False),
        sa.Column("ours", sa.Boolean, nullable=False),
        sa.Column("identities", json(), nullable=False),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=False),
    )
    sort = sa.Enum("word", "source", name="sort", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "news_trust",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("sort", sort, nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("trusted", sa.Boolean, nullable=False),
        sa.Column("said_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("said_at", Moment, nullable=False),
        sa.UniqueConstraint("sort", "value"),
        sqlite_autoincrement=True,
    )
