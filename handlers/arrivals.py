"""The first thing done with an update: it is remembered, once, together with who sent it and where.

One transaction per update. An update that was remembered before is not worked again, so neither a restart nor a
repeated delivery does anything twice. Its price is stated in docs/decisions: a process killed in the middle of a
reply does not repeat it. While the store can be read but not written, updates are worked all the same.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiogram import BaseMiddleware
from aiogram.types import Chat, TelegramObject, Update
from aiogram.types import User as TelegramUser

from bot.clock import Clock
from bot.config import Config
from bot.knowledge import CurrentKnowledge
from bot.pulse import Pulse
from bot.render.catalogue import LANGUAGES, Catalogues
from bot.replies import Asker
from bot.rights import rights_of
from storage.errors import StoreError, StoreUnavailable
from storage.records import Arrival, ChatSeen, Sender, User
from storage.store import Store

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Receipt:
    """What becomes of one update at the door: ``lost`` when it could not be remembered and ``comes_again``."""

    comes_again: bool
    lost: bool = False


class Arrivals(BaseMiddleware):
    """Gives handlers ``user``, ``rights``, ``tr``, ``knowledge`` and ``asker``, as they are at this update."""

    def __init__(
        self, store: Store, clock: Clock, config: Config, catalogues: Catalogues, knowledge: CurrentKnowledge
    ) -> None:
        """Remember updates in ``store``."""
        self._store = store
        self._clock = clock
        self._config = config
        self._catalogues = catalogues
        self._knowledge = knowledge

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - what a handler returns goes back to aiogram untouched
        """Remember the update, then let it through; a known one and one that no person sent stop here."""
        if not isinstance(event, Update) or _of_no_person(event):
            return None
        try:
            arrival = await self._remembered(event, data)
        except StoreError as trouble:
            unwritten = await self._unwritten(data, trouble)
            if unwritten is None:
                return self._lost(event, data, trouble)
            _log.info("an update is worked that could not be written down", update=event.update_id)
            arrival = unwritten
        if arrival is None:
            return None
        pulse: Pulse = data["pulse"]
        pulse.updates += 1
        user = arrival.user
        asker = await self._asker(user, data, arrival.register_revision)
        data |= {"user": user, "asker": asker, "tr": asker.tr, "rights": asker.rights, "knowledge": asker.knowledge}
        return await handler(event, data)

    def _lost(self, event: Update, data: dict[str, Any], trouble: StoreError) -> None:
        """Leave an update to Telegram if it comes again; raises ``trouble`` when it does not."""
        receipt: Receipt | None = data.get("receipt")
        if receipt is None or not receipt.comes_again:
            raise trouble
        receipt.lost = True
        _log.warning("an update is left to Telegram to bring again", update=event.update_id, reason=str(trouble))

    async def _unwritten(self, data: dict[str, Any], trouble: StoreError) -> Arrival | None:
        """Return what is known of an update that could not be written down; ``None``: it is not to be worked.

        What Telegram will bring again is left to it, until the store is known to take no writes at all: then an answer
        from what can be read is better than none. Whoever has never been seen is somebody without a number and
        without rights of their own.
        """
        receipt: Receipt | None = data.get("receipt")
        pulse: Pulse = data["pulse"]
        waits = receipt is not None and receipt.comes_again and pulse.unwritable is None
        if waits or not isinstance(trouble, StoreUnavailable):
            return None
        sender = _sender(data.get("event_from_user"))
        try:
            user = await self._store.people.known(sender.telegram_id) if sender else None
            revision = await self._store.register.revision()
        except StoreError:
            return None
        if user is None and sender is not None:
            user = User(0, sender.telegram_id, sender.name, sender.username, sender.language, None)
        return Arrival(user, revision)

    async def _remembered(self, event: Update, data: dict[str, Any]) -> Arrival | None:
        return await self._store.people.arrive(
            bot_id=data["bot"].id,
            update_id=event.update_id,
            sender=_sender(data.get("event_from_user")),
            chat=_chat(data.get("event_chat")),
            now=self._clock.now(),
        )

    async def _asker(self, user: User | None, data: dict[str, Any], revision: int) -> Asker:
        chat: Chat | None = data.get("event_chat")
        # A chat of the bot with somebody else is as good as a group: what is said there, others read.
        public = chat is None or chat.type != "private" or user is None or user.telegram_id != chat.id
        return Asker(
            store=self._store,
            knowledge=await self._knowledge.at(revision),
            tr=self._catalogues.of(user.language if user else LANGUAGES[0]),
            rights=rights_of(user.grants if user else (), self._config.access),
            now=self._clock.now(),
            zone=ZoneInfo(user.zone) if user and user.zone else self._config.timezone,
            public=public,
            username=(await data["bot"].me()).username or "" if public else "",
        )


def _of_no_person(update: Update) -> bool:
    """Tell what is answered to nobody: what other bots write and channels do (linked posts, too), what is unsigned.

    Two bots that answer each other never stop. A channel writes as a bot of Telegram's, its linked posts come as a
    person's («Telegram», no bot); both name the channel. An anonymous administrator names the group: a person, unknown.
    """
    message = update.message or update.edited_message
    if message is None:
        return False
    if message.sender_chat is not None:
        return message.sender_chat.type == "channel"
    return message.from_user is None or message.from_user.is_bot


def _sender(user: TelegramUser | None) -> Sender | None:
    # Anonymous administrators and channels write as bots of Telegram's own: nobody to remember.
    if user is None or user.is_bot:
        return None
    return Sender(user.id, user.full_name, user.username, _language(user.language_code))


def _language(code: str | None) -> str:
    spoken = (code or "").partition("-")[0].lower()
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def _chat(chat: Chat | None) -> ChatSeen | None:
    return ChatSeen(chat.id, chat.type, chat.title or "") if chat else None
