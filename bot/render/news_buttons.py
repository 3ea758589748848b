"""What the buttons of the news mean, and the choice among the news that they carry; the rules of ``buttons`` hold."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, KindCode, Slug

LAST_PAGE: Final = 99
_EPOCH: Final = date(2000, 1, 1)  # nothing here was published before
_LAST_DAY: Final = 36**3 - 1
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"

DayCode = Annotated[str, Field(pattern=r"^[0-9a-z]{1,3}$")]


class NewsShows(StrEnum):
    """By what the news can be narrowed."""

    SECTORS = "s"
    ORGANISATIONS = "o"
    PERIODS = "p"


class NewsPage(CallbackData, prefix="np"):
    """Show a page of the news on a sector or an organisation, in a period; pages count from 0.

    Days are numbers to the base of 36, counted from 2000, both included: with the longest slug it is 64 bytes.
    """

    page: Annotated[int, Field(ge=0, le=LAST_PAGE)] = 0
    kind: KindCode | None = None
    slug: Slug | None = None
    first: DayCode | None = None
    last: DayCode | None = None


class NarrowNews(CallbackData, prefix="nw"):
    """Show by what the news of a choice can be narrowed further."""

    shows: NewsShows
    kind: KindCode | None = None
    slug: Slug | None = None
    first: DayCode | None = None
    last: DayCode | None = None


class OpenSources(CallbackData, prefix="nr"):
    """Show the card of a story with all who published it."""

    story_id: Id


@dataclass(frozen=True, slots=True)
class NewsChoice:
    """What news are looked at: on one sector or one organisation (slugs), on days that are both included."""

    sector: str | None = None
    organisation: str | None = None
    first: date | None = None
    last: date | None = None

    def page(self, number: int = 0) -> NewsPage:
        """Return what the button to a page of it means."""
        kind, slug = self._subject()
        return NewsPage(
            page=min(number, LAST_PAGE), kind=kind, slug=slug, first=_code(self.first), last=_code(self.last)
        )

    def narrowing(self, shows: NewsShows) -> NarrowNews:
        """Return what the button to the values that would narrow it means."""
        kind, slug = self._subject()
        return NarrowNews(shows=shows, kind=kind, slug=slug, first=_code(self.first), last=_code(self.last))

    def on_sector(self, slug: str | None) -> "NewsChoice":
        """Return the choice on a sector, on everything when there is none."""
        return replace(self, sector=slug, organisation=None)

    def on_organisation(self, slug: str | None) -> "NewsChoice":
        """Return the choice on an organisation, on everything when there is none."""
        return replace(self, sector=None, organisation=slug)

    def in_days(self, first: date | None, last: date | None) -> "NewsChoice":
        """Return the choice in a period, at any time when there is none."""
        return replace(self, first=first, last=last)

    def _subject(self) -> tuple[KindCode | None, str | None]:
        if self.sector:
            return KindCode.SECTOR, self.sector
        return (KindCode.ORGANISATION, self.organisation) if self.organisation else (None, None)


def choice_of(data: NewsPage | NarrowNews) -> NewsChoice:
    """Return the choice that a button carries; what makes no sense does not narrow."""
    first, last = _day(data.first), _day(data.last)
    return NewsChoice(
        sector=data.slug if data.kind is KindCode.SECTOR else None,
        organisation=data.slug if data.kind is KindCode.ORGANISATION else None,
        first=first,
        last=last,
    )


def periods(today: date) -> tuple[tuple[date, date], ...]:
    """Return the periods offered on a day: today, seven days, the month, the one before, the year."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return (
        (today, today),
        (today - timedelta(days=6), today),
        (month, today),
        (before.replace(day=1), before),
        (today.replace(month=1, day=1), today),
    )


def _code(day: date | None) -> str | None:
    if day is None:
        return None
    left, digits = max(0, min((day - _EPOCH).days, _LAST_DAY)), ""
    while left or not digits:
        left, digit = divmod(left, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def _day(code: str | None) -> date | None:
    return None if code is None else _EPOCH + timedelta(days=int(code, len(_DIGITS)))
