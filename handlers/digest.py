"""/digest: what of the news comes by itself, and when; one's own, a group's or a channel's, on one screen by taps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.buttons import DigestAction, DigestChoice
from bot.render.catalogue import Catalogues
from bot.render.digest_asking import NOT_ALLOWED, channels_screen
from bot.render.digest_buttons import (
    ChangeDigest,
    DigestAct,
    DigestPart,
    OpenDigest,
    OpenDigestChannels,
    SwitchDigest,
)
from bot.render.message import Message as Screen
from bot.render.screens import DIGEST_LABEL, gone
from bot.render.subscription import digest_screen
from bot.render.subscription_parts import part_screen, sector_page
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.digest_changes import Around, changed
from handlers.digest_place import Place, around, place_of_channel, place_of_message, place_of_tap, settings
from handlers.filters import Says, in_private
from handlers.screen import answer, show
from storage.digest_records import DigestWish
from storage.records import User
from storage.store import Store

FIRST_COVERS: Final = timedelta(days=7)
USUAL_HOUR: Final = time(8)
_CHANNELS_ASKED: Final = 30  # each is a question to Telegram
# Where the screen goes on after a change; what is not named is changed on the first one.
_PART_OF: Final = {
    DigestAct.SECTOR: DigestPart.SECTORS,
    DigestAct.ORGANISATION: DigestPart.ORGANISATIONS,
    DigestAct.WORD: DigestPart.WORDS,
}


def setup(catalogues: Catalogues) -> Router:
    """Return the router of the digest's settings."""
    router = Router(name="digest")
    wish = needs(Right.GET_DIGEST)
    router.message.register(tell_digest, Command(commands.DIGEST.name), flags=wish)
    router.message.register(tell_digest, in_private, Says(catalogues, DIGEST_LABEL), flags=wish)
    router.callback_query.register(choose_digest, DigestChoice.filter(), flags=wish)
    router.callback_query.register(open_digest, OpenDigest.filter(), flags=wish)
    router.callback_query.register(change_digest, ChangeDigest.filter(), flags=wish)
    router.callback_query.register(switch_digest, SwitchDigest.filter(), flags=wish)
    router.callback_query.register(show_digest_channels, OpenDigestChannels.filter(), flags=wish)
    return router


async def tell_digest(message: Message, asker: Asker, user: User | None = None) -> None:
    """Say what comes when, and let it be chosen."""
    place = await place_of_message(message, user, asker)
    if place is None:
        await answer(message, Screen(asker.tr.text(NOT_ALLOWED)))
    else:
        await answer(message, await _screen(place, asker))


async def _screen(place: Place, asker: Asker) -> Screen:
    wish = await asker.store.digests.wish(place.chat_id)
    return digest_screen(await settings(place, wish, asker))


async def choose_digest(
    callback: CallbackQuery,
    callback_data: DigestChoice,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Turn the digest on, off or to another hour of its zone."""
    place = await place_of_tap(callback, None, user, asker)
    if place is None:
        _refuse(callback_answer, asker)
        return
    if callback_data.action is DigestAction.OFF:
        await asker.store.digests.unsubscribe(place.chat_id)
        wish = None
    else:
        wish = await subscribed(place, user, asker, time(callback_data.hour))
    await show(callback, digest_screen(await settings(place, wish, asker)), callback_answer)


async def subscribed(place: Place, user: User, asker: Asker, at: time) -> DigestWish:
    """Return the wish of a place, with this hour; a new one is daily, of everything, by the clock of who sets it."""
    given = await around(place, asker)
    new = DigestWish(place.chat_id, at, asker.zone.key, user.language, asker.now, asker.now - FIRST_COVERS, 1)
    known = await asker.store.digests.change(
        place.chat_id, lambda wish: given.due_anew(replace(wish, at=at, thread_id=place.topic))
    )
    if known is not None:
        return known
    return await asker.store.digests.subscribe(
        chat_id=place.chat_id,
        at=at,
        zone=new.zone,
        language=new.language,
        next_at=given.due_anew(new).next_at,
        covered_until=new.covered_until,
        thread_id=place.topic,
    )


async def open_digest(
    callback: CallbackQuery,
    callback_data: OpenDigest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Show a screen of the settings."""
    place = await place_of_tap(callback, callback_data.chat, user, asker)
    if place is None:
        _refuse(callback_answer, asker)
        return
    given = await settings(place, await asker.store.digests.wish(place.chat_id), asker)
    await show(callback, part_screen(callback_data.part, given, callback_data.page), callback_answer)


async def change_digest(
    callback: CallbackQuery,
    callback_data: ChangeDigest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Change one thing and show it; a value that means nothing changes nothing, nor does anything without a digest."""
    place = await place_of_tap(callback, callback_data.chat, user, asker)
    if place is None:
        _refuse(callback_answer, asker)
        return
    given, act = await around(place, asker), callback_data.act
    decide = _deciding(callback_data, given, place)
    wish = await asker.store.digests.change(place.chat_id, decide)
    page = sector_page(callback_data.value, given.register) if act is DigestAct.SECTOR else 0
    part = _PART_OF.get(act, DigestPart.MAIN)
    await show(callback, part_screen(part, await settings(place, wish, asker), page), callback_answer)


def _deciding(tapped: ChangeDigest, given: Around, place: Place) -> Callable[[DigestWish], DigestWish]:
    def decide(wish: DigestWish) -> DigestWish:
        after = changed(wish, tapped.act, tapped.value, given)
        return wish if after is None else replace(after, thread_id=place.topic)

    return decide


async def switch_digest(
    callback: CallbackQuery,
    callback_data: SwitchDigest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Turn a channel's digest on or off."""
    place = await place_of_tap(callback, callback_data.chat, user, asker)
    if place is None:
        _refuse(callback_answer, asker)
        return
    if callback_data.on:
        known = await asker.store.digests.wish(place.chat_id)
        wish: DigestWish | None = known or await subscribed(place, user, asker, USUAL_HOUR)
    else:
        await asker.store.digests.unsubscribe(place.chat_id)
        wish = None
    await show(callback, digest_screen(await settings(place, wish, asker)), callback_answer)


async def show_digest_channels(
    callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show the channels that the one who taps administers; in private only."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return
    known = (await asker.store.digests.channels())[:_CHANNELS_ASKED]
    found = [await place_of_channel(one.chat_id, user, asker, callback.bot) for one in known]
    mine = [(one.chat_id, one.title) for one in found if one is not None]
    await show(callback, channels_screen(mine, asker.tr), callback_answer)


def _refuse(callback_answer: CallbackAnswer, asker: Asker) -> None:
    callback_answer.text = asker.tr.plain(NOT_ALLOWED)
    callback_answer.show_alert = True


async def translate_digest(store: Store, chat_id: int, language: str) -> None:
    """Let the digest of this chat, if there is one, come in ``language`` from now on."""
    await store.digests.change(chat_id, lambda wish: replace(wish, language=language))


async def rezone_digest(user: User, zone: ZoneInfo, asker: Asker) -> None:
    """Let the digest of this person, if there is one, come at its hour by the clocks of ``zone`` from now on."""
    given = await around(Place(user.telegram_id, grants=user.grants), asker)
    await asker.store.digests.change(user.telegram_id, lambda wish: given.due_anew(replace(wish, zone=zone.key)))
