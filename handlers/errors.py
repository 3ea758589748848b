"""What a person is told when something failed: decided in this one place."""

from collections.abc import Awaitable

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)
from aiogram.types import ErrorEvent, InaccessibleMessage, Message

from bot.clock import Clock
from bot.fault_notices import tell_fault
from bot.pulse import Pulse
from bot.render.catalogue import Catalogues, Translator
from bot.render.message import Message as Screen
from bot.render.screens import busy, cannot_write, failure
from storage.errors import StoreBusy, StoreError
from storage.store import Store

# A person was faster than we were: nothing is wrong and nothing can be done.
_TOO_LATE = ("query is too old", "QUERY_ID_INVALID", "message to be replied not found", "MESSAGE_ID_INVALID")
_log = structlog.get_logger(__name__)


async def on_error(
    error: ErrorEvent, store: Store, clock: Clock, catalogues: Catalogues, pulse: Pulse, tr: Translator | None = None
) -> None:
    """Turn an error into a state of the store, a reply or a line in the log.

    Raises nothing: whatever goes wrong here is logged and ends here.
    """
    tr = tr or catalogues.of("ru")
    match error.exception:
        case TelegramForbiddenError() as refusal:
            await _noted(error, _pause(error, refusal.message, store, clock))
        case TelegramMigrateToChat() as moved:
            await _noted(error, _move(error, moved.migrate_to_chat_id, store))
        case TelegramBadRequest() as refusal if any(sign in refusal.message for sign in _TOO_LATE):
            _log.info("too late to answer", update=error.update.update_id)
        case AiogramError() as refusal:
            pulse.replies_failed += 1
            _log.warning("Telegram did not take a reply", update=error.update.update_id, reason=str(refusal))
        case StoreError() as trouble:
            _log.warning("the store failed", update=error.update.update_id, reason=str(trouble))
            await _apologise(error, (busy if isinstance(trouble, StoreBusy) else cannot_write)(tr))
        case unforeseen:
            _log.error("an update was not worked", update=error.update.update_id, exc_info=unforeseen)
            await _apologise(error, failure(tr))
            await tell_fault(unforeseen, store, clock, catalogues, pulse)


async def _noted(error: ErrorEvent, writing: Awaitable[None]) -> None:
    try:
        await writing
    except StoreError as trouble:
        _log.warning("the store failed", update=error.update.update_id, reason=str(trouble))


async def _pause(error: ErrorEvent, reason: str, store: Store, clock: Clock) -> None:
    message = _message_of(error)
    if message is not None:
        await store.people.pause_chat(message.chat.id, reason, clock.now())
    _log.info("a chat does not take replies", update=error.update.update_id, reason=reason)


async def _move(error: ErrorEvent, chat_id: int, store: Store) -> None:
    message = _message_of(error)
    if message is not None:
        await store.people.move_chat(message.chat.id, chat_id)


async def _apologise(error: ErrorEvent, screen: Screen) -> None:
    try:
        if not await _told_by_alert(error, screen):
            await _tell_in_private(error, screen)
    except AiogramError as refusal:
        _log.warning("Telegram did not take an apology", update=error.update.update_id, reason=str(refusal))


async def _told_by_alert(error: ErrorEvent, screen: Screen) -> bool:
    callback = error.update.callback_query
    if callback is None:
        return False
    try:
        return await callback.answer(screen.plain(), show_alert=True)
    except TelegramBadRequest:  # the button has been answered: what failed came after that
        return False


async def _tell_in_private(error: ErrorEvent, screen: Screen) -> None:
    message = _message_of(error)
    if message is not None and message.chat.type == "private":
        await message.answer(**screen.as_call())


def _message_of(error: ErrorEvent) -> Message | InaccessibleMessage | None:
    update = error.update
    if update.callback_query is None:
        return update.message or update.edited_message
    shown = update.callback_query.message
    return shown if isinstance(shown, Message | InaccessibleMessage) else None
