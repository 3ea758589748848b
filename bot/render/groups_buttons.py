"""What the buttons about working groups mean; the rules of ``buttons`` hold: they live for ever and may be forged.

A group is named by its number here, which stays when Telegram renumbers it.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page, Slug
from bot.render.people_buttons import SideCode

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class OpenGroups(CallbackData, prefix="gl"):
    """Show the working groups; pages count from 0."""

    page: Page = 0


class OpenGroup(CallbackData, prefix="gr"):
    """Show a group: what it is for, and what may be changed."""

    group_id: Id


class GroupSide(CallbackData, prefix="gs"):
    """Say whose group it is."""

    group_id: Id
    side: SideCode


class OpenGroupSectors(CallbackData, prefix="gk"):
    """Show the sectors to choose from."""

    group_id: Id
    page: Page = 0


class GroupSector(CallbackData, prefix="gt"):
    """Add a sector, or take it away; no sector chosen is every sector."""

    group_id: Id
    sector: Slug
    page: Page = 0


class OpenGroupSections(CallbackData, prefix="gx"):
    """Show the sections of the plan to choose from."""

    group_id: Id


class GroupSection(CallbackData, prefix="gy"):
    """Choose a section by the beginning of its digest; ``None``: all of them."""

    group_id: Id
    section: Digest | None = None


class GroupGeneral(CallbackData, prefix="gg"):
    """Speak in the General topic from now on."""

    group_id: Id


class GroupReady(CallbackData, prefix="go"):
    """Let a group work with the purpose as it stands."""

    group_id: Id


class LeaveGroup(CallbackData, prefix="gq"):
    """Tell a group that it is not the programme's and leave it; ``sure``: the second tap."""

    group_id: Id
    sure: bool = False
