"""What is told past the outbox, because the outbox is what has failed."""

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.delivery.calls import SendScreen
from bot.render.message import Message


async def send_now(bot: Bot, chat_id: int, screen: Message) -> bool:
    """Send a screen to a chat at once; false when Telegram did not take it."""
    try:
        await SendScreen(chat_id=chat_id, message_thread_id=None, reply_to=None, wire=screen.wire).as_(bot)
    except AiogramError:
        return False
    return True
