"""What an administrator wrote, as a body of the outbox, and how its readers will get it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot
from aiogram.types import Message

from bot.delivery.calls import Calls
from storage.attachments import AttachmentSort
from storage.outbox_records import Quiet, Taken
from storage.records import Delivery, DeliveryKind, DeliveryState, Priority
from storage.store import Store


async def body_of_message(message: Message, bot_id: int, store: Store) -> dict[str, Any] | None:
    """Return the body that says what ``message`` says; ``None`` for what Telegram does not let a bot repeat.

    Words are taken as they are, a photo and a document by Telegram's own number of the file (as the bot ``bot_id``
    knows it); anything else is copied from the chat, where it has to stay until all have it.
    """
    if message.text is not None:
        return _words(message.text, message.entities)
    caption = _words(message.caption or "", message.caption_entities)
    if message.photo:
        return {**caption, "attachment": await _kept(store, AttachmentSort.PHOTO, message.photo[-1], bot_id)}
    if message.document is not None and message.animation is None:
        return {**caption, "attachment": await _kept(store, AttachmentSort.DOCUMENT, message.document, bot_id)}
    if _can_be_copied(message):
        return {"copy": {"chat_id": message.chat.id, "message_id": message.message_id}, "keyboard": None}
    return None


def _words(text: str, entities: Any) -> dict[str, Any]:  # noqa: ANN401 - a list of entities or none
    marks = [entity.model_dump(mode="json", exclude_none=True) for entity in entities or ()]
    return {"text": text, "entities": marks, "keyboard": None}


async def _kept(store: Store, sort: AttachmentSort, file: Any, bot_id: int) -> int:  # noqa: ANN401 - a photo or a document
    name = getattr(file, "file_name", None) or sort.value
    return await store.attachments.keep_known(sort, name, file.file_id, bot_id)


def _can_be_copied(message: Message) -> bool:
    """Tell what copyMessage takes (https://core.telegram.org/bots/api#copymessage); a quiz it does not."""
    poll = message.poll is not None and message.poll.type == "regular"
    kinds = (message.animation, message.video, message.video_note, message.audio, message.voice, message.sticker)
    return poll or any((*kinds, message.contact, message.location, message.venue))


async def show_body(bot: Bot, store: Store, chat_id: int, body: Mapping[str, Any], now: datetime) -> None:
    """Send ``body`` to one chat as the outbox would; raises what aiogram raises, and AttachmentGone."""
    delivery = Delivery(
        id=0,
        key="preview",
        chat_id=chat_id,
        thread_id=None,
        kind=DeliveryKind.BROADCAST,
        priority=Priority.BROADCAST,
        body=body,
        state=DeliveryState.SENDING,
        attempts=1,
        not_before=now,
        created_at=now,
    )
    await Calls(bot, store).give(Taken(delivery, Quiet(), None, None), body)
