"""The register edited in chat: entries that no file has, and what an editor is in the middle of.

What is written here stays as it was, whatever becomes of ``storage/schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "sector", "agreement", "organisation", "project", "event", "indicator", "person", "statement", "document",
    "discrepancy",
)  # fmt: skip
STATES = ("open", "done", "dropped")


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "register_by_hand",
        sa.Column("kind", _word("kind", KINDS), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug"),
    )
    op.create_table(
        "register_drafts",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("kind", _word("kind", KINDS), nullable=False),
        sa.Column("slug", sa.String(40), nullable=True),
        sa.Column("asked", json(), nullable=False),
        sa.Column("answers", json(), nullable=False),
        sa.Column("source", json(), nullable=False),
        sa.Column("state", _word("state", STATES), nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_register_drafts_user_id", "register_drafts", ["user_id"])
