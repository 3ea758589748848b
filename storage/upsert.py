"""INSERT … ON CONFLICT, which both databases speak alike and SQLAlchemy spells per dialect."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database


def insert(table: Table, database: Database) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT into ``table`` that can be told what to do on a conflict."""
    return sqlite.insert(table) if database.is_sqlite else postgresql.insert(table)
