"""What people do: they write, edit, tap, block; each act changes the world and queues the bot's updates."""

from bot.sandbox.chats import CHANNEL, IN_CHAT, PRIVATE, Chat, Person
from bot.sandbox.errors import deny
from bot.sandbox.methods_chat import bot_member
from bot.sandbox.targets import origin, topic_fields, without_reply
from bot.sandbox.telegram import Telegram
from bot.sandbox.text import CAPTION_LIMIT, TEXT_LIMIT, Formatted, plain
from bot.sandbox.wire import Json

NOT_FOUND = 404
_OF_ITS_PLACE = frozenset(
    {"message_id", "from", "sender_chat", "chat", "date", "edit_date", "reply_to_message", "message_thread_id",
     "is_topic_message", "media_group_id", "reply_markup", "author_signature", "external_reply", "quote"}
)  # fmt: skip


def person_of(telegram: Telegram, number: int) -> Person:
    """Return a person; 404 when there is none."""
    person = telegram.world.people.get(number)
    if person is None:
        deny("there is no such person", NOT_FOUND)
    return person


def chat_of(telegram: Telegram, number: int) -> Chat:
    """Return a chat; 404 when there is none."""
    chat = telegram.world.chats.get(number)
    if chat is None:
        deny("there is no such chat", NOT_FOUND)
    return chat


def seen_chat(telegram: Telegram, person: int, number: int) -> Chat:
    """Return a chat the person is in; 400 when not."""
    person_of(telegram, person)
    chat = chat_of(telegram, number)
    if not chat.holds(person):
        deny("the person is not in this chat")
    return chat


def message_of(chat: Chat, number: int) -> Json:
    """Return a message; 404 when there is none."""
    message = chat.messages.get(number)
    if message is None:
        deny("there is no such message", NOT_FOUND)
    return message


def checked_text(text: str) -> Formatted:
    """Return a text as a person's client sends it."""
    formatted = plain(text)
    if not formatted.text:
        deny("the text is empty")
    if len(formatted.text) > TEXT_LIMIT:
        deny("the text is too long for one message")
    return formatted


def checked_caption(text: str) -> Json:
    """Return the caption's fields."""
    if len(text) > CAPTION_LIMIT:
        deny("the caption is too long")
    return plain(text).content("caption", "caption_entities")


def write(telegram: Telegram, person: int, chat: Chat, content: Json) -> Json:
    """Post a person's message and queue its update; return the message.

    Writing in the private chat starts it. A person who blocked the bot cannot write to it, and nobody can in a
    group that became a supergroup.
    """
    if chat.migrated_to is not None:
        deny("the group became a supergroup")
    if chat.blocked:
        deny("the person has blocked the bot")
    chat.started = True
    message = telegram.world.post(chat, person, content)
    queue_message(telegram, chat, message)
    return message


def where(chat: Chat, thread: int, reply_to: int) -> Json:
    """Return the fields of a message in a topic, in reply to another."""
    if thread and thread not in chat.topics:
        deny("there is no such topic", NOT_FOUND)
    if not reply_to:
        return topic_fields(chat, thread)
    replied = message_of(chat, reply_to)
    topic = topic_fields(chat, thread or replied.get("message_thread_id", 0))
    return {**topic, "reply_to_message": without_reply(replied)}


def queue_message(telegram: Telegram, chat: Chat, message: Json, *, edited: bool = False) -> None:
    """Queue the update of a message when the bot is to see it."""
    if not _reaches_bot(telegram, chat, message):
        return
    noun = "channel_post" if chat.kind == CHANNEL else "message"
    telegram.updates.put(f"edited_{noun}" if edited else noun, message, f"chat {chat.id}")


def _reaches_bot(telegram: Telegram, chat: Chat, message: Json) -> bool:
    """Apply privacy mode: in a group a plain member sees commands, mentions, replies and service messages."""
    if chat.kind == PRIVATE:
        return True
    if chat.bot != "member":
        return chat.bot == "administrator"
    return chat.kind != CHANNEL and (_is_service(message) or _is_for_bot(telegram, message))


def _is_service(message: Json) -> bool:
    return bool({"new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"} & message.keys())


def _is_for_bot(telegram: Telegram, message: Json) -> bool:
    replied = message.get("reply_to_message")
    author = replied.get("from") if isinstance(replied, dict) else None
    to_bot = isinstance(author, dict) and author.get("id") == telegram.world.bot["id"]
    text = message.get("text", message.get("caption"))
    return to_bot or "via_bot" in message or (isinstance(text, str) and _calls_bot(telegram, text))


def _calls_bot(telegram: Telegram, text: str) -> bool:
    name = "@" + telegram.world.bot["username"].lower()
    for entity in plain(text).entities:
        units = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        marked = units.decode("utf-16-le").lower()
        if entity["type"] == "mention" and marked == name:
            return True
        if entity["type"] == "bot_command" and ("@" not in marked or marked.endswith(name)):
            return True
    return False


def forwarded(message: Json) -> Json:
    """Return what a message holds when it is forwarded: its content and where it comes from, without its place."""
    content = {name: value for name, value in message.items() if name not in _OF_ITS_PLACE}
    return {**content, "forward_origin": origin(message)}


def edit(telegram: Telegram, person: int, chat: Chat, number: int, text: str) -> Json:
    """Let a person edit a text or caption of theirs; return the message."""
    message = message_of(chat, number)
    if message.get("from", {}).get("id", person) != person:
        deny("the message is someone else's")
    if "text" in message:
        edited = telegram.world.rewrite(chat, number, checked_text(text).content(), ("entities",))
    else:
        edited = telegram.world.rewrite(chat, number, checked_caption(text), ("caption", "caption_entities"))
    queue_message(telegram, chat, edited, edited=True)
    return edited


def start(telegram: Telegram, person: int, parameter: str) -> Json:
    """Let a person open the bot, by a deep link when there is a ``parameter``; return the message."""
    person_of(telegram, person)
    chat = telegram.world.chats[person]
    if chat.blocked:
        block(telegram, person, blocked=False)
    return write(telegram, person, chat, checked_text(f"/start {parameter}").content())


def block(telegram: Telegram, person: int, *, blocked: bool) -> None:
    """Let a person block or unblock the bot; it is told when they had started it."""
    person_of(telegram, person)
    chat = telegram.world.chats[person]
    if chat.blocked == blocked:
        return
    telegram.world.block(chat, blocked=blocked)
    if chat.started:
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        _tell_standing(telegram, chat, person, before, after)


def _tell_standing(telegram: Telegram, chat: Chat, by: int, before: str, after: str) -> None:
    change = {
        "chat": chat.described(),
        "from": telegram.world.people[by].user(),
        "date": telegram.world.date(),
        "old_chat_member": bot_member(telegram, before),
        "new_chat_member": bot_member(telegram, after),
    }
    telegram.updates.put("my_chat_member", change, f"chat {chat.id}")


def set_membership(telegram: Telegram, chat: Chat, by: int, *, member: bool) -> None:
    """Let a person add the bot to a group or remove it; a channel takes bots as administrators only."""
    person_of(telegram, by)
    if chat.kind == PRIVATE or chat.migrated_to is not None:
        deny("bots are added to groups only")
    before = chat.bot
    if (before in IN_CHAT) == member:
        return
    after = ("administrator" if chat.kind == CHANNEL else "member") if member else "kicked"
    telegram.world.stand(chat, after)
    _tell_standing(telegram, chat, by, before, after)
    if chat.kind != CHANNEL:
        bot = telegram.world.bot
        service = {"new_chat_members": [bot]} if member else {"left_chat_member": bot}
        queue_message(telegram, chat, telegram.world.post(chat, by, service))


def upgrade(telegram: Telegram, chat: Chat) -> Chat:
    """Make a group a supergroup, with the two service messages; return the new chat.

    The bot is first told that it was added to the supergroup, as Telegram does (tdlib/telegram-bot-api#266).
    """
    if chat.kind in (PRIVATE, CHANNEL) or chat.migrated_to is not None or not chat.members:
        deny("only a group with members becomes a supergroup")
    owner = chat.members[0]
    new = telegram.world.upgrade(chat)
    if new.bot in IN_CHAT:
        _tell_standing(telegram, new, owner, "left", new.bot)
    leaving = telegram.world.post(chat, owner, {"migrate_to_chat_id": new.id})
    queue_message(telegram, chat, leaving)
    coming = telegram.world.post(new, owner, {"migrate_from_chat_id": chat.id})
    queue_message(telegram, new, coming)
    return new
