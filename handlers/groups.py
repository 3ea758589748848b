"""Working groups: /groups and the taps that say what a group is for, /here; and what is private, asked in a group."""

from dataclasses import replace

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import AiogramError
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.catalogue import Catalogues
from bot.render.groups import (
    group_connected,
    group_left,
    group_screen,
    groups_screen,
    in_private_instead,
    not_ours,
    section_digest,
    sections_screen,
    sectors_screen,
    spoken_here,
    sure_to_leave,
)
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
from bot.render.links import DUTIES_PARAMETER
from bot.render.message import Message as Screen
from bot.render.screens import gone, invitation_only, not_allowed
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_group, in_private
from handlers.notices import notice
from handlers.screen import answer, show
from handlers.working_group import IN_ANY_GROUP, ask_about
from storage.groups import Group, GroupPurpose
from storage.records import User

_PRIVATE = [one.name for one in commands.COMMANDS if one.in_groups is None and one is not commands.START]
_log = structlog.get_logger(__name__)


def setup() -> Router:
    """Return the router of working groups."""
    router = Router(name="groups")
    manage = needs(Right.MANAGE_GROUPS)
    here = {**manage, **IN_ANY_GROUP}
    router.message.register(list_groups, in_private, Command(commands.GROUPS.name), flags=manage)
    router.message.register(speak_here, in_group, Command(commands.HERE.name), flags=here)
    router.message.register(say_in_private, in_group, Command(*_PRIVATE), flags=needs(Right.ENTER))
    router.callback_query.register(show_groups, OpenGroups.filter(), flags=manage)
    router.callback_query.register(open_group, OpenGroup.filter(), flags=manage)
    router.callback_query.register(choose_group_side, GroupSide.filter(), flags=manage)
    router.callback_query.register(show_group_sectors, OpenGroupSectors.filter(), flags=manage)
    router.callback_query.register(choose_group_sector, GroupSector.filter(), flags=manage)
    router.callback_query.register(show_group_sections, OpenGroupSections.filter(), flags=manage)
    router.callback_query.register(choose_group_section, GroupSection.filter(), flags=manage)
    router.callback_query.register(speak_in_general, GroupGeneral.filter(), flags=manage)
    router.callback_query.register(let_group_work, GroupReady.filter(), flags=manage)
    router.callback_query.register(leave_group, LeaveGroup.filter(), flags=manage)
    return router


async def list_groups(message: Message, asker: Asker) -> None:
    """Show the groups."""
    await answer(message, groups_screen(await asker.store.groups.all(), 0, asker.knowledge.register, asker.tr))


async def speak_here(message: Message, user: User, asker: Asker, catalogues: Catalogues) -> None:
    """Speak by itself in the topic of this message from now on."""
    group = await ask_about(message.chat, user, asker, catalogues, hello=False)
    topic = message.message_thread_id if message.is_topic_message else None
    spoken = await asker.store.groups.speak_in(group.id, topic, by=user.id, now=asker.now)
    await answer(message, spoken_here(spoken, asker.tr) if spoken is not None else gone(asker.tr))


async def say_in_private(message: Message, user: User, asker: Asker) -> None:  # noqa: ARG001 - no person, no answer
    """Lead to the private chat what is not answered where others read along."""
    name = (message.text or message.caption or "").partition("@")[0].split()[0].removeprefix("/").lower()
    command = next(one for one in commands.COMMANDS if one.name == name)
    if command.right in asker.rights:
        parameter = DUTIES_PARAMETER if command is commands.MY else ""
        await answer(message, in_private_instead(asker.username, asker.tr, parameter))
    else:
        stranger = Right.READ_REGISTER not in asker.rights
        await answer(message, invitation_only(asker.tr) if stranger else not_allowed(asker.tr))


async def show_groups(
    callback: CallbackQuery, callback_data: OpenGroups, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show another page."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return
    groups = await asker.store.groups.all()
    await show(callback, groups_screen(groups, callback_data.page, asker.knowledge.register, asker.tr), callback_answer)


async def open_group(
    callback: CallbackQuery, callback_data: OpenGroup, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a group."""
    await _shown(await _group(callback_data.group_id, asker), callback, callback_answer, asker)


async def choose_group_side(
    callback: CallbackQuery, callback_data: GroupSide, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Say whose group it is."""
    group = await _group(callback_data.group_id, asker)
    if group is not None:
        group = await _drafted(group, replace(_purpose(group), side=callback_data.side.side), user, asker)
    await _shown(group, callback, callback_answer, asker)


async def show_group_sectors(
    callback: CallbackQuery, callback_data: OpenGroupSectors, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the sectors to choose from."""
    group = await _group(callback_data.group_id, asker)
    screen = sectors_screen(group, callback_data.page, asker.knowledge.register, asker.tr) if group else None
    await _put(screen, callback, callback_answer, asker)


async def choose_group_sector(
    callback: CallbackQuery, callback_data: GroupSector, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Add a sector, or take it away."""
    group, register = await _group(callback_data.group_id, asker), asker.knowledge.register
    if group is not None and callback_data.sector in register.sectors:
        chosen = set(group.sectors) ^ {callback_data.sector}
        # In the register's order; one that the register has no more goes.
        sectors = tuple(slug for slug in register.sectors if slug in chosen)
        group = await _drafted(group, replace(_purpose(group), sectors=sectors), user, asker)
    screen = sectors_screen(group, callback_data.page, register, asker.tr) if group else None
    await _put(screen, callback, callback_answer, asker)


async def show_group_sections(
    callback: CallbackQuery, callback_data: OpenGroupSections, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the sections of the plan to choose from."""
    group = await _group(callback_data.group_id, asker)
    screen = sections_screen(group, await asker.store.groups.sections(), asker.tr) if group else None
    await _put(screen, callback, callback_answer, asker)


async def choose_group_section(
    callback: CallbackQuery, callback_data: GroupSection, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Choose a section of the plan, or all of them; one that is no more there is not chosen."""
    group, wanted = await _group(callback_data.group_id, asker), callback_data.section
    sections = await asker.store.groups.sections()
    section = next((one for one in sections if section_digest(one) == wanted), "")
    if group is not None and (section or wanted is None):
        group = await _drafted(group, replace(_purpose(group), section=section), user, asker)
    await _put(sections_screen(group, sections, asker.tr) if group else None, callback, callback_answer, asker)


async def speak_in_general(
    callback: CallbackQuery, callback_data: GroupGeneral, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Speak in no topic in particular from now on."""
    group = await _group(callback_data.group_id, asker)
    if group is not None:
        group = await asker.store.groups.speak_in(group.id, None, by=user.id, now=asker.now)
    await _shown(group, callback, callback_answer, asker)


async def let_group_work(
    callback: CallbackQuery, callback_data: GroupReady, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let a group work with the purpose chosen, and tell it so once."""
    group = await _group(callback_data.group_id, asker)
    if group is not None:
        told = notice(
            f"group:{group.id}:connected:{group.added_at.isoformat()}",
            group.chat_id,
            group_connected(group, asker.knowledge.register, asker.tr),
            asker.now,
            group.topic,
        )
        purpose = _purpose(group)
        group = await asker.store.groups.decide(group.id, purpose, by=user.id, now=asker.now, telling=[told])
    await _shown(group, callback, callback_answer, asker)


async def leave_group(
    callback: CallbackQuery,
    callback_data: LeaveGroup,
    callback_answer: CallbackAnswer,
    user: User,
    bot: Bot,
    asker: Asker,
) -> None:
    """Ask once more, then tell the group that it is not the programme's and leave it."""
    group = await _group(callback_data.group_id, asker)
    if group is None:
        callback_answer.text = gone(asker.tr).plain()
    elif not callback_data.sure:
        await show(callback, sure_to_leave(group, asker.tr), callback_answer)
    else:
        if await asker.store.groups.gone(group.chat_id, by=user.id, now=asker.now, forget=True):
            await tell_and_leave(bot, group.chat_id, not_ours(asker.tr))
        await show(callback, group_left(group, asker.tr), callback_answer)


async def tell_and_leave(bot: Bot, chat_id: int, screen: Screen) -> None:
    """Say a last word in a group and leave it; where it can't be said, leave all the same."""
    for call in (bot.send_message(chat_id, **screen.as_call()), bot.leave_chat(chat_id)):
        try:
            await call
        except AiogramError as refusal:
            _log.info("a group did not take a last word", chat=chat_id, reason=str(refusal))


def _purpose(group: Group) -> GroupPurpose:
    return GroupPurpose(group.side, group.sectors, group.section)


async def _drafted(group: Group, purpose: GroupPurpose, user: User, asker: Asker) -> Group | None:
    return await asker.store.groups.draft(group.id, purpose, by=user.id, now=asker.now)


async def _group(group_id: int, asker: Asker) -> Group | None:
    """Return a group; in a group itself, as everything of the administrators', it isn't there."""
    return None if asker.public else await asker.store.groups.get(group_id)


async def _shown(group: Group | None, callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    screen = group_screen(group, asker.knowledge.register, asker.tr) if group else None
    await _put(screen, callback, callback_answer, asker)


async def _put(screen: Screen | None, callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    if screen is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, screen, callback_answer)
