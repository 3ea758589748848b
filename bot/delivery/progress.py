"""A message that tells how far something has come, and edits itself as it goes on."""

import asyncio
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from bot.render.message import Message

_PATIENCE: Final = 10.0  # real seconds: other jobs wait behind, and the next edit says more
_log = structlog.get_logger(__name__)


class ProgressMessages:
    """Edits messages that are watched, through the bot that answers people: an edit counts as a message."""

    def __init__(self, bot: Bot) -> None:
        """Speak through ``bot``."""
        self._bot = bot

    async def show(self, chat_id: int, message_id: int, screen: Message) -> bool:
        """Let the message say this; false when Telegram did not answer and it is worth another try."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._bot.edit_message_text(chat_id=chat_id, message_id=message_id, **screen.as_call())
        except (TelegramBadRequest, TelegramForbiddenError) as refusal:
            # As it was before, or deleted by who watched it: neither will change.
            _log.info("a progress message stays as it is", chat=chat_id, reason=refusal.message)
        except (AiogramError, TimeoutError) as trouble:
            _log.info("a progress message waits", chat=chat_id, reason=str(trouble))
            return False
        return True
