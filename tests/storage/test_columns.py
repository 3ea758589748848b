"""Columns: moments that are the same moment whatever the database and the zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from storage.columns import Moment
from storage.database import open_database
from storage.schema import ticks
from storage.store import Store

MINSK = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 11, 0, tzinfo=MINSK),
        datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
async def test_a_moment_comes_back_in_utc(store: Store, moment: datetime, now: datetime) -> None:
    """A moment of any zone comes back as the same moment, aware, in UTC, to the microsecond."""
    await store.deliveries.add([], now, tick=("x", moment))
    found = await store.deliveries.last_tick("x")
    assert found is not None
    assert (found, found.tzinfo) == (moment.astimezone(UTC), UTC)


async def test_moments_in_sqlite_sort_as_text(sqlite_url: str) -> None:
    """The text of a later moment is the greater one, with and without microseconds, from any zone."""
    moments = [
        datetime(2026, 3, 2, 11, 0, second, micro, tzinfo=MINSK) for second in (0, 1) for micro in (0, 5, 500000)
    ]
    async with open_database(sqlite_url) as database:
        async with database.writing() as connection:
            for number, moment in enumerate(moments):
                await connection.execute(ticks.insert().values(name=str(number), done_until=moment))
        async with database.reading() as connection:
            told = (await connection.execute(text("SELECT done_until FROM ticks ORDER BY done_until"))).scalars().all()
    assert told[0] == "2026-03-02T08:00:00.000000+00:00"
    assert [datetime.fromisoformat(one) for one in told] == moments


def test_the_type_keeps_nothing_for_nothing() -> None:
    """No moment is no moment, on the way in and out."""
    dialect = sqlite.dialect()
    assert Moment().process_bind_param(None, dialect) is None
    assert Moment().process_result_value(None, dialect) is None
