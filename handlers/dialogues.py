"""What people write in answer to a question about the plan, and the buttons that end the question.

a question stands in the store -> words or files -> kept there, or carried out -> the next question, or what came of it
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.render import control as words
from bot.render.catalogue import Catalogues
from bot.render.control import go_on, kept_so_far, plain_said
from bot.render.control_buttons import DialogueKind, EndDialogue
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.answered import Answered
from handlers.dialogue_ends import carry_out, hand_in, next_after
from handlers.filters import in_private, is_command
from handlers.plan_cards import card_of
from handlers.screen import answer, show
from storage.attachments import AttachmentSort
from storage.control_records import Dialogue
from storage.errors import VersionMoved
from storage.records import User

WAITS = timedelta(hours=1)
_LONGEST = 2000
_FILES = 10


class AwaitedAnswer(BaseFilter):
    """Passes what an official or a coordinator writes while being asked, and gives the question as ``dialogue``."""

    async def __call__(
        self, message: Message, rights: frozenset[Right], asker: Asker, user: User | None = None
    ) -> bool | dict[str, Any]:
        """Tell whether a question waits for this message; a command is no answer."""
        if user is None or Right.SEE_OWN_DUTIES not in rights or await is_command(message):
            return False
        found = await asker.store.dialogues.of(user.id, asker.now - WAITS)
        return {"dialogue": found} if found is not None else False


def setup() -> Router:
    """Return the router of answers; in private chats only, after the commands and before the questions."""
    router = Router(name="dialogues")
    router.message.filter(in_private)
    own = needs(Right.SEE_OWN_DUTIES)
    router.message.register(take_answer, AwaitedAnswer(), flags=own)
    router.callback_query.register(end_dialogue, EndDialogue.filter(), flags=own)
    return router


async def take_answer(
    message: Message, dialogue: Dialogue, user: User, asker: Asker, catalogues: Catalogues, bot: Bot
) -> None:
    """Keep what was answered and ask on, or carry it out."""
    kind = DialogueKind(dialogue.what)
    said = (message.text or message.caption or "").strip()
    if len(said) > _LONGEST:
        await answer(message, _again(kind, dialogue, words.TOO_LONG, asker))
    elif kind is DialogueKind.REPORT:
        await answer(message, await _gather(message, dialogue, said, asker, bot))
    elif not said:
        await answer(message, _again(kind, dialogue, words.NEEDS_WORDS, asker))
    else:
        await answer(message, await _answered(Answered(dialogue, kind, said, user, asker, catalogues)))


async def _answered(given: Answered) -> Screen:
    following = await next_after(given)
    if following is not None:
        return following
    try:
        return await carry_out(given)
    except VersionMoved:
        return await _moved_on(given)


async def _moved_on(given: Answered) -> Screen:
    asker, dialogue = given.asker, given.dialogue
    await asker.store.dialogues.end(given.user.id)
    card = await card_of(dialogue.commitment_id or 0, given.user, asker)
    said = asker.tr.plain(words.MOVED_ON)
    return replace(card, text=words.headed_by(said, card.text))


def _again(kind: DialogueKind, dialogue: Dialogue, why: str, asker: Asker) -> Screen:
    return go_on(kind, subject_of(dialogue), asker.tr, asker.tr.plain(why))


def subject_of(dialogue: Dialogue) -> int:
    """Return what a question is about, as its buttons name it."""
    return dialogue.deadline_id or dialogue.commitment_id or 0


async def _gather(message: Message, dialogue: Dialogue, said: str, asker: Asker, bot: Bot) -> Screen:
    """Add words and a file to a report that is being written."""
    kept = dict(dialogue.said)
    if said:
        kept["text"] = f"{kept['text']}\n{said}" if kept.get("text") else said
    files, file = list(kept.get("files", ())), await _file_of(message, asker, bot)
    if not said and file is None:
        return _again(DialogueKind.REPORT, dialogue, words.NEEDS_WORDS, asker)
    if len(kept.get("text", "")) > _LONGEST:
        return _again(DialogueKind.REPORT, dialogue, words.TOO_LONG, asker)
    if file is not None and len(files) == _FILES:
        return _again(DialogueKind.REPORT, dialogue, words.FILES_ENOUGH, asker)
    kept["files"] = [*files, *([file] if file is not None else [])]
    await asker.store.dialogues.put(replace(dialogue, said=kept, at=asker.now))
    shown = kept_so_far(kept.get("text", ""), len(kept["files"]), asker.tr)
    return go_on(DialogueKind.REPORT, subject_of(dialogue), asker.tr, *shown)


async def _file_of(message: Message, asker: Asker, bot: Bot) -> dict[str, Any] | None:
    """Return what is kept of a file: Telegram has it, and the store its number; other kinds are no evidence."""
    file = message.photo[-1] if message.photo else message.document
    if file is None:
        return None
    sort = AttachmentSort.PHOTO if message.photo else AttachmentSort.DOCUMENT
    name = getattr(file, "file_name", None) or sort.value
    number = await asker.store.attachments.keep_known(sort, name, file.file_id, bot.id)
    return {"attachment": number, "name": name, "size": file.file_size or 0}


async def end_dialogue(
    callback: CallbackQuery,
    callback_data: EndDialogue,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Finish a question with what was said, or give it up; a button of another question does neither."""
    dialogue = None if asker.public else await asker.store.dialogues.of(user.id, asker.now - WAITS)
    if dialogue is None or (dialogue.what, subject_of(dialogue)) != (callback_data.what, callback_data.subject):
        callback_answer.text = gone(asker.tr).plain() if asker.public else asker.tr.plain(words.NOTHING_ASKED)
        return
    if not callback_data.done:
        await asker.store.dialogues.end(user.id)
        await show(callback, plain_said(words.CANCELLED, asker.tr), callback_answer)
        return
    given = Answered(dialogue, DialogueKind(dialogue.what), "", user, asker, catalogues)
    screen = await hand_in(given)
    if screen is None:
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(words.NEEDS_WORDS), True
    else:
        await show(callback, screen, callback_answer)
