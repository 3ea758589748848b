"""/digest: whether and at what hour the news come by themselves."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.news.digest import next_moment
from bot.render.buttons import DigestAction, DigestChoice
from bot.render.catalogue import Catalogues
from bot.render.screens import DIGEST_LABEL, digest_screen, gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import Says, in_private
from handlers.screen import answer, show
from storage.records import DigestWish, User
from storage.store import Store

_FIRST_COVERS = timedelta(days=7)


def setup(catalogues: Catalogues) -> Router:
    """Return the router of the digest's settings; in private chats for now."""
    router = Router(name="digest")
    router.message.filter(in_private)
    wish = needs(Right.GET_DIGEST)
    router.message.register(tell_digest, Command(commands.DIGEST.name), flags=wish)
    router.message.register(tell_digest, Says(catalogues, DIGEST_LABEL), flags=wish)
    router.callback_query.register(choose_digest, DigestChoice.filter(), flags=wish)
    return router


async def tell_digest(message: Message, asker: Asker) -> None:
    """Say when the digest comes, and let it be chosen."""
    await answer(message, digest_screen(await asker.store.digests.wish(message.chat.id), asker.tr))


async def choose_digest(
    callback: CallbackQuery, callback_data: DigestChoice, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Turn the digest on, off or to another hour of the reader's zone; in private only: a group reads along."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return
    if callback_data.action is DigestAction.OFF:
        await asker.store.digests.unsubscribe(user.telegram_id)
        wish = None
    else:
        wish = await _subscribe(asker, user, time(callback_data.hour))
    await show(callback, digest_screen(wish, asker.tr), callback_answer)


async def _subscribe(asker: Asker, user: User, at: time) -> DigestWish:
    return await asker.store.digests.subscribe(
        chat_id=user.telegram_id,
        at=at,
        zone=asker.zone.key,
        language=user.language,
        next_at=next_moment(at, asker.zone, asker.now),
        covered_until=asker.now - _FIRST_COVERS,
    )


async def translate_digest(store: Store, chat_id: int, language: str) -> None:
    """Let the digest of this chat, if there is one, come in ``language`` from now on."""
    wish = await store.digests.wish(chat_id)
    if wish is not None:
        await store.digests.subscribe(
            chat_id=chat_id,
            at=wish.at,
            zone=wish.zone,
            language=language,
            next_at=wish.next_at,
            covered_until=wish.covered_until,
        )


async def rezone_digest(store: Store, chat_id: int, zone: ZoneInfo, now: datetime) -> None:
    """Let the digest of this chat, if there is one, come at its hour by the clocks of ``zone`` from now on."""
    wish = await store.digests.wish(chat_id)
    if wish is not None:
        await store.digests.subscribe(
            chat_id=chat_id,
            at=wish.at,
            zone=zone.key,
            language=wish.language,
            next_at=next_moment(wish.at, zone, now),
            covered_until=wish.covered_until,
        )
