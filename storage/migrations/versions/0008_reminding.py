"""Reminders: what people wish of them, what they put off, who stands in for whom.

What is written here stays as it was, whatever becomes of ``storage/reminding_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, wide

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STEPS = ("more", "usual", "fewer", "last")


def upgrade() -> None:
    """Create the tables."""
    steps = sa.Enum(*STEPS, name="steps", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "reminder_wishes",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
        sa.Column("hour", sa.SmallInteger, nullable=False),
        sa.Column("steps", steps, nullable=True),
        sa.Column("changed_at", Moment, nullable=True),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
    )
    op.create_table(
        "snoozes",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("deadline_id", wide(), sa.ForeignKey("deadlines.id", ondelete="CASCADE"), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "deadline_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snoozes_deadline_id", "snoozes", ["deadline_id"])
    op.create_table(
        "deputyships",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
        sa.Column("deputy_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.CheckConstraint("first <= last", name="days"),
        sa.CheckConstraint("user_id <> deputy_id", name="another"),
    )
    op.create_index("ix_deputyships_deputy_id", "deputyships", ["deputy_id"])
