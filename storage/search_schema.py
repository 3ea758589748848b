"""The schema of search, a part of ``schema.py``'s document: one index over everything that can be found."""

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from storage.columns import Moment, wide, word, word_keys
from storage.register_records import Visibility
from storage.schema import metadata
from storage.search_records import SearchKind

# One thing that can be found. id: time first, so that the newest come first without a sort, and the kind and the
# visibility in its last bits, so that ranking reads no row (``search_ids``). version: of the commitment it was
# made of, else 0; -1: to be made anew. digest: of all that the row says, so that the same row again is known
# without reading it. keys: the word keys, in PostgreSQL as the vector that is searched.
search_rows = Table(
    "search_rows",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=False),
    Column("kind", word(SearchKind, "kind"), nullable=False),
    Column("ref", String(40), nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("keys", word_keys(), nullable=False),
    UniqueConstraint("kind", "ref"),  # Search.put
)
# Search.find: GIN over the vector in PostgreSQL; in SQLite an FTS5 index over the keys, which stay in the table
# (external content: contentless tables that can forget a row need SQLite 3.43). Triggers keep it up.
Index("ix_search_rows_keys", search_rows.c["keys"], postgresql_using="gin").ddl_if(dialect="postgresql")
FTS5 = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        keys, content='search_rows', content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '-'"
    )
    """,
    """
    CREATE TRIGGER search_rows_inserted AFTER INSERT ON search_rows BEGIN
        INSERT INTO search_index (rowid, keys) VALUES (new.id, new.keys);
    END
    """,
    """
    CREATE TRIGGER search_rows_deleted AFTER DELETE ON search_rows BEGIN
        INSERT INTO search_index (search_index, rowid, keys) VALUES ('delete', old.id, old.keys);
    END
    """,
)


@event.listens_for(search_rows, "after_create")
def _create_fts5(_: Table, connection: Connection, **__: object) -> None:
    for statement in FTS5 if connection.dialect.name == "sqlite" else ():
        connection.exec_driver_sql(statement)


@event.listens_for(search_rows, "before_drop")
def _drop_fts5(_: Table, connection: Connection, **__: object) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")


# The index's own vocabulary, for «возможно, вы искали»: each key and in how many rows of a visibility it stands.
search_words = Table(
    "search_words",
    metadata,
    Column("word", Text, nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    Column("rows", Integer, nullable=False),
    PrimaryKeyConstraint("word", "visibility"),
    sqlite_with_rowid=False,
)

# Up to where the index has been brought, by what it is made of, and the rules its keys were made by (key_rules).
search_marks = Table(
    "search_marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
