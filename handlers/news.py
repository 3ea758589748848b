"""/news: the latest stories, page by page, narrowed by taps, and their cards."""

from collections import Counter

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.buttons import OpenNews, OpenSectorNews, OpenStory
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.news import story_card
from bot.render.news_buttons import NarrowNews, NewsChoice, NewsPage, NewsShows, OpenSources, choice_of
from bot.render.news_list import narrowing
from bot.render.screens import NEWS_LABEL, gone
from bot.replies import Asker, news_page
from bot.rights import Right
from bot.story_links import attached_to
from handlers.access import needs
from handlers.filters import Says, in_private
from handlers.screen import answer, show
from storage.records import Story

_LOOKED_THROUGH = 100  # stories, for the organisations that are told of


def setup(catalogues: Catalogues) -> Router:
    """Return the router of news."""
    router = Router(name="news")
    read = needs(Right.READ_NEWS)
    router.message.register(tell_news, Command(commands.NEWS.name), flags=read)
    router.message.register(tell_news, in_private, Says(catalogues, NEWS_LABEL), flags=read)
    router.callback_query.register(show_news, OpenNews.filter(), flags=read)
    router.callback_query.register(show_sector_news, OpenSectorNews.filter(), flags=read)
    router.callback_query.register(show_news_page, NewsPage.filter(), flags=read)
    router.callback_query.register(narrow_news, NarrowNews.filter(), flags=read)
    router.callback_query.register(open_sources, OpenSources.filter(), flags=read)
    router.callback_query.register(open_story, OpenStory.filter(), flags=read)
    return router


async def tell_news(message: Message, asker: Asker) -> None:
    """Answer with the latest stories."""
    await answer(message, await news_page(NewsChoice(), 0, asker))


async def show_news(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show the latest stories again, from a story's card."""
    await show(callback, await news_page(NewsChoice(), 0, asker), callback_answer)


async def show_sector_news(
    callback: CallbackQuery, callback_data: OpenSectorNews, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the latest news of a sector, from its card."""
    await _page(NewsChoice(sector=callback_data.sector), 0, callback, callback_answer, asker)


async def show_news_page(
    callback: CallbackQuery, callback_data: NewsPage, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of what is looked at."""
    await _page(choice_of(callback_data), callback_data.page, callback, callback_answer, asker)


async def narrow_news(
    callback: CallbackQuery, callback_data: NarrowNews, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show what the news can be narrowed to."""
    choice = choice_of(callback_data)
    organisations: list[str] = []
    if callback_data.shows is NewsShows.ORGANISATIONS:
        recent = await asker.store.news.latest(_LOOKED_THROUGH)
        told = Counter(slug for story in recent for slug in story.organisations)
        organisations = [slug for slug, _ in told.most_common()]
    register = asker.knowledge.register
    screen = narrowing(callback_data.shows, choice, register, asker.tr, today=asker.today, organisations=organisations)
    await show(callback, screen, callback_answer)


async def open_story(
    callback: CallbackQuery, callback_data: OpenStory, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a story with who told it first."""
    await _card(callback_data.story_id, callback, callback_answer, asker, whole=False)


async def open_sources(
    callback: CallbackQuery, callback_data: OpenSources, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a story with all who told it."""
    await _card(callback_data.story_id, callback, callback_answer, asker, whole=True)


async def _card(
    story_id: int, callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker, *, whole: bool
) -> None:
    story = await asker.store.news.story(story_id)
    if story is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await story_screen(story, asker, whole=whole), callback_answer)


async def story_screen(story: Story, asker: Asker, *, whole: bool) -> Screen:
    """Return the card of a story as the asker may see it: what is attached to it, too."""
    register, private = asker.knowledge.register, not asker.public
    plan, manages = Right.READ_PLAN in asker.rights and private, Right.MANAGE_PLAN in asker.rights and private
    attached = (await attached_to([story.id], asker.store, register, plan=plan)).get(story.id, ())
    return story_card(story, register, asker.tr, asker.zone, whole=whole, attached=attached, manages=manages)


async def _page(
    choice: NewsChoice, page: int, callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of a choice, unless the register no longer has what it is of."""
    register = asker.knowledge.register
    lost = (choice.sector and choice.sector not in register.sectors) or (
        choice.organisation and choice.organisation not in register.organisations
    )
    if lost:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await news_page(choice, page, asker), callback_answer)
