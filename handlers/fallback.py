"""What nothing else answers: old and forged buttons, stickers, commands that don't exist."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.render.catalogue import Translator
from bot.render.screens import gone, only_text, unknown_command
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, is_command
from handlers.screen import answer

# Telegram's notes about a chat itself: nobody waits for an answer to them.
_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "pinned_message",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
)


def commands() -> Router:
    """Return the router of commands that nobody knows, the last of the menu."""
    router = Router(name="unknown commands")
    router.message.register(say_command_unknown, in_private, is_command, flags=needs(Right.ENTER))
    return router


def setup() -> Router:
    """Return the last router."""
    router = Router(name="fallback")
    router.message.register(say_only_text, in_private, from_person, flags=needs(Right.ENTER))
    router.callback_query.register(say_gone, flags=needs(Right.ENTER))
    return router


async def from_person(message: Message) -> bool:
    """Pass what a person has sent, whatever it is."""
    return not any(getattr(message, note) for note in _SERVICE)


async def say_command_unknown(message: Message, tr: Translator) -> None:
    """Say that there is no such command and where the list is."""
    await answer(message, unknown_command(tr))


async def say_only_text(message: Message, tr: Translator) -> None:
    """Say what the bot reads."""
    await answer(message, only_text(tr))


async def say_gone(_callback: CallbackQuery, callback_answer: CallbackAnswer, tr: Translator) -> None:
    """Answer a button whose meaning is gone, or which never was ours."""
    callback_answer.text = gone(tr).plain()
