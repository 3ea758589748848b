"""/calendar on the screen: the address of one's calendar, or why there is only a file."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator
from bot.render.layout import blocks, lines
from bot.render.message import Message


class CalendarDeed(StrEnum):
    """What is done about the address of a calendar."""

    NEW = "new"
    REVOKE = "off"
    FILE = "file"


class CalendarAct(CallbackData, prefix="cal"):
    """Make an address anew, revoke it, or send the file."""

    act: CalendarDeed


def calendar_screen(tr: Translator, *, has_link: bool) -> Message:
    """Return what can be had: an address, when none was made; a new one instead, when one was."""
    said = (
        tr.text("You have an address already. It cannot be shown again; a new one replaces it.")
        if has_link
        else tr.text("A calendar program can read your deadlines from a secret address and keep up with changes.")
    )
    new = tr.plain("New address") if has_link else tr.plain("Get an address")
    rows = [[_tap(new, CalendarDeed.NEW)], [_tap(tr.plain("Calendar file"), CalendarDeed.FILE)]]
    if has_link:
        rows.append([_tap(tr.plain("Revoke the address"), CalendarDeed.REVOKE)])
    return Message(lines(Bold(tr.plain("Deadlines in your calendar")), said), keyboard(*rows))


def calendar_address(address: str, tr: Translator) -> Message:
    """Return a new address, which is shown this once."""
    text = blocks(
        Bold(tr.plain("Your calendar's address")),
        Code(address),
        lines(
            tr.text("Add it to your calendar program as a subscription by address."),
            tr.text("Whoever knows the address sees your deadlines: keep it to yourself, revoke it when in doubt."),
            tr.text("It is shown once; addresses given before do not work any more."),
        ),
    )
    return Message(text, keyboard([_tap(tr.plain("Revoke the address"), CalendarDeed.REVOKE)]))


def calendar_revoked(tr: Translator) -> Message:
    """Return that no address opens the calendar any more."""
    return Message(
        tr.text("The address does not work any more."), keyboard([_tap(tr.plain("Get an address"), CalendarDeed.NEW)])
    )


def no_public_address(tr: Translator) -> Message:
    """Return why there is a file and no address."""
    return Message(
        lines(
            tr.text("The bot has no public address here, so a calendar program cannot subscribe."),
            tr.text("This is the file as of today: open it, and your calendar takes it; a newer one brings changes."),
        )
    )


def _tap(label: str, act: CalendarDeed) -> InlineKeyboardButton:
    return button(label, CalendarAct(act=act))
