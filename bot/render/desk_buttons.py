"""What the buttons of the administrator's desk mean; the rules of ``buttons`` hold."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from pydantic import Field

from bot.keeping import Keeping
from bot.render.buttons import Id, button
from bot.render.catalogue import Translator


class OpenDesk(CallbackData, prefix="ad"):
    """Show the desk."""


class OpenInvitations(CallbackData, prefix="ai"):
    """Show the invitations that hold."""


class OpenRate(CallbackData, prefix="ar"):
    """Show how fast the bot sends."""


class OpenAudit(CallbackData, prefix="au"):
    """Show the changes older than one; 0: the youngest. What was asked for stands in the message itself."""

    before: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class SendAudit(CallbackData, prefix="av"):
    """Send the changes that were asked for as a table."""


class OpenKeeping(CallbackData, prefix="as"):
    """Show how long things are kept."""


class ChooseKept(CallbackData, prefix="ak"):
    """Keep a thing so long, or so many of it."""

    what: Keeping
    number: Annotated[int, Field(ge=1, le=3660)]


class OpenBackups(CallbackData, prefix="ab"):
    """Show the backups."""


class TakeBackup(CallbackData, prefix="at"):
    """Take a backup now."""


class AuditOf(CallbackData, prefix="ao"):
    """Show the changes made by a person or to one."""

    user_id: Id


def desk_button(tr: Translator) -> InlineKeyboardButton:
    """Return the way back to the desk."""
    return button(f"‹ {tr.plain('Desk')}", OpenDesk())
