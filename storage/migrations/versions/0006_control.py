"""The plan under control: a state for each deadline, reports, extensions, what is being asked, views, calendars.

What is written here stays as it was, whatever becomes of ``storage/schema.py`` and ``storage/control_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIDES = ("ulyanovsk", "belarus", "federal")
STATES = ("open", "in_work", "on_review", "done", "removed")
DECISIONS = ("accepted", "returned", "withdrawn", "reopened")


def upgrade() -> None:
    """Make deadlines anew around what they hold, and the new tables."""
    _make_deadlines_anew()
    _create_reports()
    _create_extensions()
    _create_small_tables()
    op.create_index("ix_audit_subject", "audit", ["subject"])


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _make_deadlines_anew() -> None:
    """Give each deadline the state of its commitment; when one was closed is not known, so it is now."""
    op.execute("CREATE TABLE deadlines_before AS SELECT * FROM deadlines")
    op.drop_table("deadlines")
    made = op.create_table(
        "deadlines",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("commitment_id", wide(), sa.ForeignKey("commitments.id"), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("first_due", sa.Date, nullable=False),
        sa.Column("state", _word("state", STATES), nullable=False),
        sa.Column("transfers", sa.Integer, nullable=False),
        sa.Column("done_on", sa.Date, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.CheckConstraint("(state IN ('done', 'removed')) = (closed_at IS NOT NULL)", name="closed_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deadlines_commitment_id", "deadlines", ["commitment_id"])
    op.create_index("ix_deadlines_due", "deadlines", ["due"])
    _fill(made)
    op.drop_table("deadlines_before")


def _fill(made: sa.Table) -> None:
    connection = op.get_bind()
    kept = [sa.column(name, made.c[name].type) for name in ("id", "commitment_id", "due", "first_due")]
    before = sa.table("deadlines_before", *kept)
    owners = sa.table("commitments", sa.column("id", wide()), sa.column("state", sa.String), sa.column("plan_slug"))
    plans = sa.table("plans", sa.column("slug"), sa.column("added_at", Moment))
    closed = owners.c.state.in_(("done", "removed"))
    told = (
        sa.cast(owners.c.state, sa.String(16)),
        sa.case((before.c.due != before.c.first_due, 1), else_=0),
        sa.case((owners.c.state == "done", before.c.due), else_=sa.null()),
        sa.case((closed, plans.c.added_at), else_=sa.null()),
    )
    joined = before.join(owners, owners.c.id == before.c.commitment_id).join(plans, plans.c.slug == owners.c.plan_slug)
    columns = ["id", "commitment_id", "due", "first_due", "state", "transfers", "done_on", "closed_at"]
    connection.execute(
        made.insert().from_select(columns, sa.select(*before.c, *told).select_from(joined).order_by(before.c.id))
    )
    last = connection.execute(sa.select(sa.func.max(made.c.id))).scalar()
    if last and connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT setval('deadlines_id_seq', :last)"), {"last": last})


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("deadline_id", wide(), sa.ForeignKey("deadlines.id"), nullable=False),
        sa.Column("by_user", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reported_on", sa.Date, nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("decision", _word("decision", DECISIONS), nullable=True),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_deadline_id", "reports", ["deadline_id"])
    op.create_table(
        "report_files",
        sa.Column("report_id", wide(), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("attachment_id", wide(), sa.ForeignKey("attachments.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", wide(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "position"),
        sqlite_with_rowid=False,
    )


def _create_extensions() -> None:
    op.create_table(
        "extensions",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("deadline_id", wide(), sa.ForeignKey("deadlines.id"), nullable=False),
        sa.Column("by_user", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("wished", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("granted", sa.Boolean, nullable=True),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("answer", sa.Text, nullable=False),
        sa.CheckConstraint("(granted IS NULL) = (decided_at IS NULL)", name="decided"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_extensions_deadline_id", "extensions", ["deadline_id"])


def _create_small_tables() -> None:
    op.create_table(
        "dialogues",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("commitment_id", wide(), sa.ForeignKey("commitments.id"), nullable=True),
        sa.Column("deadline_id", wide(), sa.ForeignKey("deadlines.id"), nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("said", json(), nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "plan_views",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("choice", json(), nullable=False),
        sa.UniqueConstraint("digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar_links",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.UniqueConstraint("token_hash"),
    )
