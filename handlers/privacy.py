"""/privacy, /mydata, /forget: what is kept about a person, all of it as a file, and its erasing."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.people_buttons import Forget, SendMyData
from bot.render.privacy import FILE_NAME, forget_screen, forgotten_screen, my_data, my_data_caption, privacy_screen
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.screen import answer, show
from storage.records import User


def setup() -> Router:
    """Return the router of privacy; in private chats only."""
    router = Router(name="privacy")
    router.message.filter(in_private)
    enter = needs(Right.ENTER)
    router.message.register(tell_privacy, Command(commands.PRIVACY.name), flags=enter)
    router.message.register(send_my_data, Command(commands.MYDATA.name), flags=enter)
    router.message.register(ask_to_forget, Command(commands.FORGET.name), flags=enter)
    router.callback_query.register(send_my_data_on_tap, SendMyData.filter(), flags=enter)
    router.callback_query.register(forget, Forget.filter(), flags=enter)
    return router


async def tell_privacy(message: Message, user: User, asker: Asker) -> None:
    """Say what is kept and why."""
    await answer(message, privacy_screen(asker.tr, user.telegram_id))


async def send_my_data(message: Message, user: User, asker: Asker) -> None:
    """Send everything that is kept about the person, as a file."""
    content = my_data(await asker.store.parting.rows_of(user.id))
    await message.answer_document(BufferedInputFile(content, FILE_NAME), caption=my_data_caption(asker.tr))


async def send_my_data_on_tap(
    callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Send the file to the one who tapped, in private only."""
    if asker.public or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain()
    else:
        await send_my_data(callback.message, user, asker)


async def ask_to_forget(message: Message, asker: Asker) -> None:
    """Say what erasing means, and ask."""
    await answer(message, forget_screen(asker.tr))


async def forget(
    callback: CallbackQuery, callback_data: Forget, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Erase the person at the second tap."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
    elif not callback_data.sure:
        await show(callback, forget_screen(asker.tr), callback_answer)
    else:
        await asker.store.parting.forget(user.id, asker.now)
        await show(callback, forgotten_screen(asker.tr), callback_answer)
