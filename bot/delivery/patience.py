"""The bot that answers people: it waits out what passes, so that a reply is not lost to a busy second.

It counts what it says, and waits for nobody: what is sent unasked keeps the pace by waiting for what people asked for.
"""

from typing import Final

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError

from bot.clock import Clock
from bot.delivery.calls import SendScreen
from bot.delivery.pace import Pace

_TRIES: Final = 4
_LONGEST_WAIT: Final = 60
# What Telegram counts as messages; answers to buttons are not among them.
_COUNTED = (SendScreen, SendMessage, SendDocument, SendPhoto, EditMessageText, EditMessageReplyMarkup, CopyMessage)
_TWICE_IS_ONCE = (AnswerCallbackQuery, EditMessageText)


class PatientBot(Bot):
    """Repeats a call that Telegram surely has not carried out: refused by pacing, by a 5xx, or never connected.

    A person waits for the answer, so a wait longer than a minute is not waited. A call whose outcome is unknown
    is repeated where twice is the same as once, an edit or the answer to a button; a message is not: a reply twice
    is worse here than asking once more.
    """

    def __init__(self, token: str, session: BaseSession, clock: Clock, pace: Pace) -> None:
        """Share the session of the plain bot and the ``pace`` of the outbox; wait by ``clock``."""
        super().__init__(token, session=session)
        self._clock = clock
        self._pace = pace

    async def __call__(self, method: TelegramMethod[TelegramType], request_timeout: int | None = None) -> TelegramType:
        """Make the call; raises what the last try raised."""
        self._count(method)
        for tried in range(1, _TRIES):
            try:
                return await super().__call__(method, request_timeout)
            except (TelegramRetryAfter, TelegramServerError, TelegramNetworkError) as refusal:
                wait = _worth_waiting(refusal, tried, harmless=isinstance(method, _TWICE_IS_ONCE))
                if wait is None:
                    raise
                await self._clock.sleep(wait)
        return await super().__call__(method, request_timeout)

    def _count(self, method: TelegramMethod[TelegramType]) -> None:
        chat_id = getattr(method, "chat_id", None)
        if isinstance(chat_id, int) and isinstance(method, _COUNTED):
            self._pace.spend(chat_id, self._clock.now())


def _worth_waiting(refusal: Exception, tried: int, *, harmless: bool) -> float | None:
    match refusal:
        case TelegramRetryAfter() if refusal.retry_after <= _LONGEST_WAIT:
            return float(refusal.retry_after)
        case TelegramServerError():
            return float(tried)
        case TelegramNetworkError() if harmless or isinstance(refusal.__cause__, ClientConnectorError):
            return float(tried)
        case _:
            return None
