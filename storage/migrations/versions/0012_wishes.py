"""Digests: what of the news is wanted, how often and where; what each told. Wishes that are there keep what they had.

What is written here stays as it was, whatever becomes of ``storage/schema.py`` and ``storage/editions_schema.py``.
"""

import json as text_json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RHYTHMS = ("working", "daily", "weekly", "monthly", "at_once")
KEPT = ("chat_id", "at", "zone", "language", "next_at", "covered_until", "version")
EVERYTHING = {"sectors": [], "organisations": [], "included": [], "excluded": [], "borderline": False}


def upgrade() -> None:
    """Make the wishes anew around what they hold, and the new tables."""
    _make_wishes_anew()
    op.create_index("ix_articles_added_at", "articles", ["added_at"])
    op.create_table(
        "digest_editions",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("content", json(), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digest_editions_written_at", "digest_editions", ["written_at"])
    op.create_table(
        "edition_bodies",
        sa.Column("edition_id", wide(), sa.ForeignKey("digest_editions.id"), nullable=False),
        sa.Column("body_id", wide(), sa.ForeignKey("message_bodies.id"), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "body_id"),
    )
    op.create_index("ix_edition_bodies_body_id", "edition_bodies", ["body_id"])


def _make_wishes_anew() -> None:
    op.execute("CREATE TABLE digest_wishes_before AS SELECT * FROM digest_wishes")
    op.drop_table("digest_wishes")
    op.create_table(
        "digest_wishes",
        sa.Column("chat_id", wide(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("next_at", Moment, nullable=False),
        sa.Column("covered_until", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("following", json(), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(*RHYTHMS, name="rhythm", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("day", sa.SmallInteger, nullable=False),
        sa.Column("thread_id", wide(), nullable=True),
        sa.Column("told", json(), nullable=False),
    )
    op.create_index("ix_digest_wishes_next_at", "digest_wishes", ["next_at"])
    op.create_index("ix_digest_wishes_rhythm_chat_id", "digest_wishes", ["rhythm", "chat_id"])
    names = ", ".join(f'"{name}"' for name in KEPT)
    everything = text_json.dumps(EVERYTHING)
    op.execute(
        f"INSERT INTO digest_wishes ({names}, following, rhythm, day, told) "  # noqa: S608 - names of our own
        f"SELECT {names}, '{everything}', 'daily', 0, '[]' FROM digest_wishes_before".replace(":", r"\:")
    )
    op.drop_table("digest_wishes_before")
