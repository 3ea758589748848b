"""What the buttons of the editors' desk mean; the rules of ``buttons`` hold."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id


class OpenNewsDesk(CallbackData, prefix="nd"):
    """Show the next story that waits, older than this one where it is named."""

    below: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class DecideNews(CallbackData, prefix="nj"):
    """Decide of a story: ours or not."""

    story_id: Id
    ours: bool


class TakeBackNews(CallbackData, prefix="nu"):
    """Take back what was decided of a story."""

    story_id: Id


class OpenTrust(CallbackData, prefix="nt"):
    """Show what is trusted or not."""


class TrustOutlet(CallbackData, prefix="ny"):
    """Trust the outlet that told a story first, or distrust it."""

    story_id: Id
    trusted: bool


class ForgetTrust(CallbackData, prefix="nx"):
    """Take an entry off the list of what is trusted or not."""

    trust_id: Id
