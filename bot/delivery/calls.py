"""A delivery as a call of the Bot API: a text, a picture or file, a copy of a message, or an edit of one sent."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from bot.delivery.session import AsItStands, in_json
from bot.errors import AttachmentGone
from bot.render.buttons import Cause
from bot.render.catalogue import LANGUAGES, Catalogues
from bot.render.message import call_of_body, caption_of_body
from bot.render.why import explained
from storage.attachments import Attachment, AttachmentSort
from storage.outbox_records import Taken
from storage.store import Store

_SAME_AS_BEFORE: Final = "message is not modified"
_FILE_FORGOTTEN: Final = (
    "wrong file identifier",
    "wrong file_id",
    "invalid file_id",
    "file is temporarily unavailable",
)


class SendStored(AsItStands[dict[str, Any]]):
    """sendMessage of a stored body as it stands, and of the answer only what is read of it.

    It is in the Bot API's own shapes already: making models of it and of the answer costs as much as the sending.
    """

    __returning__ = dict[str, Any]
    __api_method__ = "sendMessage"

    chat_id: int
    message_thread_id: int | None
    text: str
    entities: list[Any]
    reply_markup: dict[str, Any] | None

    def written(self) -> str:
        """Return the parameters in JSON, link previews off."""
        said: dict[str, Any] = {"chat_id": self.chat_id, "text": self.text, "entities": self.entities}
        if self.message_thread_id is not None:
            said["message_thread_id"] = self.message_thread_id
        if self.reply_markup is not None:
            said["reply_markup"] = self.reply_markup
        return in_json({**said, "link_preview_options": {"is_disabled": True}})


class SendScreen(AsItStands[dict[str, Any]]):
    """sendMessage of a screen, which knows its own words in JSON; ``reply_to`` is the message that it answers."""

    __returning__ = dict[str, Any]
    __api_method__ = "sendMessage"

    chat_id: int
    message_thread_id: int | None
    reply_to: int | None
    wire: str

    def written(self) -> str:
        """Return the parameters in JSON: the place, then the screen as it stands."""
        place: dict[str, Any] = {"chat_id": self.chat_id}
        if self.message_thread_id is not None:
            place["message_thread_id"] = self.message_thread_id
        if self.reply_to is not None:
            place["reply_parameters"] = {"message_id": self.reply_to, "allow_sending_without_reply": True}
        return f"{in_json(place)[:-1]}, {self.wire[1:]}"


class Calls:
    """Gives deliveries to Telegram. A file goes up once, and by Telegram's own number from then on."""

    def __init__(self, bot: Bot, store: Store, catalogues: Catalogues | None = None) -> None:
        """Speak through ``bot``; files are in ``store``.

        With ``catalogues`` every message says why it came, if it does not say so itself.
        """
        self._bot = bot
        self._store = store
        self._catalogues = catalogues
        self._going_up: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def give(self, taken: Taken, body: Mapping[str, Any], *, plain: bool = False) -> int:
        """Send ``body``, or edit what was sent before into it; return the number of the message.

        Whatever is sent unasked says why when it is asked: a message that has no such button is given one.
        ``plain`` leaves markup out. Raises what aiogram raises.
        """
        if self._catalogues is not None:
            tr = self._catalogues.of(taken.language or LANGUAGES[0])
            body = explained(body, Cause(taken.delivery.kind), tr)
        if taken.edits_message is not None:
            return await self._edit(taken, body, plain=plain)
        if "copy" in body:
            return await self._copy(taken, body)
        if "attachment" in body:
            return await self._send_file(taken, body, plain=plain)
        delivery = taken.delivery
        stored = SendStored(
            chat_id=delivery.chat_id,
            message_thread_id=delivery.thread_id,
            text=body["text"],
            entities=[] if plain else body.get("entities", []),
            reply_markup=body.get("keyboard"),
        )
        return int((await self._bot(stored))["message_id"])

    async def _edit(self, taken: Taken, body: Mapping[str, Any], *, plain: bool) -> int:
        number = taken.edits_message or 0
        call = call_of_body(body, plain=plain)
        try:
            await self._bot.edit_message_text(chat_id=taken.delivery.chat_id, message_id=number, **call)
        except TelegramBadRequest as refusal:
            if _SAME_AS_BEFORE not in refusal.message:
                raise
        return number

    async def _copy(self, taken: Taken, body: Mapping[str, Any]) -> int:
        copied = await self._bot.copy_message(
            chat_id=taken.delivery.chat_id,
            from_chat_id=body["copy"]["chat_id"],
            message_id=body["copy"]["message_id"],
            message_thread_id=taken.delivery.thread_id,
            reply_markup=call_of_body(body)["reply_markup"],
        )
        return copied.message_id

    async def _send_file(self, taken: Taken, body: Mapping[str, Any], *, plain: bool) -> int:
        number = int(body["attachment"])
        found = await self._attachment(number)
        if found.file_id is not None:
            return await self._send_known(taken, body, found, plain=plain)
        async with self._going_up[number]:
            found = await self._attachment(number)  # again: another may have carried it up meanwhile
            sent = await self._send(taken, body, found, plain=plain)
            await self._store.attachments.went_up(number, _file_id(sent), self._bot.id)
        self._going_up.pop(number, None)
        return sent.message_id

    async def _send_known(self, taken: Taken, body: Mapping[str, Any], found: Attachment, *, plain: bool) -> int:
        try:
            return (await self._send(taken, body, found, plain=plain)).message_id
        except TelegramBadRequest as refusal:
            if not any(sign in refusal.message for sign in _FILE_FORGOTTEN):
                raise
        await self._store.attachments.went_up(found.id, None, self._bot.id)
        return await self._send_file(taken, body, plain=plain)

    async def _attachment(self, number: int) -> Attachment:
        found = await self._store.attachments.get(number, bot_id=self._bot.id)
        if found is None or (found.file_id is None and found.content is None):
            raise AttachmentGone(number)
        return found

    async def _send(self, taken: Taken, body: Mapping[str, Any], found: Attachment, *, plain: bool) -> Message:
        file = found.file_id or BufferedInputFile(found.content or b"", found.name)
        delivery, call = taken.delivery, caption_of_body(body, plain=plain)
        if found.sort is AttachmentSort.PHOTO:
            return await self._bot.send_photo(delivery.chat_id, file, message_thread_id=delivery.thread_id, **call)
        return await self._bot.send_document(delivery.chat_id, file, message_thread_id=delivery.thread_id, **call)


def _file_id(sent: Message) -> str | None:
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None
