"""The screens of the digest's settings: what, when, and for which chat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.news.wishes import LAST_DAY
from bot.render.buttons import DIGEST_HOURS, DigestAction, DigestChoice, button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.digest_buttons import (
    ChangeDigest,
    DigestAct,
    DigestPart,
    OpenDigest,
    OpenDigestChannels,
    PreviewDigest,
    SwitchDigest,
)
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.names import label_of, sector_name
from bot.render.typography import quoted, shortened
from storage.digest_records import DigestWish, Rhythm
from storage.register_records import Register

HOURS_IN_ROW = 3
ZONES = {"Europe/Ulyanovsk": mark("Ulyanovsk time"), "Europe/Minsk": mark("Minsk time")}
ZONE_CODES: Mapping[str, str] = MappingProxyType({"u": "Europe/Ulyanovsk", "m": "Europe/Minsk"})
OWN_ZONE: Final = "own"
_NAMED: Final = 5
NAME_LIMIT: Final = 60
_TITLE: Final = 64
RHYTHMS: Mapping[Rhythm, str] = MappingProxyType(
    {
        Rhythm.WORKING_DAYS: mark("on working days"),
        Rhythm.DAILY: mark("every day"),
        Rhythm.AT_ONCE: mark("every day, what matters most at once"),
    }
)
WEEKDAYS: Final = (
    mark("on Mondays"), mark("on Tuesdays"), mark("on Wednesdays"), mark("on Thursdays"), mark("on Fridays"),
    mark("on Saturdays"), mark("on Sundays"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Whose digest is shown: the wish (``None``: off), and for a chat other than the one shown in, which.

    ``title`` is that of a group or channel, "" for one's own; ``own_zone`` the zone of the one who looks;
    ``channels``: there are channels whose digest may be set, too.
    """

    wish: DigestWish | None
    register: Register
    tr: Translator
    chat: int | None = None
    title: str = ""
    own_zone: str = ""
    channels: bool = False


def zone_name(zone: str, tr: Translator) -> str:
    """Return whose time it is: «по времени Ульяновска», the zone's own name when it is another."""
    return tr.plain(ZONES[zone]) if zone in ZONES else zone


def word_code(word: str, *, excluded: bool) -> str:
    """Return how a button names a word."""
    return sha256(f"{'-' if excluded else '+'}{word}".encode()).hexdigest()[:12]


def digest_screen(given: Settings) -> Message:
    """Return whether, of what and when the digest comes, and the buttons to choose."""
    wish, tr = given.wish, given.tr
    if wish is None:
        about = [
            tr.text("It is off now."),
            tr.text("It comes by sectors; when there is nothing new, it does not come."),
            tr.text("Choose an hour:"),
        ]
        return Message(lines(heading(given), *about), keyboard(*_hours_off(given), _channels(given)))
    text = lines(heading(given), _when(wish, tr), *_what(wish, given.register, tr))
    return Message(fitted(text), keyboard(*_hours(given, wish), *_choices(given, wish), _channels(given), _off(given)))


def heading(given: Settings) -> Text:
    """Return the first line of every screen: whose digest it is."""
    title = Bold(given.tr.plain("News digest"))
    return Text(title, ": ", quoted(given.title, _TITLE)) if given.title else Text(title)


def _when(wish: DigestWish, tr: Translator) -> Text:
    zone = zone_name(wish.zone, tr)
    when = tr.text("It is on: {rhythm} at {time}, {zone}.", rhythm=rhythm_said(wish, tr), time=_time(wish), zone=zone)
    return lines(when, tr.text("Next: {moment}", moment=moment(wish.next_at, ZoneInfo(wish.zone), tr)))


def _time(wish: DigestWish) -> str:
    return f"{wish.at:%H:%M}"


def rhythm_said(wish: DigestWish, tr: Translator) -> str:
    """Return how often a digest comes: «по рабочим дням», «по пятницам», «каждого месяца 5-го числа»."""
    match wish.rhythm:
        case Rhythm.WEEKLY:
            return tr.plain(WEEKDAYS[wish.day])
        case Rhythm.MONTHLY:
            return _month_day(wish.day, tr)
        case _:
            return tr.plain(RHYTHMS[wish.rhythm])


def _month_day(day: int, tr: Translator) -> str:
    return tr.plain("on the last day of the month") if day == LAST_DAY else tr.plain("on day {n} of the month", n=day)


def _what(wish: DigestWish, register: Register, tr: Translator) -> list[Text | None]:
    following = wish.following
    sectors = [sector_name(register.sectors[slug], tr) for slug in following.sectors if slug in register.sectors]
    bodies = body_names(following.organisations, register, tr)
    told = [
        tr.text("Sectors: {names}", names=_listed(sectors, "; ", tr)) if sectors else None,
        tr.text("Organisations: {names}", names=_listed(bodies, "; ", tr)) if bodies else None,
        tr.text("And news with the words: {words}", words=_listed(following.included, ", ", tr))
        if following.included
        else None,
    ]
    if not any(told):
        told = [tr.text("Of everything in the cooperation.")]
    without = tr.text("Without news with the words: {words}", words=_listed(following.excluded, ", ", tr))
    return [
        *told,
        without if following.excluded else None,
        tr.text("Borderline news come, too.") if following.borderline else None,
    ]


def body_names(slugs: Iterable[str], register: Register, tr: Translator) -> list[str]:
    """Return the short names of those organisations that the register still has."""
    known = (register.organisations[slug] for slug in slugs if slug in register.organisations)
    return [shortened(label_of(one, tr), NAME_LIMIT) for one in known]


def _listed(names: Sequence[str], separator: str, tr: Translator) -> str:
    shown = separator.join(quoted(one, NAME_LIMIT) for one in names[:_NAMED])
    more = len(names) - _NAMED
    return f"{shown}{separator}{tr.plain('{n} more', n=more)}" if more > 0 else shown


def _hours_off(given: Settings) -> list[list[InlineKeyboardButton]]:
    if given.chat is not None:
        return [[button(given.tr.plain("Turn on"), SwitchDigest(on=True, chat=given.chat))]]
    buttons = [button(f"{hour:02}:00", DigestChoice(action=DigestAction.ON, hour=hour)) for hour in DIGEST_HOURS]
    return rows_of(buttons, HOURS_IN_ROW)


def _hours(given: Settings, wish: DigestWish) -> list[list[InlineKeyboardButton]]:
    buttons = [_hour(given, wish, hour) for hour in DIGEST_HOURS]
    other = given.tr.plain("Another hour") if wish.at.hour in DIGEST_HOURS else ticked(_time(wish), chosen=True)
    return [*rows_of(buttons, HOURS_IN_ROW), [button(other, to_part(DigestPart.HOURS, given))]]


def _hour(given: Settings, wish: DigestWish, hour: int) -> InlineKeyboardButton:
    chosen = (wish.at.hour, wish.at.minute) == (hour, 0)
    label = ticked(f"{hour:02}:00", chosen=chosen)
    if given.chat is not None:
        return button(label, ChangeDigest(act=DigestAct.HOUR, value=str(hour), chat=given.chat))
    return button(label, DigestChoice(action=DigestAction.HOUR, hour=hour))


def _choices(given: Settings, wish: DigestWish) -> list[list[InlineKeyboardButton]]:
    tr, following = given.tr, wish.following
    words = len(following.included) + len(following.excluded)
    bodies = len(following.organisations)
    borderline = tr.plain("Borderline: yes") if following.borderline else tr.plain("Borderline: no")
    flipped = ChangeDigest(act=DigestAct.BORDERLINE, value=str(int(not following.borderline)), chat=given.chat)
    of_sectors = (
        tr.plain("Sectors: {count}", count=len(following.sectors)) if following.sectors else tr.plain("Sectors: all")
    )
    return [
        [
            button(tr.plain("How often"), to_part(DigestPart.RHYTHM, given)),
            button(tr.plain("By which clock"), to_part(DigestPart.ZONE, given)),
        ],
        [
            button(of_sectors, to_part(DigestPart.SECTORS, given)),
            button(tr.plain("Organisations: {count}", count=bodies), to_part(DigestPart.ORGANISATIONS, given)),
        ],
        [
            button(tr.plain("Words: {count}", count=words), to_part(DigestPart.WORDS, given)),
            button(borderline, flipped),
        ],
        [button(tr.plain("Show today’s"), PreviewDigest(chat=given.chat))],
    ]


def _channels(given: Settings) -> list[InlineKeyboardButton]:
    return [button(given.tr.plain("For a channel"), OpenDigestChannels())] if given.channels else []


def _off(given: Settings) -> list[InlineKeyboardButton]:
    off = DigestChoice(action=DigestAction.OFF) if given.chat is None else SwitchDigest(on=False, chat=given.chat)
    return [button(given.tr.plain("Turn off"), off)]


def to_part(part: DigestPart, given: Settings, page: int = 0) -> OpenDigest:
    """Return what opens a screen of the same settings."""
    return OpenDigest(part=part, page=page, chat=given.chat)


def ticked(label: str, *, chosen: bool) -> str:
    """Return a label, with a tick when it is what is chosen."""
    return f"✓ {label}" if chosen else label


def rows_of(buttons: Sequence[InlineKeyboardButton], in_row: int) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows of so many."""
    return [list(buttons[start : start + in_row]) for start in range(0, len(buttons), in_row)]
