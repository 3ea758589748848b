"""Quiet hours and the time zone, as a part of the settings; and what their buttons mean."""

from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.render.absence import OpenPause, pause_line
from bot.render.buttons import button
from bot.render.catalogue import Translator, mark
from bot.render.layout import lines
from bot.render.subscription import zone_name
from storage.outbox_records import Quiet


class QuietHours(StrEnum):
    """The hours to choose from, in one letter."""

    NONE = "n"
    EARLY = "e"
    USUAL = "u"
    LATE = "l"


HOURS: Final = {
    QuietHours.EARLY: (time(21), time(7)),
    QuietHours.USUAL: (time(22), time(8)),
    QuietHours.LATE: (time(23), time(9)),
    QuietHours.NONE: (time(0), time(0)),
}


class Zone(StrEnum):
    """The zones to choose from, in one letter."""

    ULYANOVSK = "u"
    MINSK = "m"


ZONES: Final = {Zone.ULYANOVSK: "Europe/Ulyanovsk", Zone.MINSK: "Europe/Minsk"}
_ZONE_LABELS: Final = {Zone.ULYANOVSK: mark("Ulyanovsk, UTC+4"), Zone.MINSK: mark("Minsk, UTC+3")}


class ChooseQuiet(CallbackData, prefix="q"):
    """Be left in peace at these hours."""

    hours: QuietHours


class ChooseEscalations(CallbackData, prefix="qe"):
    """Let escalations wait for the end of quiet hours, too, or not."""

    wait: bool


class ChooseZone(CallbackData, prefix="z"):
    """Live in another zone."""

    zone: Zone


def quiet_lines(quiet: Quiet, zone: str, tr: Translator) -> Text:
    """Return when the chat is left in peace, what comes all the same, and whose time that is."""
    return lines(
        tr.text("Quiet hours: {hours}", hours=_hours_of(quiet)) if _is_on(quiet) else tr.text("Quiet hours: off"),
        _rule(quiet, tr) if _is_on(quiet) else None,
        pause_line(quiet.away_until, ZoneInfo(zone), tr) if quiet.away_until is not None else None,
        tr.text("Time zone: {zone}", zone=zone_name(zone, tr)),
    )


def _rule(quiet: Quiet, tr: Translator) -> Text:
    if quiet.escalations:
        return tr.text("What comes then waits and is told in one message; a digest comes at the hour you chose.")
    return tr.text(
        "What comes then waits and is told in one message; a digest comes at the hour you chose, escalations at once."
    )


def quiet_rows(quiet: Quiet, zone: str, tr: Translator) -> Iterator[list[InlineKeyboardButton]]:
    """Yield the rows of choices, the present ones ticked."""
    hours = [
        button(_ticked(_label(one, tr), chosen=_is_chosen(one, quiet)), ChooseQuiet(hours=one)) for one in QuietHours
    ]
    yield hours[:2]
    yield hours[2:]
    if _is_on(quiet):
        label = _ticked(tr.plain("Escalations wait, too"), chosen=quiet.escalations)
        yield [button(label, ChooseEscalations(wait=not quiet.escalations))]
    yield [
        button(_ticked(tr.plain(label), chosen=ZONES[one] == zone), ChooseZone(zone=one))
        for one, label in _ZONE_LABELS.items()
    ]
    yield [button(tr.plain("Pause while you are away"), OpenPause())]


def _is_on(quiet: Quiet) -> bool:
    return quiet.since != quiet.until


def _is_chosen(hours: QuietHours, quiet: Quiet) -> bool:
    return not _is_on(quiet) if hours is QuietHours.NONE else (quiet.since, quiet.until) == HOURS[hours]


def _hours_of(quiet: Quiet) -> str:
    return f"{quiet.since:%H:%M}–{quiet.until:%H:%M}"


def _label(hours: QuietHours, tr: Translator) -> str:
    return tr.plain("No quiet hours") if hours is QuietHours.NONE else _hours_of(Quiet(*HOURS[hours]))


def _ticked(label: str, *, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label
