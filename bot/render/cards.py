"""The card of an entry, whatever its kind."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.render.buttons import KindCode, ReportError, button, keyboard
from bot.render.cards_agreement import agreement_card, document_card
from bot.render.cards_figure import discrepancy_card, indicator_card, statement_card
from bot.render.cards_organisation import official_card, organisation_card
from bot.render.cards_project import event_card, project_card
from bot.render.cards_sector import sector_card
from bot.render.catalogue import Translator
from bot.render.links import start_parameter
from bot.render.message import Message
from storage.register_records import AnyEntry, EntryKind, Register

_CARDS: Mapping[EntryKind, Callable[[Any, Register, Translator], Message]] = MappingProxyType(
    {
        EntryKind.SECTOR: sector_card,
        EntryKind.AGREEMENT: agreement_card,
        EntryKind.ORGANISATION: organisation_card,
        EntryKind.PROJECT: project_card,
        EntryKind.EVENT: event_card,
        EntryKind.INDICATOR: indicator_card,
        EntryKind.PERSON: official_card,
        EntryKind.STATEMENT: statement_card,
        EntryKind.DOCUMENT: document_card,
        EntryKind.DISCREPANCY: discrepancy_card,
    }
)


def card(kind: EntryKind, entry: AnyEntry, register: Register, tr: Translator) -> Message:
    """Return the card of an entry of ``kind`` with its sources, its date and buttons to what it is related to.

    The last row reports an error on the card and shares it in another chat.
    """
    message = _CARDS[kind](entry, register, tr)
    rows = message.keyboard.inline_keyboard if isinstance(message.keyboard, InlineKeyboardMarkup) else []
    return Message(message.text, keyboard(*rows, _last_row(kind, entry.slug, tr)))


def _last_row(kind: EntryKind, slug: str, tr: Translator) -> list[InlineKeyboardButton]:
    sharing = InlineKeyboardButton(text=tr.plain("Share"), switch_inline_query=start_parameter(kind, slug))
    return [button(tr.plain("Report an error"), ReportError(kind=KindCode.of(kind), slug=slug)), sharing]
