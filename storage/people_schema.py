"""The schema of what is done to people's roles and by whom, a part of ``schema.py``'s document.

A column ``user_id`` says whose the row is: it goes when the person is forgotten. One named ``by_user`` or
``…_by`` says who did something: the number stays, which is no one's name any more.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from storage.columns import Moment, json, wide, word
from storage.records import Role
from storage.register_records import Side
from storage.schema import metadata

# Every change by a person or by the bot itself, written in the transaction of the change. by_user NULL: not a
# person's doing, and by_what says whose (a job, a command, the settings); else by_what is "". subject: what was
# changed («user:17», «setting:backups.kept»). before and after: JSON null where there is nothing. People are numbers
# here, never names, Telegram ids or texts of theirs, so forgetting someone changes nothing in it. What the plan says
# and the reasons given for changing it are the programme's.
audit = Table(
    "audit",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("by_user", wide(), ForeignKey("users.id"), nullable=True),
    Column("by_what", String(40), nullable=False),
    Column("what", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", json(), nullable=False),
    Column("after", json(), nullable=False),
    Index(None, "at"),  # Audit.find
    Index(None, "subject"),  # Control.history
    sqlite_autoincrement=True,
)
# Rows are added and nothing else: the database itself refuses.
SQLITE_KEEPING = tuple(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRES_KEEPING = (
    """
    CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER audit_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
    """,
)


@event.listens_for(audit, "after_create")
def _keep(_: Table, connection: Connection, **__: object) -> None:
    for statement in SQLITE_KEEPING if connection.dialect.name == "sqlite" else POSTGRES_KEEPING:
        connection.exec_driver_sql(statement)


# A role offered to whoever opens the link first. token_hash: SHA-256 of what stands in the link, in hexadecimal; the
# link itself is nowhere. organisation and side: as in grants. created_by NULL: not a person's. used_at and used_by
# NULL: nobody has come; withdrawn_at NULL: it holds until expires_at.
invitations = Table(
    "invitations",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("token_hash", String(64), nullable=False),
    Column("role", word(Role, "role"), nullable=False),
    Column("organisation", Text, nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("created_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("used_at", Moment, nullable=True),
    Column("withdrawn_at", Moment, nullable=True),
    UniqueConstraint("token_hash"),  # Joining.offered, Joining.accept
    CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="used"),
    Index(None, "created_by"),  # Joining.open_invitations
    sqlite_autoincrement=True,
)

# Somebody asks for a role. decided_at NULL: nobody has decided; then granted is NULL, too.
join_requests = Table(
    "join_requests",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("role", word(Role, "role"), nullable=False),
    Column("organisation", Text, nullable=False),
    Column("side", word(Side, "side"), nullable=True),
    Column("asked_at", Moment, nullable=False),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("granted", Boolean, nullable=True),
    CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided"),
    Index(None, "user_id"),  # Joining.ask
    sqlite_autoincrement=True,
)

# Roles set aside until someone gives them back: who is suspended has none, so nothing finds them by a role. grants:
# as in the table. wish: the digest they had, JSON null: none.
suspensions = Table(
    "suspensions",
    metadata,
    Column("user_id", wide(), ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("grants", json(), nullable=False),
    Column("wish", json(), nullable=False),
    Column("suspended_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("suspended_at", Moment, nullable=False),
)
