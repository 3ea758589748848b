"""The table of changes over the working calendars: a country's year, what was not understood, what is missing."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Code, Text
from pydantic import Field

from bot.plan.calendar_lines import FaultyLine, LineFault
from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.typography import outside, shortened
from storage.calendar_records import CalendarChanges, Country, DayChange

Year = Annotated[int, Field(ge=2024, le=2049)]
_EXAMPLE: Final = "/calendar_days РБ\n09.01.2027 рабочий за 4 января\n04.01.2027 выходной"
_COUNTRIES: Final = {Country.RUSSIA: mark("Russia"), Country.BELARUS: mark("Belarus")}
_FAULTS: Final = {
    LineFault.NO_COUNTRY: mark("whose calendar? Begin with the country"),
    LineFault.NO_DATE: mark("no date, like 09.01.2027"),
    LineFault.NO_SUCH_DATE: mark("there is no such date"),
    LineFault.NO_WORD: mark("is it worked or off?"),
    LineFault.TWICE: mark("said otherwise above"),
}
_MOST_SHOWN: Final = 40
_REASON: Final = 60


class CountryCode(StrEnum):
    """A country in one letter."""

    RUSSIA = "r"
    BELARUS = "b"

    @property
    def country(self) -> Country:
        """Return the country that the letter stands for."""
        return Country[self.name]


class OpenDays(CallbackData, prefix="wd"):
    """Show the changes of a country's year."""

    country: CountryCode
    year: Year


class OpenCalendar(CallbackData, prefix="wo"):
    """Show the changes of this year."""


class RemoveDay(CallbackData, prefix="wx"):
    """Let a day be as the library says."""

    country: CountryCode
    day: Annotated[str, Field(pattern=r"^20\d{6}$")]


class SettleYear(CallbackData, prefix="ws"):
    """Say that a year's transfers are all here, or that there are none; or take it back."""

    country: CountryCode
    year: Year
    settled: bool


def days_screen(  # noqa: PLR0913 - the table, which part of it, and what to say first
    told: CalendarChanges,
    country: Country,
    year: int,
    years: Sequence[int],
    tr: Translator,
    *,
    known: bool,
    said: str = "",
) -> Message:
    """Return the changes of a country's year; ``known``: its transfers are there, from wherever."""
    days = [one for one in told.days if one.country is country and one.day.year == year][:_MOST_SHOWN]
    settled = (country, year) in told.settled
    code = CountryCode[country.name]
    title = tr.text("{country}, {year}: working days moved", country=tr.plain(_COUNTRIES[country]), year=str(year))
    text = blocks(
        Bold(said) if said else None,
        lines(Bold(title), _standing(days, tr, known=known, settled=settled)),
        lines(*(_line(one, tr) for one in days)),
        lines(tr.plain("To add days, send for example:"), Code(_EXAMPLE)),
    )
    removing = (button(f"✕ {one.day:%d.%m.%Y}", RemoveDay(country=code, day=f"{one.day:%Y%m%d}")) for one in days)
    words = tr.plain("Ask again for this year") if settled else tr.plain("Nothing more is moved this year")
    turns = (
        button(f"{tr.plain(_COUNTRIES[whose])} {other}", OpenDays(country=CountryCode[whose.name], year=other))
        for whose in Country
        for other in years
        if (whose, other) != (country, year)
    )
    settle = button(words, SettleYear(country=code, year=year, settled=not settled))
    return Message(fitted(text), keyboard(*columns(removing), [settle], *columns(turns), [desk_button(tr)]))


def _standing(days: Sequence[DayChange], tr: Translator, *, known: bool, settled: bool) -> str:
    if settled:
        return tr.plain("It was said that all of them are here.")
    if not known:
        return tr.plain("The year's transfers are not known: reminders may fall on a day off.")
    return tr.plain("Over the library's calendar:") if days else tr.plain("The library's calendar holds as it is.")


def _line(one: DayChange, tr: Translator) -> str:
    said = tr.plain("worked") if one.works else tr.plain("day off")
    reason = f" ({shortened(outside(one.reason), _REASON)})" if one.reason else ""
    return f"• {one.day:%d.%m.%Y} — {said}{reason}"


def not_understood(faults: Sequence[FaultyLine], tr: Translator) -> Message:
    """Return every line that was not understood; nothing was stored."""
    told = (
        f"• {shortened(outside(one.line), _REASON)} — {tr.plain(_FAULTS[one.fault])}" for one in faults[:_MOST_SHOWN]
    )
    text = blocks(
        Bold(tr.plural("{n} line is not understood, nothing was stored",
                       "{n} lines are not understood, nothing was stored", len(faults))),
        lines(*told),
        lines(tr.plain("To add days, send for example:"), Code(_EXAMPLE)),
    )  # fmt: skip
    return Message(fitted(text))


def stored_days(count: int, tr: Translator) -> str:
    """Return that days were stored."""
    return tr.plural("{n} day is stored.", "{n} days are stored.", count).render()[0]


def transfers_notice(missing: Sequence[tuple[Country, int]], tr: Translator) -> Message:
    """Return that years' transfers of days off are missing, for an administrator."""
    told = (f"• {tr.plain(_COUNTRIES[country])}, {year}" for country, year in missing)
    text = blocks(
        Bold(tr.plain("Transfers of days off are not known")),
        lines(*told),
        tr.plain("Without them a reminder may come on a day off. Put them in, or say that there are none."),
    )
    buttons = (
        button(f"{tr.plain(_COUNTRIES[country])} {year}", OpenDays(country=CountryCode[country.name], year=year))
        for country, year in missing
    )
    return Message(Text(text), keyboard(*columns(buttons)))
