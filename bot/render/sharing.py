"""Cards shared in any chat by inline mode."""

from collections.abc import Iterable

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    InputTextMessageContent,
)

from bot.render.cards import card
from bot.render.catalogue import Translator
from bot.render.links import card_link, start_parameter
from bot.render.names import label_of, list_title
from bot.render.typography import shortened
from storage.register_records import EntryKind, Register

MOST_RESULTS = 50  # Telegram refuses more
_TITLE = 100


def shared_cards(
    found: Iterable[tuple[EntryKind, str]], register: Register, username: str, tr: Translator
) -> list[InlineQueryResultUnion]:
    """Return at most 50 cards as results, each once, with one button that opens it in the bot.

    The buttons of a card itself are left out: whoever taps them would change the message for the whole chat.
    """
    known = dict.fromkeys(ref for ref in found if register.find(*ref))
    return [_result(kind, slug, register, username, tr) for kind, slug in list(known)[:MOST_RESULTS]]


def _result(kind: EntryKind, slug: str, register: Register, username: str, tr: Translator) -> InlineQueryResultArticle:
    entry = register.of(kind)[slug]
    call = card(kind, entry, register, tr).as_call()
    opening = InlineKeyboardButton(text=tr.plain("Open in the bot"), url=card_link(username, kind, slug))
    return InlineQueryResultArticle(
        id=start_parameter(kind, slug),
        title=shortened(label_of(entry, tr), _TITLE),
        description=list_title(kind, tr),
        input_message_content=InputTextMessageContent(
            message_text=call["text"], entities=call["entities"], link_preview_options=call["link_preview_options"]
        ),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[opening]]),
    )
