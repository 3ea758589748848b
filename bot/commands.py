"""The commands: declared once, used by their filters, by /help, by Telegram's menu and by the README's test."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.render.catalogue import Catalogues
from bot.rights import Right


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the sentence that describes it (a msgid of the catalogues) and the right it needs.

    ``in_groups`` is the right that it needs in a working group; without one it is answered in private only.
    """

    name: str
    description: str
    right: Right
    in_groups: Right | None = None


START = Command("start", "Start and greeting", Right.ENTER)
HELP = Command("help", "What the bot can do", Right.ENTER, in_groups=Right.ENTER)
SECTORS = Command("sectors", "Sectors of cooperation", Right.READ_REGISTER, in_groups=Right.READ_REGISTER)
AGREEMENTS = Command(
    "agreements", "Agreements and plans of the cooperation", Right.READ_REGISTER, in_groups=Right.READ_REGISTER
)
ORGANISATIONS = Command(
    "organisations", "Organisations of both sides", Right.READ_REGISTER, in_groups=Right.READ_REGISTER
)
PROJECTS = Command("projects", "Joint projects", Right.READ_REGISTER, in_groups=Right.READ_REGISTER)
EVENTS = Command("events", "Meetings, visits, exhibitions", Right.READ_REGISTER, in_groups=Right.READ_REGISTER)
SEARCH = Command("search", "Search in everything that is known", Right.READ_REGISTER, in_groups=Right.READ_REGISTER)
NEWS = Command("news", "Latest news of the cooperation", Right.READ_NEWS, in_groups=Right.READ_NEWS)
DIGEST = Command("digest", "News digest at your hour", Right.GET_DIGEST, in_groups=Right.GET_DIGEST)
MY = Command("my", "What my organisation owes and when", Right.SEE_OWN_DUTIES)
PLAN = Command("plan", "The action plan: how far it is", Right.READ_PLAN)
DEADLINES = Command("deadlines", "Deadlines of the week, month, quarter; overdue", Right.READ_PLAN)
CALENDAR = Command("calendar", "Deadlines in my calendar", Right.SEE_OWN_DUTIES)
DEPUTY = Command("deputy", "Who gets my reminders while I am away", Right.SEE_OWN_DUTIES)
REMINDERS = Command("reminders", "How often plans are reminded of", Right.SET_REMINDERS)
SETTINGS = Command("settings", "Language, time zone, quiet hours", Right.ENTER, in_groups=Right.ENTER)
PAUSE = Command("pause", "Nothing by itself while you are away", Right.ENTER, in_groups=Right.MANAGE_GROUPS)
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
GROUPS = Command("groups", "Working groups and what each is for", Right.MANAGE_GROUPS)
HERE = Command("here", "In a group: speak in this topic", Right.MANAGE_GROUPS, in_groups=Right.MANAGE_GROUPS)
NEWSDESK = Command("newsdesk", "Borderline news: ours or not", Right.EDIT_NEWS)
SOURCES = Command("sources", "Where news come from, and how it stands with each", Right.MANAGE_SOURCES)
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
    DEPUTY,
    PLAN,
    DEADLINES,
    CALENDAR,
    SETTINGS,
    PAUSE,
    JOIN,
    LEAVE,
    PRIVACY,
    MYDATA,
    FORGET,
    INVITE,
    PEOPLE,
    REMINDERS,
    ASSIGN,
    DELIVERIES,
    BROADCAST,
    RATE,
    GROUPS,
    HERE,
    NEWSDESK,
    SOURCES,
    ADMIN,
    AUDIT,
    PLAN_IMPORT,
    CALENDAR_DAYS,
)


def allowed(rights: Iterable[Right]) -> tuple[Command, ...]:
    """Return the commands that someone with these rights may give, in their listed order."""
    had = frozenset(rights)
    return tuple(command for command in COMMANDS if command.right in had)


def allowed_in_groups(rights: Iterable[Right]) -> tuple[Command, ...]:
    """Return the commands that they may give in a working group."""
    had = frozenset(rights)
    return tuple(command for command in COMMANDS if command.in_groups in had)


def menu(rights: Iterable[Right], catalogues: Catalogues, language: str) -> list[BotCommand]:
    """Return Telegram's menu in one language for someone with these rights."""
    return _menu_of(allowed(rights), catalogues, language)


def _menu_of(commands: Iterable[Command], catalogues: Catalogues, language: str) -> list[BotCommand]:
    tr = catalogues.of(language)
    return [BotCommand(command=one.name, description=tr.plain(one.description)) for one in commands]


async def publish_commands(bot: Bot, catalogues: Catalogues, rights: Iterable[Right]) -> None:
    """Give Telegram the menus of private chats and of groups in every language; Russian also for all others."""
    had = frozenset(rights)
    menus = (
        (BotCommandScopeAllPrivateChats(), allowed(had)),
        (BotCommandScopeAllGroupChats(), allowed_in_groups(had)),
    )
    for scope, commands in menus:
        for tr in catalogues:
            told = _menu_of(commands, catalogues, tr.language)
            await bot.set_my_commands(told, scope=scope, language_code=tr.language)
        await bot.set_my_commands(_menu_of(commands, catalogues, "ru"), scope=scope)
