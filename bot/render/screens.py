"""The screens that are no cards: greeting, keyboard, help, settings, digest, roles, refusals."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup
from aiogram.utils.formatting import Bold, BotCommand, Text

from bot.render.buttons import ChooseLanguage, Language, button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines
from bot.render.message import Message
from bot.render.quiet import quiet_lines, quiet_rows
from bot.render.roles import assign_fault, assign_usage, assigned
from bot.render.typography import quoted
from storage.outbox_records import Quiet

__all__ = [
    "DIGEST_LABEL",
    "DUTIES_LABEL",
    "HELP_LABEL",
    "NEWS_LABEL",
    "SECTORS_LABEL",
    "SETTINGS_LABEL",
    "assign_fault",
    "assign_usage",
    "assigned",
    "busy",
    "by_command",
    "failure",
    "gone",
    "greeting",
    "help_screen",
    "invitation_only",
    "main_keyboard",
    "not_allowed",
    "only_text",
    "settings_screen",
    "unknown_command",
    "welcome",
]

NAME_LIMIT = 64
SECTORS_LABEL = mark("Sectors")
NEWS_LABEL = mark("News")
DIGEST_LABEL = mark("Digest")
DUTIES_LABEL = mark("My deadlines")
SETTINGS_LABEL = mark("Settings")
HELP_LABEL = mark("Help")
LANGUAGE_NAMES = {Language.RU: "Русский", Language.BE: "Беларуская", Language.EN: "English"}


def main_keyboard(tr: Translator, *, official: bool) -> ReplyKeyboardMarkup:
    """Return the keyboard at the bottom of a private chat; officials also have their deadlines."""
    rows = [
        [SECTORS_LABEL, NEWS_LABEL],
        [DIGEST_LABEL, DUTIES_LABEL] if official else [DIGEST_LABEL],
        [SETTINGS_LABEL, HELP_LABEL],
    ]
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=tr.plain(label)) for label in row] for row in rows],
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=tr.plain("Ask in your own words"),
    )


def greeting(tr: Translator, *, official: bool, name: str = "") -> Message:
    """Return the three lines of /start and the keyboard; ``name`` is what the person is called, if it is said."""
    known = quoted(name, NAME_LIMIT)
    text = lines(
        Bold(tr.text("Hello, {name}!", name=known) if known else tr.text("Hello!")),
        tr.text("Cooperation of Ulyanovsk Region and Belarus: agreements, sectors, news, deadlines — with sources."),
        tr.text("Ask in your own words, for example “What about aircraft engineering?”, or choose below."),
    )
    return Message(text, main_keyboard(tr, official=official))


def help_screen(tr: Translator, commands: Sequence[tuple[str, str]]) -> Message:
    """Return what the bot can do and the commands, each a name and a msgid of what it does."""
    text = blocks(
        lines(
            Bold(tr.plain("What the bot can do")),
            tr.text("Answer questions: write the name of a sector, an organisation, an agreement or a project."),
            tr.text("Every answer names its sources and date; what the sources do not say is not made up."),
            tr.text("Facts of the register are in Russian in every language of the interface."),
        ),
        _commands(tr, commands),
    )
    return Message(text)


def by_command(tr: Translator, commands: Sequence[tuple[str, str]]) -> Message:
    """Return that what is wanted is done by these commands, each a name and a msgid of what it does."""
    return Message(lines(Bold(tr.plain("That is done by a command:")), _commands(tr, commands)))


def welcome(tr: Translator) -> Message:
    """Return the answer to thanks."""
    return Message(tr.text("You are welcome. Ask whenever you need."))


def _commands(tr: Translator, commands: Sequence[tuple[str, str]]) -> Text:
    return lines(*(Text(BotCommand(f"/{name}"), " — ", tr.plain(description)) for name, description in commands))


def settings_screen(
    tr: Translator, quiet: Quiet | None = None, zone: str = "", *, more: Sequence[InlineKeyboardButton] = ()
) -> Message:
    """Return the settings, the present ones ticked: the language, and of a chat its quiet hours and its zone.

    ``more`` lead to settings that only some have.
    """
    text = lines(
        Bold(tr.plain("Settings")),
        tr.text("Language of the interface: {language}", language=LANGUAGE_NAMES[Language(tr.language)]),
        tr.text("Facts of the register are in Russian in every language of the interface."),
        quiet_lines(quiet, zone, tr) if quiet is not None else None,
    )
    rows = quiet_rows(quiet, zone, tr) if quiet is not None else ()
    return Message(text, keyboard([_language(each, tr) for each in Language], *rows, more))


def _language(language: Language, tr: Translator) -> InlineKeyboardButton:
    tick = "✓ " if language == tr.language else ""
    return button(f"{tick}{LANGUAGE_NAMES[language]}", ChooseLanguage(language=language))


def not_allowed(tr: Translator) -> Message:
    """Return the refusal of what a role does not give."""
    return Message(tr.text("Your role does not give access to this. Roles are given by the administrator."))


def gone(tr: Translator) -> Message:
    """Return the answer of a button whose thing is no more."""
    return Message(tr.text("This is no longer there: the entry was changed or withdrawn. Please ask again."))


def invitation_only(tr: Translator) -> Message:
    """Return the answer to those who have not been invited."""
    return Message(tr.text("The bot works by invitation. Please ask the programme’s administrator for access."))


def only_text(tr: Translator) -> Message:
    """Return the answer to a sticker, a contact, a poll and the like."""
    return Message(tr.text("I understand text only. Please write your question in words."))


def failure(tr: Translator) -> Message:
    """Return the answer when something broke on our side."""
    return Message(tr.text("That did not work; the error is recorded. Please try again in a minute."))


def busy(tr: Translator) -> Message:
    """Return the answer when the store is overloaded."""
    return Message(tr.text("There are many requests just now. Please try again in a minute."))


def cannot_write(tr: Translator) -> Message:
    """Return the answer when the store cannot be used at all: a full disk, a file that is read-only, no server."""
    return Message(
        tr.text(
            "I cannot write anything down just now: the trouble is on my side, and it is recorded. "
            "What you sent was not done; please try again later."
        )
    )


def unknown_command(tr: Translator) -> Message:
    """Return the answer to a command that the bot does not have."""
    return Message(tr.text("There is no such command. The list is in /help."))
