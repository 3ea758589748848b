"""A person for tests: does over HTTP what someone does on the stand-in's chat page, and reads what they would read."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

import aiohttp

Message = dict[str, Any]

_LONGEST_POLL = 30.0
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What a tap brought up: the bot ``answered`` the callback query in time, with these words."""

    answered: bool
    text: str = ""
    show_alert: bool = False
    url: str = ""


class Person:
    """Someone with a Telegram account, in one chat; reading goes forward and never sees a message twice.

    Every wait is a long poll that ends the moment something happens; ``within`` is real seconds. A request the
    stand-in refuses is an :class:`AssertionError` with its sentence.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        telegram_id: int,
        chat: int | None = None,
        thread: int | None = None,
    ) -> None:
        """Be the person ``telegram_id`` of the stand-in at ``url``; without ``chat`` in their own with the bot."""
        self._session = session
        self._url = url.rstrip("/")
        self.telegram_id = telegram_id
        self.chat = telegram_id if chat is None else chat
        self._thread = thread
        self._read = 0

    def in_chat(self, chat: int, thread: int | None = None) -> Self:
        """Return the same person writing in a group, in a topic of it; it reads only that topic."""
        return type(self)(self._session, self._url, self.telegram_id, chat, thread)

    async def start(self, parameter: str = "") -> Message:
        """Open the bot, by a deep link when there is a parameter; return the message /start."""
        return await self._sent("start", parameter=parameter)

    async def send(self, text: str, *, reply_to: Message | None = None, forward: bool = False) -> Message:
        """Write a text; return the message."""
        replied = {} if reply_to is None else {"reply_to": reply_to["message_id"]}
        return await self._sent("send", text=text, forward=forward, **replied, **self._topic())

    async def send_other(self, **content: object) -> Message:
        """Send anything a message can carry: a sticker, a contact, a location; return the message."""
        return await self._sent("send-other", message={**content, **self._topic("message_thread_id")})

    async def forward(self, message: Message) -> Message:
        """Forward a message of another chat here; return the new one."""
        return await self._sent("forward", from_chat=message["chat"]["id"], message_id=message["message_id"])

    async def upload(
        self, name: str, content: bytes, *, caption: str = "", kind: str = "document", reply_to: Message | None = None
    ) -> Message:
        """Send a file as a document or a photo; return the message."""
        form = aiohttp.FormData(quote_fields=False)
        fields = {"as": self.telegram_id, "chat": self.chat, "kind": kind, "caption": caption, **self._topic()}
        if reply_to is not None:
            fields["reply_to"] = reply_to["message_id"]
        for field, value in fields.items():
            form.add_field(field, str(value))
        form.add_field("file", BytesIO(content), filename=name)
        async with self._session.post(f"{self._url}/api/upload", data=form) as answer:
            return _message(await _read(answer))

    async def edit(self, message_id: int, text: str) -> Message:
        """Edit a message of theirs; return it as it is now."""
        return await self._sent("edit", message_id=message_id, text=text)

    async def delete(self, message_id: int) -> None:
        """Delete a message for everyone."""
        await self._act("delete", message_id=message_id)

    async def block(self, *, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        await self._act("block", blocked=blocked)

    async def tap(self, message: Message, label: str = "", *, data: str = "", wait: float = 10) -> TapAnswer:
        """Tap the button of a message with this label, or the one with exactly this ``data``."""
        return await self.tap_data(message["message_id"], data or _data_of(message, label), wait=wait)

    async def tap_data(self, message_id: int, data: str, *, wait: float = 10) -> TapAnswer:
        """Tap a button that need not be there: forged, or of an old message."""
        return _tapped(await self._act("tap", message_id=message_id, data=data, wait=wait))

    async def tap_inline(self, inline_message_id: str, data: str, *, wait: float = 10) -> TapAnswer:
        """Tap a button of a message that was sent through the bot."""
        return _tapped(await self._act("tap", inline_message_id=inline_message_id, data=data, wait=wait))

    async def inline(self, query: str, *, offset: str = "", chat_type: str = "sender", wait: float = 10) -> Message:
        """Ask inline; return ``answered``, ``results``, ``button``, ``next_offset``."""
        return await self._act("inline", query=query, offset=offset, chat_type=chat_type, wait=wait)

    async def choose(self, query: str, result_id: str) -> Message:
        """Choose a result of an inline query; return ``message`` and ``inline_message_id``."""
        return await self._act("inline/choose", query=query, result_id=result_id, **self._topic())

    async def messages(self) -> list[Message]:
        """Return all messages of the chat as they are now."""
        shown: list[Message] = (await self._look("chat"))["messages"]
        return shown

    async def reply_keyboard(self) -> Message | None:
        """Return the keyboard under the input field."""
        keyboard: Message | None = (await self._look("chat"))["reply_keyboard"]
        return keyboard

    async def download(self, file_id: str) -> bytes:
        """Return the content of a file in a message."""
        async with self._session.get(f"{self._url}/api/file", params={"id": file_id}) as answer:
            assert answer.ok, await answer.text()
            return await answer.read()

    async def read(self, *, after: Message | None = None, within: float = 10) -> Message:
        """Return the bot's next message here that was not read yet, nor stands before ``after``."""
        if after is not None:
            self._read = max(self._read, after["message_id"])
        found = await self._wait(self._next, within, "the bot wrote nothing new")
        self._read = found["message_id"]
        return found

    async def read_edit(self, message: Message, *, within: float = 10) -> Message:
        """Return a message once it differs from the version given."""

        def edited(messages: list[Message]) -> Message | None:
            now = [each for each in messages if each["message_id"] == message["message_id"]]
            assert now, f"message {message['message_id']} is gone; the chat ends with:\n{_shown(messages)}"
            return now[0] if now[0] != message else None

        return await self._wait(edited, within, f"message {message['message_id']} was not edited")

    async def silence(self, probe: str, *, within: float = 10) -> Message:
        """Prove that the bot has nothing more to say here; return its answer to the ``probe``.

        The probe is a text the bot surely answers with a message here. The bot serves a chat's updates in
        order, so what it had to say would stand before that answer; nothing may.
        """
        asked = await self.send(probe)
        answer = await self.read(within=within)
        said = answer["message_id"] > asked["message_id"]
        assert said, f"the bot was not silent:\n{_shown([answer])}"
        return answer

    def _next(self, messages: list[Message]) -> Message | None:
        for message in messages:
            here = self._thread is None or message.get("message_thread_id") == self._thread
            if message["message_id"] > self._read and here and _is_by_bot(message):
                return message
        return None

    async def _wait(self, find: Callable[[list[Message]], Message | None], within: float, otherwise: str) -> Message:
        version, wait = -1, 0.0
        while True:
            shown = await self._look("messages", after_version=version, wait=wait)
            found = find(shown["messages"])
            if found is not None:
                return found
            assert wait == 0 or shown["version"] != version, (
                f"{otherwise}; the chat ends with:\n{_shown(shown['messages'])}"
            )
            version, wait = shown["version"], min(within, _LONGEST_POLL)

    def _topic(self, name: str = "thread") -> dict[str, Any]:
        return {} if self._thread is None else {name: self._thread}

    async def _look(self, what: str, **asked: float) -> Message:
        params = {"as": self.telegram_id, "chat": self.chat, **asked}
        async with self._session.get(f"{self._url}/api/{what}", params=params) as answer:
            return await _read(answer)

    async def _act(self, what: str, **content: object) -> Message:
        body = {"as": self.telegram_id, "chat": self.chat, **content}
        async with self._session.post(f"{self._url}/api/{what}", json=body) as answer:
            return await _read(answer)

    async def _sent(self, what: str, **content: object) -> Message:
        return _message(await self._act(what, **content))


def buttons(message: Message) -> list[str]:
    """Return the labels of a message's inline keyboard, row by row."""
    return [button["text"] for button in _keyboard(message)]


def _keyboard(message: Message) -> list[Message]:
    rows: list[list[Message]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _data_of(message: Message, label: str) -> str:
    fitting = [button for button in _keyboard(message) if button["text"] == label]
    assert fitting, f"there is no button «{label}» among {buttons(message)}"
    assert "callback_data" in fitting[0], f"the button «{label}» sends nothing to the bot"
    data: str = fitting[0]["callback_data"]
    return data


def _is_by_bot(message: Message) -> bool:
    return bool(message.get("from", {"is_bot": True})["is_bot"])


def _shown(messages: list[Message]) -> str:
    lines = [
        f"  {message['message_id']} {'bot' if _is_by_bot(message) else 'person'}: "
        f"{message.get('text', message.get('caption', '(no text)'))!r} {buttons(message)}"
        for message in messages[-_SHOWN:]
    ]
    return "\n".join(lines) or "  (no messages)"


def _tapped(answer: Message) -> TapAnswer:
    return TapAnswer(answer["answered"], answer["text"], answer["show_alert"], answer["url"])


def _message(answer: Message) -> Message:
    message: Message = answer["message"]
    return message


async def _read(answer: aiohttp.ClientResponse) -> Message:
    content: Message = await answer.json()
    assert answer.ok, f"{answer.url.path} was refused: {content.get('error')}"
    return content
