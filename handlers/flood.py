"""The first door of all, before anything is read or written: what floods is told so once, and then ignored.

An update that is turned away here is not remembered: there is nothing that must not be done twice. Whatever Telegram
tells by itself (members, a group that grows) passes, and so does what people say to each other in a group.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, TelegramObject, Update
from aiogram.types import User as TelegramUser

from bot.clock import Clock
from bot.flood import Flood, Verdict, Work
from bot.render.catalogue import Catalogues, Translator
from bot.render.flood import too_much
from bot.rights import Right
from handlers.screen import answer
from storage.errors import StoreError
from storage.store import Store

_LOOSER_FOR: Final = Right.ASSIGN_ROLES
_SEARCHES: Final = "/search"
_log = structlog.get_logger(__name__)


class FloodGate(BaseMiddleware):
    """Turns a flood away, and learns from what it lets through who is an administrator."""

    def __init__(self, flood: Flood, store: Store, clock: Clock, catalogues: Catalogues) -> None:
        """Ask ``flood`` at the time of ``clock``; ``store`` is read once for each flood, for its language."""
        self._flood = flood
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._administrators: set[int] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - what a handler returns goes back to aiogram untouched
        """Let an update through, or tell, or ignore it."""
        work = await _asked(event, data["bot"]) if isinstance(event, Update) else None
        if work is None or not isinstance(event, Update):
            return await handler(event, data)
        user: TelegramUser | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        person = None if user is None or user.is_bot else user.id
        group = None if chat is None or chat.type == "private" else chat.id
        verdict = self._flood.judge(
            person, group, work, self._clock.now().timestamp(), looser=person in self._administrators
        )
        if verdict is Verdict.LET_IN:
            try:
                return await handler(event, data)
            finally:
                self._learn(person, data)
        if verdict is Verdict.TELL:
            _log.info("a flood is ignored for a minute", person=person, chat=group, work=work)
        return await self._turn_away(event, user, tell=verdict is Verdict.TELL)

    def _learn(self, person: int | None, data: dict[str, Any]) -> None:
        if person is None or "rights" not in data:
            return
        if _LOOSER_FOR in data["rights"]:
            self._administrators.add(person)
        else:
            self._administrators.discard(person)

    async def _turn_away(self, update: Update, user: TelegramUser | None, *, tell: bool) -> None:
        """Answer a button always, so that it does not spin, and an inline query, with nothing; a message once."""
        try:
            match update.callback_query or update.inline_query or update.message or update.edited_message:
                case CallbackQuery() as tapped:
                    await tapped.answer(too_much(await self._speaking(user)).plain() if tell else None, show_alert=tell)
                case InlineQuery() as asked:
                    await asked.answer([], cache_time=1, is_personal=True)
                case Message() as message if tell:
                    await answer(message, too_much(await self._speaking(user)))
                case _:
                    return
        except AiogramError as refusal:
            _log.info("a flood was not told so", update=update.update_id, reason=str(refusal))

    async def _speaking(self, user: TelegramUser | None) -> Translator:
        if user is None:
            return self._catalogues.of("ru")
        try:
            known = await self._store.people.known(user.id)
        except StoreError:
            known = None
        return self._catalogues.of(known.language if known else user.language_code or "ru")


async def _asked(update: Update, bot: Bot) -> Work | None:
    """Return what an update asks for; ``None``: nothing, it only tells something."""
    if update.callback_query is not None:
        return Work.OTHER
    if update.inline_query is not None:
        return Work.INLINE
    message = update.message or update.edited_message
    if message is None or message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
        return None
    if message.sender_chat is not None and message.sender_chat.type == "channel":
        return None
    text = message.text or message.caption or ""
    if message.chat.type != "private" and not await _for_bot(message, text, bot):
        return None
    if message.document is not None or message.photo or message.video is not None:
        return Work.UPLOAD
    is_command = text.startswith("/")
    return Work.SEARCH if text and (not is_command or text.startswith(_SEARCHES)) else Work.OTHER


async def _for_bot(message: Message, text: str, bot: Bot) -> bool:
    if text.startswith("/"):
        _, named, whose = text.split(maxsplit=1)[0].partition("@")
        return not named or whose.lower() == ((await bot.me()).username or "").lower()
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return True
    return "@" in text and f"@{(await bot.me()).username}".lower() in text.lower()
