"""The schema of what people have put right over the library's calendars, a part of ``schema.py``'s document."""

from sqlalchemy import Boolean, Column, Date, Integer, PrimaryKeyConstraint, Table, Text

from storage.calendar_records import Country
from storage.columns import word
from storage.schema import metadata

# A day that is worked (works) or off whatever the library says; who said so stands in the audit.
day_changes = Table(
    "day_changes",
    metadata,
    Column("country", word(Country, "country"), nullable=False),
    Column("day", Date, nullable=False),
    Column("works", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("country", "day"),
    sqlite_with_rowid=False,
)

# A year of which a person said that its transfers of days off are all here, or that there are none.
settled_years = Table(
    "settled_years",
    metadata,
    Column("country", word(Country, "country"), nullable=False),
    Column("year", Integer, nullable=False),
    PrimaryKeyConstraint("country", "year"),
    sqlite_with_rowid=False,
)
