"""Getting in: the greeting, the help, the language."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.buttons import ChooseLanguage
from bot.render.catalogue import Catalogues
from bot.render.groups import group_help
from bot.render.screens import HELP_LABEL, SETTINGS_LABEL, greeting, help_screen
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.digest import translate_digest
from handlers.filters import Says, in_private
from handlers.quiet import settings_of
from handlers.screen import answer, show
from storage.records import User


def setup(catalogues: Catalogues) -> Router:
    """Return the router of what everyone may do."""
    router = Router(name="entrance")
    enter = needs(Right.ENTER)
    router.message.register(greet, CommandStart(), in_private, flags=enter)
    router.message.register(tell_commands, CommandStart(), flags=enter)
    router.message.register(tell_commands, Command(commands.HELP.name), flags=enter)
    router.message.register(tell_commands, in_private, Says(catalogues, HELP_LABEL), flags=enter)
    router.message.register(tell_settings, Command(commands.SETTINGS.name), flags=enter)
    router.message.register(tell_settings, in_private, Says(catalogues, SETTINGS_LABEL), flags=enter)
    router.callback_query.register(choose_language, ChooseLanguage.filter(), flags=enter)
    return router


async def greet(message: Message, user: User, asker: Asker) -> None:
    """Greet, and lay the keyboard of what this person may do."""
    await answer(message, greeting(asker.tr, official=Right.SEE_OWN_DUTIES in asker.rights, name=user.name))


async def tell_commands(message: Message, asker: Asker) -> None:
    """Say what the bot can do for this person; in a group what it does there."""
    if asker.public:
        in_groups = commands.allowed_in_groups(asker.rights)
        told = group_help(asker.tr, [(one.name, one.description) for one in in_groups], asker.username)
    else:
        told = help_screen(asker.tr, [(one.name, one.description) for one in commands.allowed(asker.rights)])
    await answer(message, told)


async def tell_settings(message: Message, user: User, asker: Asker) -> None:
    """Show what there is to choose: the language, in private also quiet hours and the time zone."""
    await answer(message, await settings_of(user, asker))


async def choose_language(
    callback: CallbackQuery,
    callback_data: ChooseLanguage,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Speak the chosen language from now on; in a private chat its keyboard is laid anew."""
    tr = catalogues.of(callback_data.language)
    await asker.store.people.set_language(user.id, tr.language)
    await translate_digest(asker.store, user.telegram_id, tr.language)
    await show(callback, await settings_of(user, replace(asker, tr=tr)), callback_answer)
    if isinstance(callback.message, Message) and not asker.public:
        await answer(callback.message, greeting(tr, official=Right.SEE_OWN_DUTIES in asker.rights))
