"""Chats that come and go: blocked and unblocked, a group that became a supergroup."""

import structlog
from aiogram import Router
from aiogram.types import ChatMemberUpdated, Message

from bot.clock import Clock
from bot.rights import Right
from handlers.access import needs
from storage.store import Store

_GONE = {"kicked", "left"}
_log = structlog.get_logger(__name__)


def setup() -> Router:
    """Return the router of the bot's own membership."""
    router = Router(name="membership")
    enter = needs(Right.ENTER)
    router.my_chat_member.register(follow_membership, flags=enter)
    router.message.register(follow_migration, became_supergroup, flags=enter)
    router.message.register(ignore, was_group, flags=enter)
    return router


async def became_supergroup(message: Message) -> bool:
    """Pass the last word of a group, which says what its number is from now on."""
    return message.migrate_to_chat_id is not None


async def was_group(message: Message) -> bool:
    """Pass the first word of the supergroup."""
    return message.migrate_from_chat_id is not None


async def follow_membership(update: ChatMemberUpdated, store: Store, clock: Clock) -> None:
    """Pause a chat that the bot was put out of, with all its settings kept; welcome back one that returned."""
    if update.new_chat_member.status in _GONE:
        await store.people.pause_chat(update.chat.id, update.new_chat_member.status, clock.now())
    else:
        await store.people.resume_chat(update.chat.id)
    _log.info("membership changed", chat=update.chat.id, status=update.new_chat_member.status)


async def follow_migration(message: Message, store: Store) -> None:
    """Renumber a group that became a supergroup, everywhere."""
    if message.migrate_to_chat_id is not None:
        await store.people.move_chat(message.chat.id, message.migrate_to_chat_id)


async def ignore(_message: Message) -> None:
    """Do nothing: the old group's own message has said the same."""
