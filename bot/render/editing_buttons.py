"""What the buttons of the register's editors mean; the rules of ``buttons`` hold."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, KindCode, Slug


class OpenRegisterDesk(CallbackData, prefix="rg"):
    """Show what of the register can be edited in chat."""


class OpenFields(CallbackData, prefix="rh"):
    """Show the fields of an entry, to be corrected."""

    kind: KindCode
    slug: Slug


class CorrectField(CallbackData, prefix="rf"):
    """Ask for another value of a field."""

    kind: KindCode
    slug: Slug
    field: Annotated[str, Field(pattern="^[a-z_]{2,14}$")]


class TakeBack(CallbackData, prefix="rb"):
    """Show what the file says again in place of a correction."""

    kind: KindCode
    slug: Slug
    field: Annotated[str, Field(pattern="^[a-z_]{2,14}$")]


class NewEntry(CallbackData, prefix="rn"):
    """Ask for a new entry of a kind, question by question."""

    kind: KindCode


class RemoveEntry(CallbackData, prefix="rm"):
    """Withdraw an entry that was made in chat; ``sure``: the second tap."""

    kind: KindCode
    slug: Slug
    sure: bool = False


class DraftAct(StrEnum):
    """What is done to a draft."""

    CONFIRM = "c"
    DROP = "d"


class DraftStep(CallbackData, prefix="rd"):
    """Put a draft into the register, or drop it."""

    draft_id: Id
    act: DraftAct


class ConfirmCorrection(CallbackData, prefix="rq"):
    """Put a correction into the register if the field still is what the preview showed; ``seen``: its fingerprint."""

    draft_id: Id
    seen: Annotated[int, Field(ge=0, le=2**32 - 1)]
