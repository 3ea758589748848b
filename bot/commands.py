"""The commands: declared once, used by their filters, by /help, by Telegram's menu and by the README's test."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from bot.render.catalogue import Catalogues
from bot.rights import Right


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the sentence that describes it (a msgid of the catalogues) and the right it needs."""

    name: str
    description: str
    right: Right


START = Command("start", "Start and greeting", Right.ENTER)
HELP = Command("help", "What the bot can do", Right.ENTER)
SECTORS = Command("sectors", "Sectors of cooperation", Right.READ_REGISTER)
AGREEMENTS = Command("agreements", "Agreements and plans of the cooperation", Right.READ_REGISTER)
ORGANISATIONS = Command("organisations", "Organisations of both sides", Right.READ_REGISTER)
PROJECTS = Command("projects", "Joint projects", Right.READ_REGISTER)
EVENTS = Command("events", "Meetings, visits, exhibitions", Right.READ_REGISTER)
SEARCH = Command("search", "Search in everything that is known", Right.READ_REGISTER)
NEWS = Command("news", "Latest news of the cooperation", Right.READ_NEWS)
DIGEST = Command("digest", "News digest at your hour", Right.GET_DIGEST)
MY = Command("my", "What my organisation owes and when", Right.SEE_OWN_DUTIES)
SETTINGS = Command("settings", "Language, time zone, quiet hours", Right.ENTER)
JOIN = Command("join", "Ask for a role", Right.ENTER)
INVITE = Command("invite", "Invite a person by a one-time link", Right.MANAGE_PEOPLE)
PEOPLE = Command("people", "People with roles", Right.MANAGE_PEOPLE)
PRIVACY = Command("privacy", "What is kept about you and why", Right.ENTER)
MYDATA = Command("mydata", "All that is kept about you, as a file", Right.ENTER)
FORGET = Command("forget", "Erase everything about you", Right.ENTER)
LEAVE = Command("leave", "Leave the programme", Right.ENTER)
ASSIGN = Command("assign", "Give a person a role", Right.ASSIGN_ROLES)
DELIVERIES = Command("deliveries", "What was sent, what waits, what failed", Right.READ_DELIVERIES)
RATE = Command("rate", "How fast the bot sends", Right.BROADCAST)
BROADCAST = Command("broadcast", "Write to many at once", Right.BROADCAST)
ADMIN = Command("admin", "The desk: people, deliveries, changes, backups", Right.OPEN_DESK)
AUDIT = Command("audit", "Who changed what and when", Right.READ_AUDIT)
PLAN_IMPORT = Command("plan_import", "Bring in a plan from a file", Right.MANAGE_PLAN)
CALENDAR_DAYS = Command("calendar_days", "Working days moved by decree", Right.RUN_THE_BOT)

COMMANDS = (
    START,
    HELP,
    SECTORS,
    AGREEMENTS,
    ORGANISATIONS,
    PROJECTS,
    EVENTS,
    SEARCH,
    NEWS,
    DIGEST,
    MY,
    SETTINGS,
    JOIN,
    LEAVE,
    PRIVACY,
    MYDATA,
    FORGET,
    INVITE,
    PEOPLE,
    ASSIGN,
    DELIVERIES,
    BROADCAST,
    RATE,
    ADMIN,
    AUDIT,
    PLAN_IMPORT,
    CALENDAR_DAYS,
)


def allowed(rights: Iterable[Right]) -> tuple[Command, ...]:
    """Return the commands that someone with these rights may give, in their listed order."""
    had = frozenset(rights)
    return tuple(command for command in COMMANDS if command.right in had)


def menu(rights: Iterable[Right], catalogues: Catalogues, language: str) -> list[BotCommand]:
    """Return Telegram's menu in one language for someone with these rights."""
    tr = catalogues.of(language)
    return [BotCommand(command=one.name, description=tr.plain(one.description)) for one in allowed(rights)]


async def publish_commands(bot: Bot, catalogues: Catalogues, rights: Iterable[Right]) -> None:
    """Give Telegram the menu of private chats in every language; Russian is also the one for all others."""
    had = frozenset(rights)
    for tr in catalogues:
        await bot.set_my_commands(
            menu(had, catalogues, tr.language), scope=BotCommandScopeAllPrivateChats(), language_code=tr.language
        )
    await bot.set_my_commands(menu(had, catalogues, "ru"), scope=BotCommandScopeAllPrivateChats())
