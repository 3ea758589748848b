"""/rate: how fast what nobody asked for leaves; for administrators."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.delivery.rate import SENDING, read_rate
from bot.render.desk_buttons import OpenRate
from bot.render.rate import ChooseRate, rate_screen
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.records import User


def setup() -> Router:
    """Return the router of the rate; in private chats only."""
    router = Router(name="rate")
    set_it = needs(commands.RATE.right)
    router.message.register(tell_rate, in_private, Command(commands.RATE.name), flags=set_it)
    router.callback_query.register(choose_rate, tapped_in_private, ChooseRate.filter(), flags=set_it)
    router.callback_query.register(show_rate, tapped_in_private, OpenRate.filter(), flags=set_it)
    return router


async def show_rate(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show the rate in place of the desk."""
    await show(callback, rate_screen((await read_rate(asker.store)).per_second, asker.tr), callback_answer)


async def tell_rate(message: Message, asker: Asker) -> None:
    """Say how fast the bot sends, and let it be chosen."""
    await answer(message, rate_screen((await read_rate(asker.store)).per_second, asker.tr))


async def choose_rate(
    callback: CallbackQuery, callback_data: ChooseRate, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Send at this rate from now on; whoever sends obeys within seconds."""
    wait = (await read_rate(asker.store)).unknown_wait
    chosen = {"per_second": callback_data.per_second, "unknown_wait": wait}
    await asker.store.settings.put(SENDING, chosen, by=user.id, now=asker.now)
    await show(callback, rate_screen(callback_data.per_second, asker.tr), callback_answer)
