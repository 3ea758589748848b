"""Whether a process is well: every part at its limit, for each thing a process can be there for."""

from datetime import timedelta

import pytest

from bot.health import Outbox, judged
from bot.pulse import Part, Pulse
from tests.town import AFTERNOON

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def _pulse(part: Part) -> Pulse:
    pulse = Pulse(AFTERNOON - HOUR)
    pulse.becomes(part, AFTERNOON - HOUR)
    return pulse


@pytest.mark.parametrize(
    ("part", "polls", "heard_ago", "well"),
    [
        (Part.LEADER, True, 2 * MINUTE, True),
        (Part.LEADER, True, 2 * MINUTE + SECOND, False),
        (Part.LEADER, True, None, False),
        (Part.LEADER, False, None, True),
        (Part.STANDBY, True, HOUR, True),
        (Part.STARTING, True, None, False),
        (Part.STARTING, False, None, False),
    ],
)
def test_telegram_is_silent(part: Part, polls: bool, heard_ago: timedelta | None, well: bool) -> None:  # noqa: FBT001 - a table
    """Two minutes without a call carried out are too long for whoever asks for updates or has not met Telegram yet."""
    pulse = _pulse(part)
    if heard_ago is not None:
        pulse.heard(AFTERNOON - heard_ago)
    pulse.ticked(AFTERNOON)
    health = judged(pulse, Outbox(), AFTERNOON, polls=polls)
    assert (health.findings["telegram"].well, health.well) == (well, well)


@pytest.mark.parametrize(
    ("part", "ticked_ago", "well"),
    [
        (Part.LEADER, 5 * MINUTE, True),
        (Part.LEADER, 5 * MINUTE + SECOND, False),
        (Part.LEADER, None, False),
        (Part.STANDBY, None, True),
        (Part.STARTING, None, True),
    ],
)
def test_jobs_stand_still(part: Part, ticked_ago: timedelta | None, well: bool) -> None:  # noqa: FBT001 - a table
    """Only the leader runs jobs, and five minutes without one are too long for it."""
    pulse = _pulse(part)
    pulse.heard(AFTERNOON)
    if ticked_ago is not None:
        pulse.ticked(AFTERNOON - ticked_ago)
    health = judged(pulse, Outbox(), AFTERNOON, polls=True)
    assert (health.findings["jobs"].well, health.well) == (well, well)


@pytest.mark.parametrize(
    ("part", "outbox", "says", "well"),
    [
        (Part.LEADER, Outbox(), "nothing waits", True),
        (Part.LEADER, Outbox(AFTERNOON - 15 * MINUTE), "on time", True),
        (Part.LEADER, Outbox(AFTERNOON - 15 * MINUTE - SECOND), "late", False),
        (Part.LEADER, Outbox(AFTERNOON - HOUR, AFTERNOON + SECOND), "waits as Telegram asked", True),
        (Part.LEADER, Outbox(AFTERNOON - HOUR, AFTERNOON), "late", False),
        (Part.STANDBY, Outbox(AFTERNOON - HOUR), "not sent by this process", True),
    ],
)
def test_deliveries_are_late(part: Part, outbox: Outbox, says: str, well: bool) -> None:  # noqa: FBT001 - a table
    """What may go waits a quarter of an hour at most, unless Telegram itself made the whole bot wait."""
    pulse = _pulse(part)
    pulse.heard(AFTERNOON)
    pulse.ticked(AFTERNOON)
    health = judged(pulse, outbox, AFTERNOON, polls=True)
    assert (health.findings["outbox"].says, health.well) == (says, well)


def test_a_new_leader_is_not_blamed_for_its_predecessor() -> None:
    """Who has just taken over has as much time as anybody: for Telegram, for its jobs, for what was left behind."""
    pulse = _pulse(Part.STANDBY)
    pulse.becomes(Part.LEADER, AFTERNOON)
    assert judged(pulse, Outbox(AFTERNOON - HOUR), AFTERNOON + MINUTE, polls=True).well


def test_a_store_that_is_silent_is_said_so() -> None:
    """Without the store nothing is known of the outbox, and both say so."""
    health = judged(_pulse(Part.STANDBY), "no answer within 2 s", AFTERNOON, polls=True)
    told = health.as_json()
    assert told["database"] == {"ok": False, "says": "does not answer: no answer within 2 s", "since": None}
    assert told["outbox"]["ok"] is False
    assert told["ok"] is False
    assert told["role"] == "standby"
