"""When a digest is due, in every zone, across changes of clocks; and how much a story matters."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.news.digest import importance, next_moment
from storage.records import Story
from tests.render.samples import article, story

NINE, HALF_PAST_TWO = time(9), time(2, 30)
# The zone, the hour, a local moment after which, and the moment expected in UTC.
TABLE = (
    ("Europe/Ulyanovsk", NINE, "2026-03-02T08:59", "2026-03-02T05:00"),
    ("Europe/Ulyanovsk", NINE, "2026-03-02T09:00", "2026-03-03T05:00"),
    ("Europe/Ulyanovsk", NINE, "2026-12-31T23:59", "2027-01-01T05:00"),
    ("Europe/Minsk", NINE, "2026-03-02T09:00", "2026-03-03T06:00"),
    ("Europe/Minsk", time(0), "2026-03-02T00:00", "2026-03-02T21:00"),
    ("Asia/Kolkata", NINE, "2026-03-02T09:01", "2026-03-03T03:30"),
    ("Pacific/Kiritimati", time(23), "2026-03-02T12:00", "2026-03-02T09:00"),
    ("Pacific/Pago_Pago", time(1), "2026-03-02T12:00", "2026-03-03T12:00"),
    # Madrid skips 02:00-03:00 on 2026-03-29: what would be 02:30 is as much later as the clocks were moved
    ("Europe/Madrid", HALF_PAST_TWO, "2026-03-28T12:00", "2026-03-29T01:30"),
    ("Europe/Madrid", NINE, "2026-03-28T12:00", "2026-03-29T07:00"),
    ("Europe/Madrid", HALF_PAST_TWO, "2026-03-29T03:30", "2026-03-30T00:30"),
    # and has 02:00-03:00 twice on 2026-10-25: the first one counts, and only it
    ("Europe/Madrid", HALF_PAST_TWO, "2026-10-24T12:00", "2026-10-25T00:30"),
    ("Europe/Madrid", HALF_PAST_TWO, "2026-10-25T02:30", "2026-10-26T01:30"),
    ("America/New_York", HALF_PAST_TWO, "2026-03-07T12:00", "2026-03-08T07:30"),
    ("America/New_York", time(1, 30), "2026-10-31T12:00", "2026-11-01T05:30"),
    ("Australia/Lord_Howe", time(2, 15), "2026-10-03T12:00", "2026-10-03T15:45"),
)


@pytest.mark.parametrize(("zone", "at", "after", "expected"), TABLE)
def test_a_digest_is_due_when_clocks_show_its_hour(zone: str, at: time, after: str, expected: str) -> None:
    """The next moment is the first one strictly later at which the zone's clocks show the hour."""
    moment = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert next_moment(at, ZoneInfo(zone), moment) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Ulyanovsk", "Europe/Minsk", "Europe/Madrid", "America/New_York"])
@pytest.mark.parametrize("at", [time(0), time(2, 30), NINE, time(23, 59)])
def test_one_digest_a_day_all_year(zone: str, at: time) -> None:
    """Walking from moment to moment gives each local date of a year exactly once, in UTC, never the same moment."""
    where = ZoneInfo(zone)
    moment = datetime(2026, 1, 1, tzinfo=where).astimezone(UTC) - timedelta(minutes=1)
    days = []
    for _ in range(365):
        later = next_moment(at, where, moment)
        assert later > moment
        assert later.tzinfo is UTC
        days.append(later.astimezone(where).date())
        moment = later
    assert days == [days[0] + timedelta(days=more) for more in range(365)]


def _said(title: str, *outlets: str) -> Story:
    return replace(
        story(1), title=title, lead="", articles=tuple(article(number, one) for number, one in enumerate(outlets))
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Стороны подписали меморандум", 3),
        ("Пример: соглашение о сотрудничестве", 3),
        ("Бакі падпісалі пагадненне", 3),
        ("Example: the sides signed a memorandum", 3),
        ("У канала стало больше подписчиков", 0),
        ("Example: a signal of change", 0),
        ("Экспорт вырос на 12 %", 1),
        ("Поставки на 1,5 млрд рублей", 1),
        ("Example: $5 deal", 1),
        ("Делегация прибыла 25 ноября 2026 года", 0),
        ("Подписан контракт на 40 млн рублей", 4),
        ("", 0),
    ],
)
def test_signed_documents_and_figures_matter(title: str, expected: int) -> None:
    """A signed document weighs three and a figure one, in each language; words that only look alike weigh nothing."""
    assert importance(_said(title, "Пример")) == expected


@pytest.mark.parametrize(("outlets", "expected"), [("", 0), ("а", 0), ("аа", 0), ("аб", 2), ("абвг", 6), ("абвгде", 6)])
def test_each_further_outlet_counts_up_to_four(outlets: str, expected: int) -> None:
    """The same outlet twice is one, and a fifth adds nothing."""
    assert importance(_said("Пример", *outlets)) == expected
