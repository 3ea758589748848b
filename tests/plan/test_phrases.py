"""Deadline phrases: what offices write, read to the last word or shown to a person."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.plan.phrase_reading import DeadlineKind, Doubt, Note, PlanPeriod, Reading
from bot.plan.phrases import read_phrase

PLAN = PlanPeriod(date(2025, 1, 1), date(2026, 12, 31))


class Expected(NamedTuple):
    """A phrase of the list and what it means."""

    phrase: str
    kind: str
    noted: bool
    dates: str


def _expected() -> Iterator[Expected]:
    lists = [
        (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("phrases", "phrases_tried", "phrases_round")
    ]
    for line in "".join(lists).splitlines():
        if not line.startswith("#"):
            phrase, kind, dates = (part.strip() for part in f"{line} ".split(" | "))
            yield Expected(phrase, kind.rstrip("!"), kind.endswith("!"), dates)


PHRASES = list(_expected())


def read(phrase: str) -> Reading:
    """Read a phrase of the plan of 2025 and 2026."""
    return read_phrase(phrase, PLAN)


def said(reading: Reading) -> tuple[str, str]:
    """Tell a reading as the list does."""
    return reading.kind.value, " ".join(day.isoformat() for day in reading.dates)


@pytest.mark.parametrize("one", PHRASES, ids=lambda one: one.phrase)
def test_a_phrase_is_read_as_the_conventions_say(one: Expected) -> None:
    """Kind and dates are those of the list, and a note is there exactly where a person should look."""
    reading = read(one.phrase)
    first, shortened, rest = one.dates.partition("…")
    if shortened:
        last, _, count = rest.partition("=")
        assert reading.kind == one.kind
        dates = reading.dates
        assert (str(dates[0]), str(dates[-1]), str(len(dates))) == (first, last, count)
    else:
        assert said(reading) == (one.kind, one.dates)
    assert bool(reading.notes) == one.noted


@pytest.mark.parametrize(
    "one", [each for each in PHRASES if each.kind in {"once", "recurring"}], ids=lambda one: one.phrase
)
def test_no_word_is_passed_over(one: Expected) -> None:
    """A word that means nothing here, wherever it is put into a phrase with dates, makes the phrase unreadable.

    But beside a condition, which takes any words and is noted.
    """
    words = one.phrase.split()
    for place in range(len(words) + 1):
        spoilt = " ".join([*words[:place], "тракторный", *words[place:]])
        reading = read(spoilt)
        if Note(Doubt.BESIDE) in read(one.phrase).notes and Note(Doubt.BESIDE) in reading.notes:
            continue
        assert reading.kind is DeadlineKind.UNREADABLE, spoilt
        assert reading.notes
        assert not reading.dates


def _without(one: Expected) -> Iterator[str]:
    words = one.phrase.split()
    yield from (" ".join([*words[:place], *words[place + 1 :]]) for place in range(len(words)))


def test_anything_at_all_is_answered() -> None:
    """Pieces of phrases, phrases put together and no phrases never fail; what is unreadable has a note, no dates."""
    odd = ["", " ", "-", "—", "...", "(", ")", "до", "2026 -", "I", "№", "за", "в течение", "с", "31", "🎉", "a" * 2000]
    pieces = [piece for one in PHRASES for piece in _without(one)]
    pairs = [f"{one.phrase} {other.phrase}" for one, other in zip(PHRASES, PHRASES[7:], strict=False)]
    for phrase in [*odd, *pieces, *pairs]:
        reading = read(phrase)
        if reading.kind is DeadlineKind.UNREADABLE:
            assert reading.notes, phrase
            assert not reading.dates, phrase
        else:
            assert list(reading.dates) == sorted(set(reading.dates)), phrase
            assert bool(reading.dates) is (reading.kind is not DeadlineKind.OPEN_ENDED), phrase


@pytest.mark.parametrize(
    ("phrase", "doubt"),
    [
        ("31 июня 2026 года", Doubt.NO_SUCH_DATE),
        ("5 квартал 2025", Doubt.NO_SUCH_DATE),
        ("01.07.1925", Doubt.NO_SUCH_DATE),
        ("ежемесячно до 32 числа", Doubt.NO_SUCH_DATE),
        ("ежегодно до 29 февраля", Doubt.NO_SUCH_DATE),
        ("IV квартал", Doubt.NO_YEAR),
        ("до 1 июля т.г.", Doubt.NO_YEAR),
        ("до конца года", Doubt.NO_YEAR),
        ("март 2025, июнь", Doubt.NO_YEAR),
        ("до 1 февраля следующего года", Doubt.NO_YEAR),
        ("декабрь, февраль 2026", Doubt.AMBIGUOUS),
        ("IV квартал 2025, 2026 года", Doubt.AMBIGUOUS),
        ("15 июня, 15 декабря 2025 - 2026 годов", Doubt.AMBIGUOUS),
        ("ежеквартально до 10 числа", Doubt.AMBIGUOUS),
        ("ежегодно до 1 декабря 2026 года", Doubt.AMBIGUOUS),
        ("ежегодно с 1 июня", Doubt.AMBIGUOUS),
        ("ежегодно до начала мая", Doubt.AMBIGUOUS),
        ("ежегодно, следующего года", Doubt.AMBIGUOUS),
        ("ежегодно, май, до 10 числа", Doubt.AMBIGUOUS),
        ("ежеквартально, май", Doubt.AMBIGUOUS),
        ("еженедельно, 15 мая", Doubt.AMBIGUOUS),
        ("до 15 числа", Doubt.AMBIGUOUS),
        ("ежеквартально в 2025 году, раз в полугодие в 2026 году", Doubt.AMBIGUOUS),
        ("май 2025 г., май 2026 г., далее ежегодно", Doubt.AMBIGUOUS),
        ("30.06.2026 – 01.03.2026", Doubt.END_BEFORE_START),
        ("с 1 мая 2026 года, июнь 2025 года", Doubt.END_BEFORE_START),
        ("ежегодно, 2028-2030 годы", Doubt.NO_DATE_IN_PLAN),
        ("зима 2026", Doubt.NOT_UNDERSTOOD),
        ("апрель или май 2026", Doubt.NOT_UNDERSTOOD),
        ("IV квартал 2025 - 2026", Doubt.NOT_UNDERSTOOD),
        ("с 15 по 1 июня 2026", Doubt.NOT_UNDERSTOOD),
        ("до 1 июля 2025 -", Doubt.NOT_UNDERSTOOD),
        ("—", Doubt.MISSING),
        ("", Doubt.MISSING),
    ],
)
def test_what_cannot_be_read_is_said_why(phrase: str, doubt: Doubt) -> None:
    """No dates, and the one reason why."""
    reading = read(phrase)
    assert (reading.kind, reading.dates) == (DeadlineKind.UNREADABLE, ())
    assert [note.doubt for note in reading.notes] == [doubt]


@pytest.mark.parametrize(
    ("phrase", "dates", "doubt"),
    [
        ("до начала 2026 года", "2025-12-31", Doubt.LOOSE),
        ("в начале 2026 года", "2026-03-31", Doubt.LOOSE),
        ("середина мая 2025 г.", "2025-05-20", Doubt.LOOSE),
        ("до марта 2026", "2026-03-31", Doubt.LOOSE),
        ("ориентировочно III квартал 2025", "2025-09-30", Doubt.HEDGED),
        ("IV квартал 2025 г. (по согласованию)", "2025-12-31", Doubt.BESIDE),
        ("в соответствии с планом, до 1 июля 2026 года", "2026-07-01", Doubt.BESIDE),
        ("2025, 2026 годы", "2025-12-31 2026-12-31", Doubt.YEARS_LISTED),
        ("ноябрь 2024", "2024-11-30", Doubt.OUTSIDE_PLAN),
        ("2024-2026 годы, ежегодно", "2025-12-31 2026-12-31", Doubt.OUTSIDE_PLAN),
        ("до 1 июля 2025 г., далее раз в полугодие", "2025-07-01 2025-12-31 2026-06-30 2026-12-31", Doubt.LOOSE),
        ("раз в полугодие, до 10 июля и 10 января", "2025-07-10 2026-01-10 2026-07-10 2027-01-10", Doubt.LOOSE),
        ("2 раза в год: до 1 июля и до 1 декабря", "2025-07-01 2025-12-01 2026-07-01 2026-12-01", Doubt.LOOSE),
        ("ежегодно, начиная с IV квартала 2025", "2025-12-31 2026-12-31", Doubt.LOOSE),
        ("декабрь 202б", "2026-12-31", Doubt.LOOKALIKE),
        ("c 1 по 15 июня 2025 года", "2025-06-15", Doubt.LOOKALIKE),
        ("Ш квартал 2026 г.", "2026-09-30", Doubt.LOOKALIKE),
        ("1V квартал 2026 г.", "2026-12-31", Doubt.LOOKALIKE),
        ("до 1 июня 2025 гола", "2025-06-01", Doubt.SLIP),
    ],
)
def test_what_is_read_with_a_doubt_is_noted(phrase: str, dates: str, doubt: Doubt) -> None:
    """The dates are there, and so is what a person should know of them."""
    reading = read(phrase)
    assert said(reading)[1] == dates
    assert doubt in {note.doubt for note in reading.notes}


@pytest.mark.parametrize(
    ("phrase", "dates"),
    [
        ("1 этап – до 1 июля 2025 г., 2 этап – до 1 марта 2026 г.", "2025-07-01 2026-03-01"),
        ("2025 год: март, июнь", "2025-03-31 2025-06-30"),
        ("2025 г. - II квартал, 2026 г. - III квартал", "2025-06-30 2026-09-30"),
        ("I квартал\n2025 года", "2025-03-31"),
        ("июнь 2025 г.\nиюнь 2026 г.", "2025-06-30 2026-06-30"),
        ("до 1 июня 2025 г.;\nдо 1 июня 2026 г.", "2025-06-01 2026-06-01"),
        ("2025 год\nпостоянно\nиюнь 2026", ""),
        ("2025-26 гг.", "2026-12-31"),
        ("зимой 2025-2026 годов", "2026-02-28"),
        ("до двадцать пятого декабря 2025 года", "2025-12-25"),
        ("ежеквартально, в течение 10 дней после окончания квартала, 2026 год",
         "2026-04-10 2026-07-10 2026-10-10 2027-01-10"),
        ("ежемесячно с мая по июль", "2025-05-31 2025-06-30 2025-07-31 2026-05-31 2026-06-30 2026-07-31"),
        ("ежегодно до 1 февраля за предыдущий год", "2026-02-01 2027-02-01"),
        ("до 15 января 2026 года (за 2025 год)", "2026-01-15"),
        ("ежегодно в IV квартале 2025-2026 годов", "2025-12-31 2026-12-31"),
        ("до 1 июля 2025 года, далее ежегодно до 1 марта", "2025-07-01 2026-03-01"),
        ("раз в 4 месяца в 2025 году", "2025-04-30 2025-08-31 2025-12-31"),
        ("ежеквартально до 20 числа третьего месяца квартала, 2025 год", "2025-03-20 2025-06-20 2025-09-20 2025-12-20"),
        ("каждую осень", "2025-11-30 2026-11-30"),
    ],
)  # fmt: skip
def test_longer_phrases_are_read(phrase: str, dates: str) -> None:
    """Lists, stages, headings, line breaks and recurrences with particulars."""
    assert said(read(phrase))[1] == dates


def test_weeks_and_half_months_have_their_days() -> None:
    """«Еженедельно» is the Sunday of each week that begins in the plan, «2 раза в месяц» the 15th and the last day."""
    weekly = read("еженедельно").dates
    assert (weekly[0], len(weekly)) == (date(2025, 1, 12), 104)
    assert {later - earlier for earlier, later in pairwise(weekly)} == {timedelta(days=7)}
    twice = read("2 раза в месяц").dates
    assert twice[:4] == (date(2025, 1, 15), date(2025, 1, 31), date(2025, 2, 15), date(2025, 2, 28))


def test_a_short_month_is_noted() -> None:
    """The 30th of February is its last day, and that is said; the 31st means the last day anyway."""
    reading = read("ежемесячно до 30 числа")
    assert reading.dates[1] == date(2025, 2, 28)
    assert [note.doubt for note in reading.notes] == [Doubt.SHORT_MONTH]
    assert read("ежемесячно до последнего числа месяца").notes == ()


@pytest.mark.parametrize(
    ("phrase", "starts_on"),
    [("с 1 марта 2025 года", date(2025, 3, 1)), ("не ранее II квартала 2026", date(2026, 4, 1)), ("постоянно", None)],
)
def test_what_only_begins_is_open_ended(phrase: str, starts_on: date | None) -> None:
    """«С 1 марта» has no date that it falls due on, and the day from which it goes on."""
    reading = read(phrase)
    assert (reading.kind, reading.starts_on, reading.dates) == (DeadlineKind.OPEN_ENDED, starts_on, ())


def test_the_plan_says_which_periods_there_are() -> None:
    """«Ежегодно» in a plan of one year is one date, and still recurring."""
    reading = read_phrase("ежегодно", PlanPeriod(date(2027, 1, 1), date(2027, 12, 31)))
    assert said(reading) == ("recurring", "2027-12-31")


def test_free_words_tell_no_date() -> None:
    """A condition takes any words after it, but none that may tell a date."""
    assert read("в соответствии с соглашением от 12.05.2024 № 14").kind is DeadlineKind.OPEN_ENDED
    assert read("в соответствии с соглашением от 12 мая 2024 г. № 14/2").kind is DeadlineKind.OPEN_ENDED
    assert read("в соответствии с планом до 12.05.2025").kind is DeadlineKind.UNREADABLE
    assert read("по плану декобря").kind is DeadlineKind.UNREADABLE


def test_the_conventions_are_in_the_document() -> None:
    """Every phrase of the table in docs/plan-phrases.md is read as it says."""
    document = Path(__file__).parents[2] / "docs" / "plan-phrases.md"
    rows = re.findall(r"^\| «([^|]+)» \| (\w+) \| ([^|]*) \|", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 40
    for phrase, kind, dates in rows:
        reading = read(phrase)
        told = "…" if "…" in dates else " ".join(map(str, reading.dates))
        assert (reading.kind.value, told) == (kind, "…" if "…" in dates else dates.strip()), phrase
        if "…" in dates:
            first, last = dates.strip().split(" … ")
            assert (str(reading.dates[0]), str(reading.dates[-1])) == (first, last), phrase
