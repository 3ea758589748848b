"""Any text is a question: in a private chat always, in a group when the bot is mentioned or replied to.

Most of what comes is a question and nothing else; that is seen first, before a dozen routers ask what else it may be.
"""

from re import IGNORECASE, escape, sub

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot.render.catalogue import Catalogues
from bot.replies import Asker, reply_to
from bot.rights import Right
from handlers.access import needs
from handlers.filters import FromMenu, in_private, may_be_an_answer
from handlers.screen import answer


class Addressed(BaseFilter):
    """Passes text or a caption meant for the bot and gives it as ``question``, without the bot's name; no command."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, str]:
        """Tell whether the text is for the bot."""
        text = message.text or message.caption or ""
        if text.startswith("/"):
            return False
        if message.chat.type == "private":
            return {"question": text} if text.strip() else False
        me = await bot.me()
        mention = rf"@{escape(me.username or '')}\b"
        without = sub(mention, " ", text, flags=IGNORECASE).strip()
        replied = message.reply_to_message is not None and _wrote(message.reply_to_message, me.id)
        return {"question": without} if without and (replied or without != text.strip()) else False


class PlainQuestion(BaseFilter):
    """Passes what somebody who only reads asks alone with the bot, and gives it as ``question``."""

    def __init__(self, catalogues: Catalogues) -> None:
        """Know the keyboard in every language."""
        self._from_menu = FromMenu(catalogues)

    async def __call__(self, message: Message, rights: frozenset[Right]) -> bool | dict[str, str]:
        """Tell whether the text can be nothing but a question."""
        text = message.text
        if message.chat.type != "private" or not text or not text.strip():
            return False
        more = await may_be_an_answer(message, rights) or await self._from_menu(message)
        return False if more else {"question": text}


def _wrote(message: Message, bot_id: int) -> bool:
    return message.from_user is not None and message.from_user.id == bot_id


def plain(catalogues: Catalogues) -> Router:
    """Return the router of what is surely a question; it stands before all others."""
    router = Router(name="plain questions")
    router.message.filter(PlainQuestion(catalogues))
    router.message.register(reply_to_question, flags=needs(Right.READ_REGISTER))
    return router


def setup() -> Router:
    """Return the router of questions."""
    router = Router(name="questions")
    router.message.register(reply_to_question, Addressed(), flags=needs(Right.READ_REGISTER))
    # Someone who mends a slip in a question waits for the answer to what it says now.
    router.edited_message.register(reply_to_question, in_private, Addressed(), flags=needs(Right.READ_REGISTER))
    return router


async def reply_to_question(message: Message, question: str, asker: Asker) -> None:
    """Answer with the card, the list or the nearest that is known."""
    reply = await reply_to(question, asker)
    await answer(message, reply.screen)
