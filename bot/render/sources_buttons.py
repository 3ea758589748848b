"""What the buttons of the sources of news mean; the rules of ``buttons`` hold."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page


class OpenSourceList(CallbackData, prefix="sol"):
    """Show a page of the sources; pages count from 0."""

    page: Page = 0


class OpenSource(CallbackData, prefix="soc"):
    """Show how it stands with a source."""

    source_id: Id


class SwitchSource(CallbackData, prefix="sos"):
    """Pause a source, or listen to it again."""

    source_id: Id
    on: bool


class PollSource(CallbackData, prefix="sop"):
    """Ask a source now."""

    source_id: Id


class RemoveSource(CallbackData, prefix="sor"):
    """Remove a source; without ``sure`` it is asked once more."""

    source_id: Id
    sure: bool = False


class AskForSources(CallbackData, prefix="soa"):
    """Ask for the address of a source, or for a list of them."""


class AddTried(CallbackData, prefix="sot"):
    """Add the source that was tried; its address stands in the message itself."""


class AddListed(CallbackData, prefix="sob"):
    """Add those of the list that this message answers which are new; so many they were."""

    count: Annotated[int, Field(ge=1, le=999)]


class DropSources(CallbackData, prefix="sox"):
    """Add none."""
