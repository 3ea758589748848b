"""/news: the latest stories and their cards."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.buttons import OpenNews, OpenSectorNews, OpenStory
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.news import latest_news, story_card
from bot.render.screens import NEWS_LABEL, gone
from bot.replies import LATEST, Asker, news_of_sector
from bot.rights import Right
from handlers.access import needs
from handlers.filters import Says, in_private
from handlers.screen import answer, show


def setup(catalogues: Catalogues) -> Router:
    """Return the router of news."""
    router = Router(name="news")
    read = needs(Right.READ_NEWS)
    router.message.register(tell_news, Command(commands.NEWS.name), flags=read)
    router.message.register(tell_news, in_private, Says(catalogues, NEWS_LABEL), flags=read)
    router.callback_query.register(show_news, OpenNews.filter(), flags=read)
    router.callback_query.register(show_sector_news, OpenSectorNews.filter(), flags=read)
    router.callback_query.register(open_story, OpenStory.filter(), flags=read)
    return router


async def tell_news(message: Message, asker: Asker) -> None:
    """Answer with the latest stories."""
    await answer(message, await _latest(asker))


async def show_news(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show the latest stories again, from a story's card."""
    await show(callback, await _latest(asker), callback_answer)


async def show_sector_news(
    callback: CallbackQuery, callback_data: OpenSectorNews, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the latest news of a sector, from its card."""
    screen = await news_of_sector(callback_data.sector, asker)
    if screen is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, screen, callback_answer)


async def open_story(
    callback: CallbackQuery, callback_data: OpenStory, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a story with its sources."""
    story = await asker.store.news.story(callback_data.story_id)
    if story is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, story_card(story, asker.knowledge.register, asker.tr, asker.zone), callback_answer)


async def _latest(asker: Asker) -> Screen:
    stories = await asker.store.news.latest(LATEST)
    return latest_news(stories, asker.knowledge.register, asker.tr, asker.zone)
