"""What the buttons of the digest and its settings mean; the rules of ``buttons`` hold.

``chat`` is whose digest it is: without one, that of the chat in which the button stands.
"""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page, Slug

Chat = Annotated[int, Field(ge=-(2**52), le=-1)]
Value = Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,40}$")]


class DigestPart(StrEnum):
    """A screen of the digest's settings."""

    MAIN = "m"
    SECTORS = "s"
    ORGANISATIONS = "o"
    WORDS = "w"
    RHYTHM = "r"
    WEEK = "k"
    MONTH = "n"
    HOURS = "h"
    ZONE = "z"


class DigestAct(StrEnum):
    """What is changed in a wish; the value says to what."""

    SECTOR = "s"  # followed or not: a slug; "": none in particular
    ORGANISATION = "o"  # followed no more: a slug
    WORD = "w"  # meant no more: its code
    RHYTHM = "r"  # as the store names it
    WEEKDAY = "k"  # weekly, on this day: 0 to 6
    MONTHDAY = "n"  # monthly, on this day: 1 to 31
    HOUR = "h"  # 0 to 23
    ZONE = "z"  # u, m or own
    BORDERLINE = "b"  # 1 or 0


class Asked(StrEnum):
    """What is asked for in words."""

    ORGANISATION = "o"
    WORDS = "w"


class OpenDigest(CallbackData, prefix="dg"):
    """Show a screen of the settings; pages count from 0."""

    part: DigestPart = DigestPart.MAIN
    page: Page = 0
    chat: Chat | None = None


class ChangeDigest(CallbackData, prefix="dgc"):
    """Change one thing in a wish."""

    act: DigestAct
    value: Value = ""
    chat: Chat | None = None


class SwitchDigest(CallbackData, prefix="dgs"):
    """Turn on (at eight) or off the digest of another chat than the one in which the button stands."""

    on: bool
    chat: Chat


class AskForDigest(CallbackData, prefix="dgq"):
    """Ask for an organisation or for words to follow."""

    asked: Asked
    chat: Chat | None = None


class PreviewDigest(CallbackData, prefix="dgv"):
    """Show what would come now."""

    chat: Chat | None = None


class OpenDigestChannels(CallbackData, prefix="dgl"):
    """Show the channels whose digest the one who taps may set."""


class FollowEntry(CallbackData, prefix="fw"):
    """Follow a sector or an organisation in the own digest, from its card, or follow it no more."""

    organisation: bool
    slug: Slug
    on: bool


class TurnDigest(CallbackData, prefix="dgt"):
    """Show a page of a digest in its place; pages count from 0."""

    edition_id: Id
    page: Page
