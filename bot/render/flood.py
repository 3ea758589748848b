"""What is said to a flood."""

from bot.render.catalogue import Translator
from bot.render.message import Message


def too_much(tr: Translator) -> Message:
    """Return the one answer to a flood; it fits an alert, too."""
    return Message(tr.text("Too many messages; I will answer in a minute."))
