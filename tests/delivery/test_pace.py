"""How fast the bot may speak: moments, without waiting."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.pace import Pace

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def later(seconds: float) -> datetime:
    """A moment so many seconds after the first."""
    return NOW + timedelta(seconds=seconds)


def sent_within(pace: Pace, seconds: float, late: float = 0.0) -> int:
    """Send to ever new people as fast as the pace lets, each timer ringing ``late``; return how many went."""
    now, count = 0.0, 0
    while now < seconds:
        count += 1
        pace.spend(count, later(now))
        wait = pace.seconds_to_wait(later(now))
        now += wait + late if wait else 0.0
    return count


@pytest.mark.parametrize("late", [0.0, 0.001, 0.01, 0.03])
def test_the_rate_is_kept_even_by_late_timers(late: float) -> None:
    """Ten seconds are 280 messages and a few of the beginning, also when every timer rings a little late."""
    assert 280 * 0.97 <= sent_within(Pace(28), 10, late) <= 280 + 9


def test_no_second_is_above_what_telegram_takes() -> None:
    """After any rest the first second starts no more than Telegram's thirty with its burst."""
    pace = Pace(28)
    sent_within(pace, 3)
    pace.spend(9_999, later(3_600))
    started = [0.0]
    while started[-1] < 1.0:
        started.append(started[-1] + pace.seconds_to_wait(later(3_600 + started[-1])))
        pace.spend(len(started), later(3_600 + started[-1]))
    assert len(started) <= 28 + 9


@pytest.mark.parametrize(("chat", "gap"), [(5, 1.02), (-5, 3.05)])
def test_a_chat_is_busy_for_its_gap(chat: int, gap: float) -> None:
    """A person hears the next message after a second, a group after three."""
    pace = Pace(28)
    pace.spend(chat, NOW)
    assert pace.busy(later(gap - 0.01)) == {chat}
    assert pace.next_free(NOW) == pytest.approx(gap)
    assert pace.busy(later(gap)) == frozenset()
    assert pace.next_free(later(gap)) is None


def test_what_is_unasked_waits_for_replies() -> None:
    """Every reply pushes back what is sent unasked, and a crowd of them by ten seconds at most."""
    pace = Pace(10)
    for _ in range(8):
        pace.spend(1, NOW)
    assert pace.seconds_to_wait(NOW) == pytest.approx(0.55)
    for person in range(1_000):
        pace.spend(person, NOW)
    assert pace.seconds_to_wait(NOW) == pytest.approx(10)


def test_a_talkative_chat_delays_its_own_half_a_minute_at_most() -> None:
    """However much was said in a chat, what comes unasked comes soon."""
    pace = Pace(1000)
    for _ in range(100):
        pace.spend(-7, NOW)
    assert pace.busy(later(33.1)) == frozenset()


def test_a_clock_set_back_holds_nobody_up() -> None:
    """When the machine's clock is set back by an hour, nothing waits for the hour to come again."""
    pace = Pace(28)
    for chat in (1, -1):
        pace.spend(chat, later(3_600))
    assert pace.seconds_to_wait(NOW) == 0
    assert pace.busy(NOW) == frozenset()
    pace.spend(1, NOW)
    assert pace.busy(NOW) == {1}


def test_chats_long_free_are_forgotten() -> None:
    """What is remembered of chats does not grow with their number."""
    pace = Pace(1e6)
    for chat in range(1, 5_001):
        pace.spend(chat, later(chat * 2.0))
    assert len(pace._free_at) <= 2_001  # noqa: SLF001 - what is on trial is what it keeps
