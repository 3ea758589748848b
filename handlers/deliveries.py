"""/deliveries: what the bot sent by itself, what waits, what failed and why; for administrators, in private."""

from datetime import datetime, time, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.config import Config
from bot.render.delivery_card import RELATED_SHOWN, delivery_card
from bot.render.ledger import (
    FAILED_WITHIN_DAYS,
    PAGE_SIZE,
    LedgerView,
    chat_screen,
    ledger_screen,
    part_screen,
    paused_screen,
)
from bot.render.ledger_buttons import STATES_OF, OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show

_PAUSED_COUNTED = 1000


def setup() -> Router:
    """Return the router of the ledger; in private chats only: a group reads along."""
    router = Router(name="deliveries")
    private = tapped_in_private
    read = needs(commands.DELIVERIES.right)
    router.message.register(tell_ledger, in_private, Command(commands.DELIVERIES.name), flags=read)
    router.callback_query.register(show_ledger, private, OpenLedger.filter(), flags=read)
    router.callback_query.register(show_part, private, OpenPart.filter(), flags=read)
    router.callback_query.register(show_paused, private, OpenPaused.filter(), flags=read)
    router.callback_query.register(show_chat, private, OpenChat.filter(), flags=read)
    router.callback_query.register(show_delivery, private, OpenDelivery.filter(), flags=read)
    return router


async def tell_ledger(message: Message, asker: Asker, config: Config) -> None:
    """Answer with how things stand."""
    await answer(message, await _ledger(asker, config))


async def show_ledger(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker, config: Config) -> None:
    """Show how things stand now."""
    await show(callback, await _ledger(asker, config), callback_answer)


async def _ledger(asker: Asker, config: Config) -> Screen:
    ledger, now = asker.store.ledger, asker.now
    day_began = datetime.combine(now.astimezone(config.timezone).date(), time(), config.timezone)
    view = LedgerView(
        now=now,
        zone=asker.zone,
        today=await ledger.tally(day_began),
        held=await ledger.held_for(),
        failures=await ledger.failures(now - timedelta(days=FAILED_WITHIN_DAYS), now),
        paused=len(await ledger.paused_chats(_PAUSED_COUNTED)),
        oldest_due=await ledger.oldest_due(now),
    )
    return ledger_screen(view, asker.tr)


async def show_part(
    callback: CallbackQuery, callback_data: OpenPart, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of what waits, is held, failed or is unknown."""
    part, page = callback_data.part, callback_data.page
    found = await asker.store.ledger.in_states(STATES_OF[part], PAGE_SIZE + 1, page * PAGE_SIZE)
    shown = found[:PAGE_SIZE]
    names = await asker.store.ledger.addressees([one.chat_id for one in shown])
    more = len(found) > PAGE_SIZE
    await show(callback, part_screen(part, shown, names, asker.tr, asker.zone, page=page, more=more), callback_answer)


async def show_paused(
    callback: CallbackQuery, callback_data: OpenPaused, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of the chats to which nothing is sent."""
    page = callback_data.page
    found = await asker.store.ledger.paused_chats(PAGE_SIZE + 1, page * PAGE_SIZE)
    shown = found[:PAGE_SIZE]
    names = await asker.store.ledger.addressees([one.chat_id for one in shown])
    more = len(found) > PAGE_SIZE
    await show(callback, paused_screen(shown, names, asker.tr, asker.zone, page=page, more=more), callback_answer)


async def show_chat(
    callback: CallbackQuery, callback_data: OpenChat, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show what was sent to one chat last."""
    chat_id = callback_data.chat_id
    shown = await asker.store.ledger.of_chat(chat_id, PAGE_SIZE)
    names = await asker.store.ledger.addressees([chat_id])
    await show(callback, chat_screen(chat_id, shown, names, asker.tr, asker.zone), callback_answer)


async def show_delivery(
    callback: CallbackQuery, callback_data: OpenDelivery, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the story of one delivery, or say that it is kept no longer."""
    ledger = asker.store.ledger
    one = await ledger.get(callback_data.delivery_id)
    if one is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    names = await ledger.addressees([one.chat_id])
    related = await ledger.related(one, RELATED_SHOWN)
    part, page = callback_data.part, callback_data.page
    card = delivery_card(one, names, related, asker.tr, asker.zone, part=part, page=page)
    await show(callback, card, callback_answer)
