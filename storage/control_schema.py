"""The schema of the plan's control, a part of ``schema.py``'s document: reports, extensions, what is being asked.

Who reported or decided is a ``…_by`` column: the number stays when the person is forgotten. ``instead_of`` and
``decided_instead_of`` are the numbers of those in whose place a deputy did it, NULL: in nobody's; they stay as well (no
foreign keys: SQLite cannot add them to a table that is there). What becomes of a deadline stands in the audit, under
the subject «commitment:<id>».
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Moment, json, wide, word
from storage.control_records import ReportDecision
from storage.register_records import Side
from storage.schema import metadata

# What was said to be done for a deadline on a side (NULL: the plan names none). before: how the deadline stood.
# decision NULL: nobody has decided; reason "": none was given.
reports = Table(
    "reports",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("deadline_id", wide(), ForeignKey("deadlines.id"), nullable=False),
    Column("by_user", wide(), ForeignKey("users.id"), nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reported_on", Date, nullable=False),
    Column("before", String(16), nullable=False),
    Column("decision", word(ReportDecision, "decision"), nullable=True),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("reason", Text, nullable=False),
    Column("instead_of", wide(), nullable=True),
    Column("decided_instead_of", wide(), nullable=True),
    CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
    Index(None, "deadline_id"),  # Control.reports_of, every reading of commitments
    sqlite_autoincrement=True,
)

# A file with a report. size in bytes, 0: not known.
report_files = Table(
    "report_files",
    metadata,
    Column("report_id", wide(), ForeignKey("reports.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("attachment_id", wide(), ForeignKey("attachments.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", wide(), nullable=False),
    PrimaryKeyConstraint("report_id", "position"),
    sqlite_with_rowid=False,
)

# A later date asked for. due: the date at that moment. granted NULL: nobody has decided; answer "": no reason given.
extensions = Table(
    "extensions",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("deadline_id", wide(), ForeignKey("deadlines.id"), nullable=False),
    Column("by_user", wide(), ForeignKey("users.id"), nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("due", Date, nullable=False),
    Column("wished", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("granted", Boolean, nullable=True),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("answer", Text, nullable=False),
    Column("instead_of", wide(), nullable=True),
    Column("decided_instead_of", wide(), nullable=True),
    CheckConstraint("(granted IS NULL) = (decided_at IS NULL)", name="decided"),
    Index(None, "deadline_id"),  # Control.extensions_of
    sqlite_autoincrement=True,
)

# What a person is being asked, one thing at a time; said: what has been answered so far.
dialogues = Table(
    "dialogues",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("what", String(20), nullable=False),
    Column("commitment_id", wide(), ForeignKey("commitments.id"), nullable=True),
    Column("deadline_id", wide(), ForeignKey("deadlines.id"), nullable=True),
    Column("version", Integer, nullable=False),
    Column("said", json(), nullable=False),
    Column("at", Moment, nullable=False),
)

# What of the plan is looked at, so that a button can name it by a number: each choice once, and for ever.
plan_views = Table(
    "plan_views",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False),
    Column("choice", json(), nullable=False),
    UniqueConstraint("digest"),  # PlanViews.numbers
    sqlite_autoincrement=True,
)

# Somebody's calendar, read by a calendar program. token_hash: SHA-256 of what stands in the address, in hexadecimal.
calendar_links = Table(
    "calendar_links",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("token_hash", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("token_hash"),  # CalendarLinks.owner
)
