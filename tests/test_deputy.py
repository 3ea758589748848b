"""What is typed after /deputy."""

from datetime import date, timedelta

import pytest

from bot.deputy import DeputyAsked, DeputyFault, read_deputy

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
TENTH = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("@anna 1.12 10.12", date(2026, 12, 1), TENTH),
        ("@anna с 01.12 по 10.12.2026", date(2026, 12, 1), TENTH),
        ("@anna 1.12–10.12", date(2026, 12, 1), TENTH),
        ("@anna до 10.12", TODAY, TENTH),
        ("@anna 10.12.", TODAY, TENTH),
        ("@anna 7", TODAY, TODAY + 6 * DAY),
        ("@anna на 7 дней", TODAY, TODAY + 6 * DAY),
        ("@anna 1", TODAY, TODAY),
        ("@anna 28.12 10.01", date(2026, 12, 28), date(2027, 1, 10)),
        ("@anna 10.01", TODAY, date(2027, 1, 10)),
        ("@anna 20.11.2026 30.11.2026", date(2026, 11, 20), date(2026, 11, 30)),
    ],
)
def test_days_as_people_write_them(words: str, first: date, last: date) -> None:
    """From a day to a day, to a day from today, or so many days."""
    assert read_deputy(words, TODAY) == DeputyAsked("anna", first, last)


def test_a_number_is_a_telegram_id() -> None:
    """Somebody without a username is named by number."""
    assert read_deputy("1003 7", TODAY) == DeputyAsked(1003, TODAY, TODAY + 6 * DAY)


@pytest.mark.parametrize("words", ["нет", "НЕТ", "none", "няма", "снять"])
def test_nobody_any_more(words: str) -> None:
    """A word ends it."""
    assert read_deputy(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("anna 7", DeputyFault.USAGE),
        ("@", DeputyFault.USAGE),
        ("@anna", DeputyFault.USAGE),
        ("нет @anna", DeputyFault.USAGE),
        ("9" * 40 + " 7", DeputyFault.USAGE),
        ("@anna 0", DeputyFault.DAYS),
        ("@anna 31.11", DeputyFault.DAYS),
        ("@anna 99.99 1.1", DeputyFault.DAYS),
        ("@anna 10.12 1.12.2026", DeputyFault.DAYS),
        ("@anna 1.11.2026 10.11.2026", DeputyFault.DAYS),
        ("@anna 1.12.2026 3.12.2027", DeputyFault.DAYS),
        ("@anna 400", DeputyFault.DAYS),
        ("@anna завтра", DeputyFault.DAYS),
        ("@anna 1.12 5.12 10.12", DeputyFault.DAYS),
        ("@anna 29.02", DeputyFault.DAYS),
    ],
)
def test_what_cannot_be_is_said(words: str, fault: DeputyFault) -> None:
    """No guess is made: a day that is none, is over, stands the wrong way round, or is a year away."""
    assert read_deputy(words, TODAY) is fault
