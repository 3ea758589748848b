"""The ground: every table that the first version has.

What is written here stays as it was, whatever becomes of ``storage/schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROLES = ("subscriber", "official", "coordinator", "administrator")
SIDES = ("ulyanovsk", "belarus", "federal")
ENTRY_KINDS = (
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
)
VISIBILITIES = ("public", "programme")
COMMITMENT_STATES = ("open", "in_work", "done", "removed")
DELIVERY_KINDS = ("reminder", "escalation", "notice", "digest", "broadcast")
DELIVERY_STATES = ("waiting", "sending", "sent", "dead", "unknown", "cancelled")


def upgrade() -> None:
    """Create all tables."""
    _create_updates()
    _create_users()
    _create_chats()
    _create_register()
    _create_corrections()
    _create_stories()
    _create_digest_wishes()
    _create_plans()
    _create_deadlines()
    _create_deliveries()
    _create_ticks()


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _create_updates() -> None:
    op.create_table(
        "updates",
        sa.Column("bot_id", wide(), nullable=False),
        sa.Column("update_id", wide(), nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id"),
        sa.Index(None, "received_at"),
        sqlite_with_rowid=False,
    )


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("telegram_id", wide(), nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("username", sa.Text, nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("zone", sa.Text, nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("last_seen_at", Moment, nullable=True),
        sa.UniqueConstraint("telegram_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "grants",
        sa.Column("user_id", wide(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("role", _word("role", ROLES), nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("granted_by", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("granted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "role", "organisation"),
        sa.Index(None, "organisation"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_users_username_folded", "users", [sa.text("lower(username)")])


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", wide(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("paused_reason", sa.Text, nullable=True),
        sa.Column("paused_at", Moment, nullable=True),
        sa.Column("first_seen_at", Moment, nullable=False),
        sa.CheckConstraint("state IN ('active', 'paused')", name="state"),
        sa.CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name="paused_at"),
    )


def _create_register() -> None:
    op.create_table(
        "register_entries",
        sa.Column("kind", _word("kind", ENTRY_KINDS), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("content", json(), nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug"),
    )


def _create_corrections() -> None:
    op.create_table(
        "register_corrections",
        sa.Column("kind", _word("kind", ENTRY_KINDS), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("value", json(), nullable=False),
        sa.Column("base", json(), nullable=False),
        sa.Column("source", json(), nullable=False),
        sa.Column("by_user", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", "field"),
    )
    op.create_table(
        "register_state",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.execute("INSERT INTO register_state (id, revision) VALUES (1, 0)")


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.Index(None, "published_at"),
        sa.Index(None, "added_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("story_id", wide(), sa.ForeignKey("stories.id"), nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("sectors", json(), nullable=False),
        sa.Column("organisations", json(), nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.UniqueConstraint("identity"),
        sa.Index(None, "story_id"),
        sqlite_autoincrement=True,
    )


def _create_digest_wishes() -> None:
    op.create_table(
        "digest_wishes",
        sa.Column("chat_id", wide(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("next_at", Moment, nullable=False),
        sa.Column("covered_until", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Index(None, "next_at"),
    )


def _create_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("slug", sa.String(40), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("example", sa.Boolean, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
    )
    op.create_table(
        "commitments",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("plan_slug", sa.String(40), sa.ForeignKey("plans.slug"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("deadline_text", sa.Text, nullable=False),
        sa.Column("state", _word("state", COMMITMENT_STATES), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sectors", json(), nullable=False),
        sa.Column("visibility", _word("visibility", VISIBILITIES), nullable=False),
        sa.UniqueConstraint("plan_slug", "position"),
        sqlite_autoincrement=True,
    )


def _create_deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("commitment_id", wide(), sa.ForeignKey("commitments.id"), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("first_due", sa.Date, nullable=False),
        sa.UniqueConstraint("commitment_id", "first_due"),
        sa.Index(None, "due"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "responsibles",
        sa.Column("commitment_id", wide(), sa.ForeignKey("commitments.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=True),
        sa.Column("organisation", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("commitment_id", "position"),
        sa.Index(None, "organisation"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("chat_id", wide(), nullable=False),
        sa.Column("thread_id", wide(), nullable=True),
        sa.Column("kind", _word("kind", DELIVERY_KINDS), nullable=False),
        sa.Column("priority", sa.SmallInteger, nullable=False),
        sa.Column("body", json(), nullable=False),
        sa.Column("state", _word("state", DELIVERY_STATES), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("message_id", wide(), nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.UniqueConstraint("key"),
        sa.CheckConstraint("(state IN ('waiting', 'sending')) = (closed_at IS NULL)", name="closed_at"),
        sa.Index(None, "chat_id"),
        sqlite_autoincrement=True,
    )
    for state in ("waiting", "sending"):
        only = sa.text(f"state = '{state}'")
        op.create_index(
            f"ix_deliveries_{state}",
            "deliveries",
            ["chat_id", "not_before"],
            sqlite_where=only,
            postgresql_where=only,
        )


def _create_ticks() -> None:
    op.create_table(
        "ticks",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("done_until", Moment, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("value", json(), nullable=False),
    )
