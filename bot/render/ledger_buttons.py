"""What the buttons of the ledger mean. As in ``buttons.py``: never changed, only added to."""

from enum import StrEnum
from typing import Annotated, Final, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page, renamed
from storage.outbox_records import DeliveryState


class Part(StrEnum):
    """A part of the ledger, in one letter."""

    WAITING = "w"
    HELD = "h"
    FAILED = "f"
    UNKNOWN = "u"


STATES_OF: Final = {
    Part.WAITING: (DeliveryState.WAITING, DeliveryState.SENDING),
    Part.HELD: (DeliveryState.HELD,),
    Part.FAILED: (DeliveryState.DEAD,),
    Part.UNKNOWN: (DeliveryState.UNKNOWN,),
}


class OpenLedger(CallbackData, prefix="dlo"):
    """Show what was sent, what waits and what failed."""

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "dl", cls.__prefix__))


class OpenPart(CallbackData, prefix="dp"):
    """Show a page of a part of the ledger; pages count from 0."""

    part: Part
    page: Page = 0


class OpenPaused(CallbackData, prefix="dc"):
    """Show a page of the chats to which nothing is sent; pages count from 0."""

    page: Page = 0


class OpenChat(CallbackData, prefix="dt"):
    """Show the last deliveries to one chat; groups have negative numbers."""

    chat_id: Annotated[int, Field(ge=-(2**63 - 1), le=2**63 - 1)]


class OpenDelivery(CallbackData, prefix="dv"):
    """Show the story of one delivery; ``part`` and ``page`` are where it was opened from, if from a list."""

    delivery_id: Id
    part: Part | None = None
    page: Page = 0
