"""The screen of the digest's settings."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import DIGEST_HOURS, DigestAction, DigestChoice, button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import lines
from bot.render.message import Message
from storage.records import DigestWish

HOURS_IN_ROW = 3
ZONES = {"Europe/Ulyanovsk": mark("Ulyanovsk time"), "Europe/Minsk": mark("Minsk time")}


def digest_screen(wish: DigestWish | None, tr: Translator) -> Message:
    """Return whether and at what hour the digest comes, and the buttons to choose; ``None``: it does not come."""
    text = lines(
        Bold(tr.plain("News digest")),
        _state(wish, tr),
        tr.text("It comes once a day by sectors; when there is nothing new, it does not come."),
        tr.text("Choose an hour:"),
    )
    return Message(text, keyboard(*_hours(wish), _off(wish, tr)))


def _state(wish: DigestWish | None, tr: Translator) -> Text:
    if wish is None:
        return tr.text("It is off now.")
    return tr.text("It is on: every day at {time}, {zone}.", time=f"{wish.at:%H:%M}", zone=zone_name(wish.zone, tr))


def zone_name(zone: str, tr: Translator) -> str:
    """Return whose time it is: «по времени Ульяновска», the zone's own name when it is another."""
    return tr.plain(ZONES[zone]) if zone in ZONES else zone


def _hours(wish: DigestWish | None) -> Iterator[list[InlineKeyboardButton]]:
    action = DigestAction.HOUR if wish else DigestAction.ON
    buttons = [
        button(f"{'✓ ' if _chosen(wish, hour) else ''}{hour:02}:00", DigestChoice(action=action, hour=hour))
        for hour in DIGEST_HOURS
    ]
    for start in range(0, len(buttons), HOURS_IN_ROW):
        yield buttons[start : start + HOURS_IN_ROW]


def _chosen(wish: DigestWish | None, hour: int) -> bool:
    return wish is not None and (wish.at.hour, wish.at.minute) == (hour, 0)


def _off(wish: DigestWish | None, tr: Translator) -> list[InlineKeyboardButton]:
    return [button(tr.plain("Turn off"), DigestChoice(action=DigestAction.OFF))] if wish else []
