"""The outbox's questions: answered from the few unfinished rows, however long the ledger."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine, text

from storage.outbox_queries import next_moment, to_take
from storage.schema import metadata


def plan_of(connection: Connection, query: Select[Any]) -> str:
    """Return how SQLite would answer a query."""
    compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(["x"] * len(compiled.params)))
    return "\n".join(row.detail for row in rows)


@pytest.mark.parametrize("question", [lambda now: to_take(now, 10), next_moment])
def test_the_ledger_is_not_read(question: Any, now: datetime) -> None:  # noqa: ANN401 - either of two functions
    """Whatever is waiting or being sent is found by the partial indexes, never by reading all deliveries."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text("ANALYZE"))
        plan = plan_of(connection, question(now))
    engine.dispose()
    assert "INDEX ix_deliveries_waiting" in plan
    assert "INDEX ix_deliveries_sending" in plan
    reads = [line for line in plan.splitlines() if " deliveries" in line or " other" in line]
    assert all("ix_deliveries_" in line or "PRIMARY KEY" in line for line in reads), plan
    assert "ix_deliveries_chat_id" not in plan
