"""What people answer when the bot asks what to look for in their digest, and the taps that make it ask."""

from dataclasses import replace
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.knowledge import CurrentKnowledge
from bot.render.catalogue import Catalogues
from bot.render.digest_asking import NOT_ALLOWED, asked_by, channel_of_link, digest_question, taken_in
from bot.render.digest_buttons import Asked, AskForDigest, DigestPart
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.render.subscription_parts import part_screen
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.digest_changes import Answer, with_organisations, with_words
from handlers.digest_place import Place, place_of_channel, place_of_message, place_of_tap, settings
from handlers.screen import answer
from storage.digest_records import DigestWish, Following
from storage.records import User

_PARTS = {Asked.ORGANISATION: DigestPart.ORGANISATIONS, Asked.WORDS: DigestPart.WORDS}


class AnswersDigest(BaseFilter):
    """Passes a reply to a question about a digest; gives what was ``asked``, and the ``channel`` it was about."""

    async def __call__(self, message: Message, bot: Bot, catalogues: Catalogues) -> bool | dict[str, Any]:
        """Tell whether the message is such a reply."""
        question = message.reply_to_message
        if question is None or question.from_user is None or question.from_user.id != bot.id:
            return False
        if not message.text or message.text.startswith("/"):
            return False
        asked = asked_by(question.text or "", catalogues)
        if asked is None:
            return False
        links = (channel_of_link(one.url) for one in question.entities or () if one.url)
        return {"asked": asked, "channel": next((one for one in links if one is not None), None)}


def setup() -> Router:
    """Return the router of what is asked for a digest."""
    router = Router(name="digest asking")
    wish = needs(Right.GET_DIGEST)
    router.message.register(take_digest_answer, AnswersDigest(), flags=wish)
    router.callback_query.register(ask_for_digest, AskForDigest.filter(), flags=wish)
    return router


async def ask_for_digest(
    callback: CallbackQuery,
    callback_data: AskForDigest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Ask for an organisation or words, in a message of its own: it is to be replied to."""
    place = await place_of_tap(callback, callback_data.chat, user, asker)
    if place is None or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain() if place else asker.tr.plain(NOT_ALLOWED)
        return
    named = place.chat_id if place.remote else None
    await answer(callback.message, digest_question(callback_data.asked, asker.tr, named, place.title))


async def take_digest_answer(
    message: Message,
    asked: Asked,
    channel: int | None,
    asker: Asker,
    known: CurrentKnowledge,
    user: User | None = None,
) -> None:
    """Add what was answered and show what is chosen by now."""
    place = await _place(message, channel, user, asker)
    if place is None:
        await answer(message, Screen(asker.tr.text(NOT_ALLOWED)))
        return
    words = await known.words()
    answers: list[Answer] = []

    def read(following: Following) -> Answer:
        text = message.text or ""
        if asked is Asked.ORGANISATION:
            return with_organisations(following, text, asker.knowledge)
        return with_words(following, text, lambda piece: bool(words.words(piece)))

    def decide(wish: DigestWish) -> DigestWish:
        answers[:] = [read(wish.following)]
        return replace(wish, following=answers[0].following)

    wish = await asker.store.digests.change(place.chat_id, decide)
    given = await settings(place, wish, asker)
    said = [taken_in(one.taken, one.unknown, asker.tr, full=one.full) for one in answers]
    await answer(message, part_screen(_PARTS[asked], given, said=said[0] if said else None))


async def _place(message: Message, channel: int | None, user: User | None, asker: Asker) -> Place | None:
    if channel is None or asker.public or user is None:
        return await place_of_message(message, user, asker)
    return await place_of_channel(channel, user, asker, message.bot)
