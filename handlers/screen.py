"""Puts a screen before a person: as a reply to what was written, or in place of the message whose button was tapped."""

import structlog
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.delivery.calls import SendScreen
from bot.render.message import Message as Screen

_SAME_AS_BEFORE = "message is not modified"
_CANNOT_EDIT = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "there is no text")
_log = structlog.get_logger(__name__)


async def answer(message: Message, screen: Screen) -> None:
    """Answer in the chat and topic of the message; in a group as a reply to it."""
    call = SendScreen(
        chat_id=message.chat.id,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=None if message.chat.type == "private" else message.message_id,
        wire=screen.wire,
    )
    await call.as_(message.bot)


async def show(
    callback: CallbackQuery, screen: Screen, callback_answer: CallbackAnswer, said: str | None = None
) -> None:
    """Show the screen in place of the message whose button was tapped, or anew when that one can't be edited.

    ``said`` is told besides, for a moment at the top of the chat.
    The button is answered first: an edit may have to wait for its turn longer than Telegram waits for the answer.
    """
    callback_answer.disable()
    try:
        await callback.answer(said)
    except AiogramError as refusal:
        # Too late, or lost on the way: what was asked for is shown all the same.
        _log.info("a button was not answered", reason=str(refusal))
    if isinstance(callback.message, Message):
        await _edit(callback.message, screen)
    elif callback.inline_message_id is not None and callback.bot is not None:
        await callback.bot.edit_message_text(inline_message_id=callback.inline_message_id, **screen.as_call())
    elif callback.message is not None:
        # Too old to be edited: Telegram gives only its place.
        await callback.message.answer(**screen.as_call())


async def _edit(message: Message, screen: Screen) -> None:
    try:
        await message.edit_text(**screen.as_call())
    except TelegramBadRequest as refusal:
        if _SAME_AS_BEFORE in refusal.message:
            return
        if not any(sign in refusal.message for sign in _CANNOT_EDIT):
            raise
        await message.answer(**screen.as_call())
