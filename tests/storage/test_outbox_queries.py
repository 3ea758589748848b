"""The outbox's questions: answered from the few unfinished rows, however long the ledger."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine, text

from storage.outbox_queries import next_moment, to_take
from storage.schema import metadata


def plan_of(connection: Connection, query: Select[Any], **values: object) -> str:
    """Return how SQLite would answer a query."""
    compiled = query.params(values).compile(connection, compile_kwargs={"render_postcompile": True})
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(["x"] * len(compiled.positiontup or ())))
    return "\n".join(row.detail for row in rows)


@pytest.mark.parametrize("question", [lambda _now: to_take(sqlite=True), next_moment], ids=["to take", "next moment"])
def test_the_ledger_is_not_read(question: Any, now: datetime) -> None:  # noqa: ANN401 - either of two functions
    """Whatever is waiting or being sent is found by the partial indexes, never by reading all deliveries."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text("ANALYZE"))
        plan = plan_of(connection, question(now), now=now, busy="[1, 2]", most=10)
    engine.dispose()
    assert "INDEX ix_deliveries_sending" in plan
    assert "INDEX ix_deliveries_put_back" in plan
    named = ("deliveries", "earlier", "under_way", "put_back", "edited")
    reads = [
        line
        for line in plan.splitlines()
        if line.split()[:1] != ["LIST"] and line.split()[1:2] and line.split()[1] in named
    ]
    assert all("ix_deliveries_" in line or "PRIMARY KEY" in line for line in reads), plan
    assert not any("ix_deliveries_chat_id" in line or "ix_deliveries_body_id" in line for line in reads), plan


def test_taking_walks_the_queue_in_its_order(now: datetime) -> None:
    """What may go is read in its order and no further than is wanted: no sort of all that waits."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text("ANALYZE"))
        plan = plan_of(connection, to_take(sqlite=True), now=now, busy="[1, 2]", most=10)
    engine.dispose()
    assert "deliveries USING INDEX ix_deliveries_queue" in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
