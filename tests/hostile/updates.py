"""Random updates of every type that aiogram's schema has, by people of every role, in chats of every kind."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiogram.types import (
    CallbackQuery,
    Chat,
    InaccessibleMessage,
    Message,
    Update,
    User,
)

from tests.hostile.forging import Forger
from tests.hostile.values import TEXTS, Json, Make, Values

BOT: Final = {"id": 42, "is_bot": True, "first_name": "Бот", "username": "cooperation_sandbox_bot"}
ANONYMOUS: Final = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
_AS_CHANNEL: Final = {"id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_TELEGRAM: Final = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
_OTHER_BOT: Final = {"id": 9001, "is_bot": True, "first_name": "Другой бот", "username": "other_bot"}

_AROUND: Final = frozenset({
    "message_id", "date", "chat", "from_user", "sender_chat", "text", "caption", "reply_markup",
    "message_thread_id", "direct_messages_topic", "sender_boost_count", "sender_business_bot", "sender_tag",
    "business_connection_id", "forward_origin", "is_topic_message", "is_automatic_forward", "reply_to_message",
    "external_reply", "quote", "reply_to_story", "via_bot", "edit_date", "has_protected_content", "is_from_offline",
    "is_paid_post", "media_group_id", "author_signature", "paid_star_count", "entities", "caption_entities",
    "link_preview_options", "effect_id", "forward_date", "forward_from", "forward_from_chat", "forward_sender_name",
    "forward_from_message_id", "forward_signature", "show_caption_above_media", "has_media_spoiler", "guest_query_id",
})  # fmt: skip
CONTENTS: Final = tuple(name for name in Message.model_fields if name not in _AROUND)
TYPES: Final = tuple(name for name in Update.model_fields if name != "update_id")
_FREQUENT: Final = ("message",) * 10 + ("callback_query",) * 10 + ("edited_message", "inline_query") * 3


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is there: ``people`` as the Bot API's users, ``chats`` beside their own, ``shown`` messages of the bot."""

    people: Sequence[Json]
    chats: Sequence[Json]
    shown: Sequence[Json]


class Updates:
    """An endless row of updates, the same for the same seed; every type and every content of a message has its turn."""

    def __init__(self, seed: int, cast: Cast) -> None:
        """Start before the first one."""
        self._seed = random.Random(seed)  # noqa: S311 - the same at every run
        self._cast = cast
        own: dict[type, Make] = {
            User: self._user,
            Chat: lambda _: self._chat(),
            Message: self._smaller,
            InaccessibleMessage: self._gone,
        }
        self._values = Values(self._seed, own)
        self._forger = Forger(self._seed)
        self._contents = list(CONTENTS)
        self._seed.shuffle(self._contents)
        self._number = 0

    def next(self) -> Json:
        """Return the next update, without a number."""
        self._number += 1
        turn = self._number % (2 * len(TYPES))
        kind = TYPES[turn] if turn < len(TYPES) else self._seed.choice(_FREQUENT)
        return {kind: self._content(kind)}

    def _content(self, kind: str) -> Json:
        match kind:
            case "callback_query":
                return self._tap()
            case "channel_post" | "edited_channel_post":
                return self._message(self._channel())
            case "message" | "edited_message" | "business_message" | "edited_business_message" | "guest_message":
                return self._message(self._chat())
            case "inline_query":
                who, words = self._seed.choice(self._cast.people), self._seed.choice(TEXTS)[:256]
                return {
                    "id": str(self._number),
                    "from": who,
                    "query": words,
                    "offset": self._seed.choice(("", "20", "x")),
                }
            case _:
                field = Update.model_fields[kind]
                made: Json = self._values.of_field(kind, field, 0)
                return made

    def _user(self, _depth: int) -> Json:
        return self._seed.choice([*self._cast.people, BOT, _OTHER_BOT, ANONYMOUS])

    def _chat(self) -> Json:
        if self._seed.random() < 0.6:
            person = self._seed.choice(self._cast.people)
            return {"id": person["id"], "type": "private", "first_name": person["first_name"]}
        return self._seed.choice(self._cast.chats)

    def _channel(self) -> Json:
        return self._seed.choice([chat for chat in self._cast.chats if chat["type"] == "channel"])

    def _smaller(self, depth: int) -> Json:
        return self._message(self._chat(), depth + 1)

    def _gone(self, _depth: int) -> Json:
        return {"chat": self._chat(), "message_id": self._seed.randint(1, 400), "date": 0}

    def _message(self, chat: Json, depth: int = 0) -> Json:
        message = {"message_id": 10_000_000 + self._number, "date": 1_764_000_000, "chat": chat, **self._writer(chat)}
        if depth > 1:
            return {**message, "text": self._seed.choice(TEXTS)}
        around = self._seed.sample(sorted(_AROUND - {"message_id", "date", "chat", "from_user", "sender_chat"}), k=2)
        self._put(message, around, depth)
        if self._seed.random() < 0.5:
            return {**message, "text": self._seed.choice(TEXTS)}
        self._put(message, [self._contents[self._number % len(self._contents)]], depth)
        return message

    def _put(self, message: Json, names: Sequence[str], depth: int) -> None:
        for name in names:
            field = Message.model_fields[name]
            message[field.alias or name] = self._values.of_field(name, field, depth + 1)

    def _writer(self, chat: Json) -> Json:
        """Return who wrote it: a person, a channel, a group's anonymous administrator, another bot."""
        if chat["type"] == "private":
            who = [person for person in self._cast.people if person["id"] == chat["id"]]
            return {"from": who[0]}
        if chat["type"] == "channel":
            return {"sender_chat": chat}
        masks: list[Json] = [
            {"from": ANONYMOUS, "sender_chat": chat},
            {"from": _AS_CHANNEL, "sender_chat": self._channel()},
            {"from": _TELEGRAM, "sender_chat": self._channel(), "is_automatic_forward": True},
            {"from": _OTHER_BOT},
        ]
        return self._seed.choice(masks) if self._seed.random() < 0.3 else {"from": self._seed.choice(self._cast.people)}

    def _tap(self) -> Json:
        who: Any = self._seed.choice(self._cast.people)
        query = {"id": f"tap-{self._number}", "from": who, "chat_instance": "1", "data": self._forger.callback_data()}
        where = self._seed.random()
        mine = [message for message in self._cast.shown if message["chat"]["id"] == who["id"]]
        if where < 0.7 and mine:
            shown = self._seed.choice(mine)
            old = [button["callback_data"] for row in _rows(shown) for button in row if "callback_data" in button]
            if old and self._seed.random() < 0.4:
                query["data"] = self._seed.choice(old)
            return {**query, "message": shown}
        if where < 0.8:
            return {**query, "inline_message_id": "inline-1"}
        field = CallbackQuery.model_fields["message"]
        return {**query, "message": self._values.of_field("message", field, 2)}


def _rows(shown: Json) -> list[list[Json]]:
    rows: list[list[Json]] = shown.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
