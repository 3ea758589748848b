"""What the buttons about people mean; the rules of ``buttons`` hold: they live for ever and may be forged."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page, Slug
from storage.records import Role
from storage.register_records import Side

TOKEN = r"[A-Za-z0-9_-]{16,43}"  # noqa: S105 - the shape of one
Token = Annotated[str, Field(pattern=f"^{TOKEN}$")]


class Purpose(StrEnum):
    """What a role is chosen for."""

    INVITE = "i"
    JOIN = "j"


class RoleCode(StrEnum):
    """A role in one letter."""

    SUBSCRIBER = "s"
    OFFICIAL = "o"
    COORDINATOR = "c"
    ADMINISTRATOR = "a"

    @property
    def role(self) -> Role:
        """Return the role that the letter stands for."""
        return Role[self.name]


class SideCode(StrEnum):
    """A side in one letter, or all of them."""

    ULYANOVSK = "u"
    BELARUS = "b"
    FEDERAL = "f"
    ALL = "a"

    @property
    def side(self) -> Side | None:
        """Return the side that the letter stands for; ``None``: all of them."""
        return None if self is SideCode.ALL else Side[self.name]


class Deed(StrEnum):
    """What is done to a person."""

    SUSPEND = "s"
    RESUME = "r"
    REVOKE = "x"
    REPLACE = "p"


class Offer(CallbackData, prefix="of"):
    """A role being chosen, step by step; what is not chosen yet is ``None``. ``sure``: the last tap."""

    purpose: Purpose
    role: RoleCode | None = None
    side: SideCode | None = None
    organisation: Slug | None = None
    page: Page = 0
    sure: bool = False


class AcceptInvitation(CallbackData, prefix="ti"):
    """Accept the invitation whose link was opened."""

    token: Token


class WithdrawInvitation(CallbackData, prefix="wi"):
    """Let an invitation hold no more."""

    invitation_id: Id


class DecideRequest(CallbackData, prefix="jd"):
    """Grant or refuse a request for a role; ``sure``: the second tap."""

    request_id: Id
    granted: bool
    sure: bool = False


class OpenPeople(CallbackData, prefix="pl"):
    """Show a page of those who have a role; pages count from 0."""

    page: Page = 0


class OpenPerson(CallbackData, prefix="pe"):
    """Show a person."""

    user_id: Id


class ChangePerson(CallbackData, prefix="pc"):
    """Suspend, resume, replace (by ``other``, 0: not chosen yet) or take roles away; ``sure``: the last tap."""

    user_id: Id
    deed: Deed
    other: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    sure: bool = False


class Leave(CallbackData, prefix="lv"):
    """Leave the programme, or stay."""

    sure: bool


class SendMyData(CallbackData, prefix="md"):
    """Send all that is kept about the one who taps."""


class Forget(CallbackData, prefix="fg"):
    """Erase the one who taps; ``sure``: the second tap."""

    sure: bool = False


class AskForTable(CallbackData, prefix="it"):
    """Ask for a table of people to invite."""
