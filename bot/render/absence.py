"""The pause of readers on leave: until when, how it ends, what was wrong with a date."""

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text

from bot.absence import AbsenceFault
from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.layout import lines
from bot.render.message import Message
from bot.render.subscription import zone_name

_FAULTS: Mapping[AbsenceFault, str] = MappingProxyType(
    {
        AbsenceFault.UNREADABLE: mark("This is no date that I understand."),
        AbsenceFault.PAST: mark("That day is not ahead."),
        AbsenceFault.TOO_FAR: mark("A pause lasts a year at most."),
    }
)


class PauseLength(IntEnum):
    """The lengths to choose from, in days."""

    WEEK = 7
    TWO_WEEKS = 14


_LENGTHS: Mapping[PauseLength, str] = MappingProxyType(
    {PauseLength.WEEK: mark("For a week"), PauseLength.TWO_WEEKS: mark("For two weeks")}
)


class OpenPause(CallbackData, prefix="ay"):
    """Show the pause."""


class ChoosePause(CallbackData, prefix="aw"):
    """Be away for so many days from today."""

    length: PauseLength


class EndPause(CallbackData, prefix="ae"):
    """Be back now."""


def pause_line(until: datetime, zone: ZoneInfo, tr: Translator) -> Text:
    """Return until when somebody is away, and whose time that is."""
    return tr.text("Pause until {moment}, {zone}", moment=moment(until, zone, tr), zone=zone_name(zone.key, tr))


def pause_screen(until: datetime | None, zone: ZoneInfo, tr: Translator, fault: AbsenceFault | None = None) -> Message:
    """Return whether there is a pause and how to begin, move or end one; ``fault``: what was wrong with the date."""
    text = lines(
        tr.text(_FAULTS[fault]) if fault else None,
        Bold(tr.text("Pause") if until is None else pause_line(until, zone, tr)),
        tr.text("While it lasts, nothing comes by itself: digests, reminders, broadcasts and escalations wait."),
        tr.text("On the last day at 9:00 what waited comes as one message. Questions are answered as ever."),
        tr.text("Until a date of your own: write /pause until 15 August"),
    )
    choices = [button(tr.plain(label), ChoosePause(length=length)) for length, label in _LENGTHS.items()]
    back = [button(tr.plain("Be back now"), EndPause())] if until is not None else []
    return Message(text, keyboard(back, choices))


def pause_over(tr: Translator) -> Message:
    """Return the answer to an end before its time."""
    return Message(tr.text("The pause is over. If anything waited, it comes as one message in a minute."))
