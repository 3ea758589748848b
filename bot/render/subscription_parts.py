"""The screens of the digest's settings that open from the first one, each in its place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.news.wishes import LAST_DAY
from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import mark
from bot.render.digest_buttons import Asked, AskForDigest, ChangeDigest, DigestAct, DigestPart
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE, sector_name
from bot.render.subscription import (
    NAME_LIMIT,
    OWN_ZONE,
    RHYTHMS,
    WEEKDAYS,
    ZONE_CODES,
    Settings,
    body_names,
    digest_screen,
    heading,
    rows_of,
    ticked,
    to_part,
    word_code,
)
from bot.render.typography import quoted
from storage.digest_records import DigestWish, Rhythm
from storage.register_records import Register

HOURS_OF_DAY_IN_ROW: Final = 6
SECTORS_ON_PAGE: Final = 8
MONTH_DAYS: Final = (1, 5, 10, 15, 20, 25, LAST_DAY)
_ZONE_LABELS: Mapping[str, str] = MappingProxyType(
    {"Europe/Ulyanovsk": mark("Ulyanovsk, UTC+4"), "Europe/Minsk": mark("Minsk, UTC+3")}
)


def part_screen(part: DigestPart, given: Settings, page: int = 0, said: Text | None = None) -> Message:
    """Return a screen of the settings; without a digest that is the first one, for nothing can be chosen yet.

    ``said``: what came of the last answer, told first.
    """
    wish = given.wish
    if wish is None or part is DigestPart.MAIN:
        screen = digest_screen(given)
    elif part is DigestPart.SECTORS:
        screen = _sectors(given, wish, page)
    else:
        screen = _PARTS[part](given, wish)
    return Message(fitted(lines(said, screen.text)), screen.keyboard) if said is not None else screen


def _sectors(given: Settings, wish: DigestWish, page: int) -> Message:
    tr, sectors = given.tr, list(given.register.sectors.values())
    page = min(page, max(0, -(-len(sectors) // SECTORS_ON_PAGE) - 1))
    shown = sectors[page * SECTORS_ON_PAGE : (page + 1) * SECTORS_ON_PAGE]
    rows = [
        button(
            ticked(sector_name(one, tr), chosen=one.slug in wish.following.sectors),
            ChangeDigest(act=DigestAct.SECTOR, value=one.slug, chat=given.chat),
        )
        for one in shown
    ]
    turns = [
        *([button(f"‹ {tr.plain(PAGE, n=page)}", to_part(DigestPart.SECTORS, given, page - 1))] if page else []),
        *(
            [button(f"{tr.plain(PAGE, n=page + 2)} ›", to_part(DigestPart.SECTORS, given, page + 1))]
            if (page + 1) * SECTORS_ON_PAGE < len(sectors)
            else []
        ),
    ]
    whole = button(
        ticked(tr.plain("All sectors"), chosen=not wish.following.sectors),
        ChangeDigest(act=DigestAct.SECTOR, chat=given.chat),
    )
    text = lines(heading(given), tr.text("Sectors to follow: a tap chooses one or takes it away."))
    return Message(text, keyboard([whole], *columns(rows), turns, _back(given)))


def sector_page(slug: str, register: Register) -> int:
    """Return the page of the settings on which a sector stands."""
    slugs = list(register.sectors)
    return slugs.index(slug) // SECTORS_ON_PAGE if slug in slugs else 0


def _organisations(given: Settings, wish: DigestWish) -> Message:
    tr = given.tr
    followed = [one for one in wish.following.organisations if one in given.register.organisations]
    names = body_names(followed, given.register, tr)
    drops = [
        [button(f"✕ {name}", ChangeDigest(act=DigestAct.ORGANISATION, value=slug, chat=given.chat))]
        for slug, name in zip(followed, names, strict=True)
    ]
    told = tr.text("Organisations that are followed; a tap takes one away.") if drops else None
    text = lines(heading(given), told or tr.text("No organisation is followed in particular."))
    ask = button(tr.plain("Add an organisation"), AskForDigest(asked=Asked.ORGANISATION, chat=given.chat))
    return Message(text, keyboard(*drops, [ask], _back(given)))


def _words(given: Settings, wish: DigestWish) -> Message:
    tr, following = given.tr, wish.following
    marked = [*((word, False) for word in following.included), *((word, True) for word in following.excluded)]
    drops = [
        button(
            f"✕ {'−' if excluded else '+'} {quoted(word, NAME_LIMIT)}",
            ChangeDigest(act=DigestAct.WORD, value=word_code(word, excluded=excluded), chat=given.chat),
        )
        for word, excluded in marked
    ]
    told = tr.text("Words: with a plus their news come, with a minus they do not. A tap takes one away.")
    text = lines(heading(given), told if drops else tr.text("No words are chosen."))
    ask = button(tr.plain("Add words"), AskForDigest(asked=Asked.WORDS, chat=given.chat))
    return Message(text, keyboard(*columns(drops), [ask], _back(given)))


def _rhythm(given: Settings, wish: DigestWish) -> Message:
    tr = given.tr
    plain = [
        [
            button(
                ticked(tr.plain(label), chosen=wish.rhythm is rhythm),
                ChangeDigest(act=DigestAct.RHYTHM, value=rhythm.value, chat=given.chat),
            )
        ]
        for rhythm, label in RHYTHMS.items()
    ]
    weekly = ticked(tr.plain("once a week"), chosen=wish.rhythm is Rhythm.WEEKLY)
    monthly = ticked(tr.plain("once a month"), chosen=wish.rhythm is Rhythm.MONTHLY)
    more = [button(weekly, to_part(DigestPart.WEEK, given)), button(monthly, to_part(DigestPart.MONTH, given))]
    text = lines(
        heading(given),
        tr.text("How often? “At once”: signed documents with figures and what several outlets tell come when they "
                "are there, outside quiet hours; the rest daily."),
    )  # fmt: skip
    return Message(text, keyboard(*plain, more, _back(given)))


def _week(given: Settings, wish: DigestWish) -> Message:
    tr = given.tr
    buttons = [
        button(
            ticked(tr.plain(label), chosen=wish.rhythm is Rhythm.WEEKLY and wish.day == day),
            ChangeDigest(act=DigestAct.WEEKDAY, value=str(day), chat=given.chat),
        )
        for day, label in enumerate(WEEKDAYS)
    ]
    text = lines(heading(given), tr.text("On which day of the week?"))
    return Message(text, keyboard(*columns(buttons), _back(given)))


def _month(given: Settings, wish: DigestWish) -> Message:
    tr = given.tr
    buttons = [
        button(
            ticked(tr.plain("last") if day == LAST_DAY else str(day), chosen=_monthly_on(wish, day)),
            ChangeDigest(act=DigestAct.MONTHDAY, value=str(day), chat=given.chat),
        )
        for day in MONTH_DAYS
    ]
    text = lines(heading(given), tr.text("On which day of the month?"))
    return Message(text, keyboard(*rows_of(buttons, HOURS_OF_DAY_IN_ROW), _back(given)))


def _monthly_on(wish: DigestWish, day: int) -> bool:
    return wish.rhythm is Rhythm.MONTHLY and wish.day == day


def _hours_of_day(given: Settings, wish: DigestWish) -> Message:
    buttons = [
        button(
            ticked(f"{hour:02}", chosen=wish.at.hour == hour),
            ChangeDigest(act=DigestAct.HOUR, value=str(hour), chat=given.chat),
        )
        for hour in range(24)
    ]
    text = lines(heading(given), given.tr.text("At which hour?"))
    return Message(text, keyboard(*rows_of(buttons, HOURS_OF_DAY_IN_ROW), _back(given)))


def _zone(given: Settings, wish: DigestWish) -> Message:
    tr = given.tr
    offered = [
        button(
            ticked(tr.plain(_ZONE_LABELS[zone]), chosen=wish.zone == zone),
            ChangeDigest(act=DigestAct.ZONE, value=code, chat=given.chat),
        )
        for code, zone in ZONE_CODES.items()
    ]
    if given.own_zone and given.own_zone not in ZONE_CODES.values():
        own = ticked(given.own_zone, chosen=wish.zone == given.own_zone)
        offered.append(button(own, ChangeDigest(act=DigestAct.ZONE, value=OWN_ZONE, chat=given.chat)))
    text = lines(heading(given), tr.text("By whose clock?"))
    return Message(text, keyboard(*([one] for one in offered), _back(given)))


def _back(given: Settings) -> list[InlineKeyboardButton]:
    return [button(f"‹ {given.tr.plain('Back')}", to_part(DigestPart.MAIN, given))]


_PARTS = {
    DigestPart.ORGANISATIONS: _organisations,
    DigestPart.WORDS: _words,
    DigestPart.RHYTHM: _rhythm,
    DigestPart.WEEK: _week,
    DigestPart.MONTH: _month,
    DigestPart.HOURS: _hours_of_day,
    DigestPart.ZONE: _zone,
}
