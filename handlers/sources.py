"""/sources: where publications come from and how it stands with each; for administrators, in private.

a question -> an address -> its feed found and tried -> what it has -> «add»
           -> a list or a file -> looked through -> «add» reads it again from the message that the screen answers
"""

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.enums import MessageEntityType
from aiogram.exceptions import AiogramError
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Document, Message
from aiogram.utils.callback_answer import CallbackAnswer
from aiohttp import ClientError

from bot import commands
from bot.clock import Clock
from bot.delivery.calls import SendScreen
from bot.news.addresses import canonical, is_web_address
from bot.news.fetch import Fetcher
from bot.news_intake import Intake
from bot.polling import Polling
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.render.sources_buttons import (
    AddListed,
    AddTried,
    AskForSources,
    DropSources,
    OpenSource,
    OpenSourceList,
    PollSource,
    RemoveSource,
    SwitchSource,
)
from bot.render.sources_desk import (
    Watch,
    being_asked,
    is_source_question,
    list_moved,
    list_screen,
    list_unreadable,
    no_address,
    no_feed_there,
    none_added,
    slow_to_answer,
    source_question,
    source_removed,
    source_screen,
    sources_added,
    sources_screen,
    sure_to_remove,
    there_already,
    tried_screen,
)
from bot.replies import Asker
from bot.source_list import SourceList, address_of, list_of_lines, read_list
from bot.source_trial import SourceTrial, try_source
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.errors import VersionMoved
from storage.records import User
from storage.source_records import NewSource, NewsSource, SourceState

_LARGEST: Final = 1024 * 1024
_SECONDS: Final = 30
_WAITS: Final = 60.0
_log = structlog.get_logger(__name__)


class AnswersSourceQuestion(BaseFilter):
    """Passes a text or a file that answers the question for sources."""

    async def __call__(self, message: Message, bot: Bot, catalogues: Catalogues) -> bool:
        """Tell whether it is one."""
        asked = message.reply_to_message
        if asked is None or asked.from_user is None or asked.from_user.id != bot.id:
            return False
        is_one = message.document is not None or (bool(message.text) and not (message.text or "").startswith("/"))
        return is_one and is_source_question(asked.text or "", catalogues)


def setup() -> Router:
    """Return the router of the sources; in private chats only."""
    router = Router(name="sources")
    private, manage = tapped_in_private, needs(commands.SOURCES.right)
    router.message.register(tell_sources, in_private, Command(commands.SOURCES.name), flags=manage)
    router.callback_query.register(show_sources, private, OpenSourceList.filter(), flags=manage)
    router.callback_query.register(show_source, private, OpenSource.filter(), flags=manage)
    router.callback_query.register(switch_source, private, SwitchSource.filter(), flags=manage)
    router.callback_query.register(poll_source, private, PollSource.filter(), flags=manage)
    router.callback_query.register(remove_source, private, RemoveSource.filter(), flags=manage)
    router.callback_query.register(ask_for_sources, private, AskForSources.filter(), flags=manage)
    router.callback_query.register(add_tried, private, AddTried.filter(), flags=manage)
    router.callback_query.register(add_listed, private, AddListed.filter(), flags=manage)
    router.callback_query.register(drop_sources, private, DropSources.filter(), flags=manage)
    return router


def answers() -> Router:
    """Return the router of what is sent in answer to the question for sources; before whatever else takes replies."""
    router = Router(name="answers for sources")
    router.message.register(take_sources, in_private, AnswersSourceQuestion(), flags=needs(commands.SOURCES.right))
    return router


async def tell_sources(message: Message, asker: Asker) -> None:
    """Answer with the sources."""
    await answer(message, await _listed(asker))


async def show_sources(
    callback: CallbackQuery, callback_data: OpenSourceList, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of the sources."""
    await show(callback, await _listed(asker, page=callback_data.page), callback_answer)


async def show_source(
    callback: CallbackQuery, callback_data: OpenSource, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show how it stands with a source."""
    await _put(await asker.store.sources.get(callback_data.source_id), callback, callback_answer, asker)


async def switch_source(
    callback: CallbackQuery, callback_data: SwitchSource, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Pause a source, or listen to it again."""
    state = SourceState.ACTIVE if callback_data.on else SourceState.PAUSED
    source = await asker.store.sources.switch(callback_data.source_id, state, by=user.id, now=asker.now)
    await _put(source, callback, callback_answer, asker)


async def poll_source(
    callback: CallbackQuery,
    callback_data: PollSource,
    callback_answer: CallbackAnswer,
    asker: Asker,
    polling: Polling,
    clock: Clock,
) -> None:
    """Ask a source now, saying so while it lasts."""
    source = await asker.store.sources.get(callback_data.source_id)
    if source is None or source.state is not SourceState.ACTIVE:
        await _put(source, callback, callback_answer, asker)
        return
    await show(callback, being_asked(source, asker.tr), callback_answer)
    said = ""
    try:
        async with asyncio.timeout(_WAITS):
            await polling.poll(source)
    except TimeoutError:
        said = slow_to_answer(asker.tr)
    except VersionMoved:
        _log.info("a source changed while it was asked", source=source.address)
    later = replace(asker, now=clock.now())
    await _put(await asker.store.sources.get(source.id), callback, callback_answer, later, said)


async def remove_source(
    callback: CallbackQuery, callback_data: RemoveSource, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask once more, then remove a source."""
    source = await asker.store.sources.get(callback_data.source_id)
    if source is None:
        callback_answer.text = gone(asker.tr).plain()
    elif not callback_data.sure:
        await show(callback, sure_to_remove(source, asker.tr), callback_answer)
    else:
        await asker.store.sources.remove(source.id, by=user.id, now=asker.now)
        await show(callback, await _listed(asker, source_removed(source, asker.tr)), callback_answer)


async def ask_for_sources(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Ask for an address or a list."""
    if isinstance(callback.message, Message):
        await answer(callback.message, source_question(asker.tr))
    else:
        callback_answer.text = gone(asker.tr).plain()


async def take_sources(
    message: Message, asker: Asker, bot: Bot, fetcher: Fetcher, news_intake: Intake, clock: Clock
) -> None:
    """Try an address and say what stands there, or look a list through and say what can be added."""
    read = await _read(message, bot)
    if read is None:
        screen = list_unreadable(asker.tr)
    elif message.document is None and len(read.sources) + len(read.wrong) == 1:
        screen = await _tried(message.text or "", asker, fetcher, news_intake, clock)
    else:
        screen = list_screen(read, len(await _fresh(read, asker)), asker.tr)
    call = SendScreen(chat_id=message.chat.id, message_thread_id=None, reply_to=message.message_id, wire=screen.wire)
    await call.as_(bot)


async def _tried(written: str, asker: Asker, fetcher: Fetcher, news_intake: Intake, clock: Clock) -> Screen:
    address = address_of(written)
    if address is None:
        return no_address(asker.tr)
    trial = await try_source(address, fetcher, news_intake, clock)
    if not isinstance(trial, SourceTrial):
        return no_feed_there(address, trial, asker.tr)
    there = await _there(trial.address, asker)
    return tried_screen(trial, asker.tr) if there is None else there_already(there, asker.tr)


async def add_tried(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Add the source that was tried; the feed says its title when it is asked."""
    shown = callback.message if isinstance(callback.message, Message) else None
    address = _address_in(shown) if shown is not None else None
    if address is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    there = await _there(address, asker)
    if there is not None:
        await show(callback, there_already(there, asker.tr), callback_answer)
        return
    added = await asker.store.sources.add([NewSource(address, "")], by=user.id, now=asker.now)
    await _put(added[0] if added else None, callback, callback_answer, asker, sources_added(len(added), asker.tr))


async def add_listed(
    callback: CallbackQuery,
    callback_data: AddListed,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    bot: Bot,
) -> None:
    """Add the new sources of the list, as many as the button said."""
    summary = callback.message if isinstance(callback.message, Message) else None
    sent = summary.reply_to_message if summary is not None else None
    if sent is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    read = await _read(sent, bot)
    fresh = await _fresh(read, asker) if read is not None else []
    if read is None or len(fresh) != callback_data.count:
        await show(callback, list_unreadable(asker.tr) if read is None else list_moved(asker.tr), callback_answer)
        return
    added = await asker.store.sources.add(fresh, by=user.id, now=asker.now)
    await show(callback, await _listed(asker, sources_added(len(added), asker.tr)), callback_answer)


async def drop_sources(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Add none."""
    await show(callback, none_added(asker.tr), callback_answer)


async def _read(message: Message, bot: Bot) -> SourceList | None:
    """Return the list that a message is or carries; ``None``: its file can't be had."""
    if message.document is None:
        return list_of_lines(message.text or "")
    content = await _content(message.document, bot)
    return None if content is None else await asyncio.to_thread(read_list, content)


async def _content(document: Document, bot: Bot) -> bytes | None:
    if (document.file_size or 0) > _LARGEST:
        return None
    content = BytesIO()
    try:
        await bot.download(document, content, timeout=_SECONDS)
    except (AiogramError, ClientError, TimeoutError) as refusal:
        _log.info("a file was not fetched", reason=str(refusal))
        return None
    return content.getvalue()


async def _fresh(read: SourceList, asker: Asker) -> list[NewSource]:
    known = {canonical(one.address) for one in await asker.store.sources.all()}
    return [one for one in read.sources if canonical(one.address) not in known]


async def _there(address: str, asker: Asker) -> NewsSource | None:
    same = canonical(address)
    return next((one for one in await asker.store.sources.all() if canonical(one.address) == same), None)


def _address_in(shown: Message) -> str | None:
    """Return the address that stands as code in a message of the bot's own."""
    marked = [one for one in shown.entities or () if one.type == MessageEntityType.CODE]
    address = marked[0].extract_from(shown.text or "") if marked else ""
    return address if is_web_address(address) else None


async def _listed(asker: Asker, said: str = "", page: int = 0) -> Screen:
    return sources_screen(await asker.store.sources.all(), page, _watch(asker), said)


def _watch(asker: Asker) -> Watch:
    return Watch(asker.now, asker.zone, asker.tr)


async def _put(
    source: NewsSource | None,
    callback: CallbackQuery,
    callback_answer: CallbackAnswer,
    asker: Asker,
    said: str = "",
) -> None:
    if source is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    adder = await asker.store.people.person(source.added_by) if source.added_by else None
    await show(callback, source_screen(source, adder.name if adder else "", _watch(asker), said), callback_answer)
