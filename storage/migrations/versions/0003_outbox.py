"""The outbox to trust: bodies stored once, silences, quiet hours, the bot's own wait, leases, broadcasts, attachments.

What is written here stays as it was, whatever becomes of ``storage/schema.py``.
"""

import hashlib
import json as json_text
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment, json, wide

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = ("reminder", "escalation", "notice", "digest", "broadcast")
STATES = ("waiting", "held", "sending", "sent", "dead", "unknown", "cancelled", "merged")
CHUNK = 500


def upgrade() -> None:
    """Make the new tables, and make chats and deliveries anew around what they hold."""
    _create_small_tables()
    _make_chats_anew()
    _create_attachments()
    _create_broadcasts()
    _make_deliveries_anew()


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=16)


def _create_small_tables() -> None:
    op.create_table(
        "message_bodies",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", json(), nullable=False),
        sa.UniqueConstraint("digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    state = op.create_table(
        "outbox_state",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("waits_until", Moment, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.bulk_insert(state, [{"id": 1, "waits_until": None, "reason": ""}])


def _make_chats_anew() -> None:
    op.execute("CREATE TABLE chats_before AS SELECT * FROM chats")
    op.drop_table("chats")
    chats = op.create_table(
        "chats",
        sa.Column("chat_id", wide(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("paused_reason", sa.Text, nullable=True),
        sa.Column("paused_at", Moment, nullable=True),
        sa.Column("first_seen_at", Moment, nullable=False),
        sa.Column("quiet_from", sa.Time, nullable=False),
        sa.Column("quiet_until", sa.Time, nullable=False),
        sa.Column("quiet_escalations", sa.Boolean, nullable=False),
        sa.CheckConstraint("state IN ('active', 'paused', 'returning')", name="state"),
        sa.CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name="paused_at"),
    )
    kept = ["chat_id", "kind", "title", "state", "paused_reason", "paused_at", "first_seen_at"]
    before = sa.table("chats_before", *(sa.column(name) for name in kept))
    quiet = (sa.literal(time(22), sa.Time), sa.literal(time(8), sa.Time), sa.literal(value=False))
    said = sa.select(*(before.c[name] for name in kept), *quiet)
    op.execute(chats.insert().from_select([*kept, "quiet_from", "quiet_until", "quiet_escalations"], said))
    op.drop_table("chats_before")


def _create_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sort", sa.String(8), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=True),
        sa.Column("file_id", sa.Text, nullable=True),
        sa.Column("bot_id", wide(), nullable=True),
        sa.UniqueConstraint("digest"),
        sa.CheckConstraint("sort IN ('photo', 'document')", name="sort"),
        sqlite_autoincrement=True,
    )


def _create_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("author_id", wide(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("body_id", wide(), sa.ForeignKey("message_bodies.id"), nullable=False),
        sa.Column("audience", json(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("started_at", Moment, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("planned_to", wide(), nullable=True),
        sa.Column("progress_chat", wide(), nullable=True),
        sa.Column("progress_message", wide(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'planning', 'running', 'stopped', 'done', 'dropped')", name="state"),
        sqlite_autoincrement=True,
    )


def _make_deliveries_anew() -> None:
    op.execute("CREATE TABLE deliveries_before AS SELECT * FROM deliveries")
    op.drop_table("deliveries")
    _fill(_create_deliveries())
    op.drop_table("deliveries_before")


def _create_deliveries() -> sa.Table:
    made = op.create_table(
        "deliveries",
        sa.Column("id", wide(), primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("chat_id", wide(), nullable=False),
        sa.Column("thread_id", wide(), nullable=True),
        sa.Column("kind", _word("kind", KINDS), nullable=False),
        sa.Column("priority", sa.SmallInteger, nullable=False),
        sa.Column("body_id", wide(), sa.ForeignKey("message_bodies.id"), nullable=False),
        sa.Column("state", _word("state", STATES), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("silences", sa.Integer, nullable=False),
        sa.Column("not_before", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("taken_at", Moment, nullable=True),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("message_id", wide(), nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("grounds", json(none_as_null=True), nullable=True),
        sa.Column("edits", wide(), sa.ForeignKey("deliveries.id"), nullable=True),
        sa.Column("merged_into", wide(), sa.ForeignKey("deliveries.id"), nullable=True),
        sa.Column("broadcast_id", wide(), sa.ForeignKey("broadcasts.id"), nullable=True),
        sa.Column("story", json(), nullable=False),
        sa.UniqueConstraint("key"),
        sa.CheckConstraint("(state IN ('waiting', 'held', 'sending')) = (closed_at IS NULL)", name="closed_at"),
        sa.Index(None, "chat_id"),
        sa.Index(None, "body_id"),
        sa.Index(None, "broadcast_id", "state"),
        sa.Index(None, "closed_at"),
        sqlite_autoincrement=True,
    )
    for state in ("waiting", "held", "sending"):
        _index(f"ix_deliveries_{state}", ["chat_id", "not_before"], f"state = '{state}'")
    _index("ix_deliveries_queue", ["priority", "created_at", "id"], "state = 'waiting'")
    _index("ix_deliveries_put_back", ["not_before", "chat_id"], "state = 'waiting' AND attempts > 0")
    return made


def _index(name: str, columns: Sequence[str], where: str) -> None:
    op.create_index(name, "deliveries", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _fill(made: sa.Table) -> None:
    """Bring every delivery over, its body stored once among all that say the same."""
    connection = op.get_bind()
    names = [name for name in made.c.keys() if name not in NEW]  # noqa: SIM118 - a collection of columns is no dict
    kept = [sa.column(name, made.c[name].type) for name in names]
    before = sa.table("deliveries_before", *kept, sa.column("body", json()))
    last = 0
    while True:
        rows = connection.execute(sa.select(before).where(before.c.id > last).order_by(before.c.id).limit(CHUNK)).all()
        if not rows:
            break
        last = rows[-1].id
        connection.execute(made.insert(), [_brought_over(connection, row._asdict()) for row in rows])
    if last and connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT setval('deliveries_id_seq', :last)"), {"last": last})


NEW = frozenset(
    {"body_id", "silences", "taken_at", "grounds", "edits", "merged_into", "broadcast_id", "story"},
)


def _brought_over(connection: sa.Connection, row: dict[str, Any]) -> dict[str, Any]:
    body = row.pop("body")
    nothing = {"taken_at": None, "grounds": None, "edits": None, "merged_into": None, "broadcast_id": None}
    return {**row, **nothing, "body_id": _body_id(connection, body), "silences": 0, "story": []}


def _body_id(connection: sa.Connection, body: Mapping[str, Any]) -> int:
    bodies = sa.table("message_bodies", sa.column("id", wide()), sa.column("digest"), sa.column("content", json()))
    written = json_text.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(written.encode()).hexdigest()
    find = sa.select(bodies.c.id).where(bodies.c.digest == digest)
    found = connection.execute(find).scalar()
    if found is None:
        connection.execute(bodies.insert().values(digest=digest, content=body))
        found = connection.execute(find).scalar_one()
    return int(found)
