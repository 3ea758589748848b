"""The schema, to be read as a document; how it came to be is in ``migrations/versions``.

Moments are aware UTC (``columns.Moment``), dates are calendar dates as written. Ids are never used twice, not
even after a deletion: buttons on old messages hold them. What search can find bears a ``visibility``. Lists
that are only ever read whole with their row (sectors of an article) are JSON; what is asked for by value
(who is responsible, what is due) is a table. Chats are named by Telegram's id without foreign keys, because
Telegram renumbers them; ``People.move_chat`` renumbers them here, everywhere at once. The tables of search are in
``search_schema.py``, those of the outbox in ``outbox_schema.py``, those of the plan's control in
``control_schema.py``.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    func,
)

from storage.columns import Moment, json, wide, word
from storage.control_records import DeadlineState
from storage.digest_records import Rhythm
from storage.records import CommitmentState, Role
from storage.register_records import EntryKind, Side, Visibility

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

# --- people --------------------------------------------------------------------------------------------------

# Telegram repeats an update until it is acknowledged; one that stands here has been answered. Ids are counted
# per bot, so another token starts anew.
updates = Table(
    "updates",
    metadata,
    Column("bot_id", wide(), nullable=False),
    Column("update_id", wide(), nullable=False),
    Column("received_at", Moment, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
    Index(None, "received_at"),  # People.forget_updates
    sqlite_with_rowid=False,
)

# Someone who writes to the bot. telegram_id NULL: a person known here who has no Telegram (any more).
# zone NULL: the programme's own. last_seen_at NULL: named as administrator, has not written yet, so the
# language is not known either; kept to the hour, not to the update.
users = Table(
    "users",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("telegram_id", wide(), nullable=True),
    Column("name", Text, nullable=False),
    Column("username", Text, nullable=True),
    Column("language", String(8), nullable=False),
    Column("zone", Text, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=True),
    UniqueConstraint("telegram_id"),  # People.arrive, People.known
    sqlite_autoincrement=True,
)
Index("ix_users_username_folded", func.lower(users.c.username))  # People.by_username

# A role given. organisation "" (never NULL, so that the key holds): the role has none; else a slug of the
# register, which may have been withdrawn since. side NULL: a coordinator of all sides, or a role without one.
# granted_by NULL: by the settings at start, else users.id.
grants = Table(
    "grants",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("role", word(Role, "role"), nullable=False),
    Column("organisation", Text, nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("granted_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("granted_at", Moment, nullable=False),
    PrimaryKeyConstraint("user_id", "role", "organisation"),
    Index(None, "organisation"),  # People.officials_of
    sqlite_with_rowid=False,
)

# Where the bot was spoken to. kind is Telegram's word, and theirs to extend, so it is not checked. A private
# chat has the id of its person. paused: nothing unasked is sent there; paused_reason and paused_at are NULL
# exactly when it is not. returning: it is back, and what waited for it is not yet one message. quiet_from and
# quiet_until: local times between which nothing ordinary is sent (the same twice: at no time); quiet_escalations:
# escalations keep quiet, too. away_until: nothing unasked is sent before: its people are on leave; NULL: no.
chats = Table(
    "chats",
    metadata,
    Column("chat_id", wide(), primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(9), nullable=False),
    Column("paused_reason", Text, nullable=True),
    Column("paused_at", Moment, nullable=True),
    Column("first_seen_at", Moment, nullable=False),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_until", Time, nullable=False),
    Column("quiet_escalations", Boolean, nullable=False),
    Column("away_until", Moment, nullable=True),
    CheckConstraint("state IN ('active', 'paused', 'returning')", name="state"),
    CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name="paused_at"),
)

# --- the register --------------------------------------------------------------------------------------------

# What the register's file says, entry by entry; corrections are laid over it when it is read. position: the
# place in the file among its kind. withdrawn_at NULL: in the file now; else kept, not shown, and may return.
register_entries = Table(
    "register_entries",
    metadata,
    Column("kind", word(EntryKind, "kind"), nullable=False),
    Column("slug", String(40), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", json(), nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    Column("withdrawn_at", Moment, nullable=True),
    Column("updated_at", Moment, nullable=False),
    PrimaryKeyConstraint("kind", "slug"),
)

# A value that stands instead of the file's, in one field, on the word of a source. base: what the file said
# when it was made (JSON null: nothing). by_user NULL: not a person's doing.
register_corrections = Table(
    "register_corrections",
    metadata,
    Column("kind", word(EntryKind, "kind"), nullable=False),
    Column("slug", String(40), nullable=False),
    Column("field", String(40), nullable=False),
    Column("value", json(), nullable=False),
    Column("base", json(), nullable=False),
    Column("source", json(), nullable=False),
    Column("by_user", wide(), ForeignKey("users.id"), nullable=True),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("kind", "slug", "field"),
)

# One row, there from the first migration on; revision rises with every change of the two tables above.
register_state = Table(
    "register_state",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# --- news ----------------------------------------------------------------------------------------------------

# One event. published_at: of its earliest article. added_at: when the story first came in; an article that
# joins later does not move it, so a digest tells a story once.
stories = Table(
    "stories",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("title", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    Index(None, "published_at"),  # News.recent, News.latest, News.about
    Index(None, "added_at"),  # News.added_between
    sqlite_autoincrement=True,
)

# One item from one source. identity: the canonical address, under which it is never stored twice. text NULL: only what
# its feed gave is known. Sectors and
# organisations (slugs) are judged when it comes in and read with it: digests choose among the few stories of a day,
# and a question about a sector reads the newest first until it has enough (News.about).
articles = Table(
    "articles",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("story_id", wide(), ForeignKey("stories.id"), nullable=False),
    Column("identity", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("sectors", json(), nullable=False),
    Column("organisations", json(), nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    Column("text", Text, nullable=True),
    UniqueConstraint("identity"),  # News.known, News.save
    Index(None, "story_id"),  # every reading of stories
    Index(None, "added_at"),  # News.touched_between
    sqlite_autoincrement=True,
)

# What a chat wants as its digest. at: local time in zone. following: what it is told of (digest_records.Following).
# day: of the week (0: Monday) or of the month (31: the last), where the rhythm has one. thread_id NULL: the General
# topic, or a chat without topics. covered_until: stories up to here have been told; told: those since that were told
# at once. version rises with every change, and what was decided on an older one is not written (Digests.close).
digest_wishes = Table(
    "digest_wishes",
    metadata,
    Column("chat_id", wide(), primary_key=True, autoincrement=False),
    Column("at", Time, nullable=False),
    Column("zone", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("covered_until", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("following", json(), nullable=False),
    Column("rhythm", word(Rhythm, "rhythm"), nullable=False),
    Column("day", SmallInteger, nullable=False),
    Column("thread_id", wide(), nullable=True),
    Column("told", json(), nullable=False),
    Index(None, "next_at"),  # Digests.due
    Index(None, "rhythm", "chat_id"),  # Digests.at_once
)

# --- the plan ------------------------------------------------------------------------------------------------

# An action plan; example: made up for trying out, and says so wherever it is shown.
plans = Table(
    "plans",
    metadata,
    Column("slug", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("example", Boolean, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
)

# A row of a plan. position: its place there (numbers repeat from section to section). deadline_text: as written;
# what was understood of it stands in deadlines, which may have no row for it.
commitments = Table(
    "commitments",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("plan_slug", String(40), ForeignKey("plans.slug"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("deadline_text", Text, nullable=False),
    Column("state", word(CommitmentState, "state"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sectors", json(), nullable=False),
    Column("visibility", word(Visibility, "visibility"), nullable=False),
    UniqueConstraint("plan_slug", "position"),  # PlanFacts.plans counts by plan
    sqlite_autoincrement=True,
)

# One due date of a commitment; first_due: before any transfer; transfers: how often it was moved. closed_at NULL
# exactly while it stands; done_on NULL: not executed (yet), else the day it was reported or said to be.
deadlines = Table(
    "deadlines",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("commitment_id", wide(), ForeignKey("commitments.id"), nullable=False),
    Column("due", Date, nullable=False),
    Column("first_due", Date, nullable=False),
    Column("state", word(DeadlineState, "state"), nullable=False),
    Column("transfers", Integer, nullable=False),
    Column("done_on", Date, nullable=True),
    Column("closed_at", Moment, nullable=True),
    CheckConstraint("(state IN ('done', 'removed')) = (closed_at IS NOT NULL)", name="closed_at"),
    Index(None, "commitment_id"),  # every reading of commitments
    Index(None, "due"),  # PlanFacts.due_between
    sqlite_autoincrement=True,
)

# Who owes a commitment, as written. side NULL: the plan does not say. organisation NULL: not in the register.
responsibles = Table(
    "responsibles",
    metadata,
    Column("commitment_id", wide(), ForeignKey("commitments.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("organisation", String(40), nullable=True),
    PrimaryKeyConstraint("commitment_id", "position"),
    Index(None, "organisation"),  # PlanFacts.owed_by
)

# --- what recurs and what is set ------------------------------------------------------------------------------

# Up to which moment a recurring decision (reminders, digests) has been made.
ticks = Table(
    "ticks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("done_until", Moment, nullable=False),
)

# What administrators change in chat; one value under one name.
settings = Table(
    "settings",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", json(), nullable=False),
)
