"""News: what each publication was found to be, and why; moments of stories mended.

What is written here stays as it was, whatever becomes of ``storage/news_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the table, and write the moments as all are that joining a story wrote otherwise."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "UPDATE stories SET published_at = replace(published_at, ' ', 'T') || '+00:00' "
            "WHERE published_at LIKE '% %'"
        )
    outcomes = sa.Enum("in", "borderline", "out", name="outcome", native_enum=False, create_constraint=True, length=16)
    op.create_table(
        "judgements",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("outcome", outcomes, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("why", json(), nullable=False),
        sa.Column("judged_at", Moment, nullable=False),
        sa.UniqueConstraint("identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_judgements_judged_at", "judgements", ["judged_at"])
