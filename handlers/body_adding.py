"""A body of a plan's file that the register does not know, entered from there: the file is its source.

a tap -> a draft with the wording as the full name and the file as the source -> the questions that are left
  -> preview -> confirmed -> register; the file, read anew, knows it
"""

from contextlib import suppress

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.plan.table import FileUnreadable
from bot.register_editing import ASKED, LONGEST
from bot.render.editing import plan_as_source, question
from bot.render.screens import gone
from bot.render.upload_buttons import AddBody, mark_of
from bot.replies import Asker
from bot.rights import Right
from bot.uploads import draft_of, pending_of
from handlers.access import needs
from handlers.filters import tapped_in_private
from handlers.screen import answer
from storage.records import User
from storage.register_records import EntryKind


def setup() -> Router:
    """Return the router of the tap; in private chats only."""
    router = Router(name="body adding")
    router.callback_query.register(add_body, tapped_in_private, AddBody.filter(), flags=needs(Right.EDIT_REGISTER))
    return router


async def add_body(
    callback: CallbackQuery, callback_data: AddBody, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Begin a new organisation named as the file names it, and ask for what the file does not say."""
    pending = await pending_of(callback_data.import_id, user.id, asker)
    wording = None
    if pending is not None:
        with suppress(FileUnreadable):
            unknown = (await draft_of(pending, asker)).unknown
            wording = next((name for name in unknown if mark_of(name) == callback_data.wording), None)
    if pending is None or wording is None or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain()
        return
    desk, kind = asker.store.register_desk, EntryKind.ORGANISATION
    number = await desk.begin(user.id, kind, None, ASKED[kind], asker.now)
    source = plan_as_source(pending.file_name, pending.read_at.astimezone(asker.zone).date())
    draft = await desk.answer(number, {"full": wording[:LONGEST]}, source, asker.now)
    await answer(callback.message, gone(asker.tr) if draft is None else question(draft, None, asker.tr))
