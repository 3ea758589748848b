"""/pause: nothing comes by itself until a date, then one message of what waited."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.absence import AbsenceFault, moment_back, read_return
from bot.knowledge import CurrentKnowledge
from bot.render.absence import ChoosePause, EndPause, OpenPause, pause_over, pause_screen
from bot.render.message import Message as Screen
from bot.render.screens import gone, not_allowed
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.screen import answer, show


def setup() -> Router:
    """Return the router of the pause: of one's own chat, or of a group for the programme's administrators."""
    router = Router(name="absence")
    enter = needs(commands.PAUSE.right)
    router.message.register(tell_pause, Command(commands.PAUSE.name), flags=enter)
    router.callback_query.register(open_pause, OpenPause.filter(), flags=enter)
    router.callback_query.register(choose_pause, ChoosePause.filter(), flags=enter)
    router.callback_query.register(end_pause, EndPause.filter(), flags=enter)
    return router


async def tell_pause(message: Message, command: CommandObject, asker: Asker, known: CurrentKnowledge) -> None:
    """Begin the pause that was typed («до 15 августа»), or show the one there is and what to choose from."""
    if not _may(asker):
        await answer(message, not_allowed(asker.tr))
        return
    said = (command.args or "").strip()
    fault: AbsenceFault | None = None
    if said:
        read = read_return(said, (await known.words()).words(said), asker.today)
        if isinstance(read, AbsenceFault):
            fault = read
        else:
            await asker.store.absences.begin(message.chat.id, moment_back(read, asker.zone))
    await answer(message, await _screen(message.chat.id, asker, fault))


async def open_pause(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show the pause, from the settings."""
    chat = _chat_of(callback, asker)
    if chat is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await _screen(chat, asker), callback_answer)


async def choose_pause(
    callback: CallbackQuery, callback_data: ChoosePause, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Begin a pause of a week or two from today."""
    chat = _chat_of(callback, asker)
    if chat is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    back = moment_back(asker.today + timedelta(days=callback_data.length), asker.zone)
    await asker.store.absences.begin(chat, back)
    await show(callback, await _screen(chat, asker), callback_answer)


async def end_pause(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Be back now; what waited is gathered by the job that does so for everyone."""
    chat = _chat_of(callback, asker)
    if chat is None:
        callback_answer.text = gone(asker.tr).plain()
    elif await asker.store.absences.end(chat):
        await show(callback, pause_over(asker.tr), callback_answer)
    else:
        await show(callback, await _screen(chat, asker), callback_answer)


def _may(asker: Asker) -> bool:
    return not asker.public or Right.MANAGE_GROUPS in asker.rights


def _chat_of(callback: CallbackQuery, asker: Asker) -> int | None:
    """Return the chat that may be paused from here: the tapper's own, or a group's by an administrator."""
    return callback.message.chat.id if callback.message is not None and _may(asker) else None


async def _screen(chat_id: int, asker: Asker, fault: AbsenceFault | None = None) -> Screen:
    quiet = await asker.store.people.quiet(chat_id)
    return pause_screen(quiet.away_until, asker.zone, asker.tr, fault)
