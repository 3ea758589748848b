"""/search: every entry, story and, for those who may, item of the plan that has the words."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.knowledge import CurrentKnowledge
from bot.render.buttons import OpenFound
from bot.render.found import found_screen, search_usage, searched_words
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from bot.search.search import search
from handlers.access import needs
from handlers.screen import answer, show
from storage.register_records import Visibility


def setup() -> Router:
    """Return the router of search."""
    router = Router(name="search")
    read = needs(Right.READ_REGISTER)
    router.message.register(find, Command(commands.SEARCH.name), flags=read)
    router.callback_query.register(show_found, OpenFound.filter(), flags=read)
    return router


async def find(message: Message, command: CommandObject, asker: Asker, known: CurrentKnowledge) -> None:
    """Answer with the first page of what the words find."""
    words = (command.args or "").strip()
    await answer(message, await _found(words, asker, known) if words else search_usage(asker.tr))


async def show_found(
    callback: CallbackQuery,
    callback_data: OpenFound,
    callback_answer: CallbackAnswer,
    asker: Asker,
    known: CurrentKnowledge,
) -> None:
    """Show another page; the words are read from the message, which outlives any restart."""
    shown = callback.message if isinstance(callback.message, Message) else None
    words = searched_words(shown.text or "", shown.entities or []) if shown else ""
    if words:
        await show(callback, await _found(words, asker, known, callback_data.page), callback_answer)
    else:
        callback_answer.text = gone(asker.tr).plain()


async def _found(words: str, asker: Asker, known: CurrentKnowledge, page: int = 0) -> Screen:
    plan = Right.READ_PLAN in asker.rights and not asker.public
    visible = [Visibility.PUBLIC, Visibility.PROGRAMME] if plan else [Visibility.PUBLIC]
    found = await search(words, asker.store, await known.words(), visible, page)
    return found_screen(words, found, asker.tr)
