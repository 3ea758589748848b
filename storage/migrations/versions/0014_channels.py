"""News through Telegram: channels and their posts, what editors are about to add, what stories hang on.

What is written here stays as it was, whatever becomes of the schemas of ``storage``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "channels",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("chat_id", wide(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("ours", sa.Boolean, nullable=True),
        sa.Column("added_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.UniqueConstraint("chat_id"),
        sa.CheckConstraint("state IN ('asked', 'news', 'ignored', 'gone')", name="state"),
        sa.CheckConstraint("(ours IS NULL) = (decided_at IS NULL)", name="ours"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "channel_posts",
        sa.Column("chat_id", wide(), nullable=False),
        sa.Column("message_id", wide(), nullable=False),
        sa.Column("album", sa.Text, nullable=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("posted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(None, "channel_posts", ["identity"])
    op.create_table(
        "news_drafts",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("article", json(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(None, "news_drafts", ["made_at"])
    _create_links()


def _create_links() -> None:
    kind = sa.Enum("agreement", "commitment", "project", name="kind", native_enum=False, create_constraint=True,
                   length=16)  # fmt: skip
    state = sa.Enum("offered", "attached", "declined", name="state", native_enum=False, create_constraint=True,
                    length=16)  # fmt: skip
    op.create_table(
        "story_links",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("story_id", wide(), sa.ForeignKey("stories.id"), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("ref", sa.String(48), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("why", json(), nullable=False),
        sa.Column("offered_at", Moment, nullable=False),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.UniqueConstraint("story_id", "kind", "ref"),
        sqlite_autoincrement=True,
    )
    op.create_index(None, "story_links", ["kind", "ref"])
