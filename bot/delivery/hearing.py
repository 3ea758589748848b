"""Notes in the pulse whenever Telegram carries out a call, whoever made it."""

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.clock import Clock
from bot.pulse import Pulse


class Hearing(BaseRequestMiddleware):
    """A middleware of the session that polling, replies and the outbox share."""

    def __init__(self, pulse: Pulse, clock: Clock) -> None:
        """Note in ``pulse`` by ``clock``."""
        self._pulse = pulse
        self._clock = clock

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call; what Telegram refuses or never answers raises and is not noted."""
        response = await make_request(bot, method)
        self._pulse.heard(self._clock.now())
        return response
