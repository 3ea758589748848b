"""What the administrators are told about how the bot itself is running."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Bold, Code

from bot.render.buttons import Cause, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.dates import moment
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


def store_cannot_be_written(since: datetime, zone: ZoneInfo, tr: Translator) -> Message:
    """Say that nothing can be written down, what works all the same, and what to do about it."""
    text = blocks(
        Bold(tr.plain("The store cannot be written to")),
        tr.text(
            "Since {date} nothing can be written down: no reports, no reminders, no settings.",
            date=moment(since, zone, tr),
        ),
        tr.text("Questions are answered as long as the store can be read; whoever wants more is told so."),
        tr.text("Look at the disk and at the rights of its files; the log names the reason. A restart is not needed."),
    )
    return Message(text, keyboard([why_button(Cause.NOTICE, tr)]))


def fault_notice(fault: str, place: str, tr: Translator) -> Message:
    """Say that a fault of the bot's own came up, where, and that it is told of once a day."""
    text = blocks(
        Bold(tr.plain("A fault in the bot")),
        tr.text(
            "{fault} in {place}. Whoever met it was told that it did not work.", fault=Code(fault), place=Code(place)
        ),
        tr.text("The log has the particulars; please give them to the developers. This is told once a day."),
    )
    return Message(text, keyboard([why_button(Cause.NOTICE, tr)]))
