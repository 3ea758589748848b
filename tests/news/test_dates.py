"""When something was published, as feeds write it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.news.dates import moment_of

ULYANOVSK = timezone(timedelta(hours=4))
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Wed, 25 Nov 2026 15:00:00 +0300",
        "Wed, 25 Nov 2026 15:00:00 MSK",
        "Wed, 25 Nov 2026 15:00 MSK",
        "25 Nov 2026 12:00:00 GMT",
        "Mon, 25 Nov 26 12:00:00 UT",  # a wrong day of the week
        "Wed, 25 November 2026 12:00:00 Z",
        "Wed, 25 Nov 2026 07:00:00 EST",
        "Wed, 25 Nov 2026 16:00:00",
        "Ср, 25 ноя 2026 15:00:00 +0300",
        "25 ноября 2026, 16:00",
        "25 ноября 2026 г. в 16:00",
        "25 лістапада 2026 16:00",
        "2026-11-25T15:00:00+03:00",
        "2026-11-25T15:00:00+03",
        "2026-11-25T12:00:00.123Z",
        "2026-11-25 16:00:00",
        "2026-11-25T16:00",
        "20261125T120000Z".replace("T120000", "T12:00:00"),
        "2026/11/25 16:00",
        "25.11.2026 16:00",
        "25.11.2026 15:00 (МСК)",
        "25.11.26 16:00",
        "Nov 25, 2026 4:00 PM",
        "November 25, 2026 4:00 p.m.",
        "  Wed,  25 Nov 2026\n12:00:00 GMT ",
        "Wed, 25 Nov 2026 12:00:00 +0000 (UTC)",
        "Wed, 25 Nov 2026 12:00:00 UTC+0",
    ],
)
def test_the_formats_of_feeds_are_read(written: str) -> None:
    """Each says noon in UTC; what has no zone is Ulyanovsk's here, MSK is three hours ahead."""
    assert moment_of(written, ULYANOVSK) == NOON


@pytest.mark.parametrize(
    "written",
    [
        "", "вчера", "31 апреля 2026", "2026-13-01", "25 Nov 1970 00:00:00 GMT", "0000-00-00 00:00:00", "1732550400",
        "25 Foo 2026", "2026-11-25 25:00", "2026-11-25 12:61", "2026-11-25T12:00:00+99:00", "11/25/2026", "x" * 200,
        "Mon, 01 Jan 99999 00:00:00 +1400",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_nothing(written: str) -> None:
    """No date is guessed: none in American order, none that is in no calendar, none before there were feeds."""
    assert moment_of(written, UTC) is None


def test_edges_of_a_day_are_read() -> None:
    """Midnight in both writings, a leap second, an unknown zone's name, and a date alone."""
    assert moment_of("2026-11-25 24:00", UTC) == moment_of("2026-11-25", UTC)
    assert moment_of("Nov 25, 2026 12:00 AM", UTC) == datetime(2026, 11, 25, tzinfo=UTC)
    assert moment_of("2026-11-25 23:59:60", UTC) == datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC)
    assert moment_of("2026-11-25 16:00 XYZ", ULYANOVSK) == NOON
