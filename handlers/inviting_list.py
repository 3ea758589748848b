"""Inviting a list: a table sent in answer to the bot's question, looked through, and links made of it by a tap.

The tap reads the file again from the message that the summary answers, so nothing waits in memory or in the store.
"""

from io import BytesIO
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import AiogramError
from aiogram.filters import BaseFilter
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message
from aiogram.utils.callback_answer import CallbackAnswer
from aiohttp import ClientError

from bot import commands
from bot.delivery.calls import SendScreen
from bot.invitation_table import InvitationRow, TableFault, read_invitations, secret_of
from bot.plan.kept_table import unpacked
from bot.plan.table import FileFault, FileUnreadable
from bot.render.catalogue import Catalogues
from bot.render.invitation_table import (
    FILE_NAME,
    DropInvitations,
    MakeInvitations,
    is_table_question,
    links_file,
    links_made,
    links_moved,
    none_made,
    table_question,
    table_refused,
    table_summary,
    table_unreadable,
)
from bot.render.joining import invitation_link
from bot.render.message import Message as Screen
from bot.render.people_buttons import AskForTable
from bot.render.screens import gone
from bot.render.upload import not_fetched
from bot.replies import Asker
from bot.table_reading import read_apart
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.inviting import HOLDS_FOR, hashed
from handlers.naming import organisation_named
from handlers.screen import answer, show
from storage.records import Grant, User

_LARGEST: Final = 2 * 1024 * 1024
_SECONDS: Final = 30
_log = structlog.get_logger(__name__)


class SentInvitations(BaseFilter):
    """Passes a file that answers the question for a table of people."""

    async def __call__(self, message: Message, bot: Bot, catalogues: Catalogues) -> bool:
        """Tell whether it is one."""
        asked = message.reply_to_message
        if message.document is None or asked is None or asked.from_user is None or asked.from_user.id != bot.id:
            return False
        return is_table_question(asked.text or "", catalogues)


def setup() -> Router:
    """Return the router of tables of people; in private chats only, before whatever else takes files."""
    router = Router(name="inviting a list")
    private, manage = tapped_in_private, needs(commands.INVITE.right)
    router.message.register(take_invitations, in_private, SentInvitations(), flags=manage)
    router.callback_query.register(ask_for_table, private, AskForTable.filter(), flags=manage)
    router.callback_query.register(make_invitations, private, MakeInvitations.filter(), flags=manage)
    router.callback_query.register(drop_invitations, private, DropInvitations.filter(), flags=manage)
    return router


async def ask_for_table(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Ask for the table."""
    if isinstance(callback.message, Message):
        await answer(callback.message, table_question(asker.tr))
    else:
        callback_answer.text = gone(asker.tr).plain()


async def take_invitations(message: Message, user: User, asker: Asker, bot: Bot) -> None:
    """Look the table through and say what can be made of it."""
    read = await _read(message.document, user, asker, bot)
    screen = read if isinstance(read, Screen) else table_summary(read, asker.knowledge.register, asker.tr)
    call = SendScreen(chat_id=message.chat.id, message_thread_id=None, reply_to=message.message_id, wire=screen.wire)
    await call.as_(bot)


async def make_invitations(
    callback: CallbackQuery,
    callback_data: MakeInvitations,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    bot: Bot,
) -> None:
    """Make the links, as many as the button said, and send them in a file, once."""
    summary = callback.message if isinstance(callback.message, Message) else None
    sent = summary.reply_to_message if summary is not None else None
    if summary is None or sent is None or sent.document is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    read = await _read(sent.document, user, asker, bot)
    if isinstance(read, Screen):
        await show(callback, read, callback_answer)
        return
    sound = [row for row in read if row.sound]
    if len(sound) != callback_data.count:
        await show(callback, links_moved(asker.tr), callback_answer)
        return
    table = f"{summary.chat.id}:{sent.message_id}:{sent.document.file_unique_id}"
    made = [(row, secret_of(bot.token, table, row)) for row in sound]
    offers = [(hashed(secret), row.offer) for row, secret in made if isinstance(row.offer, Grant)]
    await asker.store.joining.invite(offers, by=user.id, now=asker.now, until=asker.now + HOLDS_FOR)
    await show(callback, links_made(len(made), asker.tr), callback_answer)
    username = (await bot.me()).username or ""
    links = [(row, invitation_link(username, secret)) for row, secret in made]
    file = BufferedInputFile(links_file(links, asker.knowledge.register, asker.tr), FILE_NAME)
    await summary.answer_document(file)


async def drop_invitations(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Make none."""
    await show(callback, none_made(asker.tr), callback_answer)


async def _read(document: Document | None, user: User, asker: Asker, bot: Bot) -> tuple[InvitationRow, ...] | Screen:
    if document is None or (document.file_size or 0) > _LARGEST:
        return table_unreadable(FileFault.TOO_LARGE, asker.tr)
    try:
        content = BytesIO()
        await bot.download(document, content, timeout=_SECONDS)
        tables = unpacked(await read_apart(content.getvalue()))
    except FileUnreadable as unreadable:
        return table_unreadable(unreadable.fault, asker.tr)
    except (AiogramError, ClientError, TimeoutError) as refusal:
        _log.info("a file was not fetched", reason=str(refusal))
        return not_fetched(asker.tr)
    read = read_invitations(tables, user.grants, lambda name: organisation_named(name, asker.knowledge))
    return table_refused(read, asker.tr) if isinstance(read, TableFault) else read
