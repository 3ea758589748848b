"""Working groups: what administrators are asked and shown, and what a group itself is told."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, BotCommand, Text

from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.desk_buttons import desk_button
from bot.render.groups_buttons import (
    GroupGeneral,
    GroupReady,
    GroupSection,
    GroupSector,
    GroupSide,
    LeaveGroup,
    OpenGroup,
    OpenGroups,
    OpenGroupSections,
    OpenGroupSectors,
)
from bot.render.joining import person_name
from bot.render.layout import blocks, lines
from bot.render.links import private_link
from bot.render.message import Message, fitted
from bot.render.names import PAGE, sector_name, sector_names, side_name
from bot.render.people_buttons import SideCode
from bot.render.typography import quoted
from storage.groups import Group, GroupState
from storage.records import User
from storage.register_records import Register

ON_PAGE = 8
_TITLE_LIMIT = 64
_MOST_SECTIONS = 20
_STATES: Mapping[GroupState, str] = MappingProxyType(
    {
        GroupState.ASKED: mark("it is not decided what the group is for; the bot does not answer there yet"),
        GroupState.WORKING: mark("works"),
        GroupState.GONE: mark("the bot is not in the group"),
    }
)
_SIDES: Mapping[SideCode, str] = MappingProxyType(
    {SideCode.ALL: mark("Both sides"), SideCode.ULYANOVSK: mark("Ulyanovsk Region"), SideCode.BELARUS: mark("Belarus")}
)


def group_title(group: Group) -> str:
    """Return what a group is called, harmless, or its number at Telegram."""
    return quoted(group.title, _TITLE_LIMIT) or str(group.chat_id)


def section_digest(section: str) -> str:
    """Return how a button names a section of the plan."""
    return sha256(section.encode()).hexdigest()[:12]


def purpose_told(group: Group, register: Register, tr: Translator) -> str:
    """Return what a group is for in one line: «Беларусь; отрасли: …; раздел: …»."""
    sectors = sector_names(group.sectors, register, tr)
    section = quoted(group.section, _TITLE_LIMIT)
    parts = (
        side_name(group.side, tr) if group.side else tr.plain("both sides"),
        tr.plain("sectors: {sectors}", sectors=sectors) if sectors else tr.plain("all sectors"),
        tr.plain("section of the plan: {section}", section=section) if section else None,
    )
    return "; ".join(part for part in parts if part)


def group_question(group: Group, adder: User | None, register: Register, tr: Translator) -> Message:
    """Return the question to the administrators: the bot is in a new group, what is it for?"""
    who = tr.text("It was added by {name}.", name=Bold(person_name(adder))) if adder is not None else None
    asked = lines(
        tr.text("The bot was added to the group {title}.", title=Bold(group_title(group))),
        who,
        tr.text("What is the group for? Choose, then tap “Ready”. Until then the bot does not answer there."),
    )
    return Message(asked, _choices(group, register, tr))


def group_screen(group: Group, register: Register, tr: Translator) -> Message:
    """Return a group: what it is for, where the bot speaks, and what may be changed."""
    text = lines(
        Bold(group_title(group)),
        tr.text("State: {state}", state=tr.plain(_STATES[group.state])),
        tr.text("For: {purpose}", purpose=purpose_told(group, register, tr)),
        _topic(group, tr),
        tr.text("Another topic: write /here in it.") if group.state is not GroupState.GONE else None,
    )
    if group.state is GroupState.GONE:
        return Message(fitted(text), keyboard([_to_list(tr)]))
    return Message(fitted(text), _choices(group, register, tr))


def _topic(group: Group, tr: Translator) -> Text:
    if group.topic is None:
        return tr.text("The bot speaks by itself in: General")
    return tr.text("The bot speaks by itself in: the topic where /here was given, number {number}", number=group.topic)


def _choices(group: Group, register: Register, tr: Translator) -> InlineKeyboardMarkup | None:
    chosen = SideCode.ALL if group.side is None else SideCode[group.side.name]
    sides = [
        button(_ticked(tr.plain(label), chosen=code is chosen), GroupSide(group_id=group.id, side=code))
        for code, label in _SIDES.items()
    ]
    count = sum(slug in register.sectors for slug in group.sectors)
    told = tr.plain("Sectors: {count}", count=count) if count else tr.plain("Sectors: all")
    of_plan = tr.plain("Section of the plan: all") if not group.section else tr.plain("Section of the plan: one")
    asked = group.state is GroupState.ASKED
    return keyboard(
        sides[:1],
        sides[1:],
        [button(told, OpenGroupSectors(group_id=group.id))],
        [button(of_plan, OpenGroupSections(group_id=group.id))],
        [button(tr.plain("Speak in General"), GroupGeneral(group_id=group.id))] if group.topic is not None else [],
        [button(tr.plain("Ready"), GroupReady(group_id=group.id))] if asked else [],
        [button(tr.plain("Not ours: leave it"), LeaveGroup(group_id=group.id))],
        [_to_list(tr)],
    )


def sectors_screen(group: Group, page: int, register: Register, tr: Translator) -> Message:
    """Return a page of the sectors, those chosen ticked."""
    sectors = list(register.sectors.values())
    pages = max(1, -(-len(sectors) // ON_PAGE))
    page = min(page, pages - 1)
    rows = [
        button(
            _ticked(sector_name(one, tr), chosen=one.slug in group.sectors),
            GroupSector(group_id=group.id, sector=one.slug, page=page),
        )
        for one in sectors[page * ON_PAGE : (page + 1) * ON_PAGE]
    ]
    turns = [
        button(f"‹ {tr.plain(PAGE, n=page)}", OpenGroupSectors(group_id=group.id, page=page - 1)) if page else None,
        button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenGroupSectors(group_id=group.id, page=page + 1))
        if page + 1 < pages
        else None,
    ]
    text = lines(
        tr.text("Sectors of the group {title}", title=Bold(group_title(group))),
        sector_names(group.sectors, register, tr) or tr.plain("all sectors"),
    )
    return Message(fitted(text), keyboard(*columns(rows), [one for one in turns if one], [_to_group(group, tr)]))


def sections_screen(group: Group, sections: Sequence[str], tr: Translator) -> Message:
    """Return the sections of the plan, the one chosen ticked."""
    all_of_them = GroupSection(group_id=group.id)
    buttons = [
        button(_ticked(one, chosen=one == group.section), GroupSection(group_id=group.id, section=section_digest(one)))
        for one in sections[:_MOST_SECTIONS]
    ]
    text = lines(
        tr.text("Section of the plan for the group {title}", title=Bold(group_title(group))),
        quoted(group.section, _TITLE_LIMIT) or tr.plain("all sections"),
        None if sections else tr.text("The plan has no sections."),
    )
    whole = button(_ticked(tr.plain("all sections"), chosen=not group.section), all_of_them)
    return Message(fitted(text), keyboard([whole], *([one] for one in buttons), [_to_group(group, tr)]))


def groups_screen(groups: Sequence[Group], page: int, register: Register, tr: Translator) -> Message:
    """Return a page of the groups, a button for each."""
    if not groups:
        none = tr.text("The bot is in no working group. Add it to one, and you will be asked what it is for.")
        return Message(none, keyboard([desk_button(tr)]))
    shown = groups[page * ON_PAGE : (page + 1) * ON_PAGE] or groups[:ON_PAGE]
    rows = (
        lines(
            Text(Bold(group_title(one)), " — ", tr.plain(_STATES[one.state])),
            purpose_told(one, register, tr) if one.state is GroupState.WORKING else None,
        )
        for one in shown
    )
    turns = [
        button(f"‹ {tr.plain(PAGE, n=page)}", OpenGroups(page=page - 1)) if page else None,
        button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenGroups(page=page + 1))
        if len(groups) > (page + 1) * ON_PAGE
        else None,
    ]
    buttons = ([button(group_title(one), OpenGroup(group_id=one.id))] for one in shown)
    text = blocks(Bold(tr.plain("Working groups")), *rows)
    return Message(fitted(text), keyboard(*buttons, [one for one in turns if one], [desk_button(tr)]))


def sure_to_leave(group: Group, tr: Translator) -> Message:
    """Return the question before a group is left."""
    text = tr.text(
        "Tell the group {title} that it is not the programme’s, and leave it?", title=Bold(group_title(group))
    )
    yes = button(tr.plain("Yes"), LeaveGroup(group_id=group.id, sure=True))
    return Message(text, keyboard([yes], [button(tr.plain("No"), OpenGroup(group_id=group.id))]))


def group_left(group: Group, tr: Translator) -> Message:
    """Return what was done."""
    return Message(
        tr.text("The bot has left the group {title}.", title=Bold(group_title(group))), keyboard([_to_list(tr)])
    )


def _ticked(label: str, *, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _to_list(tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("To the groups"), OpenGroups())


def _to_group(group: Group, tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("Back to the group"), OpenGroup(group_id=group.id))


def not_decided(tr: Translator) -> Message:
    """Return the one sentence a group reads until it is decided what it is for."""
    return Message(
        tr.text("The programme’s administrators are deciding what this group is for; until then the bot waits here.")
    )


def group_connected(group: Group, register: Register, tr: Translator) -> Message:
    """Return what a group reads when it begins to work."""
    text = lines(
        tr.text("The group is connected: {purpose}.", purpose=Bold(purpose_told(group, register, tr))),
        tr.text("Mention the bot or reply to it to ask; what works here: {help}", help=BotCommand("/help")),
    )
    return Message(fitted(text))


def not_ours(tr: Translator) -> Message:
    """Return what a group reads that the bot leaves."""
    return Message(
        tr.text("This group is not one of the programme’s, so the bot leaves it. The administrators can connect it.")
    )


def spoken_here(group: Group, tr: Translator) -> Message:
    """Return the answer to /here."""
    if group.topic is None:
        return Message(tr.text("From now on the bot speaks by itself in General."))
    return Message(tr.text("From now on the bot speaks by itself in this topic."))


def in_private_instead(username: str, tr: Translator, parameter: str = "") -> Message:
    """Return the answer in a group to what is answered in private: a button leads there, by a deep link if named."""
    told = tr.text("I will answer in a private chat: others read along here.")
    return Message(told, keyboard([_private(username, tr, parameter)]))


def _private(username: str, tr: Translator, parameter: str = "") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=tr.plain("Open the private chat"), url=private_link(username, parameter))


def group_help(tr: Translator, commands: Sequence[tuple[str, str]], username: str) -> Message:
    """Return what the bot does in a group: the commands that work there, each a name and a msgid."""
    text = blocks(
        lines(
            Bold(tr.plain("What the bot does in a group")),
            tr.text("It answers when it is mentioned, replied to or given a command: from the register and the news."),
            tr.text("The plan, people and deliveries are for private chats only."),
        ),
        lines(*_listed(commands, tr)),
    )
    return Message(text, keyboard([_private(username, tr)]))


def _listed(commands: Sequence[tuple[str, str]], tr: Translator) -> Iterator[Text]:
    for name, description in commands:
        yield Text(BotCommand(f"/{name}"), " — ", tr.plain(description))
