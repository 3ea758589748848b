"""/calendar: one's deadlines in one's own calendar, by a secret address or as a file."""

import secrets

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InaccessibleMessage, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.calendars import CALENDAR_PATH, hashed, own_lines
from bot.config import Config
from bot.render.calendar_link import (
    CalendarAct,
    CalendarDeed,
    calendar_address,
    calendar_revoked,
    calendar_screen,
    no_public_address,
)
from bot.render.plan_look import Shows
from bot.render.screens import gone
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private
from handlers.plan import send_file
from handlers.screen import answer, show
from storage.records import User

_SECRET_BYTES = 24


def setup() -> Router:
    """Return the router of calendars; in private chats only."""
    router = Router(name="calendar")
    router.message.filter(in_private)
    own = needs(commands.CALENDAR.right)
    router.message.register(tell_calendar, Command(commands.CALENDAR.name), flags=own)
    router.callback_query.register(choose_calendar, CalendarAct.filter(), flags=own)
    return router


async def tell_calendar(message: Message, user: User, asker: Asker, config: Config) -> None:
    """Offer an address where the bot has a public one; else send the file and say why."""
    if config.webhook_url:
        await answer(message, calendar_screen(asker.tr, has_link=await asker.store.calendars.has(user.id)))
        return
    await _send(message, user, asker, no_public_address(asker.tr).plain())


async def choose_calendar(
    callback: CallbackQuery,
    callback_data: CalendarAct,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    config: Config,
) -> None:
    """Make an address, revoke it, or send the file; in private only."""
    if asker.public or callback.message is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    match callback_data.act:
        case CalendarDeed.REVOKE:
            await asker.store.calendars.revoke(user.id)
            await show(callback, calendar_revoked(asker.tr), callback_answer)
        case CalendarDeed.NEW if config.webhook_url:
            token = secrets.token_urlsafe(_SECRET_BYTES)
            await asker.store.calendars.make(user.id, hashed(token), asker.now)
            address = f"{config.webhook_url.rstrip('/')}{CALENDAR_PATH}/{token}.ics"
            await show(callback, calendar_address(address, asker.tr), callback_answer)
        case _:
            await callback.answer()
            callback_answer.disable()
            await _send(callback.message, user, asker)


async def _send(message: Message | InaccessibleMessage, user: User, asker: Asker, caption: str = "") -> None:
    lines = await own_lines(user, asker.store, asker.now.astimezone(asker.zone))
    await send_file(message, Shows.CALENDAR, lines, asker, caption)
