"""Chats that come and go: blocked and unblocked, groups that take the bot and put it out, a group that grows."""

import structlog
from aiogram import Bot, Router
from aiogram.types import (
    Chat,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
)
from aiogram.types import User as TelegramUser

from bot.render.catalogue import Catalogues
from bot.render.groups import not_ours
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.channels import ask_about_channel
from handlers.groups import tell_and_leave
from handlers.working_group import GROUP_KINDS, IN_ANY_GROUP, ask_about
from storage.records import User
from storage.store import Store

_GONE = {"kicked", "left"}
_log = structlog.get_logger(__name__)


def setup() -> Router:
    """Return the router of the bot's own membership."""
    router = Router(name="membership")
    enter = {**needs(Right.ENTER), **IN_ANY_GROUP}
    router.my_chat_member.register(follow_membership, flags=enter)
    router.message.register(follow_migration, became_supergroup, flags=enter)
    router.message.register(follow_arrival, was_group, flags=enter)
    return router


async def became_supergroup(message: Message) -> bool:
    """Pass the last word of a group, which says what its number is from now on; nobody else's chat is renumbered."""
    return message.chat.type == "group" and (message.migrate_to_chat_id or 0) < 0


async def was_group(message: Message) -> bool:
    """Pass the first word of the supergroup."""
    return message.chat.type == "supergroup" and (message.migrate_from_chat_id or 0) < 0


async def follow_membership(update: ChatMemberUpdated, bot: Bot, asker: Asker, catalogues: Catalogues) -> None:
    """Pause a chat that the bot was put out of, with all its settings kept; welcome back one that returned.

    A group that takes the bot is asked about, or left when whoever added it has no role here; so is a channel, but
    for the leaving.
    """
    chat, store = update.chat, asker.store
    was_in, is_in = (_is_in(one, chat) for one in (update.old_chat_member, update.new_chat_member))
    _log.info("membership changed", chat=chat.id, status=update.new_chat_member.status)
    if not is_in:
        await store.people.pause_chat(chat.id, update.new_chat_member.status, asker.now)
        await store.groups.gone(chat.id, by="telegram", now=asker.now)
        await store.channels.gone(chat.id, by="telegram", now=asker.now)
        return
    await store.people.resume_chat(chat.id)
    if was_in:
        return
    if chat.type in GROUP_KINDS:
        await _joined(update, bot, asker, catalogues)
    elif chat.type == "channel":
        await ask_about_channel(chat, await _person(update.from_user, asker), asker, catalogues)


def _is_in(member: ChatMemberUnion, chat: Chat) -> bool:
    if chat.type == "channel":
        return isinstance(member, ChatMemberAdministrator)  # all that reads what is posted
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _GONE


async def _joined(update: ChatMemberUpdated, bot: Bot, asker: Asker, catalogues: Catalogues) -> None:
    chat, adder = update.chat, await _person(update.from_user, asker)
    # In this order: between the two the old group's own last word may be worked, and then the group is known.
    grows = chat.type == "supergroup" and await asker.store.groups.grows(chat.title or "")
    known = await asker.store.groups.of(chat.id)
    decided = known is not None and known.decided_at is not None
    if not decided and grows:
        # A group that becomes a supergroup seems to be a new one at first; its own last word says which it was.
        return
    if not decided and adder is not None and not adder.grants:
        # An anonymous administrator may be anyone, also one of ours: such a group is asked about.
        await tell_and_leave(bot, chat.id, not_ours(asker.tr))
        await asker.store.groups.gone(chat.id, by="telegram", now=asker.now)
        _log.info("a group of nobody's was left", chat=chat.id)
        return
    await ask_about(chat, adder, asker, catalogues, hello=True)


async def _person(user: TelegramUser, asker: Asker) -> User | None:
    return None if user.is_bot else await asker.store.people.known(user.id)


async def follow_migration(message: Message, store: Store) -> None:
    """Renumber a group that became a supergroup, everywhere."""
    if message.migrate_to_chat_id is not None:
        await store.people.move_chat(message.chat.id, message.migrate_to_chat_id)


async def follow_arrival(message: Message, store: Store) -> None:
    """Do the same for the supergroup's first word: the next may come before the old group's last has been worked."""
    if message.migrate_from_chat_id is not None:
        await store.people.move_chat(message.migrate_from_chat_id, message.chat.id)
