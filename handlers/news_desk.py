"""/newsdesk: what is borderline, one story at a time; and what is trusted or not. For editors, in private."""

from typing import Final

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer
from aiogram.utils.formatting import Text

from bot import commands
from bot.knowledge import CurrentKnowledge
from bot.render.message import Message as Screen
from bot.render.news_desk import decided, desk_empty, desk_item, outlet_said, taken_back, trust_screen
from bot.render.news_desk_buttons import DecideNews, ForgetTrust, OpenNewsDesk, OpenTrust, TakeBackNews, TrustOutlet
from bot.render.screens import gone
from bot.replies import Asker
from bot.search.index import rows_of_stories
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.news_records import Trusted, TrustSort
from storage.records import User
from storage.search_records import SearchKind

_SIGNS: Final = {"+": True, "-": False, "−": False, "–": False, "—": False}


def setup() -> Router:
    """Return the router of the editors' desk; in private chats only."""
    router = Router(name="news desk")
    private, edit = tapped_in_private, needs(commands.NEWSDESK.right)
    router.message.register(tell_news_desk, in_private, Command(commands.NEWSDESK.name), flags=edit)
    router.callback_query.register(show_news_desk, private, OpenNewsDesk.filter(), flags=edit)
    router.callback_query.register(decide_news, private, DecideNews.filter(), flags=edit)
    router.callback_query.register(take_back_news, private, TakeBackNews.filter(), flags=edit)
    router.callback_query.register(show_trust, private, OpenTrust.filter(), flags=edit)
    router.callback_query.register(trust_outlet, private, TrustOutlet.filter(), flags=edit)
    router.callback_query.register(forget_trust, private, ForgetTrust.filter(), flags=edit)
    return router


async def tell_news_desk(message: Message, command: CommandObject, user: User, asker: Asker) -> None:
    """Answer with the youngest story that waits; «+ слово» and «- слово» are put on the list of what is trusted."""
    args = (command.args or "").strip()
    sign, written = args[:1], args[1:].strip()
    if sign in _SIGNS and written:
        trusted, desk = _SIGNS[sign], asker.store.news_desk
        await desk.trust(TrustSort.WORD, written, trusted=trusted, by=user.id, now=asker.now)
        said = outlet_said(written, asker.tr, trusted=trusted)
        await answer(message, trust_screen(await desk.trusted(), asker.tr, said))
    else:
        await answer(message, trust_screen(await _listed(asker), asker.tr) if args else await _next(asker))


async def show_news_desk(
    callback: CallbackQuery, callback_data: OpenNewsDesk, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the next story that waits."""
    await show(callback, await _next(asker, callback_data.below or None), callback_answer)


async def decide_news(
    callback: CallbackQuery,
    callback_data: DecideNews,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    known: CurrentKnowledge,
) -> None:
    """Decide, and show what follows; whoever comes second is shown what was decided."""
    story_id, desk = callback_data.story_id, asker.store.news_desk
    if await desk.decide(story_id, ours=callback_data.ours, by=user.id, now=asker.now):
        await _index(story_id, asker, known)
    item = await desk.item(story_id)
    if item is None or item.decision is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    person = await asker.store.people.person(item.decision.by) if item.decision.by else None
    await show(callback, decided(item, person.name if person else "", asker.zone, asker.tr), callback_answer)


async def take_back_news(
    callback: CallbackQuery,
    callback_data: TakeBackNews,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    known: CurrentKnowledge,
) -> None:
    """Let the story wait again, and show it."""
    desk = asker.store.news_desk
    if not await desk.take_back(callback_data.story_id, by=user.id, now=asker.now):
        callback_answer.text = gone(asker.tr).plain()
        return
    await _index(callback_data.story_id, asker, known)
    await show(callback, await _next(asker, callback_data.story_id + 1, taken_back(asker.tr)), callback_answer)


async def show_trust(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show what is trusted or not."""
    await show(callback, trust_screen(await _listed(asker), asker.tr), callback_answer)


async def trust_outlet(
    callback: CallbackQuery, callback_data: TrustOutlet, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Trust the outlet that told the story first, or distrust it; the story itself still waits."""
    desk = asker.store.news_desk
    item = await desk.item(callback_data.story_id)
    outlet = item.story.articles[0].outlet.strip() if item and item.story.articles else ""
    if not outlet:
        callback_answer.text = gone(asker.tr).plain()
        return
    await desk.trust(TrustSort.SOURCE, outlet, trusted=callback_data.trusted, by=user.id, now=asker.now)
    said = outlet_said(outlet, asker.tr, trusted=callback_data.trusted)
    await show(callback, trust_screen(await _listed(asker), asker.tr, said), callback_answer)


async def forget_trust(
    callback: CallbackQuery, callback_data: ForgetTrust, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Take an entry off the list; one that is gone already changes nothing."""
    await asker.store.news_desk.forget_trust(callback_data.trust_id, by=user.id, now=asker.now)
    await show(callback, trust_screen(await _listed(asker), asker.tr), callback_answer)


async def _next(asker: Asker, below: int | None = None, said: Text | None = None) -> Screen:
    desk = asker.store.news_desk
    waiting, item = await desk.waiting(), await desk.next(below)
    if item is None:
        return desk_empty(asker.tr, said, waiting=waiting)
    return desk_item(item, waiting, asker.zone, asker.tr, said)


async def _listed(asker: Asker) -> tuple[Trusted, ...]:
    return await asker.store.news_desk.trusted()


async def _index(story_id: int, asker: Asker, known: CurrentKnowledge) -> None:
    """Let a search find the story, or find it no more."""
    story = await asker.store.news.story(story_id)
    if story is None:
        await asker.store.search.remove(SearchKind.STORY, [str(story_id)])
    else:
        await asker.store.search.put(rows_of_stories([story], await known.words()))
