"""Deadlines of the plan as an iCalendar file (RFC 5545): one all-day event for each, known by the same UID for ever.

A calendar that reads the file again brings its events up to date: SEQUENCE rises with the version of the commitment,
what is removed from control is CANCELLED, what is executed says so. A commitment without dates has no event.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.plan.choice import CLOSED, Line, Standing
from bot.render.catalogue import Translator
from bot.render.dates import day
from bot.render.names import side_name, standing_name
from bot.render.typography import clean, shortened
from storage.records import Commitment, Deadline

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//cooperation-bot//plan//RU"
_SUMMARY_SHOWN = 180
_TEXT_SHOWN = 2000
# At nine in the morning: a week and a day before, and on the day itself, counted from its midnight.
_ALARMS = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9), timedelta(hours=9))


def plan_calendar(lines: Sequence[Line], tr: Translator, stamp: datetime) -> bytes:
    """Return the lines with a date as a calendar; ``stamp`` is when it was made (DTSTAMP)."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, and seldom needed

    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", tr.plain("Deadlines of the plan"))
    for line in lines:
        if line.deadline is not None:
            calendar.add_component(_event(line, line.deadline, tr, stamp))
    return bytes(calendar.to_ical())


def uid(deadline: Deadline, commitment: Commitment) -> str:
    """Return what a calendar knows a deadline by: the same in every file, whatever is changed."""
    return f"deadline-{deadline.id}@{commitment.plan_slug}.cooperation-bot"


def _event(line: Line, deadline: Deadline, tr: Translator, stamp: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as above

    event, commitment = Event(), line.commitment
    event.add("UID", uid(deadline, commitment))
    event.add("DTSTAMP", stamp)
    event.add("DTSTART", deadline.due)
    event.add("DTEND", deadline.due + timedelta(days=1))
    event.add("SEQUENCE", commitment.version - 1)
    event.add("SUMMARY", _summary(line, tr))
    event.add("DESCRIPTION", _description(line, deadline, tr))
    event.add("TRANSP", "TRANSPARENT")
    event.add("STATUS", "CANCELLED" if line.standing is Standing.REMOVED else "CONFIRMED")
    if line.standing not in CLOSED:
        for before in _ALARMS:
            event.add_component(_alarm(before, line, tr))
    return event


def _summary(line: Line, tr: Translator) -> str:
    commitment = line.commitment
    number = f"{clean(commitment.number)}. " if commitment.number else ""
    marks = [
        tr.plain("EXAMPLE") if commitment.example else "",
        standing_name(line.standing, tr) if line.standing in CLOSED else "",
    ]
    head = "".join(f"{one.upper()}. " for one in marks if one)
    return shortened(f"{head}{number}{clean(commitment.text)}", _SUMMARY_SHOWN)


def _description(line: Line, deadline: Deadline, tr: Translator) -> str:
    commitment = line.commitment
    owners = (
        f"{clean(one.name)} ({side_name(one.side, tr)})" if one.side else clean(one.name)
        for one in commitment.responsible
    )
    moved = tr.plain("moved from {date}", date=day(deadline.first_due, tr))
    told = [
        clean(commitment.text),
        clean(commitment.section),
        f"{tr.plain('Deadline as in the plan')}: {clean(commitment.deadline_text)}",
        moved if deadline.first_due != deadline.due else "",
        f"{tr.plain('Responsible')}: {'; '.join(owners)}",
        f"{tr.plain('State of the deadline')}: {standing_name(line.standing, tr)}",
        clean(commitment.plan_title),
    ]
    return "\n".join(one for one in told if one)[:_TEXT_SHOWN]


def _alarm(before: timedelta, line: Line, tr: Translator) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 - as above

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _summary(line, tr))
    alarm.add("TRIGGER", before)
    return alarm
