"""The schema of reminders, a part of ``schema.py``'s document: wishes, what was put off, who stands in for whom."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, PrimaryKeyConstraint, SmallInteger, Table

from storage.columns import Moment, json, wide, word
from storage.reminding_records import StepSet
from storage.schema import metadata

# What a person wants of reminders; no row: the usual. hour: local. days: of their own choosing, the most first; else
# steps: a set of them; both NULL: as the plan has it. changed_at: when the hour or the zone was last changed, NULL:
# never.
reminder_wishes = Table(
    "reminder_wishes",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("hour", SmallInteger, nullable=False),
    Column("steps", word(StepSet, "steps"), nullable=True),
    Column("changed_at", Moment, nullable=True),
    Column("days", json(none_as_null=True), nullable=True),
    CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
)

# A deadline of which a person wants to hear again on a day (theirs), and not before.
snoozes = Table(
    "snoozes",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("deadline_id", wide(), ForeignKey("deadlines.id", ondelete="CASCADE"), nullable=False),
    Column("until", Date, nullable=False),
    PrimaryKeyConstraint("user_id", "deadline_id"),
    Index(None, "deadline_id"),  # a deadline that goes takes its rows along
    sqlite_with_rowid=False,
)

# Who gets a person's reminders from one day to another, both included; one at a time. It ends by itself, and the row
# stays until another is named: it says who stood in last.
deputyships = Table(
    "deputyships",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("deputy_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    CheckConstraint("first <= last", name="days"),
    CheckConstraint("user_id <> deputy_id", name="another"),
    Index(None, "deputy_id"),  # Reminding.standing_in
)
