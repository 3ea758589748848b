"""What goes out of the plan as files: nothing in them is a formula, a calendar takes them again and again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.plan.choice import lines_of
from bot.render.catalogue import Catalogues, Translator
from bot.render.plan_calendar import plan_calendar
from bot.render.plan_sheet import plan_sheet, safe
from storage.control_records import DeadlineState
from storage.records import Commitment
from storage.register_records import Register
from tests.render.samples import HOSTILE, TODAY, commitment

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+7", "'+7"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("\x00=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"),
        ("обычный текст", "обычный текст"),
        ("а=1", "а=1"),
    ],
)
def test_no_words_become_a_formula(written: str, kept: str) -> None:
    """Whatever a stranger's cell begins with."""
    assert safe(written) == kept


def test_a_sheet_has_a_row_for_each_date(register: Register, tr: Translator) -> None:
    """Dates are dates, states are words, an example says so, harm is text; no cell is a formula."""
    bad = replace(commitment(3, TODAY), number=HOSTILE, text="=" + HOSTILE, section=HOSTILE, deadline_text=HOSTILE)
    moved = commitment(1, TODAY, first_due=TODAY - timedelta(days=9))
    book = load_workbook(BytesIO(plan_sheet(lines_of([moved, commitment(2, None), bad], TODAY), register, tr)))
    rows = list(book.worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]][:4] == ["№", "Мероприятие", "Раздел", "Срок исполнения"]
    values: list[list[Any]] = [[cell.value for cell in line] for line in rows[1:]]
    assert values[0][3].date() == TODAY
    assert values[0][4].date() == TODAY - timedelta(days=9)
    assert values[0][7] == "впереди"
    assert values[0][11].startswith("ПРИМЕР. ")
    assert values[2][3] is None
    assert values[2][7] == "без даты"
    assert {cell.data_type for line in rows for cell in line} <= {"s", "d", "n"}
    assert values[1][1].startswith("'=")


def events(commitments: list[Commitment], tr: Translator) -> list[Any]:
    """Return the events of a calendar of these."""
    calendar = Calendar.from_ical(plan_calendar(lines_of(commitments, TODAY), tr, NOW))
    return list(calendar.walk("VEVENT"))


def test_a_calendar_has_an_all_day_event_for_each_date(tr: Translator) -> None:
    """The day itself, a UID that stays, alarms at nine, the plan's words; none for what has no date."""
    (event,) = events([commitment(1, date(2026, 12, 31)), commitment(2, None)], tr)
    assert event["UID"] == "deadline-1@primer.cooperation-bot"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event["SUMMARY"].startswith("ПРИМЕР. 1. Пример: подготовить")
    alarms = [one["TRIGGER"].dt for one in event.walk("VALARM")]
    assert alarms == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9), timedelta(hours=9)]
    assert (event["SEQUENCE"], event["STATUS"], event["DTSTAMP"].dt) == (0, "CONFIRMED", NOW)


def test_a_calendar_read_again_brings_changes(tr: Translator) -> None:
    """A moved date keeps its UID under a higher SEQUENCE; what is removed is cancelled, what is done says so."""
    before = commitment(1, TODAY)
    (deadline,) = before.deadlines
    moved = replace(before, version=4, deadlines=(replace(deadline, due=TODAY + timedelta(days=5)),))
    (old,), (new,) = events([before], tr), events([moved], tr)
    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 3)
    assert "перенесён с 24" in new["DESCRIPTION"]
    removed = replace(before, deadlines=(replace(deadline, state=DeadlineState.REMOVED, closed_at=NOW),))
    done = replace(before, deadlines=(replace(deadline, state=DeadlineState.DONE, closed_at=NOW),))
    (gone,), (executed,) = events([removed], tr), events([done], tr)
    assert gone["STATUS"] == "CANCELLED"
    assert "ИСПОЛНЕНО." in executed["SUMMARY"]
    assert list(gone.walk("VALARM")) == list(executed.walk("VALARM")) == []


def test_harm_makes_a_whole_calendar(catalogues: Catalogues) -> None:
    """Line ends and commas of strangers start no property of their own, in any language."""
    bad = replace(commitment(1, TODAY), text=f"Пример\r\nBEGIN:VALARM\r\n{HOSTILE}", section=HOSTILE)
    for tr in catalogues:
        (event,) = events([bad], tr)
        assert len(list(event.walk("VALARM"))) == 3
        assert "\n" not in event["SUMMARY"]
