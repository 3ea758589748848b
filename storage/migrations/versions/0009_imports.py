"""Plans being brought in, what bodies' wordings mean, and changes over the working calendars.

What is written here stays as it was, whatever becomes of ``storage/import_schema.py`` and ``calendar_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIDES = ("ulyanovsk", "belarus", "federal")
COUNTRIES = ("RU", "BY")


def upgrade() -> None:
    """Create the tables."""
    _create_imports()
    _create_calendars()


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _create_imports() -> None:
    op.create_table(
        "pending_imports",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("tables", sa.Text, nullable=False),
        sa.Column("choices", json(), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("read_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pending_imports_user_id", "pending_imports", ["user_id"])
    op.create_table(
        "said_bodies",
        sa.Column("wording", sa.String(400), primary_key=True),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=True),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("said_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("said_at", Moment, nullable=False),
        sa.CheckConstraint("organisation IS NOT NULL OR side IS NOT NULL", name="said"),
        sqlite_with_rowid=False,
    )


def _create_calendars() -> None:
    op.create_table(
        "day_changes",
        sa.Column("country", _word("country", COUNTRIES), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("works", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("country", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "settled_years",
        sa.Column("country", _word("country", COUNTRIES), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("country", "year"),
        sqlite_with_rowid=False,
    )
