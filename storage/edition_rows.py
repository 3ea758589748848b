"""How it is noted which messages an edition went out in, within the caller's transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection

from storage.database import Database
from storage.digest_records import DigestClosing
from storage.editions_schema import edition_bodies
from storage.outbox_rows import body_ids
from storage.upsert import insert


def note_bodies(connection: Connection, database: Database, closings: Sequence[DigestClosing]) -> None:
    """Note the messages of those closings that bear an edition."""
    bodies = {
        (one.edition, id(one.delivery.body)): one.delivery.body
        for one in closings
        if one.edition is not None and one.delivery is not None
    }
    if not bodies:
        return
    numbers = body_ids(connection, database, list(bodies.values()))
    rows = [{"edition_id": edition, "body_id": number} for (edition, _), number in zip(bodies, numbers, strict=True)]
    connection.execute(insert(edition_bodies, database).on_conflict_do_nothing(), rows)
