"""What the administrators are told about how the bot itself is running."""

from aiogram.utils.formatting import Bold

from bot.render.buttons import Cause, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.layout import blocks
from bot.render.message import Message


def token_in_use(tr: Translator) -> Message:
    """Say that another installation takes this bot's updates, and what to do about it."""
    text = blocks(
        Bold(tr.plain("Another installation uses this bot’s token")),
        tr.text("Messages reach now one of the two, now the other, so some people are left without an answer."),
        tr.text(
            "Find the other installation and stop it. If it is not yours, get a new token from @BotFather, "
            "put it into the settings and restart the bot."
        ),
        tr.text("This installation gives way: it stops a minute after it first noticed the other one."),
    )
    return Message(text, keyboard([why_button(Cause.NOTICE, tr)]))
