"""Working groups, and chats whose people are away.

What is written here stays as it was, whatever becomes of the schema.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIDES = ("ulyanovsk", "belarus", "federal")


def upgrade() -> None:
    """Create the table of groups and add the end of an absence to the chats."""
    side = sa.Enum(*SIDES, name="side", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "groups",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("chat_id", wide(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("side", side, nullable=True),
        sa.Column("sectors", json(), nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("thread_id", wide(), nullable=True),
        sa.Column("added_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.UniqueConstraint("chat_id"),
        sa.CheckConstraint("state IN ('asked', 'working', 'gone')", name="state"),
        sqlite_autoincrement=True,
    )
    op.add_column("chats", sa.Column("away_until", Moment, nullable=True))
