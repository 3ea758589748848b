"""The settings of the bot at the desk: sections, one setting, a tap or a typed number; what is chosen holds at once."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.adjusting import SETTINGS, settings_of, typed_number
from bot.config import Config
from bot.render.adjusting import (
    section_screen,
    setting_asked,
    setting_out_of_bounds,
    setting_question,
    setting_screen,
    settings_overview,
)
from bot.render.adjusting_buttons import ChooseSetting, OpenSection, OpenSetting, OpenSettings, TypeSetting
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.records import User

Obey = Callable[[], Awaitable[None]]


class AnswersSetting(BaseFilter):
    """Passes a reply to the question for a setting's value, and gives the setting's code as ``setting``."""

    async def __call__(
        self, message: Message, bot: Bot, rights: frozenset[Right], catalogues: Catalogues
    ) -> bool | dict[str, Any]:
        """Tell whether the message is such a reply."""
        asked = message.reply_to_message
        if Right.RUN_THE_BOT not in rights or asked is None or not message.text or message.text.startswith("/"):
            return False
        if asked.from_user is None or asked.from_user.id != bot.id:
            return False
        code = setting_asked(asked.text or "", catalogues)
        return {"setting": code} if code is not None else False


def setup() -> Router:
    """Return the router of the screens of settings; in private chats only."""
    router = Router(name="adjusting")
    private, run = tapped_in_private, needs(Right.RUN_THE_BOT)
    router.callback_query.register(show_settings, private, OpenSettings.filter(), flags=run)
    router.callback_query.register(show_section, private, OpenSection.filter(), flags=run)
    router.callback_query.register(show_setting, private, OpenSetting.filter(), flags=run)
    router.callback_query.register(choose_setting, private, ChooseSetting.filter(), flags=run)
    router.callback_query.register(ask_setting, private, TypeSetting.filter(), flags=run)
    return router


def answers() -> Router:
    """Return the router of typed values."""
    router = Router(name="typed settings")
    router.message.register(take_setting, in_private, AnswersSetting(), flags=needs(Right.RUN_THE_BOT))
    return router


async def show_settings(callback: CallbackQuery, callback_answer: CallbackAnswer, config: Config, asker: Asker) -> None:
    """Show the sections."""
    given = {
        "TIMEZONE": config.timezone.key,
        "ACCESS": str(config.access),
        "HTTP_PORT": str(config.http_port or "—"),
        "LOG_LEVEL": config.log_level,
    }
    await show(callback, settings_overview(given, asker.tr), callback_answer)


async def show_section(
    callback: CallbackQuery, callback_data: OpenSection, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show what is in force in a section."""
    names = {one.name for one in settings_of(callback_data.section).values()}
    kept = {name: await asker.store.settings.get(name) for name in sorted(names)}
    await show(callback, section_screen(callback_data.section, kept, asker.tr), callback_answer)


async def show_setting(
    callback: CallbackQuery, callback_data: OpenSetting, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show one setting."""
    if callback_data.code not in SETTINGS:
        callback_answer.text = gone(asker.tr).plain()
        return
    await show(callback, await _setting(callback_data.code, asker), callback_answer)


async def choose_setting(
    callback: CallbackQuery,
    callback_data: ChooseSetting,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    obey: Obey,
) -> None:
    """Let the number of the button hold, if it is within the bounds still."""
    code = callback_data.code
    if code not in SETTINGS:
        callback_answer.text = gone(asker.tr).plain()
    elif not SETTINGS[code].allows(callback_data.number):
        callback_answer.text, callback_answer.show_alert = setting_out_of_bounds(code, asker.tr), True
    else:
        await _keep(code, callback_data.number, user, asker, obey)
        await show(callback, await _setting(code, asker), callback_answer)


async def ask_setting(
    callback: CallbackQuery, callback_data: TypeSetting, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Ask for another number."""
    if callback_data.code not in SETTINGS or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain()
        return
    await answer(callback.message, setting_question(callback_data.code, asker.tr))


async def take_setting(message: Message, setting: str, user: User, asker: Asker, obey: Obey) -> None:
    """Let a typed number hold; one out of bounds, or no number, is refused with the bounds, and asked for again."""
    number = typed_number(message.text or "")
    if number is None or not SETTINGS[setting].allows(number):
        await answer(message, setting_question(setting, asker.tr, message.text or ""))
        return
    await _keep(setting, number, user, asker, obey)
    await answer(message, await _setting(setting, asker))


async def _keep(code: str, number: int, user: User, asker: Asker, obey: Obey) -> None:
    one, settings = SETTINGS[code], asker.store.settings
    if one.part:
        await settings.put_part(one.name, one.part, one.kept(number), by=user.id, now=asker.now)
    else:
        await settings.put(one.name, one.kept(number), by=user.id, now=asker.now)
    await obey()


async def _setting(code: str, asker: Asker) -> Screen:
    one = SETTINGS[code]
    return setting_screen(code, one.number(await asker.store.settings.get(one.name)), asker.tr)
