"""/calendar_days: days that are worked or off by decree, put over the library's calendars; for administrators."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.plan.calendar_lines import read_lines, years_of
from bot.plan.working_calendar import Country
from bot.render.calendar_days import (
    OpenCalendar,
    OpenDays,
    RemoveDay,
    SettleYear,
    days_screen,
    not_understood,
    stored_days,
)
from bot.render.message import Message as Screen
from bot.replies import Asker
from bot.working_days import working_calendars
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.records import User


def setup() -> Router:
    """Return the router of the calendars' changes; in private chats only."""
    router = Router(name="calendar days")
    private, run = tapped_in_private, needs(commands.CALENDAR_DAYS.right)
    router.message.register(tell_days, in_private, Command(commands.CALENDAR_DAYS.name), flags=run)
    router.callback_query.register(show_calendar, private, OpenCalendar.filter(), flags=run)
    router.callback_query.register(show_days, private, OpenDays.filter(), flags=run)
    router.callback_query.register(remove_day, private, RemoveDay.filter(), flags=run)
    router.callback_query.register(settle_year, private, SettleYear.filter(), flags=run)
    return router


async def tell_days(message: Message, command: CommandObject, user: User, asker: Asker) -> None:
    """Show this year's changes, or store the days that stand after the command: all of them or none."""
    read = read_lines(command.args or "")
    if read.faults:
        await answer(message, not_understood(read.faults, asker.tr))
    elif read.changes:
        await asker.store.calendar_days.put(read.changes, by=user.id, now=asker.now)
        first = read.changes[0]
        said = stored_days(len(read.changes), asker.tr)
        await answer(message, await _days(first.country, first.day.year, asker, said))
    else:
        await answer(message, await _days(Country.RUSSIA, asker.today.year, asker))


async def show_calendar(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show this year's changes in place of the desk."""
    await show(callback, await _days(Country.RUSSIA, asker.today.year, asker), callback_answer)


async def show_days(
    callback: CallbackQuery, callback_data: OpenDays, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the changes of a country's year."""
    await show(callback, await _days(callback_data.country.country, callback_data.year, asker), callback_answer)


async def remove_day(
    callback: CallbackQuery, callback_data: RemoveDay, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let a day be as the library says; gone already, the list says so by itself."""
    country = callback_data.country.country
    year = int(callback_data.day[:4])
    for one in (await asker.store.calendar_days.changes()).days:
        if (one.country, f"{one.day:%Y%m%d}") == (country, callback_data.day):
            await asker.store.calendar_days.remove(country, one.day, by=user.id, now=asker.now)
    await show(callback, await _days(country, year, asker), callback_answer)


async def settle_year(
    callback: CallbackQuery, callback_data: SettleYear, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Say that a year's transfers are all here, or take it back."""
    country, year = callback_data.country.country, callback_data.year
    settled = callback_data.settled
    await asker.store.calendar_days.settle(country, year, settled=settled, by=user.id, now=asker.now)
    await show(callback, await _days(country, year, asker), callback_answer)


async def _days(country: Country, year: int, asker: Asker, said: str = "") -> Screen:
    told = await asker.store.calendar_days.changes()
    known = (await working_calendars(asker.store))[country].transfers_known(year)
    return days_screen(told, country, year, years_of(asker.today), asker.tr, known=known, said=said)
