"""Quiet hours and the time zone in /settings; of the person's own chat, for now."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.render.message import Message as Screen
from bot.render.quiet import HOURS, ZONES, ChooseEscalations, ChooseQuiet, ChooseZone
from bot.render.reminder_settings import settings_button
from bot.render.screens import settings_screen
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.digest import rezone_digest
from handlers.filters import tapped_in_private
from handlers.screen import show
from storage.outbox_records import Quiet
from storage.records import User


def setup() -> Router:
    """Return the router of quiet hours; in private chats only: a group's hours are not one member's to change."""
    router = Router(name="quiet")
    enter: dict[str, Any] = {"flags": needs(Right.ENTER)}
    private = tapped_in_private
    router.callback_query.register(choose_quiet, private, ChooseQuiet.filter(), **enter)
    router.callback_query.register(choose_escalations, private, ChooseEscalations.filter(), **enter)
    router.callback_query.register(choose_zone, private, ChooseZone.filter(), **enter)
    return router


async def settings_of(user: User | None, asker: Asker) -> Screen:
    """Return the settings as they stand: in a group the language alone."""
    if user is None or asker.public:
        return settings_screen(asker.tr)
    return _screen(asker, await asker.store.people.quiet(user.telegram_id))


def _screen(asker: Asker, quiet: Quiet) -> Screen:
    more = [settings_button(asker.tr)] if Right.SEE_OWN_DUTIES in asker.rights else []
    return settings_screen(asker.tr, quiet, asker.zone.key, more=more)


async def choose_quiet(
    callback: CallbackQuery, callback_data: ChooseQuiet, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Leave the person in peace at the hours chosen."""
    since, until = HOURS[callback_data.hours]
    quiet = replace(await asker.store.people.quiet(user.telegram_id), since=since, until=until)
    await _keep(callback, callback_answer, user, asker, quiet)


async def choose_escalations(
    callback: CallbackQuery, callback_data: ChooseEscalations, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let escalations wait, too, or come at once."""
    quiet = replace(await asker.store.people.quiet(user.telegram_id), escalations=callback_data.wait)
    await _keep(callback, callback_answer, user, asker, quiet)


async def _keep(
    callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker, quiet: Quiet
) -> None:
    await asker.store.people.set_quiet(user.telegram_id, quiet)
    await show(callback, _screen(asker, quiet), callback_answer)


async def choose_zone(
    callback: CallbackQuery, callback_data: ChooseZone, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show times in the zone chosen, and let the digest and the quiet hours keep to it."""
    zone = ZoneInfo(ZONES[callback_data.zone])
    await asker.store.people.set_zone(user.id, zone.key)
    await asker.store.reminding.zone_changed(user.id, asker.now)
    await rezone_digest(user, zone, asker)
    await show(callback, await settings_of(user, replace(asker, zone=zone)), callback_answer)
