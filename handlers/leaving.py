"""/leave: someone goes, and nothing more is sent to them."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.catalogue import Catalogues
from bot.render.people import leave_screen, left_notice, left_screen, stayed_screen
from bot.render.people_buttons import Leave
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.notices import notify
from handlers.screen import answer, show
from storage.parting import about
from storage.records import User


def setup() -> Router:
    """Return the router of leaving; in private chats only."""
    router = Router(name="leaving")
    router.message.filter(in_private)
    router.message.register(ask_to_leave, Command(commands.LEAVE.name), flags=needs(commands.LEAVE.right))
    router.callback_query.register(leave, Leave.filter(), flags=needs(Right.ENTER))
    return router


async def ask_to_leave(message: Message, user: User, asker: Asker) -> None:
    """Say what leaving means, and ask."""
    await answer(message, leave_screen(user, asker.knowledge.register, asker.tr))


async def leave(
    callback: CallbackQuery,
    callback_data: Leave,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Let the person go; administrators are told when a role was given up."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return
    if not callback_data.sure:
        await show(callback, stayed_screen(asker.tr), callback_answer)
        return
    roles = await asker.store.parting.leave(user.id, asker.now, by=user.id)
    if roles:
        await notify(
            asker,
            [
                (
                    f"{about(user.id)}left:{asker.now.isoformat()}:{one.id}",
                    one,
                    left_notice(user, roles, asker.knowledge.register, catalogues.of(one.language)),
                )
                for one in await asker.store.people.administrators()
            ],
        )
    await show(callback, left_screen(asker.tr), callback_answer)
