"""A digest's pages turned in its place, the digest that would come now, and «Следить» on cards."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from aiogram import Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.digest_composing import Reader, composer_at
from bot.edition_contents import contents_of
from bot.knowledge import CurrentKnowledge
from bot.render.catalogue import Catalogues
from bot.render.digest import digest_page, digest_title, previewed
from bot.render.digest_asking import NOT_ALLOWED, NOTHING_NEW, followed_said, with_followed
from bot.render.digest_buttons import FollowEntry, PreviewDigest, TurnDigest
from bot.render.names import label_of
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.digest import USUAL_HOUR, subscribed
from handlers.digest_changes import followed
from handlers.digest_place import Place, place_of_tap
from handlers.screen import answer, show
from storage.digest_records import DigestWish
from storage.records import User
from storage.register_records import EntryKind

_TODAY: Final = timedelta(days=1)


def setup() -> Router:
    """Return the router of digests that are there, and of what is followed from cards."""
    router = Router(name="digest pages")
    wish = needs(Right.GET_DIGEST)
    router.callback_query.register(turn_digest, TurnDigest.filter(), flags=needs(Right.READ_NEWS))
    router.callback_query.register(preview_digest, PreviewDigest.filter(), flags=wish)
    router.callback_query.register(follow_entry, FollowEntry.filter(), flags=wish)
    return router


async def turn_digest(
    callback: CallbackQuery,
    callback_data: TurnDigest,
    callback_answer: CallbackAnswer,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Show a page in the digest's place; where it was told within another message, below that one."""
    edition = await asker.store.editions.get(callback_data.edition_id)
    if edition is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    reads_plan = Right.READ_PLAN in asker.rights and not asker.public
    contents = await contents_of(edition, asker.store, reads_plan=reads_plan)
    tr = catalogues.of(edition.language)
    screen = digest_page(contents, asker.knowledge.register, tr, callback_data.page).message(edition, tr)
    shown = callback.message
    if isinstance(shown, Message) and not (shown.text or "").startswith(digest_title(edition, tr)):
        await answer(shown, screen)
    else:
        await show(callback, screen, callback_answer)


async def preview_digest(  # noqa: PLR0913, PLR0917 - a digest is composed here, besides what a tap brings
    callback: CallbackQuery,
    callback_data: PreviewDigest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    known: CurrentKnowledge,
    catalogues: Catalogues,
) -> None:
    """Show what would come now, of the last day at least, below the settings; nothing is counted as told."""
    place = await place_of_tap(callback, callback_data.chat, user, asker)
    wish = await asker.store.digests.wish(place.chat_id) if place else None
    if place is None or wish is None or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain() if place else asker.tr.plain(NOT_ALLOWED)
        return
    since = min(wish.covered_until, asker.now - _TODAY)
    reader = Reader(place.grants, public=place.chat_id < 0)
    composer = await composer_at(asker.store, known, catalogues, asker.now, example=False)
    composed = await composer.digest(replace(wish, covered_until=since, told=()), reader)
    edition = await asker.store.editions.get(composed.edition) if composed else None
    if edition is None:
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(NOTHING_NEW), True
        return
    contents = await contents_of(edition, asker.store, reads_plan=reader.reads_plan)
    tr = catalogues.of(edition.language)
    page = digest_page(contents, asker.knowledge.register, tr)
    await answer(callback.message, previewed(page.message(edition, tr), tr))


async def follow_entry(
    callback: CallbackQuery, callback_data: FollowEntry, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Follow what a card is of in one's own digest, or no more; who has no digest gets one, of this alone."""
    kind = EntryKind.ORGANISATION if callback_data.organisation else EntryKind.SECTOR
    register = asker.knowledge.register
    entry = register.find(kind, callback_data.slug)
    if entry is None or asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return

    def decide(wish: DigestWish) -> DigestWish:
        organisation, on = callback_data.organisation, callback_data.on
        after = followed(wish.following, entry.slug, register, organisation=organisation, on=on)
        return replace(wish, following=after)

    digests = asker.store.digests
    wish = await digests.change(user.telegram_id, decide)
    if wish is None and callback_data.on:
        await subscribed(Place(user.telegram_id, grants=user.grants), user, asker, USUAL_HOUR)
        wish = await digests.change(user.telegram_id, decide)
    if wish is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    callback_answer.show_alert = True
    callback_answer.text = followed_said(label_of(entry, asker.tr), wish, asker.tr, on=callback_data.on)
    await _relabel(callback, callback_data, asker)


async def _relabel(callback: CallbackQuery, tapped: FollowEntry, asker: Asker) -> None:
    """Let the button of the card say the opposite from now on; a card too old to change stays as it is."""
    shown = callback.message
    if not isinstance(shown, Message) or not isinstance(shown.reply_markup, InlineKeyboardMarkup):
        return
    try:
        await shown.edit_reply_markup(reply_markup=with_followed(shown.reply_markup, tapped, asker.tr))
    except AiogramError:
        return
