"""The schema of working groups, a part of ``schema.py``'s document."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint

from storage.columns import Moment, json, wide, word
from storage.register_records import Side
from storage.schema import metadata

# A group that the bot was added to. state: asked (nobody has said yet what it is for), working, gone (the bot was put
# out of it, or left). The purpose outlives that: side NULL: both; sectors []: all; section "": every section of the
# plan. thread_id NULL: the General topic, or a group without topics. decided_at NULL: the purpose was never said.
groups = Table(
    "groups",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("chat_id", wide(), nullable=False),
    Column("state", String(8), nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("sectors", json(), nullable=False),
    Column("section", Text, nullable=False),
    Column("thread_id", wide(), nullable=True),
    Column("added_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("added_at", Moment, nullable=False),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    UniqueConstraint("chat_id"),  # Groups.of
    CheckConstraint("state IN ('asked', 'working', 'gone')", name="state"),
    sqlite_autoincrement=True,
)
