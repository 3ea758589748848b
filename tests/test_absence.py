"""Until when somebody is away, as they say it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.absence import AbsenceFault, moment_back, read_return
from bot.language.words import Words

TODAY = date(2026, 11, 24)  # a Tuesday
PAST, TOO_FAR, UNREADABLE = AbsenceFault.PAST, AbsenceFault.TOO_FAR, AbsenceFault.UNREADABLE


@pytest.fixture(scope="module")
def words() -> Words:
    """The dictionary, built once."""
    return Words()


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("до 15 августа", date(2027, 8, 15)),
        ("до 15 декабря", date(2026, 12, 15)),
        ("да 15 жніўня", date(2027, 8, 15)),
        ("until 15 August", date(2027, 8, 15)),
        ("31 декабря", date(2026, 12, 31)),
        ("до 15 августа 2027 года", date(2027, 8, 15)),
        ("15.08", date(2027, 8, 15)),
        ("01.12.26", date(2026, 12, 1)),
        ("до 10.01.2027", date(2027, 1, 10)),
        ("till 2027-01-10", date(2027, 1, 10)),
        ("на неделю", date(2026, 12, 1)),
        ("неделю", date(2026, 12, 1)),
        ("на две недели", date(2026, 12, 8)),
        ("two weeks", date(2026, 12, 8)),
        ("2 тыдні", date(2026, 12, 8)),
        ("на тыдзень", date(2026, 12, 1)),
        ("10 дней", date(2026, 12, 4)),
        ("10 дзён", date(2026, 12, 4)),
        ("на месяц", date(2026, 12, 24)),
        ("через неделю", date(2026, 12, 1)),
        ("до пятницы", date(2026, 11, 27)),
        ("да панядзелка", date(2026, 11, 30)),
        ("until Monday", date(2026, 11, 30)),
        ("до завтра", date(2026, 11, 25)),
        ("до конца недели", date(2026, 11, 30)),
        ("до конца месяца", date(2026, 12, 1)),
        ("да канца месяца", date(2026, 12, 1)),
        ("до января", date(2027, 1, 1)),
        ("до сегодня", PAST),
        ("вчера", PAST),
        ("24.11", PAST),
        ("до 15 августа 2025", PAST),
        ("на 0 дней", PAST),
        ("до 15 августа 2029", TOO_FAR),
        ("999 дней", TOO_FAR),
        ("31.02", UNREADABLE),
        ("29.02", UNREADABLE),
        ("2026-13-01", UNREADABLE),
        ("в августе", UNREADABLE),
        ("пока не вернусь", UNREADABLE),
        ("👋" * 64, UNREADABLE),
    ],
)
def test_what_is_said_is_a_day(said: str, back: date | AbsenceFault, words: Words) -> None:
    """A day, a length, a month, the end of a period, in three languages; else what is wrong with it."""
    assert read_return(said, words.words(said), TODAY) == back


def test_the_29th_of_february_of_a_year_without_one(words: Words) -> None:
    """Where the next year has no such day, it is no day."""
    assert read_return("до 29 февраля", words.words("до 29 февраля"), date(2024, 3, 1)) is UNREADABLE


def test_somebody_is_back_at_nine_by_their_own_clocks() -> None:
    """Minsk's nine is six in UTC, Ulyanovsk's five."""
    day = date(2026, 12, 1)
    assert moment_back(day, ZoneInfo("Europe/Minsk")) == datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert moment_back(day, ZoneInfo("Europe/Ulyanovsk")) == datetime(2026, 12, 1, 5, tzinfo=UTC)
