"""The schema of channels that news come from, a part of ``schema.py``'s document."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from storage.columns import Moment, wide
from storage.schema import metadata

# A channel of which the bot was made administrator. state: asked (nobody has said whether its posts are news), news,
# ignored, gone (the bot is administrator there no more). ours outlives that; NULL exactly while nobody has decided.
channels = Table(
    "channels",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("chat_id", wide(), nullable=False),
    Column("state", String(8), nullable=False),
    Column("ours", Boolean, nullable=True),
    Column("added_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("added_at", Moment, nullable=False),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Unique("chat_id"),  # Channels.of
    CheckConstraint("state IN ('asked', 'news', 'ignored', 'gone')", name="state"),
    CheckConstraint("(ours IS NULL) = (decided_at IS NULL)", name="ours"),
    sqlite_autoincrement=True,
)

# What a post says and the identity of the article it is (a part of): an edit comes with nothing but the post's number,
# and the posts of an album (NULL: of none) are one article.
channel_posts = Table(
    "channel_posts",
    metadata,
    Column("chat_id", wide(), nullable=False),
    Column("message_id", wide(), nullable=False),
    Column("album", Text, nullable=True),
    Column("identity", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("posted_at", Moment, nullable=False),
    PrimaryKeyConstraint("chat_id", "message_id"),
    Index(None, "identity"),  # Channels.keep_post
    sqlite_with_rowid=False,
)
