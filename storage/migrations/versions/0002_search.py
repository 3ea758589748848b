"""Search: one index over everything that can be found.

What is written here stays as it was, whatever becomes of ``storage/schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.columns import Moment, wide

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "sector",
    "agreement",
    "organisation",
    "project",
    "event",
    "indicator",
    "person",
    "statement",
    "document",
    "discrepancy",
    "story",
    "commitment",
)
VISIBILITIES = ("public", "programme")


def upgrade() -> None:
    """Create the rows, what finds them, and their vocabulary."""
    _create_rows()
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_index()
    else:
        op.execute("CREATE INDEX ix_search_rows_keys ON search_rows USING gin (keys)")
    _create_words()


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _create_rows() -> None:
    op.create_table(
        "search_rows",
        sa.Column("id", wide(), primary_key=True, autoincrement=False),
        sa.Column("kind", _word("kind", KINDS), nullable=False),
        sa.Column("ref", sa.String(40), nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.Column("moment", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("keys", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.UniqueConstraint("kind", "ref"),
    )


def _create_sqlite_index() -> None:
    op.execute("""
        CREATE VIRTUAL TABLE search_index USING fts5(
            keys, content='search_rows', content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '-'"
        )
    """)
    op.execute("""
        CREATE TRIGGER search_rows_inserted AFTER INSERT ON search_rows BEGIN
            INSERT INTO search_index (rowid, keys) VALUES (new.id, new.keys);
        END
    """)
    op.execute("""
        CREATE TRIGGER search_rows_deleted AFTER DELETE ON search_rows BEGIN
            INSERT INTO search_index (search_index, rowid, keys) VALUES ('delete', old.id, old.keys);
        END
    """)


def _create_words() -> None:
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("word", "visibility"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_marks",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
