"""Puts a screen before a person: as a reply to what was written, or in place of the message whose button was tapped."""

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.render.message import Message as Screen

_SAME_AS_BEFORE = "message is not modified"
_CANNOT_EDIT = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")


async def answer(message: Message, screen: Screen) -> None:
    """Answer in the chat and topic of the message; in a group as a reply to it."""
    if message.chat.type == "private":
        await message.answer(**screen.as_call())
    else:
        await message.reply(**screen.as_call(), allow_sending_without_reply=True)


async def show(callback: CallbackQuery, screen: Screen) -> None:
    """Show the screen in place of the message whose button was tapped, or anew when that one can't be edited."""
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
