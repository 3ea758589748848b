"""What is answered to «за сколько дней», read to the last word or refused."""

import pytest

from bot.plan.own_days import DaysFault, read_days
from storage.reminding_records import DaysBefore

UNREADABLE, TOO_FAR, TOO_MANY = DaysFault.UNREADABLE, DaysFault.TOO_FAR, DaysFault.TOO_MANY


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("30, 14, 7, 3, 1, 0", (30, 14, 7, 3, 1, 0)),
        ("30 14 3 1", (30, 14, 3, 1)),
        ("1 3 14 30", (30, 14, 3, 1)),
        ("30;14/7\n3", (30, 14, 7, 3)),
        ("за 30, 14, 7 дней до срока", (30, 14, 7)),
        ("За 30 дней, 14 и 7.", (30, 14, 7)),
        ("за месяц, неделю и день", (30, 7, 1)),
        ("за месяц, 14, неделю и в сам день", (30, 14, 7, 0)),
        ("14, 7 и месяц", (30, 14, 7)),
        ("за 2 недели и в день срока", (14, 0)),
        ("за три дня, накануне и в срок", (3, 1, 0)),
        ("за двадцать один день", (21,)),
        ("тридцать, четырнадцать, семь дн.", (30, 14, 7)),
        ("год", (365,)),
        ("365", (365,)),
        ("0", (0,)),
        ("000030", (30,)),
        ("за 5 дней до", (5,)),
        ("7, 7, неделя, 1, день", (7, 1)),
        ("9 8 7 6 5 4 3 2 2 3", (9, 8, 7, 6, 5, 4, 3, 2)),
        ("за месяц, тыдзень і дзень", (30, 7, 1)),
        ("за тры тыдні, у сам дзень тэрміну", (21, 0)),
        ("дваццаць дзён, напярэдадні", (20, 1)),
        ("a month, two weeks and a day before the deadline", (30, 14, 1)),
        ("10 days and on the same day", (10, 0)),
    ],
)
def test_days_are_read(words: str, days: DaysBefore) -> None:
    """In figures and words, three languages; the most first, each once."""
    assert read_days(words) == days


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", UNREADABLE), ("   ", UNREADABLE), (",", UNREADABLE), ("за", UNREADABLE), ("за срок", UNREADABLE),
        ("завтра", UNREADABLE), ("каждый день", UNREADABLE), ("не надо", UNREADABLE), ("через 3 дня", UNREADABLE),
        ("30, 14, чаще", UNREADABLE), ("-5", UNREADABLE), ("+5", UNREADABLE), ("1.5", UNREADABLE),
        ("30-14-7", UNREADABLE), ("с 30 до 1", UNREADABLE), ("до 14", UNREADABLE), ("две-три недели", UNREADABLE),
        ("за 2 и 3 недели", UNREADABLE), ("1-2 недели", UNREADABLE), ("день в день", UNREADABLE),
        ("в 7 дней", UNREADABLE), ("в", UNREADABLE), ("в сам", UNREADABLE), ("٣", UNREADABLE), ("7²", UNREADABLE),
        ("²", UNREADABLE), ("0x1", UNREADABLE), ("1e3", UNREADABLE), (".", UNREADABLE), ("30%", UNREADABLE),
        ("366", TOO_FAR), ("30, 1000000000000000000000", TOO_FAR), ("2 года", TOO_FAR), ("за 53 недели", TOO_FAR),
        ("9 8 7 6 5 4 3 2 1", TOO_MANY), (" ".join(map(str, range(366))), TOO_MANY), ("9" * 4000, TOO_FAR),
    ],
)  # fmt: skip
def test_what_is_not_days_is_refused(words: str, fault: DaysFault) -> None:
    """Out of the bounds, too many, or not understood to the last word: never guessed."""
    assert read_days(words) is fault
