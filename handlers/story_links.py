"""What stories hang on: offers, attached and taken back by coordinators, in private."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.link_offers import may_attach
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.render.story_links import LinkView, offers_screen
from bot.render.story_links_buttons import AttachStory, OpenOffers
from bot.replies import Asker
from bot.rights import Right
from bot.story_links import views_of
from handlers.access import needs
from handlers.filters import tapped_in_private
from handlers.screen import show
from storage.news_links_records import LinkKind, StoryLink
from storage.records import User


def setup() -> Router:
    """Return the router of what stories hang on."""
    router = Router(name="story links")
    manage = needs(Right.MANAGE_PLAN)
    router.callback_query.register(show_offers, tapped_in_private, OpenOffers.filter(), flags=manage)
    router.callback_query.register(attach_story, tapped_in_private, AttachStory.filter(), flags=manage)
    return router


async def show_offers(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Show what waits to be attached."""
    await show(callback, await _offers(user, asker), callback_answer)


async def attach_story(
    callback: CallbackQuery, callback_data: AttachStory, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Attach a story, or decline or take it back; what waits besides stands under it."""
    links = asker.store.story_links
    link = await links.get(callback_data.link_id)
    allowed = await _views([link], user, asker) if link is not None else []
    decided = None
    if allowed:
        decided = await links.decide(allowed[0].link.id, attach=callback_data.attach, by=user.id, now=asker.now)
    if decided is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    await show(callback, await _offers(user, asker, LinkView(decided, allowed[0].target)), callback_answer)


async def _offers(user: User, asker: Asker, done: LinkView | None = None) -> Screen:
    waiting = await _views(await asker.store.story_links.offered(), user, asker)
    return offers_screen(waiting, asker.knowledge.register, asker.tr, done=done)


async def _views(links: Sequence[StoryLink], user: User, asker: Asker) -> list[LinkView]:
    """Return those links that this person decides on."""
    numbers = [int(one.bond.ref) for one in links if one.bond.kind is LinkKind.COMMITMENT]
    commitments = {one.id: one for one in await asker.store.plan.some(numbers)} if numbers else {}
    theirs = [one for one in links if may_attach(user.grants, one.bond, commitments)]
    return views_of(theirs, asker.knowledge.register, commitments)
