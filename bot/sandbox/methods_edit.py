"""Methods that change what was sent: edits, deletions, copies and forwards."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from bot.sandbox.chats import CHANNEL, PRIVATE, Chat
from bot.sandbox.errors import refuse
from bot.sandbox.keyboards import read_inline_markup, read_markup
from bot.sandbox.methods_send import check_text, read_caption, read_media, read_text, send, text_content
from bot.sandbox.targets import check_writable, find_chat, find_message, origin, readable_chat, writable_chat
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.wire import Call, Json

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_DELETABLE_FOR = int(timedelta(hours=48).total_seconds())
_MOST_IDS = 100
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", "has_media_spoiler")
_IDENTITY = frozenset(
    {"message_id", "from", "sender_chat", "chat", "date", "edit_date", "reply_to_message", "external_reply", "quote"}
    | {"reply_markup", "forward_origin", "message_thread_id", "is_topic_message", "via_bot", "media_group_id"},
)
_SERVICE = frozenset(
    {"pinned_message", "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"},
)


def _target(telegram: Telegram, call: Call) -> tuple[Chat, Json]:
    """Return the message an edit is about: sent by the bot, or through it (inline)."""
    if call.has("inline_message_id"):
        place = telegram.world.inline_messages.get(call.text("inline_message_id"))
        if place is None or place[1] not in telegram.world.chats[place[0]].messages:
            refuse("MESSAGE_ID_INVALID")
        chat = telegram.world.chats[place[0]]
        return chat, chat.messages[place[1]]
    if not call.has("message_id"):
        refuse("message identifier is not specified")
    chat = writable_chat(telegram, call)
    message = find_message(chat, call, "edit")
    if not _is_own(telegram, chat, message) or "forward_origin" in message or _SERVICE & message.keys():
        refuse("message can't be edited")
    return chat, message


def _is_own(telegram: Telegram, chat: Chat, message: Json) -> bool:
    return chat.kind == CHANNEL or bool(message["from"]["id"] == telegram.world.bot["id"])


def _edit(telegram: Telegram, call: Call, content: Json, replaced: tuple[str, ...]) -> object:
    """Replace fields of a message and its keyboard; one that is not given is taken away, as Telegram does."""
    markup = read_inline_markup(call)
    chat, message = _target(telegram, call)
    if markup is not None:
        markup.check_place(chat)
    new = {**content, **(markup.content() if markup else {})}
    dropped = (*replaced, "reply_markup")
    if all(message.get(name) == new.get(name) for name in dropped):
        refuse(_SAME)
    telegram.pacing.take(chat.id)
    edited = telegram.world.rewrite(chat, message["message_id"], new, dropped)
    return True if call.has("inline_message_id") else edited


def _edit_text(telegram: Telegram, call: Call) -> object:
    formatted = read_text(call)
    _, message = _target(telegram, call)
    if "text" not in message:
        refuse("there is no text in the message to edit")
    check_text(formatted)
    return _edit(telegram, call, text_content(call, formatted), _TEXT)


def _edit_caption(telegram: Telegram, call: Call) -> object:
    caption = read_caption(call)
    _, message = _target(telegram, call)
    if not {"photo", "document"} & message.keys():
        refuse("there is no caption in the message to edit")
    above = {"show_caption_above_media": True} if call.flag("show_caption_above_media") else {}
    return _edit(telegram, call, {**caption, **above}, _CAPTION)


def _edit_media(telegram: Telegram, call: Call) -> object:
    media = call.tree("media", "input media")
    if media is None:
        refuse("input media must be non-empty")
    _target(telegram, call)
    return _edit(telegram, call, read_media(telegram, call, media), (*_TEXT, *_CAPTION, *_MEDIA))


def _edit_markup(telegram: Telegram, call: Call) -> object:
    return _edit(telegram, call, {}, ())


def _check_deletable(telegram: Telegram, chat: Chat, message: Json) -> None:
    may = chat.kind == PRIVATE or chat.bot == "administrator" or _is_own(telegram, chat, message)
    if not may:
        refuse("message can't be deleted")
    if telegram.world.date() - message["date"] > _DELETABLE_FOR:
        refuse("message can't be deleted for everyone")


def _delete_message(telegram: Telegram, call: Call) -> bool:
    if not call.has("message_id"):
        refuse("message identifier is not specified")
    chat = readable_chat(telegram, call)
    message = find_message(chat, call, "delete")
    _check_deletable(telegram, chat, message)
    telegram.world.erase(chat, message["message_id"])
    return True


def _delete_messages(telegram: Telegram, call: Call) -> bool:
    numbers = _numbers(call)
    chat = readable_chat(telegram, call)
    known = [chat.messages[number] for number in dict.fromkeys(numbers) if number in chat.messages]
    for message in known:
        _check_deletable(telegram, chat, message)
    for message in known:
        telegram.world.erase(chat, message["message_id"])
    return True


def _numbers(call: Call) -> list[int]:
    numbers = call.tree("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        refuse("message identifiers are not specified")
    if len(numbers) > _MOST_IDS:
        refuse("too many message identifiers specified")
    return [number for number in numbers if isinstance(number, int)]


def _source(telegram: Telegram, call: Call, verb: str) -> Json:
    chat = readable_chat(telegram, call, "from_chat_id")
    return find_message(chat, call, verb)


def _forward_message(telegram: Telegram, call: Call) -> Json:
    chat = writable_chat(telegram, call)
    message = _source(telegram, call, "forward")
    if _SERVICE & message.keys() or "has_protected_content" in message:
        refuse("message can't be forwarded")
    return send(telegram, chat, call, {**_bare(message), "forward_origin": origin(message)}, None)


def _copy_message(telegram: Telegram, call: Call) -> Json:
    markup = read_markup(call)
    chat = writable_chat(telegram, call)
    message = _source(telegram, call, "copy")
    if _SERVICE & message.keys() or "has_protected_content" in message:
        refuse("message can't be copied")
    content = _bare(message)
    if call.has("caption") and "text" not in content:
        content = {name: value for name, value in content.items() if name not in _CAPTION} | read_caption(call)
    return {"message_id": send(telegram, chat, call, content, markup)["message_id"]}


def _bare(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in _IDENTITY}


def _pin(telegram: Telegram, call: Call) -> bool:
    chat = _pinning_chat(telegram, call)
    message = find_message(chat, call, "pin")
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
        telegram.world.post(chat, telegram.world.bot["id"], {"pinned_message": message})
    return True


def _unpin(telegram: Telegram, call: Call) -> bool:
    chat = _pinning_chat(telegram, call)
    if call.has("message_id"):
        unpinned = find_message(chat, call, "unpin")["message_id"]
        chat.pinned = [number for number in chat.pinned if number != unpinned]
    else:
        chat.pinned = chat.pinned[:-1]
    return True


def _pinning_chat(telegram: Telegram, call: Call) -> Chat:
    chat = find_chat(telegram, call)
    check_writable(chat)
    if chat.kind != PRIVATE and chat.bot != "administrator":
        refuse("not enough rights to manage pinned messages in the chat")
    return chat


EDITING: Mapping[str, Method] = MappingProxyType(
    {
        "editMessageText": _edit_text,
        "editMessageCaption": _edit_caption,
        "editMessageMedia": _edit_media,
        "editMessageReplyMarkup": _edit_markup,
        "deleteMessage": _delete_message,
        "deleteMessages": _delete_messages,
        "forwardMessage": _forward_message,
        "copyMessage": _copy_message,
        "pinChatMessage": _pin,
        "unpinChatMessage": _unpin,
    },
)
