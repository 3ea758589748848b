"""People: the audit, invitations, requests for a role, suspensions.

What is written here stays as it was, whatever becomes of ``storage/people_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


ROLES = ("subscriber", "official", "coordinator", "administrator")
SIDES = ("ulyanovsk", "belarus", "federal")


def upgrade() -> None:
    """Create the tables."""
    _create_audit()
    _create_invitations()
    _create_join_requests()
    _create_suspensions()


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by_user", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("by_what", sa.String(40), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("before", json(), nullable=False),
        sa.Column("after", json(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
            )
        return
    op.execute("""
        CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """)
    op.execute("""
        CREATE TRIGGER audit_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
    """)


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("role", _word("role", ROLES), nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("created_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("used_at", Moment, nullable=True),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.UniqueConstraint("token_hash"),
        sa.CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="used"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_created_by", "invitations", ["created_by"])


def _create_join_requests() -> None:
    op.create_table(
        "join_requests",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("role", _word("role", ROLES), nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("decided_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("granted", sa.Boolean, nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_join_requests_user_id", "join_requests", ["user_id"])


def _create_suspensions() -> None:
    op.create_table(
        "suspensions",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), primary_key=True, autoincrement=False),
        sa.Column("grants", json(), nullable=False),
        sa.Column("wish", json(), nullable=False),
        sa.Column("suspended_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("suspended_at", Moment, nullable=False),
    )
