"""Which of the news are wanted, in what order, and on which days: every rhythm, words in any form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.news.corrections import is_corrected
from bot.news.wishes import (
    HIGH,
    Choosing,
    changes_in,
    comes_on,
    country_for,
    due_in,
    in_order,
    next_digest,
    weight,
)
from bot.plan.working_calendar import Country, DayChange, WorkingCalendar
from storage.digest_records import DigestWish, EntryChange, Following, Rhythm, ToldStory
from storage.records import Grant, Role, Story
from storage.register_records import Side, Visibility
from tests.language.starter import dictionary, starter
from tests.render.samples import TODAY, article, commitment, story

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
RUSSIA = WorkingCalendar(Country.RUSSIA)
CHOOSING = Choosing(dictionary())


def _wish(rhythm: Rhythm = Rhythm.DAILY, day: int = 0, zone: str = "Europe/Ulyanovsk") -> DigestWish:
    return DigestWish(7, time(9), zone, "ru", NOW, NOW, 1, rhythm=rhythm, day=day)


def _days(wish: DigestWish, after: str, count: int, calendar: WorkingCalendar = RUSSIA) -> list[str]:
    moment, zone = (
        datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(wish.zone)).astimezone(UTC),
        ZoneInfo(wish.zone),
    )
    days = []
    for _ in range(count):
        moment = next_digest(wish, moment, calendar)
        local = moment.astimezone(zone)
        assert (local.hour, moment.tzinfo) == (9, UTC)
        days.append(local.date().isoformat())
    return days


@pytest.mark.parametrize(
    ("rhythm", "day", "after", "expected"),
    [
        (Rhythm.DAILY, 0, "2026-11-27T09:00", ["2026-11-28", "2026-11-29"]),
        (Rhythm.AT_ONCE, 0, "2026-11-27T08:59", ["2026-11-27", "2026-11-28"]),
        (Rhythm.WORKING_DAYS, 0, "2026-11-27T09:00", ["2026-11-30", "2026-12-01"]),
        (Rhythm.WEEKLY, 4, "2026-11-27T09:00", ["2026-12-04", "2026-12-11"]),
        (Rhythm.WEEKLY, 0, "2026-11-27T09:00", ["2026-11-30"]),
        (Rhythm.MONTHLY, 5, "2026-12-05T09:00", ["2027-01-05", "2027-02-05"]),
        (Rhythm.MONTHLY, 31, "2027-01-30T09:00", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (Rhythm.MONTHLY, 29, "2028-02-01T09:00", ["2028-02-29", "2028-03-29"]),
    ],
)
def test_each_rhythm_has_its_days(rhythm: Rhythm, day: int, after: str, expected: list[str]) -> None:
    """From digest to digest; a month too short has its last day."""
    assert _days(_wish(rhythm, day), after, len(expected)) == expected


def test_working_days_are_those_of_the_side() -> None:
    """The 7th of November is worked in Russia when it is no weekend, and a holiday in Belarus; decrees count."""
    wish = _wish(Rhythm.WORKING_DAYS)
    friday = DayChange(Country.BELARUS, date(2025, 11, 10), works=False, reason="пример")
    assert _days(wish, "2025-11-06T12:00", 1) == ["2025-11-07"]
    assert _days(wish, "2025-11-06T12:00", 1, WorkingCalendar(Country.BELARUS)) == ["2025-11-10"]
    assert _days(wish, "2025-11-06T12:00", 1, WorkingCalendar(Country.BELARUS, [friday])) == ["2025-11-11"]


@pytest.mark.parametrize(
    ("grants", "zone", "expected"),
    [
        ([], "Europe/Ulyanovsk", Country.RUSSIA),
        ([], "Europe/Minsk", Country.BELARUS),
        ([Grant(Role.ADMINISTRATOR)], "Europe/Minsk", Country.BELARUS),
        ([Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)], "Europe/Minsk", Country.RUSSIA),
        ([Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS)], "Europe/Ulyanovsk", Country.BELARUS),
        ([Grant(Role.COORDINATOR, None, Side.FEDERAL)], "Europe/Minsk", Country.RUSSIA),
    ],
)
def test_whose_working_days_a_reader_keeps(grants: list[Grant], zone: str, expected: Country) -> None:
    """Those of the side of a role, and without one those of the clock."""
    assert country_for(grants, zone) is expected


def test_a_day_off_decreed_later_has_no_digest() -> None:
    """Whether the day that was reckoned with is worked is asked of the calendar as it is."""
    day, wish = date(2026, 11, 25), _wish(Rhythm.WORKING_DAYS)
    off = WorkingCalendar(Country.RUSSIA, [DayChange(Country.RUSSIA, day, works=False, reason="пример")])
    assert comes_on(wish, day, RUSSIA)
    assert not comes_on(wish, day, off)


NUMBERS = count(1000)  # words are known by the story's number


def _story(title: str = "Пример", lead: str = "", **more: Any) -> Story:  # noqa: ANN401 - any field of a story
    return replace(story(next(NUMBERS)), title=title, lead=lead, articles=(), **more)


@pytest.mark.parametrize(
    ("following", "told", "expected"),
    [
        ({}, {}, True),
        ({"sectors": ("torgovlya",)}, {"sectors": ("aviastroenie", "torgovlya")}, True),
        ({"sectors": ("torgovlya",)}, {"sectors": ("aviastroenie",)}, False),
        ({"organisations": ("uaz",)}, {"organisations": ("uaz", "maz")}, True),
        ({"sectors": ("torgovlya",), "organisations": ("uaz",)}, {"organisations": ("uaz",)}, True),
        ({"sectors": ("torgovlya",), "organisations": ("uaz",)}, {"organisations": ("maz",)}, False),
        ({"included": ("беспилотник",)}, {"title": "Партия беспилотников ушла в Минск"}, True),
        ({"included": ("беспилотник",)}, {"title": "Пример", "lead": "О беспилотниках говорили долго"}, True),
        ({"included": ("беспилотник",)}, {"title": "Станки для Витебска"}, False),
        ({"included": ("сельскохозяйственная техника",)}, {"title": "Выпуск сельскохозяйственной техники вырос"}, True),
        ({"included": ("сельскохозяйственная техника",)}, {"title": "Техника для сельских школ"}, False),
        ({"included": ("станок",), "sectors": ("torgovlya",)}, {"sectors": ("torgovlya",)}, True),
        ({"excluded": ("футбол",)}, {"title": "Матч по футболу прошёл"}, False),
        ({"excluded": ("футбол",)}, {"title": "Матч прошёл"}, True),
        (
            {"excluded": ("футбол",), "sectors": ("torgovlya",)},
            {"title": "О футболе", "sectors": ("torgovlya",)},
            False,
        ),
        ({"included": ("",)}, {"title": "Матч прошёл"}, False),
    ],
)
def test_what_is_followed(following: dict[str, Any], told: dict[str, Any], expected: bool) -> None:  # noqa: FBT001
    """Any sector, organisation or word brings a story, in any form of the word; an unwanted word keeps it away."""
    assert CHOOSING.wanted(_story(**told), Following(**following)) is expected


def test_words_are_looked_for_in_all_publications() -> None:
    """What a further outlet says of the event counts as well."""
    told = replace(_story("Пример"), articles=(replace(article(1), title="Пример", lead="Разговор о подшипниках"),))
    assert CHOOSING.wanted(told, Following(included=("подшипник",)))


def test_what_matters_is_told_before_what_is_newer() -> None:
    """A signed document first; of an organisation followed before what is not; of two that matter alike the newer."""
    older, newer = story(1), story(2)
    signed = replace(story(0), title="Пример: подписано соглашение")
    ours = story(-1, organisations=("uaz",))
    following = Following(organisations=("uaz",))
    assert in_order([older, newer, ours, signed], following) == [signed, ours, newer, older]
    assert in_order([older, ours], Following()) == [older, ours]


@pytest.mark.parametrize(
    ("title", "outlets", "followed", "high"),
    [
        ("Подписан контракт на 40 млн рублей", 1, False, True),
        ("Подписан контракт", 1, False, False),
        ("Подписан контракт", 1, True, True),
        ("Пример", 3, False, True),
        ("Пример", 2, False, False),
        ("Пример", 2, True, True),
        ("Пример", 1, True, False),
    ],
)
def test_what_matters_enough_to_be_told_at_once(title: str, outlets: int, followed: bool, high: bool) -> None:  # noqa: FBT001
    """Several outlets, a signed document with a figure; less is enough of an organisation followed."""
    articles = tuple(article(number, str(number)) for number in range(outlets))
    told = replace(story(1, organisations=("uaz",)), title=title, lead="", articles=articles)
    following = Following(organisations=("uaz",) if followed else ())
    assert (weight(told, following) >= HIGH) is high


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"sectors": ("avtoprom",)}, [1, 2, 3]),
        ({"sectors": ("torgovlya",)}, []),
        ({"organisations": ("uaz",)}, [1, 2, 3]),
        ({"included": ("слово",)}, []),
    ],
)
def test_deadlines_of_the_week_are_those_followed(following: dict[str, Any], expected: list[int]) -> None:
    """Of the sectors or organisations followed, from the first day to the last, by date."""
    days = ((1, 0), (3, 7), (2, 3), (4, 8), (5, -1))
    owed = [commitment(number, TODAY + timedelta(days=more)) for number, more in days]
    found = due_in(owed, Following(**following), TODAY, TODAY + timedelta(days=7))
    assert [number for number, _ in found] == expected


def _changed(following: Following, changes: Sequence[EntryChange], *, of_plan: bool = False) -> list[EntryChange]:
    return changes_in(changes, starter(), following, of_plan=of_plan)


def test_changes_of_the_register_are_those_followed() -> None:
    """An entry is told once, as new when it is; one that is gone, or of what is not followed, is not."""
    new, corrected = EntryChange("organisation", "uaz", new=True), EntryChange("organisation", "uaz", new=False)
    sector, gone = EntryChange("sector", "torgovlya", new=False), EntryChange("project", "gone", new=True)
    every = [new, corrected, sector, gone]
    assert _changed(Following(), every) == [new, sector]
    assert _changed(Following(sectors=("torgovlya",)), every) == [sector]
    assert _changed(Following(organisations=("uaz",)), every) == [new]
    assert _changed(Following(included=("слово",)), every) == []


def test_an_entry_of_the_programme_is_told_to_those_who_read_the_plan() -> None:
    """What is not public is not told to everybody."""
    register = starter()
    closed = replace(register.organisations["uaz"], visibility=Visibility.PROGRAMME)
    register = replace(register, organisations={**register.organisations, "uaz": closed})
    change = [EntryChange("organisation", "uaz", new=True)]
    assert changes_in(change, register, Following(), of_plan=False) == []
    assert changes_in(change, register, Following(), of_plan=True) == change


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("Экспорт вырос на 12 %", "За год 40 млн", False),
        ("Экспорт вырос на 14 %", "За год 40 млн", True),
        ("Экспорт вырос на 12 %", "За год 41 млн", True),
        ("Экспорт вырос на 12 %", "За весь год 40 млн", False),
    ],
)
def test_a_title_or_a_figure_that_reads_otherwise_is_a_correction(title: str, lead: str, expected: bool) -> None:  # noqa: FBT001
    """Words of the lead alone are none."""
    told = ToldStory(1, "Экспорт вырос на 12 %", "За год 40 млн")
    now = replace(story(1), title=title, lead=lead, articles=(replace(article(1), title=title, lead=lead),))
    assert is_corrected(told, now) is expected


def test_a_better_title_of_another_outlet_corrects_nothing() -> None:
    """As long as somebody still tells it as it was told."""
    told = ToldStory(1, "Пример", "За год 40 млн")
    first = replace(article(1), title="Пример", lead="За год 40 млн")
    now = replace(story(1), title="Другой заголовок", lead="Другое", articles=(first, article(2)))
    assert not is_corrected(told, now)
