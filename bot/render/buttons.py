"""What buttons mean: ids and enums in at most 64 bytes, and the keyboards made of them.

A button lives for ever, so these prefixes and codes are never changed, only added to. What comes back is a
stranger's input: a value out of bounds does not unpack, and the update falls through to the answer for old buttons.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.render.catalogue import Translator
from bot.render.typography import clean, shortened
from storage.register_records import EntryKind

LABEL_LIMIT = 40
SHORT_LABEL = 18  # two of these stand side by side on a phone
RELATED_LIMIT = 8
DIGEST_HOURS = (7, 8, 9, 12, 18, 20)

Slug = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,48}$")]
Page = Annotated[int, Field(ge=0, le=999)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


def renamed(data: str, once: str, now: str) -> str:
    """Return callback data under the prefix of ``now``, where it still has the one of ``once``; other data as it is.

    Buttons of another class may have the old prefix still: they are told apart by their fields, as they always were.
    """
    prefix, colon, fields = data.partition(":")
    return f"{now}{colon}{fields}" if prefix == once else data


class KindCode(StrEnum):
    """A kind of entry in one letter."""

    SECTOR = "s"
    AGREEMENT = "a"
    ORGANISATION = "o"
    PROJECT = "p"
    EVENT = "e"
    INDICATOR = "i"
    PERSON = "h"
    STATEMENT = "t"
    DOCUMENT = "d"
    DISCREPANCY = "x"

    @property
    def kind(self) -> EntryKind:
        """Return the kind that the letter stands for."""
        return EntryKind[self.name]

    @classmethod
    def of(cls, kind: EntryKind) -> "KindCode":
        """Return the letter of a kind."""
        return cls[kind.name]


class Language(StrEnum):
    """The languages of the interface."""

    RU = "ru"
    BE = "be"
    EN = "en"


class DigestAction(StrEnum):
    """What is wanted of the digest."""

    ON = "on"
    OFF = "off"
    HOUR = "hour"


class Cause(StrEnum):
    """Why a message came by itself."""

    DIGEST = "digest"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    NOTICE = "notice"
    BROADCAST = "broadcast"
    GATHERED = "gathered"
    GROUP_LIST = "group_list"


class OpenCard(CallbackData, prefix="c"):
    """Show the card of an entry."""

    kind: KindCode
    slug: Slug


class ReportError(CallbackData, prefix="r"):
    """Say that something on a card is wrong."""

    kind: KindCode
    slug: Slug


class OpenList(CallbackData, prefix="l"):
    """Show a page of a list, of one sector when it is named; pages count from 0."""

    kind: KindCode
    page: Page = 0
    sector: Slug | None = None


class OpenFound(CallbackData, prefix="f"):
    """Show a page of what a search found; the words stand in the message itself. Pages count from 0."""

    page: Page = 0


class OpenStory(CallbackData, prefix="n"):
    """Show the card of a story."""

    story_id: Id


class OpenNews(CallbackData, prefix="ns"):
    """Show the latest news."""


class OpenSectorNews(CallbackData, prefix="sn"):
    """Show the latest news of a sector."""

    sector: Slug


class OpenCommitment(CallbackData, prefix="m"):
    """Show the card of a commitment."""

    commitment_id: Id


class OpenOwed(CallbackData, prefix="w"):
    """Show a page of what is owed by the one who taps; pages count from 0."""

    page: Page = 0


class ChooseLanguage(CallbackData, prefix="lang"):
    """Speak another language."""

    language: Language


class DigestChoice(CallbackData, prefix="d"):
    """Turn the digest on or off or choose its hour (local, 0 to 23)."""

    action: DigestAction
    hour: Annotated[int, Field(ge=0, le=23)] = 8


class WhyThis(CallbackData, prefix="why"):
    """Tell why a message came."""

    cause: Cause


WHY_PREFIX = f"{WhyThis.__prefix__}:"


def button(label: str, opens: CallbackData) -> InlineKeyboardButton:
    """Return a button with a label of at most 40 characters."""
    return InlineKeyboardButton(text=shortened(clean(label), LABEL_LIMIT) or "…", callback_data=opens.pack())


def card_button(label: str, kind: EntryKind, slug: str) -> InlineKeyboardButton:
    """Return a button that opens a card."""
    return button(label, OpenCard(kind=KindCode.of(kind), slug=slug))


def list_button(label: str, kind: EntryKind, page: int = 0, sector: str | None = None) -> InlineKeyboardButton:
    """Return a button that opens a page of a list."""
    return button(label, OpenList(kind=KindCode.of(kind), page=page, sector=sector))


def why_button(cause: Cause, tr: Translator) -> InlineKeyboardButton:
    """Return the button under every message that came by itself."""
    return button(tr.plain("Why did I get this?"), WhyThis(cause=cause))


def columns(buttons: Iterable[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    """Yield rows: two neighbours with short labels share one."""
    waiting: InlineKeyboardButton | None = None
    for each in buttons:
        if waiting is None:
            waiting = each
        elif len(waiting.text) <= SHORT_LABEL and len(each.text) <= SHORT_LABEL:
            yield [waiting, each]
            waiting = None
        else:
            yield [waiting]
            waiting = each
    if waiting is not None:
        yield [waiting]


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """Return the rows that have buttons as a keyboard, ``None`` when there is none."""
    filled = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None
