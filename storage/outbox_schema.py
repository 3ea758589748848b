"""The schema of the outbox, a part of ``schema.py``'s document: what is sent unasked, and what became of it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Moment, json, wide, word
from storage.outbox_records import DeliveryKind, DeliveryState
from storage.schema import metadata

# A message as data, once however many read it. digest: of the content, in hexadecimal.
message_bodies = Table(
    "message_bodies",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False),
    Column("content", json(), nullable=False),
    UniqueConstraint("digest"),  # Deliveries.add
    sqlite_autoincrement=True,
)

# A picture or a file that messages carry. content NULL: Telegram has it already, and only there. file_id: as the
# bot bot_id knows it, NULL until it went up once; another bot sends it up again.
attachments = Table(
    "attachments",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False),
    Column("sort", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=True),
    Column("file_id", Text, nullable=True),
    Column("bot_id", wide(), nullable=True),
    UniqueConstraint("digest"),  # Attachments.keep
    CheckConstraint("sort IN ('photo', 'document')", name="sort"),
    sqlite_autoincrement=True,
)

# One message to many, as an administrator wrote it. audience: as chosen. planned_to: recipients up to this chat have
# their rows; NULL: none yet. progress_chat and progress_message: where the author watches it, NULL when nowhere.
broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("author_id", wide(), ForeignKey("users.id"), nullable=True),
    Column("body_id", wide(), ForeignKey("message_bodies.id"), nullable=False),
    Column("audience", json(), nullable=False),
    Column("state", String(8), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment, nullable=True),
    Column("closed_at", Moment, nullable=True),
    Column("planned_to", wide(), nullable=True),
    Column("progress_chat", wide(), nullable=True),
    Column("progress_message", wide(), nullable=True),
    CheckConstraint("state IN ('draft', 'planning', 'running', 'stopped', 'done', 'dropped')", name="state"),
    sqlite_autoincrement=True,
)

# One message to one chat and its fate. key: unique for ever, so a decision taken twice is one message.
# thread_id NULL: no forum topic. attempts: how often it was taken for sending; silences: how often its outcome was
# never learnt. not_before: when it may go, and for one put back the wait imposed on its chat. taken_at: last time.
# grounds NULL: it holds whatever happens; else what it was decided from. edits: the delivery whose message it
# replaces. merged_into: what it became part of, NULL also when that is not written yet. message_id NULL: not sent,
# or the outcome was never learnt. closed_at NULL exactly while it is waiting, held or being sent.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("chat_id", wide(), nullable=False),
    Column("thread_id", wide(), nullable=True),
    Column("kind", word(DeliveryKind, "kind"), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("body_id", wide(), ForeignKey("message_bodies.id"), nullable=False),
    Column("state", word(DeliveryState, "state"), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("silences", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("taken_at", Moment, nullable=True),
    Column("outcome", Text, nullable=False),
    Column("message_id", wide(), nullable=True),
    Column("closed_at", Moment, nullable=True),
    Column("grounds", json(none_as_null=True), nullable=True),
    Column("edits", wide(), ForeignKey("deliveries.id"), nullable=True),
    Column("merged_into", wide(), ForeignKey("deliveries.id"), nullable=True),
    Column("broadcast_id", wide(), ForeignKey("broadcasts.id"), nullable=True),
    Column("story", json(), nullable=False),
    UniqueConstraint("key"),  # Deliveries.add
    CheckConstraint("(state IN ('waiting', 'held', 'sending')) = (closed_at IS NULL)", name="closed_at"),
    Index(None, "chat_id"),  # Ledger.of_chat
    Index(None, "body_id"),  # Ledger.prune
    Index(None, "broadcast_id", "state"),  # Broadcasts.progress
    Index(None, "closed_at"),  # Ledger.failures, tally
    sqlite_autoincrement=True,
)
# The ledger grows for ever, what is still to do is a handful: Deliveries.take, recover, Gatherings.held.
for _state in ("waiting", "held", "sending"):
    Index(
        f"ix_deliveries_{_state}",
        deliveries.c.chat_id,
        deliveries.c.not_before,
        sqlite_where=text(f"state = '{_state}'"),
        postgresql_where=text(f"state = '{_state}'"),
    )
# The order in which what waits goes: Deliveries.take walks it and stops when it has enough.
Index(
    "ix_deliveries_queue",
    deliveries.c.priority,
    deliveries.c.created_at,
    deliveries.c.id,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)
# What was put back, and so holds its chat: Deliveries.take, next_due.
Index(
    "ix_deliveries_put_back",
    deliveries.c.not_before,
    deliveries.c.chat_id,
    sqlite_where=text("state = 'waiting' AND attempts > 0"),
    postgresql_where=text("state = 'waiting' AND attempts > 0"),
)

# One row, there from its migration on. waits_until: the wait that Telegram (or its silence) imposes on the whole bot.
outbox_state = Table(
    "outbox_state",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("waits_until", Moment, nullable=True),
    Column("reason", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# Who may do what only one process may do at a time, and until when unless the lease is renewed.
leases = Table(
    "leases",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Moment, nullable=False),
)
