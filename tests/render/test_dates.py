"""Dates and moments in words."""

from datetime import UTC, date, datetime

import pytest

from bot.render import dates
from bot.render.catalogue import Catalogues, Translator
from tests.render.samples import ULYANOVSK

NB = "\u00a0"


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", f"30{NB}июня 2026"), ("be", f"30{NB}чэрвеня 2026"), ("en", f"30{NB}June 2026")],
)
def test_a_day_in_three_languages(language: str, said: str, catalogues: Catalogues) -> None:
    """A day is written as each language writes it, the day and the month never parted."""
    assert dates.day(date(2026, 6, 30), catalogues.of(language)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-06-25", "2025-06-27", f"25–27{NB}июня 2025"),
        ("2025-09-29", "2025-10-01", f"29{NB}сентября – 1{NB}октября 2025"),
        ("2025-12-30", "2026-01-02", f"30{NB}декабря 2025 – 2{NB}января 2026"),
        ("2025-12-30", "2025-12-30", f"30{NB}декабря 2025"),
    ],
)
def test_days_from_to(first: str, last: str, said: str, tr: Translator) -> None:
    """A range says its month and year once where they are the same."""
    assert dates.days(date.fromisoformat(first), date.fromisoformat(last), tr) == said


@pytest.mark.parametrize(
    ("as_written", "said"),
    [
        ("2025-10-07", f"7{NB}октября 2025"),
        ("2025-10-02 (не позднее)", f"не позднее 2{NB}октября 2025"),
        ("2025-09-29…2025-10-01", f"29{NB}сентября – 1{NB}октября 2025"),
        ("2025-06-25…27", f"25–27{NB}июня 2025"),
        ("2025-09/10", "сентябрь–октябрь 2025"),
        ("2025-01…11", "январь–ноябрь 2025"),
        ("2024-10 (к 17.10)", f"октябрь 2024 (к 17{NB}октября)"),
        ("2024-10", "октябрь 2024"),
        ("2025-12-31 (конец 2025 года)", f"31{NB}декабря 2025 (конец 2025{NB}года)"),
        ("2026 (дата не объявлена)", "2026 (дата не объявлена)"),
        ("2026 год", f"2026{NB}год"),
        ("2021", "2021"),
        ("2025-13-01", "2025-13-01"),
        ("2025-13", "2025-13"),
        ("2025-13/14", "2025-13/14"),
        ("2025-11/13", "2025-11/13"),
        ("2024-10 (к 45.10)", "2024-10 (к 45.10)"),
        ("2025-10-071", "2025-10-071"),
        ("когда-нибудь", "когда-нибудь"),
        ("", ""),
    ],
)
def test_a_date_of_the_register_in_words(as_written: str, said: str, tr: Translator) -> None:
    """Every shape the register has is put in words; a shape it does not have stays as written."""
    assert dates.written(as_written, tr) == said


@pytest.mark.parametrize(
    ("as_written", "said"),
    [
        ("2025-H1", "I полугодие 2025 года"),
        ("2025-H2", "II полугодие 2025 года"),
        ("2024-Q4", "IV квартал 2024 года"),
        ("2024", "2024 год"),
        ("на 10.2025", "на октябрь 2025"),
        ("на 13.2025", "на 13.2025"),
        ("2025-01…11", "январь–ноябрь 2025"),
        ("2025 (часть года, период не уточнён)", "2025 (часть года, период не уточнён)"),
    ],
)
def test_a_period_in_words(as_written: str, said: str, tr: Translator) -> None:
    """Half-years, quarters, years and months are put in words."""
    assert dates.period(as_written, tr) == said


def test_dates_as_written_have_an_order() -> None:
    """What is vague stands where its ISO beginning puts it; what has none comes first."""
    shuffled = ["2026 (дата не объявлена)", "когда-нибудь", "2025-09/10", "2025-10-02 (не позднее)"]
    assert sorted(shuffled, key=dates.sort_key) == [shuffled[1], shuffled[2], shuffled[3], shuffled[0]]


def test_a_moment_is_told_on_the_wall_clock_of_the_zone(tr: Translator) -> None:
    """Half past ten in the evening in UTC is the next day in Ulyanovsk."""
    at = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)
    assert dates.moment(at, ULYANOVSK, tr) == f"27{NB}ноября 2026, 02:30"
    assert dates.local_day(at, ULYANOVSK, tr) == f"27{NB}ноября 2026"
    assert dates.weekday(date(2026, 11, 27), tr) == "пятница"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((25, 5), (26, 5), f"25–26{NB}ноября 2026"),
        ((25, 20), (26, 20), f"26{NB}ноября 2026"),
        ((26, 5), (26, 5), f"26{NB}ноября 2026"),
    ],
)
def test_the_days_of_a_period_are_local(
    first: tuple[int, int], last: tuple[int, int], said: str, tr: Translator
) -> None:
    """A period that ends at local midnight does not name the day that then begins."""
    began, ended = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in (first, last))
    assert dates.period_between(began, ended, ULYANOVSK, tr) == said
