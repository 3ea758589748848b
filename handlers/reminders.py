"""The buttons of a morning's message: an item opened in place, put off, and the way back."""

from datetime import timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.plan.escalations import Late
from bot.reminder_renewal import ReminderRenewal
from bot.render.catalogue import Catalogues
from bot.render.reminder_buttons import OpenDue, PutOff, ReminderPage
from bot.render.reminders import due_screen, late_screen, nothing_owed, put_off_told
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import tapped_in_private
from handlers.screen import show
from storage.records import Delivery, DeliveryKind, User

_TOLD = (DeliveryKind.REMINDER, DeliveryKind.ESCALATION)


def setup() -> Router:
    """Return the router of what stands under reminders; in private chats only: a group reads along."""
    router = Router(name="reminders")
    plan: dict[str, Any] = {"flags": needs(Right.READ_PLAN)}
    router.callback_query.register(show_reminder, tapped_in_private, ReminderPage.filter(), **plan)
    router.callback_query.register(open_due, tapped_in_private, OpenDue.filter(), **plan)
    router.callback_query.register(put_off, tapped_in_private, PutOff.filter(), **plan)
    return router


async def show_reminder(
    callback: CallbackQuery,
    callback_data: ReminderPage,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Show a page of the reminder in its place, as it stands now."""
    delivery = await _told(callback, asker)
    renewal = ReminderRenewal(asker.store, catalogues, asker.zone)
    if delivery is None:
        callback_answer.text = nothing_owed(asker.tr)
    else:
        await show(callback, await renewal.page(delivery, user, asker.now, callback_data.page), callback_answer)


async def open_due(
    callback: CallbackQuery,
    callback_data: OpenDue,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Show one item in place of the reminder, with what can be done about it."""
    delivery = await _told(callback, asker)
    renewal = ReminderRenewal(asker.store, catalogues, asker.zone)
    item = await renewal.item(delivery, user, asker.now, callback_data.deadline_id)
    if item is None:
        callback_answer.text = nothing_owed(asker.tr)
        return
    # Without a way back it is a message of its own: what else stands in that one is not lost.
    page = callback_data.page if delivery is not None else None
    if isinstance(item, Late):
        screen = late_screen(item, asker.tr, page, reader=user)
    else:
        screen = due_screen(item, asker.tr, page, reader=user)
    if delivery is not None:
        await show(callback, screen, callback_answer)
    elif callback.message is not None:
        await callback.message.answer(**screen.as_call())


async def put_off(
    callback: CallbackQuery,
    callback_data: PutOff,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Tell of an item again on the day chosen and not before, and show the reminder again."""
    delivery = await _told(callback, asker)
    renewal = ReminderRenewal(asker.store, catalogues, asker.zone)
    item = await renewal.item(delivery, user, asker.now, callback_data.deadline_id)
    until = asker.today + timedelta(days=callback_data.later.days)
    if item is None or not await asker.store.reminding.snooze(user.id, item.deadline.id, until):
        callback_answer.text = nothing_owed(asker.tr)
        return
    said = put_off_told(until, asker.tr)
    if delivery is None:
        callback_answer.text = said
    else:
        page = await renewal.page(delivery, user, asker.now, callback_data.page)
        await show(callback, page, callback_answer, said)


async def _told(callback: CallbackQuery, asker: Asker) -> Delivery | None:
    """Return the reminder under which was tapped; ``None`` when the ledger does not know it any more."""
    shown = callback.message
    if shown is None:
        return None
    delivery = await asker.store.ledger.of_message(shown.chat.id, shown.message_id)
    return delivery if delivery is not None and delivery.kind in _TOLD and delivery.grounds else None
