"""The rate that administrators set, and what makes no sense of it."""

from datetime import datetime

import pytest
from structlog.testing import capture_logs

from bot.delivery.rate import SENDING, Rate, read_rate
from storage.store import open_store


@pytest.mark.parametrize(
    ("written", "expected", "wrong"),
    [
        (None, Rate(), []),
        ({"per_second": 5, "unknown_wait": 10}, Rate(5, 10), []),
        ({"per_second": 0.5}, Rate(0.5), []),
        ({"per_second": 0, "unknown_wait": "x"}, Rate(), ["sending.per_second", "sending.unknown_wait"]),
        ({"per_second": True}, Rate(), ["sending.per_second"]),
        ({"per_second": 1e9}, Rate(), ["sending.per_second"]),
        ("28", Rate(), []),
    ],
)
async def test_a_rate_is_obeyed_when_it_makes_sense(
    sqlite_url: str,
    written: object,
    expected: Rate,
    wrong: list[str],
    now: datetime,
) -> None:
    """What is set is obeyed, what is left out is as usual, what makes no sense is named in the log and not obeyed."""
    async with open_store(sqlite_url) as store:
        if written is not None:
            await store.settings.put(SENDING, written, by=None, now=now)
        with capture_logs() as logged:
            assert await read_rate(store) == expected
    assert [line["setting"] for line in logged] == wrong
