"""«Сообщить об ошибке» on a card: a question, an answer to it, a notice to every administrator."""

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.render.buttons import ReportError
from bot.render.links import entry_of_link
from bot.render.reports import report_in_private, report_notice, report_passed_on, report_question
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.register_editing import fields_of
from handlers.screen import answer
from storage.records import DeliveryKind, NewDelivery, Priority, User
from storage.register_records import AnyEntry, EntryKind


class ReportsError(BaseFilter):
    """Passes an answer to the question about a card, and gives the card as ``reported``."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, tuple[EntryKind, str]]:
        """Tell whether the message answers such a question of this bot's."""
        asked = message.reply_to_message
        if asked is None or asked.from_user is None or asked.from_user.id != bot.id or not message.text:
            return False
        links = (entity.url for entity in asked.entities or () if entity.type == "text_link" and entity.url)
        reported = next((entry for url in links if (entry := entry_of_link(url))), None)
        return {"reported": reported} if reported else False


def setup() -> Router:
    """Return the router of reports; in private chats only."""
    router = Router(name="reports")
    read = needs(Right.READ_REGISTER)
    router.message.register(pass_on, in_private, ReportsError(), flags=read)
    router.callback_query.register(ask_what_is_wrong, ReportError.filter(), flags=read)
    return router


async def ask_what_is_wrong(
    callback: CallbackQuery, callback_data: ReportError, callback_answer: CallbackAnswer, bot: Bot, asker: Asker
) -> None:
    """Ask what is wrong on the card."""
    kind = callback_data.kind.kind
    entry = asker.knowledge.register.find(kind, callback_data.slug)
    if entry is None:
        callback_answer.text = gone(asker.tr).plain()
    elif asker.public or not isinstance(callback.message, Message):
        callback_answer.text, callback_answer.show_alert = report_in_private(asker.tr), True
    elif Right.EDIT_REGISTER in asker.rights:
        # Whoever may correct it needs to tell nobody.
        await answer(callback.message, await fields_of(kind, callback_data.slug, asker) or gone(asker.tr))
    else:
        username = (await bot.me()).username or ""
        await answer(callback.message, report_question(kind, entry, username, asker.tr))


async def pass_on(message: Message, reported: tuple[EntryKind, str], user: User, asker: Asker) -> None:
    """Write a notice to every administrator, and say so."""
    entry = asker.knowledge.register.find(*reported)
    if entry is None:
        await answer(message, gone(asker.tr))
        return
    administrators = await asker.store.people.administrators()
    notices = [_notice(message, reported[0], entry, user, asker, one) for one in administrators]
    await asker.store.deliveries.add(notices, asker.now)
    await answer(message, report_passed_on(asker.tr, administrators=len(administrators)))


def _notice(
    message: Message, kind: EntryKind, entry: AnyEntry, user: User, asker: Asker, administrator: User
) -> NewDelivery:
    screen = report_notice(kind, entry, user, message.text or "", asker.tr)
    return NewDelivery(
        key=f"report:{message.chat.id}:{message.message_id}:{administrator.id}",
        chat_id=administrator.telegram_id,
        kind=DeliveryKind.NOTICE,
        priority=Priority.URGENT,
        body=screen.body(),
        not_before=asker.now,
    )
