"""Working days: what the library knows, what is laid over it, and what is missing."""

from datetime import date, timedelta

import pytest

from bot.plan.working_calendar import (
    Country,
    DayChange,
    DayOff,
    Rest,
    WorkingCalendar,
    country_of,
    transfers_missing,
)
from storage.register_records import Side

RUSSIA = WorkingCalendar(Country.RUSSIA)
BELARUS = WorkingCalendar(Country.BELARUS)


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        # the transfers of 2025 and 2026 as decreed: days off on weekdays, working Saturdays
        (RUSSIA, "2025-05-02 2025-05-08 2025-06-13 2025-11-03 2025-12-31 2026-01-09 2026-03-09 2026-05-11 2026-12-31"),
        (BELARUS, "2025-01-06 2025-04-28 2025-07-04 2025-12-26 2026-01-02 2026-04-20 2026-04-21 2026-12-25"),
    ],
)
def test_transferred_days_are_off(calendar: WorkingCalendar, days: str) -> None:
    """Weekdays that a decree made days off are not worked."""
    assert [day for day in days.split() if calendar.works(date.fromisoformat(day))] == []


@pytest.mark.parametrize(
    ("calendar", "day"), [(RUSSIA, "2025-11-01"), (BELARUS, "2025-01-11"), (BELARUS, "2026-04-25")]
)
def test_saturdays_worked_for_a_day_off_are_working_days(calendar: WorkingCalendar, day: str) -> None:
    """A Saturday that stands in for a transferred day is worked."""
    assert calendar.works(date.fromisoformat(day))


def test_the_year_2026_has_the_working_days_of_the_decrees() -> None:
    """247 working days in Russia and 254 in Belarus (2026), the Saturdays worked among them."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(map(RUSSIA.works, days)) == 247
    assert sum(map(BELARUS.works, days)) == 254


def test_each_side_has_its_own_effective_day() -> None:
    """The 7th of November 2025 is worked in Russia and a holiday in Belarus, where the day before stands for it."""
    due = date(2025, 11, 7)
    assert RUSSIA.on_or_before(due).day == due
    assert RUSSIA.on_or_before(due).off is None
    moved = BELARUS.on_or_before(due)
    assert (moved.day, moved.due) == (date(2025, 11, 6), due)
    assert moved.off == DayOff(Rest.HOLIDAY, "День Октябрьской революции")


def test_a_weekend_and_a_long_rest_are_walked_back() -> None:
    """A Sunday goes to its Friday, the 8th of January 2026 to the last working day of the year before."""
    assert RUSSIA.on_or_before(date(2026, 3, 1)).day == date(2026, 2, 27)
    assert RUSSIA.on_or_before(date(2026, 3, 1)).off == DayOff(Rest.WEEKEND)
    assert RUSSIA.on_or_before(date(2026, 1, 8)).day == date(2025, 12, 30)
    assert RUSSIA.before(date(2026, 1, 12)) == date(2025, 12, 30)
    assert RUSSIA.on_or_after(date(2026, 1, 1)) == date(2026, 1, 12)


def test_a_holiday_has_its_name_in_the_language_asked_for() -> None:
    """Belarusian holidays are named in Belarusian too; what the library cannot say is Russian."""
    day = date(2026, 7, 3)
    names = [WorkingCalendar(Country.BELARUS, language=one).day_off(day) for one in ("ru", "be", "en")]
    assert [one.name.split()[0] for one in names if one] == ["День", "Дзень", "Independence"]
    russian = WorkingCalendar(Country.RUSSIA, language="be").day_off(date(2026, 6, 12))
    assert russian == DayOff(Rest.HOLIDAY, "День России")


def test_changes_lie_over_the_library() -> None:
    """A day may be made off or worked for one country, with a reason, and the other country does not see it."""
    off = DayChange(Country.BELARUS, date(2027, 1, 4), works=False, reason="перенос с 9 января")
    on = DayChange(Country.BELARUS, date(2027, 1, 9), works=True, reason="за 4 января")
    belarus = WorkingCalendar(Country.BELARUS, [off, on])
    assert belarus.day_off(off.day) == DayOff(Rest.CHANGED, "перенос с 9 января")
    assert belarus.works(on.day)
    russia = WorkingCalendar(Country.RUSSIA, [off, on])
    assert russia.day_off(on.day) == DayOff(Rest.WEEKEND)


def test_next_years_transfers_are_missed_from_december_on() -> None:
    """No alarm in November; from the 1st of December for each country that has none, until they are there."""
    year = 2098
    eve, first = date(year - 1, 11, 30), date(year - 1, 12, 1)
    settled = WorkingCalendar(Country.RUSSIA, settled=[year - 1])
    assert transfers_missing([settled], eve) == ()
    assert transfers_missing([settled], first) == ((Country.RUSSIA, year),)
    done = WorkingCalendar(Country.RUSSIA, settled=[year - 1, year])
    changed = [DayChange(Country.BELARUS, date(one, 1, 4), works=False, reason="") for one in (year - 1, year)]
    assert transfers_missing([done, WorkingCalendar(Country.BELARUS, changed)], first) == ()


def test_the_library_knows_the_years_of_the_plan() -> None:
    """The transfers of 2025 and 2026 are there for both countries; a version of the library without them fails here."""
    assert transfers_missing([RUSSIA, BELARUS], date(2025, 12, 31)) == ()
    assert not BELARUS.transfers_known(2098)


def test_federal_bodies_keep_the_russian_calendar() -> None:
    """Two calendars for three sides."""
    assert [country_of(side) for side in Side] == [Country.RUSSIA, Country.BELARUS, Country.RUSSIA]


def test_a_table_without_working_days_is_a_mistake() -> None:
    """Changes that leave no working day for two months are refused instead of searched for ever."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(200)]
    closed = [DayChange(Country.RUSSIA, day, works=False, reason="") for day in days]
    with pytest.raises(ValueError, match="no working day"):
        WorkingCalendar(Country.RUSSIA, closed).on_or_before(days[-1])
