"""Quiet hours, by the clock on the reader's wall."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.quiet import quiet_until
from storage.outbox_records import Quiet
from storage.records import DeliveryKind

ULYANOVSK, MINSK, MADRID = ZoneInfo("Europe/Ulyanovsk"), ZoneInfo("Europe/Minsk"), ZoneInfo("Europe/Madrid")
NIGHT = Quiet(time(22), time(8))


def moment(written: str) -> datetime:
    """Read a moment in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-02T17:59", None),  # 21:59 in Ulyanovsk
        ("2026-03-02T18:00", "2026-03-03T04:00"),  # 22:00
        ("2026-03-02T23:30", "2026-03-03T04:00"),  # 03:30
        ("2026-03-03T03:59", "2026-03-03T04:00"),  # 07:59
        ("2026-03-03T04:00", None),  # 08:00
        ("2026-03-03T12:00", None),
    ],
)
def test_the_night_is_quiet(now: str, until: str | None) -> None:
    """From ten in the evening to eight in the morning, the first minute included and the last one not."""
    expected = moment(until) if until else None
    assert quiet_until(DeliveryKind.NOTICE, NIGHT, ULYANOVSK, moment(now)) == expected


def test_each_reader_has_their_own_night() -> None:
    """At eight in Ulyanovsk it is seven in Minsk, where it is still quiet."""
    now = moment("2026-03-03T04:00")
    assert quiet_until(DeliveryKind.REMINDER, NIGHT, ULYANOVSK, now) is None
    assert quiet_until(DeliveryKind.REMINDER, NIGHT, MINSK, now) == moment("2026-03-03T05:00")


def test_a_quiet_noon_is_within_a_day() -> None:
    """Hours that do not cross midnight hold within the day."""
    noon = Quiet(time(12), time(14))
    assert quiet_until(DeliveryKind.BROADCAST, noon, MINSK, moment("2026-03-03T10:00")) == moment("2026-03-03T11:00")
    assert quiet_until(DeliveryKind.BROADCAST, noon, MINSK, moment("2026-03-03T11:00")) is None


def test_the_same_hour_twice_is_never() -> None:
    """Who wants no quiet hours has none."""
    for hour in range(24):
        assert (
            quiet_until(DeliveryKind.NOTICE, Quiet(time(8), time(8)), MINSK, moment(f"2026-03-03T{hour:02}:00")) is None
        )


def test_what_is_never_held() -> None:
    """A digest comes at the hour its reader chose; an escalation waits only for whom it should."""
    deep = moment("2026-03-02T23:00")
    assert quiet_until(DeliveryKind.DIGEST, NIGHT, MINSK, deep) is None
    assert quiet_until(DeliveryKind.ESCALATION, NIGHT, MINSK, deep) is None
    assert quiet_until(DeliveryKind.ESCALATION, Quiet(time(22), time(8), escalations=True), MINSK, deep) is not None


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-28T22:00", "2026-03-29T06:00"),  # the night on which clocks go forward, an hour shorter
        ("2026-10-24T21:00", "2026-10-25T07:00"),  # the night on which they go back, an hour longer
    ],
)
def test_a_night_of_changed_clocks_ends_at_eight(now: str, until: str) -> None:
    """Where clocks change, the morning is when the wall shows eight."""
    assert quiet_until(DeliveryKind.NOTICE, NIGHT, MADRID, moment(now)) == moment(until)
