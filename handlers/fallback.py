"""What nothing else answers: old and forged buttons, stickers, commands that don't exist."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.render.catalogue import Translator
from bot.render.screens import gone, only_text, unknown_command
from bot.rights import Right
from handlers.access import needs
from handlers.screen import answer

# Telegram's notes about a chat itself: nobody waits for an answer to them.
_SERVICE = (
    F.new_chat_members
    | F.left_chat_member
    | F.pinned_message
    | F.new_chat_title
    | F.new_chat_photo
    | F.delete_chat_photo
    | F.group_chat_created
    | F.supergroup_chat_created
    | F.channel_chat_created
    | F.message_auto_delete_timer_changed
)


def commands() -> Router:
    """Return the router of commands that nobody knows; it stands before questions, for a command is none."""
    router = Router(name="unknown commands")
    command = F.text.startswith("/") | F.caption.startswith("/")
    router.message.register(say_command_unknown, F.chat.type == "private", command, flags=needs(Right.ENTER))
    return router


def setup() -> Router:
    """Return the last router."""
    router = Router(name="fallback")
    router.message.register(say_only_text, F.chat.type == "private", ~_SERVICE, flags=needs(Right.ENTER))
    router.callback_query.register(say_gone, flags=needs(Right.ENTER))
    return router


async def say_command_unknown(message: Message, tr: Translator) -> None:
    """Say that there is no such command and where the list is."""
    await answer(message, unknown_command(tr))


async def say_only_text(message: Message, tr: Translator) -> None:
    """Say what the bot reads."""
    await answer(message, only_text(tr))


async def say_gone(_callback: CallbackQuery, callback_answer: CallbackAnswer, tr: Translator) -> None:
    """Answer a button whose meaning is gone, or which never was ours."""
    callback_answer.text = gone(tr).plain()
