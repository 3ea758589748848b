"""What a message must be for a handler to take it. A filter is a coroutine: aiogram runs anything else in a thread."""

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot.render.catalogue import Catalogues, spoken_as
from bot.render.screens import main_keyboard
from bot.rights import Right

_COMMAND_MARK = "/"


async def in_private(message: Message) -> bool:
    """Pass what is written to the bot alone, by the one whose chat with it that is."""
    return message.chat.type == "private" and message.from_user is not None and message.from_user.id == message.chat.id


async def in_group(message: Message) -> bool:
    """Pass what is written in a group."""
    return message.chat.type in {"group", "supergroup"}


async def tapped_in_private(callback: CallbackQuery) -> bool:
    """Pass a tap under a message that the bot wrote to the tapper alone."""
    shown = callback.message
    return shown is not None and shown.chat.type == "private" and shown.chat.id == callback.from_user.id


async def may_be_an_answer(message: Message, rights: frozenset[Right]) -> bool:
    """Pass what may answer a question of the bot's: a reply, or whatever comes from somebody whom it asks things."""
    return message.reply_to_message is not None or Right.SEE_OWN_DUTIES in rights


async def is_command(message: Message) -> bool:
    """Pass a command, known or not; under a file a command is a command as well."""
    return (message.text or message.caption or "").startswith(_COMMAND_MARK)


class Says(BaseFilter):
    """Passes a label of the keyboard, in any of the languages that it may have been laid in."""

    def __init__(self, catalogues: Catalogues, label: str) -> None:
        """Know the label by its msgid."""
        self._spoken = spoken_as(catalogues, label)

    async def __call__(self, message: Message) -> bool:
        """Tell whether the text is the label."""
        return message.text in self._spoken


class FromMenu(BaseFilter):
    """Passes a command and every label of the keyboard: what is not free text."""

    def __init__(self, catalogues: Catalogues) -> None:
        """Know the keyboard in every language."""
        keyboards = (main_keyboard(tr, official=True).keyboard for tr in catalogues)
        self._labels = frozenset(button.text for rows in keyboards for row in rows for button in row)

    async def __call__(self, message: Message) -> bool:
        """Tell whether the text is of the menu."""
        return message.text in self._labels or await is_command(message)
