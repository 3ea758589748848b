"""The baseline: a bare aiogram bot that says what it hears, by polling. ``python -m tests.bench.echo URL``."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

AT_ONCE = 100  # unlimited tasks are slower and take twice the memory: measured for aiogram 3.31


async def echo(message: Message) -> None:
    """Say it back."""
    await message.answer(message.text or "")


async def main(url: str) -> None:
    """Poll until a signal."""
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    async with Bot("42:BENCH-EXAMPLE", session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        await dispatcher.start_polling(bot, handle_as_tasks=True, tasks_concurrency_limit=AT_ONCE)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
