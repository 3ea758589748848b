"""What is kept about a person and why; all of it as a file; being erased."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines, section
from bot.render.message import Message
from bot.render.people_buttons import Forget, SendMyData

FILE_NAME = "my-data.json"
KEPT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        mark("Your Telegram number, name and username as Telegram gives them: to know you when you write."): ("users",),
        mark("The language, time zone and quiet hours you chose, your leave and your digest: to write as you wish."): (
            "users",
            "chats",
            "digest_wishes",
        ),
        mark("When and how often you are reminded, what you put off and who stands in for you: to remind in time."): (
            "reminder_wishes",
            "snoozes",
            "deputyships",
        ),
        mark("Your roles, who gave them, invitations and requests: to know what you may see and what you owe."): (
            "grants",
            "suspensions",
            "join_requests",
            "invitations",
        ),
        mark(
            "Reports on deadlines, their files, requests for later dates, whose place they were made in: "
            "the plan’s history."
        ): (
            "reports",
            "report_files",
            "extensions",
        ),
        mark("What you are being asked just now, and a file of the plan for a day: until you finish or give it up."): (
            "dialogues",
            "register_drafts",
            "news_drafts",
            "pending_imports",
        ),
        mark(
            "The secret address of your calendar, not itself but what it hashes to: so that it opens for you alone."
        ): ("calendar_links",),
        mark(
            "Broadcasts and sources of yours, decisions on news, names, groups: so that it is known whose they are."
        ): (
            "broadcasts",
            "sources",
            "channels",
            "channel_posts",
            "story_links",
            "groups",
            "news_decisions",
            "news_trust",
            "said_bodies",
            "register_corrections",
        ),
        mark("What the bot sent you by itself, and whether it arrived: so that nothing is lost or sent twice."): (
            "deliveries",
        ),
        mark("Changes you made, under a number without your name: so that each change has an author."): ("audit",),
    }
)
"""What is said to be kept, with the tables of the store in which it stands."""


def privacy_screen(tr: Translator, telegram_id: int) -> Message:
    """Return in plain words what is kept and why, and what can be done about it.

    The number, which a tap copies, is what an administrator asks for, and the settings of the first administrators.
    """
    kept = [tr.text(words) for words in KEPT]
    text = blocks(
        section(tr.plain("What is kept about you and why"), kept),
        lines(
            tr.text("What you write is answered and not kept; an error you report goes to the administrators."),
            tr.text("Nothing is passed on to anyone. Administrators see your name, number and roles."),
            tr.text("All of it as a file: /mydata. Erase it: /forget."),
            tr.text("Your number in Telegram: {number}", number=Code(str(telegram_id))),
        ),
    )
    return Message(text, keyboard([button(tr.plain("Send me all of it"), SendMyData())], [_erase(tr)]))


def _erase(tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("Erase me"), Forget())


def my_data_caption(tr: Translator) -> str:
    """Return what stands under the file."""
    return tr.plain("Everything the bot keeps about you.")


def my_data(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Return everything that is kept about a person as JSON that a person can read."""
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_told).encode()


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def forget_screen(tr: Translator) -> Message:
    """Ask whether someone really wants to be erased."""
    text = lines(
        Bold(tr.plain("Erase everything about you?")),
        tr.text(
            "Your name, number, roles, digest and messages sent to you go for good. A number without a name stays."
        ),
    )
    return Message(text, keyboard([button(tr.plain("Yes, erase"), Forget(sure=True))]))


def forgotten_screen(tr: Translator) -> Message:
    """Tell the one who is erased."""
    return Message(tr.text("You are erased. If you write again, you are somebody new to the bot."))
