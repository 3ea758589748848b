"""Deny by default: a handler names the right it needs, and who lacks it is told so or, at a button, sees nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, InlineQuery, Message, TelegramObject
from aiogram.utils.callback_answer import CallbackAnswer

from bot.errors import UnguardedHandler
from bot.render.catalogue import Translator
from bot.render.screens import gone, invitation_only, not_allowed
from bot.rights import Right
from handlers.screen import answer

_RIGHT = "right"


def needs(right: Right) -> dict[str, Any]:
    """Return the flags that make a handler reachable for those who have this right, and for nobody else."""
    return {_RIGHT: right}


class RightNeeded(BaseMiddleware):
    """Lets an update through to its handler when the person has the right that the handler names.

    A handler that asks for the ``user`` is not reached by an update that no person sent.
    Raises :class:`UnguardedHandler` for a handler that names none.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - what a handler returns goes back to aiogram untouched
        """Call the handler or refuse."""
        right = get_flag(data, _RIGHT)
        if right is None:
            name = data["handler"].callback.__qualname__
            raise UnguardedHandler(name)
        nobody = data["user"] is None and "user" in data["handler"].params
        if right in data["rights"] and not nobody:
            return await handler(event, data)
        return await _refuse(event, data)


async def _refuse(event: TelegramObject, data: dict[str, Any]) -> None:
    tr: Translator = data["tr"]
    match event:
        case CallbackQuery():
            # As if it weren't there: a forged button must not tell what exists.
            callback_answer: CallbackAnswer = data["callback_answer"]
            callback_answer.text = gone(tr).plain()
        case Message() if data["user"] is not None:
            stranger = Right.READ_REGISTER not in data["rights"]
            await answer(event, invitation_only(tr) if stranger else not_allowed(tr))
        case InlineQuery():
            await event.answer([], cache_time=0, is_personal=True)
        case _:
            return
