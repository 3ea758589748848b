"""What the buttons of the settings mean; the rules of ``buttons`` hold."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.adjusting import Section

SettingCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class OpenSettings(CallbackData, prefix="sg"):
    """Show the settings of the bot by sections."""


class OpenSection(CallbackData, prefix="ss"):
    """Show the settings of a section."""

    section: Section


class OpenSetting(CallbackData, prefix="so"):
    """Show one setting."""

    code: SettingCode


class ChooseSetting(CallbackData, prefix="sc"):
    """Let a number hold from now on."""

    code: SettingCode
    number: Annotated[int, Field(ge=0, le=999_999)]


class TypeSetting(CallbackData, prefix="sv"):
    """Ask for another number."""

    code: SettingCode
