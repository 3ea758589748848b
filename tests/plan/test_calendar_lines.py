"""Lines that say which days are worked: every usual way of writing them, and each fault with its line."""

from datetime import date

import pytest

from bot.plan.calendar_lines import LineFault, read_lines, years_of
from storage.calendar_records import Country, DayChange

JAN_9 = date(2027, 1, 9)


@pytest.mark.parametrize(
    ("line", "works", "reason"),
    [
        ("РБ 2027-01-09 рабочий", True, ""),
        ("РБ 09.01.2027 рабочий за 4 января", True, "за 4 января"),
        ("Беларусь: 9.1.2027 — рабочий день", True, ""),
        ("рб; 09.01.2027; выходной; перенос", False, "перенос"),
        ("РБ 09.01.2027 выхадны", False, ""),
        ("BY 2027-01-09 off", False, ""),
    ],
)
def test_a_day_is_written_in_many_ways(line: str, works: bool, reason: str) -> None:  # noqa: FBT001 - a case's column
    """Dates as both offices write them, the word, and what stands after it."""
    read = read_lines(line)
    assert read.faults == ()
    assert read.changes == (DayChange(Country.BELARUS, JAN_9, works, reason),)


def test_a_country_holds_for_the_lines_below() -> None:
    """Until another is named; empty lines say nothing; the same said twice is said once."""
    read = read_lines("РФ\n\n09.01.2027 рабочий\n09.01.2027 рабочий\nРБ 09.01.2027 выходной\n10.01.2027 рабочий")
    assert read.faults == ()
    assert [(one.country, one.day.day, one.works) for one in read.changes] == [
        (Country.RUSSIA, 9, True),
        (Country.BELARUS, 9, False),
        (Country.BELARUS, 10, True),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("09.01.2027 рабочий", LineFault.NO_COUNTRY),
        ("РФ завтра рабочий", LineFault.NO_DATE),
        ("РФ 31.06.2027 рабочий", LineFault.NO_SUCH_DATE),
        ("РФ 09.01.1027 рабочий", LineFault.NO_SUCH_DATE),
        ("РФ 09.01.2027", LineFault.NO_WORD),
        ("РФ 09.01.2027 рабочийский", LineFault.NO_WORD),
    ],
)
def test_what_is_not_understood_is_told(line: str, fault: LineFault) -> None:
    """Each line that cannot be read has its one reason."""
    assert [(one.line, one.fault) for one in read_lines(line).faults] == [(line, fault)]


def test_two_words_on_one_day_are_a_fault() -> None:
    """The second is told, the first is not overruled in silence."""
    (fault,) = read_lines("РФ 09.01.2027 рабочий\nРФ 09.01.2027 выходной").faults
    assert (fault.fault, fault.line) == (LineFault.TWICE, "РФ 09.01.2027 выходной")


def test_two_years_are_looked_at() -> None:
    """This one and the next."""
    assert years_of(JAN_9) == (2027, 2028)
