"""Whose digest is set: one's own in private; a group's or a channel's by its administrators, whom Telegram names."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message
from aiogram.types import Chat as TelegramChat

from bot.news.wishes import Calendars
from bot.render.subscription import Settings
from bot.replies import Asker
from bot.working_days import working_calendars
from handlers.digest_changes import Around
from storage.digest_records import DigestWish
from storage.groups import GroupState
from storage.records import Grant, User

_MAY_SET = frozenset({"creator", "administrator"})
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A chat whose digest may be set: its number, and the topic in which that is done (``None``: General).

    ``remote``: a channel that is set from one's private chat. ``grants`` are the roles of the reader whose private
    chat it is.
    """

    chat_id: int
    title: str = ""
    topic: int | None = None
    remote: bool = False
    grants: tuple[Grant, ...] = ()


async def place_of_message(message: Message, user: User | None, asker: Asker) -> Place | None:
    """Return whose digest is meant by what is written here; ``None``: it is not for this person to set.

    Who writes as the group itself is one of its administrators.
    """
    if not asker.public:
        return _own(user)
    if message.chat.type == "private":
        return None
    anonymous = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    person = message.from_user.id if message.from_user else 0
    if not anonymous and not await _administers(message.bot, message.chat.id, person):
        return None
    return await _group(message.chat, _topic(message), asker)


async def place_of_tap(callback: CallbackQuery, chat: int | None, user: User, asker: Asker) -> Place | None:
    """Return whose digest a button means; ``None``: it is not for the one who taps to set."""
    shown = callback.message
    if shown is None:
        return None
    if not asker.public:
        return _own(user) if chat is None else await place_of_channel(chat, user, asker, callback.bot)
    if chat not in {None, shown.chat.id} or shown.chat.type == "private":
        return None
    if not await _administers(callback.bot, shown.chat.id, user.telegram_id):
        return None
    return await _group(shown.chat, _topic(shown) if isinstance(shown, Message) else None, asker)


async def place_of_channel(chat_id: int, user: User, asker: Asker, bot: Bot | None) -> Place | None:
    """Return a channel that the bot is in and this person administers."""
    channels = {one.chat_id: one.title for one in await asker.store.digests.channels()}
    if chat_id not in channels or not await _administers(bot, chat_id, user.telegram_id):
        return None
    return Place(chat_id, channels[chat_id], remote=True)


def _own(user: User | None) -> Place | None:
    return Place(user.telegram_id, grants=user.grants) if user is not None else None


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


async def _group(chat: TelegramChat, topic: int | None, asker: Asker) -> Place | None:
    """Return a working group, or a channel in which a button stands."""
    if chat.type == "channel":
        return Place(chat.id, chat.title or "")
    group = await asker.store.groups.of(chat.id)
    working = group is not None and group.state is GroupState.WORKING
    return Place(chat.id, chat.title or "", topic) if working else None


async def _administers(bot: Bot | None, chat_id: int, person: int) -> bool:
    if bot is None:
        return False
    try:
        member = await bot.get_chat_member(chat_id, person)
    except AiogramError as refusal:
        _log.info("Telegram did not say who administers a chat", chat=chat_id, reason=str(refusal))
        return False
    return member.status in _MAY_SET


async def around(place: Place, asker: Asker) -> Around:
    """Return what a change of this place's digest is decided by."""
    calendars: Calendars = await working_calendars(asker.store)
    return Around(asker.knowledge.register, calendars, place.grants, asker.now, asker.zone.key)


async def settings(place: Place, wish: DigestWish | None, asker: Asker) -> Settings:
    """Return the settings of a place's digest, as they are shown."""
    private = not asker.public and not place.remote
    return Settings(
        wish,
        asker.knowledge.register,
        asker.tr,
        chat=place.chat_id if place.remote else None,
        title=place.title,
        own_zone=asker.zone.key,
        channels=private and bool(await asker.store.digests.channels()),
    )
