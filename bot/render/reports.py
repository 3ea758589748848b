"""«Сообщить об ошибке»: what is asked, what the administrators read, what the one who reports is told.

The question names its card by a link in its text, so an answer to it means the same after any restart.
"""

from aiogram.types import ForceReply
from aiogram.utils.formatting import Bold, TextLink

from bot.render.buttons import card_button, keyboard
from bot.render.catalogue import Translator
from bot.render.layout import blocks, lines
from bot.render.links import card_link
from bot.render.message import Message, fitted
from bot.render.names import label_of
from bot.render.typography import outside, prose, shortened
from storage.records import User
from storage.register_records import AnyEntry, EntryKind

_TITLE = 100
_WORDS = 1500


def report_question(kind: EntryKind, entry: AnyEntry, username: str, tr: Translator) -> Message:
    """Ask what is wrong on a card; the answer is expected as a reply."""
    title = TextLink(shortened(label_of(entry, tr), _TITLE), url=card_link(username, kind, entry.slug))
    text = tr.text("What is wrong on the card “{title}”? Reply to this message in your own words.", title=title)
    return Message(text, ForceReply(force_reply=True, input_field_placeholder=tr.plain("What is wrong")))


def report_notice(kind: EntryKind, entry: AnyEntry, user: User, words: str, tr: Translator) -> Message:
    """Return what an administrator reads: the card, who wrote, the words as they were written."""
    name = outside(user.name) or str(user.telegram_id)
    text = blocks(
        lines(Bold(tr.plain("An error is reported")), shortened(label_of(entry, tr), _TITLE)),
        outside(shortened(prose(words), _WORDS)),
        tr.text("From: {person}, {number}", person=name, number=str(user.telegram_id)),
    )
    return Message(fitted(text), keyboard([card_button(label_of(entry, tr), kind, entry.slug)]))


def report_passed_on(tr: Translator, *, administrators: int) -> Message:
    """Tell the one who reported what became of it."""
    if administrators:
        return Message(tr.text("Thank you: passed on to the administrators."))
    return Message(tr.text("There is no administrator to pass it on to yet. Please tell whoever runs the bot."))


def report_in_private(tr: Translator) -> str:
    """Return the alert for a tap in a group."""
    return tr.plain("Please open the card in a private chat with the bot to report an error.")
