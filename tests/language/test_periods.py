"""Periods as questions name them."""

from datetime import date

import pytest

from bot.language.periods import Period, read_period, year_of
from tests.language.starter import dictionary

TODAY = date(2026, 2, 27)  # a Friday


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("за октябрь", "2025-10-01", "2025-10-31"),
        ("в марте", "2026-03-01", "2026-03-31"),
        ("в октябре 2024 года", "2024-10-01", "2024-10-31"),
        ("за июнь и июль 2025", "2025-06-01", "2025-07-31"),
        ("2 октября 2025", "2025-10-02", "2025-10-02"),
        ("до 15 марта", "2026-02-27", "2026-03-15"),
        ("31 апреля 2026", "2026-04-01", "2026-04-30"),
        ("до конца года", "2026-02-27", "2026-12-31"),
        ("до конца месяца", "2026-02-27", "2026-02-28"),
        ("до конца недели", "2026-02-27", "2026-03-01"),
        ("до конца квартала", "2026-02-27", "2026-03-31"),
        ("до конца июня", "2026-02-27", "2026-06-30"),
        ("до конца 2026", "2026-02-27", "2026-12-31"),
        ("в этом месяце", "2026-02-01", "2026-02-28"),
        ("в прошлом месяце", "2026-01-01", "2026-01-31"),
        ("за прошлый год", "2025-01-01", "2025-12-31"),
        ("на следующей неделе", "2026-03-02", "2026-03-08"),
        ("за 2024 год", "2024-01-01", "2024-12-31"),
        ("в 2024", "2024-01-01", "2024-12-31"),
        ("III квартал 2025", "2025-07-01", "2025-09-30"),
        ("в этом квартале", "2026-01-01", "2026-03-31"),
        ("в прошлом квартале", "2025-10-01", "2025-12-31"),
        ("за первое полугодие 2025", "2025-01-01", "2025-06-30"),
        ("до пятницы", "2026-02-27", "2026-02-27"),
        ("до вторника", "2026-02-27", "2026-03-03"),
        ("в понедельник", "2026-03-02", "2026-03-02"),
        ("сегодня", "2026-02-27", "2026-02-27"),
        ("завтра", "2026-02-28", "2026-02-28"),
        ("за вчера", "2026-02-26", "2026-02-26"),
        ("за 3 дня", "2026-02-24", "2026-02-27"),
        ("за последние 2 недели", "2026-02-13", "2026-02-27"),
        ("ближайшие 10 дней", "2026-02-27", "2026-03-09"),
    ],
)
def test_a_period_is_read(phrase: str, first: str, last: str) -> None:
    """Months, parts of a year, days and «до конца» become two dates; a bare month is the nearest one."""
    period = read_period(dictionary().words(phrase), TODAY)
    assert period == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("phrase", ["", "авиастроение", "конец", "до конца света", "76", "558-й завод", "9999999 дней"])
def test_no_period_is_invented(phrase: str) -> None:
    """Words without a period name none, and an absurd number breaks nothing."""
    period = read_period(dictionary().words(phrase), TODAY)
    assert period is None or period.first <= period.last


@pytest.mark.parametrize(
    ("key", "year"), [("2025", 2025), ("1989", None), ("2100", None), ("25", None), ("план", None)]
)
def test_a_year_is_told_from_other_numbers(key: str, year: int | None) -> None:
    """A year has four digits and lies in our time."""
    assert year_of(key) == year
