"""What a call aims at: the chat, the topic in it, the message replied to. Wrong aims are refused here."""

from dataclasses import dataclass

from bot.sandbox.chats import BASIC_GROUP, CHANNEL, IN_CHAT, PRIVATE, SUPERGROUP, Chat
from bot.sandbox.errors import forbid, migrated, refuse
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Call, Json

_NOUNS = {BASIC_GROUP: "group chat", SUPERGROUP: "supergroup chat", CHANNEL: "channel chat"}


def find_chat(telegram: Telegram, call: Call, name: str = "chat_id") -> Chat:
    """Return the chat a parameter names, whether or not the bot may write there."""
    if not call.has(name):
        refuse(f"{name} is empty")
    number = call.integer(name)
    if number == telegram.world.bot["id"]:
        forbid("the bot can't send messages to the bot")
    chat = telegram.world.chats.get(number)
    if chat is None:
        refuse("chat not found")
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def readable_chat(telegram: Telegram, call: Call, name: str = "chat_id") -> Chat:
    """Return a chat the bot knows: a private one that was started, a group it is in."""
    chat = find_chat(telegram, call, name)
    if chat.kind != PRIVATE:
        _check_membership(chat)
    elif not chat.started:
        refuse("chat not found")
    return chat


def writable_chat(telegram: Telegram, call: Call) -> Chat:
    """Return the chat a call sends to; the 403s and 400s of one the bot may not write to."""
    chat = find_chat(telegram, call)
    check_writable(chat)
    return chat


def check_writable(chat: Chat) -> None:
    """Refuse a chat the bot may not write to."""
    if chat.kind != PRIVATE:
        _check_membership(chat)
    elif chat.deactivated:
        forbid("user is deactivated")
    elif not chat.started:
        forbid("bot can't initiate conversation with a user")
    elif chat.blocked:
        forbid("bot was blocked by the user")
    if chat.kind == CHANNEL and chat.bot != "administrator":
        refuse("need administrator rights in the channel chat")


def _check_membership(chat: Chat) -> None:
    if chat.deleted:
        forbid("the group chat was deleted")
    if chat.bot == "kicked":
        forbid(f"bot was kicked from the {_NOUNS[chat.kind]}")
    if chat.bot not in IN_CHAT:
        forbid(f"bot is not a member of the {_NOUNS[chat.kind]}")


def find_message(chat: Chat, call: Call, verb: str) -> Json:
    """Return the message a call is about; the 400 "message to ``verb`` not found"."""
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        refuse(f"message to {verb} not found")
    return message


@dataclass(frozen=True, slots=True)
class _Reply:
    chat: Chat
    message_id: int
    lenient: bool
    quote: str


def place(telegram: Telegram, chat: Chat, call: Call) -> Json:
    """Return the fields of a new message that say where it stands: its topic and what it replies to."""
    thread = call.integer("message_thread_id")
    if thread and thread not in chat.topics:
        refuse("message thread not found")
    reply = _read_reply(telegram, chat, call)
    replied = reply.chat.messages.get(reply.message_id) if reply else None
    fields: Json = {}
    if reply and replied:
        fields = _replying(chat, reply, replied)
        thread = thread or (replied.get("message_thread_id", 0) if reply.chat is chat else 0)
    elif reply and not reply.lenient:
        refuse("message to be replied not found")
    return {**fields, **topic_fields(chat, thread)}


def topic_fields(chat: Chat, thread: object) -> Json:
    """Return the fields of a message in a topic; none for what is no topic of the chat."""
    known = isinstance(thread, int) and thread in chat.topics
    return {"message_thread_id": thread, "is_topic_message": True} if known else {}


def without_reply(message: Json) -> Json:
    """Return a message as another one embeds it: one level deep."""
    return {name: value for name, value in message.items() if name not in ("reply_to_message", "pinned_message")}


def _read_reply(telegram: Telegram, chat: Chat, call: Call) -> _Reply | None:
    tree = call.tree("reply_parameters", "reply parameters")
    if tree is None:
        number, lenient = call.integer("reply_to_message_id"), call.flag("allow_sending_without_reply")
        return _Reply(chat, number, lenient, "") if number else None
    if not isinstance(tree, dict):
        refuse("object expected as reply parameters")
    asked = Call(call.method, tree)
    where = readable_chat(telegram, asked) if asked.has("chat_id") else chat
    if not asked.has("message_id"):
        refuse("message identifier is not specified")
    lenient = asked.flag("allow_sending_without_reply")
    return _Reply(where, asked.integer("message_id"), lenient, asked.text("quote"))


def _replying(chat: Chat, reply: _Reply, replied: Json) -> Json:
    if reply.chat is chat:
        fields: Json = {"reply_to_message": without_reply(replied)}
    else:
        elsewhere = {"chat": reply.chat.described(), "message_id": reply.message_id}
        fields = {"external_reply": {"origin": origin(replied), **elsewhere}}
    if not reply.quote:
        return fields
    if reply.quote not in str(replied.get("text", replied.get("caption", ""))):
        refuse("QUOTE_TEXT_INVALID")
    return {**fields, "quote": {"text": reply.quote, "position": 0, "is_manual": True}}


def origin(message: Json) -> Json:
    """Return the MessageOrigin of a message that is forwarded."""
    if "forward_origin" in message:
        first: Json = message["forward_origin"]
        return first
    if "from" in message:
        return {"type": "user", "sender_user": message["from"], "date": message["date"]}
    place_in_channel = {"chat": message["sender_chat"], "message_id": message["message_id"]}
    return {"type": "channel", **place_in_channel, "date": message["date"]}
