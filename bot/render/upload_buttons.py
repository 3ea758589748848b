"""What the buttons under a plan that was read mean; the rules of ``buttons`` hold.

They carry the number of what waits in the store; gone, they say so.
"""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.plan.headings import Column
from bot.render.buttons import Id, Page
from bot.render.people_buttons import SideCode

Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Year = Annotated[int, Field(ge=2020, le=2049)]
Number = Annotated[int, Field(ge=1, le=999)]
ColumnPlace = Annotated[int, Field(ge=0, le=99)]


class View(StrEnum):
    """What is shown of a plan that was read, in one letter."""

    SUMMARY = "s"
    FAULTS = "f"
    NEW = "n"
    CHANGED = "c"
    GONE = "g"
    BODIES = "b"
    PERIODS = "p"


class ColumnCode(StrEnum):
    """What a column holds, in one letter."""

    NUMBER = "n"
    TEXT = "t"
    DEADLINE = "d"
    RESPONSIBLE = "r"
    ULYANOVSK = "u"
    BELARUS = "b"
    FEDERAL = "f"
    SIDE = "s"
    SECTION = "c"
    OTHER = "o"

    @property
    def column(self) -> Column:
        """Return what the letter stands for."""
        return Column[self.name]


class OpenImport(CallbackData, prefix="us"):
    """Show what was read, or a page of a part of it; pages count from 0."""

    import_id: Id
    view: View = View.SUMMARY
    page: Page = 0


class AcceptImport(CallbackData, prefix="ua"):
    """Bring the plan in force to what was read and shown: the stamp tells that it is still the same."""

    import_id: Id
    stamp: Mark


class DropImport(CallbackData, prefix="ud"):
    """Forget what was read."""

    import_id: Id


class ChoosePeriod(CallbackData, prefix="up"):
    """Read it as the plan of these years."""

    import_id: Id
    first: Year
    last: Year


class OpenColumns(CallbackData, prefix="uc"):
    """Show the columns of a table; tables count from 1."""

    import_id: Id
    table: Number = 1


class OpenColumn(CallbackData, prefix="uk"):
    """Ask what a column holds; columns count from 0."""

    import_id: Id
    table: Number
    place: ColumnPlace


class ChooseColumn(CallbackData, prefix="ul"):
    """Let a column hold this."""

    import_id: Id
    table: Number
    place: ColumnPlace
    column: ColumnCode


class OpenBody(CallbackData, prefix="ub"):
    """Ask what a wording means."""

    import_id: Id
    wording: Mark


class LinkBody(CallbackData, prefix="un"):
    """Let a wording mean an organisation of the register."""

    import_id: Id
    wording: Mark
    organisation: Mark


class AddBody(CallbackData, prefix="uy"):
    """Enter a wording into the register as a new organisation; the plan's file is its source."""

    import_id: Id
    wording: Mark


class LeaveBody(CallbackData, prefix="uw"):
    """Let a wording stay as it is, on a side."""

    import_id: Id
    wording: Mark
    side: SideCode


class OpenSaid(CallbackData, prefix="uo"):
    """Show what was said of wordings; pages count from 0."""

    page: Page = 0


class UnsayBody(CallbackData, prefix="uu"):
    """Forget what was said of a wording."""

    wording: Mark


class SendFaults(CallbackData, prefix="uf"):
    """Send every fault as a table."""

    import_id: Id


class OpenUpload(CallbackData, prefix="ui"):
    """Say what file is wanted."""


class SendTemplate(CallbackData, prefix="ut"):
    """Send a table to fill in."""


def mark_of(words: str) -> str:
    """Return what stands for words in a button, where they have no room."""
    return sha256(words.encode()).hexdigest()[:8]
