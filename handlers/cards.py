"""Cards and lists of the register, opened by a button, by a command or by a deep link."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.answers import Knowledge
from bot.render.buttons import OpenCard, OpenList
from bot.render.cards import card
from bot.render.catalogue import Catalogues, Translator
from bot.render.links import entry_of_parameter, story_of_parameter
from bot.render.lists import entry_list
from bot.render.message import Message as Screen
from bot.render.screens import SECTORS_LABEL, gone
from bot.render.story_links import with_stories
from bot.replies import Asker, sector_now
from bot.rights import Right
from bot.story_links import stories_of
from handlers.access import needs
from handlers.filters import Says, in_private
from handlers.news import story_screen
from handlers.screen import answer, show
from storage.register_records import EntryKind

_LISTS = {
    commands.SECTORS.name: EntryKind.SECTOR,
    commands.AGREEMENTS.name: EntryKind.AGREEMENT,
    commands.ORGANISATIONS.name: EntryKind.ORGANISATION,
    commands.PROJECTS.name: EntryKind.PROJECT,
    commands.EVENTS.name: EntryKind.EVENT,
}


def setup(catalogues: Catalogues) -> Router:
    """Return the router of cards and lists."""
    router = Router(name="cards")
    read = needs(Right.READ_REGISTER)
    router.message.register(open_link, CommandStart(deep_link=True), in_private, flags=read)
    router.message.register(list_sectors, in_private, Says(catalogues, SECTORS_LABEL), flags=read)
    router.message.register(list_entries, Command(*_LISTS), flags=read)
    router.callback_query.register(open_card, OpenCard.filter(), flags=read)
    router.callback_query.register(open_list, OpenList.filter(), flags=read)
    return router


async def open_link(message: Message, command: CommandObject, asker: Asker) -> None:
    """Answer a deep link: the card or the story it names, or that it is there no more."""
    parameter = command.args or ""
    named, story_id = entry_of_parameter(parameter), story_of_parameter(parameter)
    screen = await _card(*named, asker) if named else await _story(story_id, asker)
    await answer(message, screen or gone(asker.tr))


async def list_entries(message: Message, command: CommandObject, knowledge: Knowledge, tr: Translator) -> None:
    """Answer with the first page of the list that the command names."""
    await answer(message, entry_list(_LISTS[command.command], knowledge.register, tr))


async def list_sectors(message: Message, knowledge: Knowledge, tr: Translator) -> None:
    """Answer with the list of sectors."""
    await answer(message, entry_list(EntryKind.SECTOR, knowledge.register, tr))


async def open_card(
    callback: CallbackQuery,
    callback_data: OpenCard,
    callback_answer: CallbackAnswer,
    asker: Asker,
) -> None:
    """Show the card that a button names."""
    screen = await _card(callback_data.kind.kind, callback_data.slug, asker)
    if screen is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, screen, callback_answer)


async def open_list(
    callback: CallbackQuery,
    callback_data: OpenList,
    callback_answer: CallbackAnswer,
    knowledge: Knowledge,
    tr: Translator,
) -> None:
    """Show the page of a list that a button names; a page beyond the end is the last one."""
    kind, page, sector = callback_data.kind.kind, callback_data.page, callback_data.sector
    await show(callback, entry_list(kind, knowledge.register, tr, page=page, sector=sector), callback_answer)


async def _story(story_id: int | None, asker: Asker) -> Screen | None:
    if story_id is None or Right.READ_NEWS not in asker.rights:
        return None
    story = await asker.store.news.story(story_id)
    return None if story is None else await story_screen(story, asker, whole=True)


async def _card(kind: EntryKind, slug: str, asker: Asker) -> Screen | None:
    entry = asker.knowledge.register.find(kind, slug)
    if entry is None:
        return None
    screen = card(kind, entry, asker.knowledge.register, asker.tr)
    if kind is EntryKind.SECTOR:
        return await sector_now(screen, slug, asker)
    return with_stories(screen, await stories_of(kind, slug, asker.store), asker.tr, asker.zone)
