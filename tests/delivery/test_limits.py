"""What single refusals say of Telegram as a whole."""

from bot.delivery.fate import Fate, Step
from bot.delivery.limits import Limits

REFUSED = Fate(Step.AGAIN, "429: 30 s", wait=30, limit=True)
UNHEARD = Fate(Step.AGAIN, "not connected", wait=5, outage=True)
OTHER = Fate(Step.AGAIN, "outcome unknown", wait=60, silent=True)


def test_one_chat_s_limit_is_its_own() -> None:
    """A chat refused again and again holds up nobody else."""
    limits = Limits()
    assert [limits.seconds_for_all(1, REFUSED, 1.0) for _ in range(3)] == [0, 0, 0]


def test_the_next_chat_refused_too_makes_all_wait() -> None:
    """Two chats refused in a row mean the bot's own limit, for as long as Telegram says."""
    limits = Limits()
    limits.seconds_for_all(1, REFUSED, 1.0)
    assert limits.seconds_for_all(2, REFUSED, 1.0) == 30


def test_a_success_between_makes_it_two_chats_of_their_own() -> None:
    """When Telegram takes a message between two refusals, each chat waits alone."""
    limits = Limits()
    limits.seconds_for_all(1, REFUSED, 1.0)
    limits.well()
    assert limits.seconds_for_all(2, REFUSED, 1.0) == 0


def test_an_outage_makes_all_wait_longer_and_longer() -> None:
    """A Telegram that is down is asked by two chats, then by two more, at waits that grow to a minute."""
    limits, waits = Limits(), []
    for pair in range(6):
        assert limits.seconds_for_all(2 * pair, UNHEARD, 1.0) == 0
        waits.append(limits.seconds_for_all(2 * pair + 1, UNHEARD, 1.0))
    assert waits == [5, 10, 20, 40, 60, 60]
    limits.well()
    limits.seconds_for_all(1, UNHEARD, 1.0)
    assert limits.seconds_for_all(2, UNHEARD, 1.25) == 6.25


def test_other_troubles_are_the_row_s_own() -> None:
    """What says nothing of Telegram as a whole makes nobody else wait."""
    limits = Limits()
    assert [limits.seconds_for_all(chat, OTHER, 1.0) for chat in range(5)] == [0] * 5
