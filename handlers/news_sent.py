"""What editors send in private to have it among the news: a forwarded post, a link, the words of what a link hides.

forwarded, or nothing but a link -> known already? its story : fetched, read -> looked at -> preview, kept in the store
a tap on the preview -> the story it is in | nothing
a link that cannot be read -> why; an answer to that with the words -> preview
"""

import asyncio
from dataclasses import replace
from typing import Any, Final

import structlog
from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import (
    CallbackQuery,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
)
from aiogram.utils.callback_answer import CallbackAnswer

from bot.errors import NotFetched, Trouble
from bot.news.fetch import Fetcher
from bot.news.posts import address_of, article_of, identity_of, title_and_lead
from bot.news.sent import link_of, post_of
from bot.news.sent_page import is_telegram, read_page
from bot.news_intake import Intake
from bot.render.message import Message as Screen
from bot.render.news_sent import (
    CLOSED,
    NO_PUBLICATION,
    added,
    draft_in,
    known_already,
    not_added,
    not_read,
    preview,
    why_not_fetched,
)
from bot.render.news_sent_buttons import AddNews
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, is_command, tapped_in_private
from handlers.screen import answer, show
from handlers.written import words_of
from storage.news_records import DeskItem, Outcome
from storage.records import Article, Story, User

_PAGE: Final = 2 * 1024 * 1024
_SECONDS: Final = 10.0  # for each request; an editor waits
_IN_ALL: Final = 25.0
_log: Final = structlog.get_logger(__name__)


class Forwarded(BaseFilter):
    """Passes a post with words that an editor forwards, and not what the bot itself said; a file is no post."""

    async def __call__(self, message: Message, rights: frozenset[Right], user: User | None = None) -> bool:
        """Tell whether it is one."""
        origin = message.forward_origin
        if origin is None or user is None or Right.EDIT_NEWS not in rights or message.document is not None:
            return False
        writer = getattr(origin, "sender_user", None)
        by_bot = writer is not None and message.bot is not None and writer.id == message.bot.id
        return not by_bot and bool(words_of(message))


class LinkAlone(BaseFilter):
    """Passes a text of an editor's that is nothing but a link, up to a few words aside, and gives it as ``link``."""

    async def __call__(
        self, message: Message, rights: frozenset[Right], user: User | None = None
    ) -> bool | dict[str, Any]:
        """Tell whether it is one."""
        if user is None or Right.EDIT_NEWS not in rights or message.text is None or await is_command(message):
            return False
        link = link_of(words_of(message))
        return {"link": link} if link else False


class WordsInstead(BaseFilter):
    """Passes an editor's answer to the message that says a link was not read, and gives its ``sent`` number."""

    async def __call__(
        self, message: Message, rights: frozenset[Right], user: User | None = None
    ) -> bool | dict[str, Any]:
        """Tell whether it is one."""
        asked = message.reply_to_message
        if asked is None or user is None or Right.EDIT_NEWS not in rights or await is_command(message):
            return False
        number = draft_in(asked.reply_markup)
        return {"sent": number} if number is not None and words_of(message) else False


def answers() -> Router:
    """Return the router of what answers the bot's own messages; in private chats only."""
    router = Router(name="news in words")
    router.message.filter(in_private)
    router.message.register(take_words, WordsInstead(), flags=needs(Right.EDIT_NEWS))
    return router


def setup() -> Router:
    """Return the router of what editors send; in private chats only, before the questions."""
    router = Router(name="news sent")
    router.message.filter(in_private)
    edit = needs(Right.EDIT_NEWS)
    router.message.register(look_at_post, Forwarded(), flags=edit)
    router.message.register(look_at_link, LinkAlone(), flags=edit)
    router.callback_query.register(add_news, tapped_in_private, AddNews.filter(), flags=edit)
    return router


async def look_at_post(message: Message, user: User, asker: Asker, news_intake: Intake) -> None:
    """Show what would become of a forwarded post."""
    await answer(message, await _looked_at(await _post(message, asker), user, asker, news_intake))


async def _post(message: Message, asker: Asker) -> Article:
    """Return a forwarded post as a publication: by its address where it has one, else by its words.

    Who a person is that it came from is nobody's business: only chats are named as outlets.
    """
    origin, words = message.forward_origin, words_of(message)
    at = min(origin.date, asker.now) if origin else asker.now
    if isinstance(origin, MessageOriginChannel):
        chat = origin.chat
        url = address_of(chat.id, chat.username or "", origin.message_id)
        known = await asker.store.channels.identity_of(chat.id, origin.message_id)
        return article_of(words, url=url, outlet=chat.title or "", at=at, identity=known or "")
    outlet = origin.sender_chat.title or "" if isinstance(origin, MessageOriginChat) else ""
    return article_of(words, url="", outlet=outlet, at=at)


async def look_at_link(
    message: Message, link: str, user: User, asker: Asker, fetcher: Fetcher, news_intake: Intake
) -> None:
    """Show what would become of the publication behind a link, or why it cannot be read."""
    url = post_of(link) or link
    known = await asker.store.news.told(identity_of(url))
    if known is not None:
        await answer(message, await _known(known, asker))
        return
    found = await _page(url, asker, fetcher)
    if isinstance(found, Article):
        await answer(message, await _looked_at(found, user, asker, news_intake))
        return
    wordless = Article(identity_of(url), url, "", "", "", asker.now)
    number = await asker.store.news_drafts.keep(user.id, wordless, asker.now)
    await answer(message, not_read(url, found, number, asker.tr))


async def _page(url: str, asker: Asker, fetcher: Fetcher) -> Article | str:
    """Return the publication on a page, or why there is none, in words."""
    if is_telegram(url) and post_of(url) is None:
        return asker.tr.plain(CLOSED)
    try:
        async with asyncio.timeout(_IN_ALL):
            fetched = await fetcher.fetch(url, limit=_PAGE, seconds=_SECONDS)
    except NotFetched as lost:
        _log.info("a link was not read", trouble=lost.trouble, status=lost.status)
        return why_not_fetched(lost.trouble, lost.status, asker.tr)
    except TimeoutError:
        return why_not_fetched(Trouble.TOO_SLOW, 0, asker.tr)
    page = await asyncio.to_thread(read_page, fetched.body or b"", fetched.url, fetched.charset, asker.now)
    if page is None:
        return asker.tr.plain(NO_PUBLICATION)
    at = page.published or asker.now
    return Article(identity_of(fetched.url), fetched.url, page.outlet, page.title, page.lead, at)


async def take_words(message: Message, sent: int, user: User, asker: Asker, news_intake: Intake) -> None:
    """Show what would become of the words that somebody wrote in place of a link that could not be read."""
    draft = await asker.store.news_drafts.get(sent)
    if draft is None or draft.user_id != user.id:
        await answer(message, gone(asker.tr))
        return
    title, lead = title_and_lead(words_of(message))
    article = replace(draft.article, title=title, lead=lead, outlet=draft.article.outlet or _site(draft.article.url))
    await answer(message, await _looked_at(article, user, asker, news_intake))


def _site(url: str) -> str:
    return identity_of(url).partition("/")[0]


async def _looked_at(article: Article, user: User, asker: Asker, news_intake: Intake) -> Screen:
    looked = await news_intake.look_at(article)
    register, tr = asker.knowledge.register, asker.tr
    if looked.known is not None:
        return await _known(looked.known, asker)
    number = await asker.store.news_drafts.keep(user.id, article, asker.now)
    return preview(looked.judged, looked.joins, number, register, tr, asker.zone)


async def _known(story: Story, asker: Asker) -> Screen:
    item = await asker.store.news_desk.item(story.id)
    waits = item is not None and _waits(item)
    return known_already(story, asker.knowledge.register, asker.tr, asker.zone, waits=waits)


def _waits(item: DeskItem) -> bool:
    """Tell whether nothing of a story was judged in, and nobody has decided of it."""
    outcomes = {one.outcome for one in item.judged}
    return item.decision is None and outcomes == {Outcome.BORDERLINE} and len(item.judged) == len(item.story.articles)


async def add_news(
    callback: CallbackQuery,
    callback_data: AddNews,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    news_intake: Intake,
) -> None:
    """Add what was sent in, or let it go; a button of somebody else's, or of long ago, says so."""
    draft = await asker.store.news_drafts.get(callback_data.draft_id)
    if draft is None or draft.user_id != user.id or (callback_data.add and not draft.article.title):
        callback_answer.text = gone(asker.tr).plain()
        return
    if not callback_data.add:
        await asker.store.news_drafts.drop(draft.id)
        await show(callback, not_added(asker.tr), callback_answer)
        return
    story = await asker.store.news.story(await news_intake.add(draft.article, by=user.id))
    await asker.store.news_drafts.drop(draft.id)
    if story is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, added(story, asker.knowledge.register, asker.tr, asker.zone), callback_answer)
