"""/digest: whether and at what hour the news come by themselves."""

from datetime import time, timedelta

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot import commands
from bot.news.digest import next_moment
from bot.render.buttons import DigestAction, DigestChoice
from bot.render.catalogue import Catalogues, spoken_as
from bot.render.screens import DIGEST_LABEL, digest_screen
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.screen import answer, show
from storage.records import DigestWish, User

_FIRST_COVERS = timedelta(days=7)


def setup(catalogues: Catalogues) -> Router:
    """Return the router of the digest's settings; in private chats for now."""
    router = Router(name="digest")
    router.message.filter(F.chat.type == "private")
    wish = needs(Right.GET_DIGEST)
    router.message.register(tell_digest, Command(commands.DIGEST.name), flags=wish)
    router.message.register(tell_digest, F.text.in_(spoken_as(catalogues, DIGEST_LABEL)), flags=wish)
    router.callback_query.register(choose_digest, DigestChoice.filter(), flags=wish)
    return router


async def tell_digest(message: Message, asker: Asker) -> None:
    """Say when the digest comes, and let it be chosen."""
    await answer(message, digest_screen(await asker.store.digests.wish(message.chat.id), asker.tr))


async def choose_digest(callback: CallbackQuery, callback_data: DigestChoice, user: User, asker: Asker) -> None:
    """Turn the digest on, off or to another hour of the reader's zone."""
    if callback_data.action is DigestAction.OFF:
        await asker.store.digests.unsubscribe(user.telegram_id)
        wish = None
    else:
        wish = await _subscribe(asker, user, time(callback_data.hour))
    await show(callback, digest_screen(wish, asker.tr))


async def _subscribe(asker: Asker, user: User, at: time) -> DigestWish:
    return await asker.store.digests.subscribe(
        chat_id=user.telegram_id,
        at=at,
        zone=asker.zone.key,
        language=user.language,
        next_at=next_moment(at, asker.zone, asker.now),
        covered_until=asker.now - _FIRST_COVERS,
    )
