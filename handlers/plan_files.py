"""A plan's file sent in private: read, shown, decided on."""

from io import BytesIO
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.filters import BaseFilter, Command
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message
from aiogram.utils.callback_answer import CallbackAnswer
from aiohttp import ClientError

from bot import commands
from bot.plan.plan_draft import PlanDraft
from bot.plan.table import FileFault, FileUnreadable
from bot.plan.table_files import LARGEST
from bot.render.message import Message as Screen
from bot.render.plan_template import TEMPLATE_FILE, plan_template, template_caption
from bot.render.upload import (
    GONE,
    MOVED,
    accepted,
    asking_for_file,
    being_read,
    being_written,
    dropped,
    not_fetched,
    not_read,
    summary,
)
from bot.render.upload_buttons import AcceptImport, DropImport, OpenUpload, SendTemplate
from bot.replies import Asker
from bot.rights import Right
from bot.table_reading import read_apart
from bot.uploads import draft_of, keep_upload, pending_of
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.plan_file_parts import columns_of
from handlers.screen import answer, show
from storage.errors import VersionMoved
from storage.import_records import PendingImport
from storage.records import User

_SECONDS: Final = 60
_log = structlog.get_logger(__name__)


class SentPlan(BaseFilter):
    """Passes a file from someone who manages the plan."""

    async def __call__(self, message: Message, rights: frozenset[Right], user: User | None = None) -> bool:
        """Tell whether it is one."""
        return message.document is not None and user is not None and Right.MANAGE_PLAN in rights


def command() -> Router:
    """Return the router of the command; in private chats only."""
    router = Router(name="plan import")
    manage = needs(commands.PLAN_IMPORT.right)
    router.message.register(ask_for_file, in_private, Command(commands.PLAN_IMPORT.name), flags=manage)
    router.callback_query.register(show_upload, tapped_in_private, OpenUpload.filter(), flags=manage)
    router.callback_query.register(send_template, tapped_in_private, SendTemplate.filter(), flags=manage)
    return router


def setup() -> Router:
    """Return the router of files and of the buttons that decide; in private chats only."""
    router = Router(name="plan files")
    manage = needs(Right.MANAGE_PLAN)
    router.message.register(take_plan_file, in_private, SentPlan(), flags=manage)
    router.callback_query.register(accept_import, tapped_in_private, AcceptImport.filter(), flags=manage)
    router.callback_query.register(drop_import, tapped_in_private, DropImport.filter(), flags=manage)
    return router


async def ask_for_file(message: Message, user: User, asker: Asker, bot: Bot) -> None:
    """Say what file is wanted; a file under the command is that file."""
    if message.document is not None:
        await take_plan_file(message, user, asker, bot)
    else:
        await answer(message, asking_for_file(asker.tr))


async def show_upload(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Say what file is wanted, in place of the desk."""
    await show(callback, asking_for_file(asker.tr), callback_answer)


async def send_template(callback: CallbackQuery, asker: Asker) -> None:
    """Send a table to fill in."""
    if isinstance(callback.message, Message):
        file = BufferedInputFile(plan_template(), TEMPLATE_FILE)
        await callback.message.answer_document(file, caption=template_caption(asker.tr))


async def take_plan_file(message: Message, user: User, asker: Asker, bot: Bot) -> None:
    """Read a file and show what it would change; what cannot be read is told in a sentence and not kept."""
    document = message.document
    if document is None:
        return
    name = document.file_name or "—"
    if (document.file_size or 0) > LARGEST:
        await answer(message, not_read(FileFault.TOO_LARGE, asker.tr))
        return
    waiting = await message.answer(**being_read(name, asker.tr).as_call())
    try:
        tables = await read_apart(await _content(document, bot))
        screen = await screen_of(await keep_upload(user.id, name, tables, asker), asker)
    except FileUnreadable as unreadable:
        screen = not_read(unreadable.fault, asker.tr)
    except (AiogramError, ClientError, TimeoutError) as refusal:
        _log.info("a file was not fetched", reason=str(refusal))
        screen = not_fetched(asker.tr)
    await _put_in_place(waiting, message, screen)


async def _put_in_place(waiting: Message, message: Message, screen: Screen) -> None:
    try:
        await waiting.edit_text(**screen.as_call())
    except TelegramBadRequest:  # deleted meanwhile
        await answer(message, screen)


class _Bounded(BytesIO):
    """A file in memory that takes no more than a plan may have, whatever size was told before."""

    def write(self, chunk: object) -> int:
        if self.tell() + len(memoryview(chunk)) > LARGEST:  # type: ignore[arg-type]
            raise FileUnreadable(FileFault.TOO_LARGE)
        return super().write(chunk)  # type: ignore[arg-type]


async def _content(document: Document, bot: Bot) -> bytes:
    content = _Bounded()
    await bot.download(document, content, timeout=_SECONDS)
    return content.getvalue()


async def screen_of(pending: PendingImport, asker: Asker, said: str = "") -> Screen:
    """Return the summary, or the columns to be told where no plan is found without."""
    try:
        draft = await draft_of(pending, asker)
    except FileUnreadable:
        return columns_of(pending, None, None, asker)
    return summary(pending.id, draft, asker.knowledge.register, asker.tr, said)


async def accept_import(
    callback: CallbackQuery, callback_data: AcceptImport, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Bring the plan in force to what was shown; if anything moved since, show it anew and ask again."""
    pending = await pending_of(callback_data.import_id, user.id, asker)
    if pending is None:
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(GONE), True
        return
    draft = await _draft_or_none(pending, asker)
    if draft is None or draft.stamp != callback_data.stamp or not draft.changes_anything:
        await show(callback, await screen_of(pending, asker, asker.tr.plain(MOVED)), callback_answer)
        return
    await show(callback, being_written(asker.tr), callback_answer)
    await show(callback, await _accepted(pending, draft, asker), callback_answer)


async def _draft_or_none(pending: PendingImport, asker: Asker) -> PlanDraft | None:
    try:
        return await draft_of(pending, asker)
    except FileUnreadable:
        return None


async def _accepted(pending: PendingImport, draft: PlanDraft, asker: Asker) -> Screen:
    try:
        written = await asker.store.imports.accept(pending, draft.version, draft.noted(), asker.now)
    except VersionMoved:
        written = False
    if written:
        return accepted(draft, asker.tr)
    again = await pending_of(pending.id, pending.user_id, asker)
    return Screen(asker.tr.text(GONE)) if again is None else await screen_of(again, asker, asker.tr.plain(MOVED))


async def drop_import(
    callback: CallbackQuery, callback_data: DropImport, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Forget what was read."""
    if await asker.store.imports.drop(callback_data.import_id, user.id):
        await show(callback, dropped(asker.tr), callback_answer)
    else:
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(GONE), True
