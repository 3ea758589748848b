"""Methods that send: texts, photos, documents, albums."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.sandbox.chats import Chat
from bot.sandbox.errors import CallRefusedError, bad_request, refuse
from bot.sandbox.files import Attachment
from bot.sandbox.keyboards import Markup, read_markup
from bot.sandbox.targets import place, writable_chat
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.text import CAPTION_LIMIT, TEXT_LIMIT, Formatted, read_formatted
from bot.sandbox.wire import Call, Json

_MOST_IN_ALBUM = 10
_ATTACHED = "attach://"
_PASSED_ON = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}


def send(telegram: Telegram, chat: Chat, call: Call, content: Json, markup: Markup | None) -> Json:
    """Post a message of the bot's with what every sending method has in common; return it."""
    if markup is not None:
        markup.check_place(chat)
    fields = {**content, **place(telegram, chat, call), **(markup.content() if markup else {})}
    if call.flag("protect_content"):
        fields["has_protected_content"] = True
    if call.has("message_effect_id"):
        fields["effect_id"] = call.text("message_effect_id")
    telegram.pacing.take(chat.id)
    message = telegram.world.post(chat, telegram.world.bot["id"], fields)
    if markup is not None and markup.kind in ("keyboard", "remove"):
        telegram.world.show_keyboard(chat, markup.shape if markup.kind == "keyboard" else None)
    return message


def read_text(call: Call) -> Formatted:
    """Return the text of a call that cannot do without; 400 when there is none."""
    if not call.has("text"):
        refuse("message text is empty")
    return read_formatted(call, "text", "entities")


def check_text(formatted: Formatted) -> None:
    """Refuse a text that is blank, or too long after its markup is read."""
    if not formatted.text:
        refuse("text must be non-empty")
    if len(formatted.text) > TEXT_LIMIT:
        refuse("message is too long")


def text_content(call: Call, formatted: Formatted) -> Json:
    """Return the fields of a text message."""
    content = formatted.content()
    preview = _link_preview(call)
    return {**content, "link_preview_options": preview} if preview else content


def _link_preview(call: Call) -> Json:
    tree = call.tree("link_preview_options", "link preview options")
    if tree is not None and not isinstance(tree, dict):
        refuse("object expected as link preview options")
    options: Json = tree or {}
    return options or ({"is_disabled": True} if call.flag("disable_web_page_preview") else {})


def _send_message(telegram: Telegram, call: Call) -> Json:
    formatted = read_text(call)
    markup = read_markup(call)
    content = text_content(call, formatted)
    chat = writable_chat(telegram, call)
    check_text(formatted)
    return send(telegram, chat, call, content, markup)


def read_attachment(telegram: Telegram, call: Call, sort: str, name: str = "") -> Attachment:
    """Return what a parameter attaches: an upload, or a file sent before by its id; 400 for anything else."""
    value = call.text(name or sort)
    upload = call.uploads.get(value.removeprefix(_ATTACHED) if value.startswith(_ATTACHED) else name or sort)
    if upload is not None:
        files = telegram.world.files
        return files.add_photo(upload) if sort == "photo" else files.add_document(upload)
    if not value:
        refuse(f"there is no {sort} in the request")
    if value.startswith(("http://", "https://")):
        refuse("failed to get HTTP URL content")
    return telegram.world.files.attachment(sort, value)


def read_caption(call: Call) -> Json:
    """Return the caption's fields; 400 when it is too long after its markup is read."""
    formatted = read_formatted(call, "caption", "caption_entities")
    if len(formatted.text) > CAPTION_LIMIT:
        refuse("message caption is too long")
    return formatted.content("caption", "caption_entities")


def media_content(telegram: Telegram, call: Call, sort: str, name: str = "") -> Json:
    """Return the fields of a photo or document with its caption."""
    passed = {field: True for parameter, field in _PASSED_ON.items() if call.flag(parameter)}
    caption = read_caption(call)
    return {**read_attachment(telegram, call, sort, name).content(), **caption, **passed}


def _send_media(telegram: Telegram, call: Call, sort: str) -> Json:
    markup = read_markup(call)
    chat = writable_chat(telegram, call)
    return send(telegram, chat, call, media_content(telegram, call, sort), markup)


def _send_photo(telegram: Telegram, call: Call) -> Json:
    return _send_media(telegram, call, "photo")


def _send_document(telegram: Telegram, call: Call) -> Json:
    return _send_media(telegram, call, "document")


def read_media(telegram: Telegram, call: Call, item: object) -> Json:
    """Return the fields of an InputMedia object; 400 when it is none."""
    if not isinstance(item, dict):
        refuse("can't parse InputMedia: expected an Object")
    if item.get("type") not in ("photo", "document"):
        refuse(f'can\'t parse InputMedia: type "{item.get("type")}" is not supported by the stand-in')
    return media_content(telegram, Call(call.method, item, call.uploads), str(item["type"]), "media")


def _send_media_group(telegram: Telegram, call: Call) -> list[Json]:
    items = _album(call)
    chat = writable_chat(telegram, call)
    where = place(telegram, chat, call)
    contents = [_album_content(telegram, call, number, item) for number, item in enumerate(items, start=1)]
    telegram.pacing.take(chat.id)
    group = str(telegram.events.last + 1)
    bot: int = telegram.world.bot["id"]
    return [telegram.world.post(chat, bot, {**content, **where, "media_group_id": group}) for content in contents]


def _album(call: Call) -> list[Json]:
    items = call.tree("media", "media")
    if items is None or items == []:
        refuse("there are no messages to send")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        refuse("expected an Array of InputMedia")
    if len(items) > _MOST_IN_ALBUM:
        refuse("too many messages to send as an album")
    sorts = {str(item.get("type")) for item in items}
    if len(sorts) > 1 or not sorts <= {"photo", "document"}:
        refuse("can't use the media of the specified type in the album")
    return items


def _album_content(telegram: Telegram, call: Call, number: int, item: Json) -> Json:
    try:
        return read_media(telegram, call, item)
    except CallRefusedError as fault:
        message = fault.description.removeprefix("Bad Request: ")
        reason = f'failed to send message #{number} with the error message "{message}"'
        raise bad_request(reason) from fault


SENDING: Mapping[str, Method] = MappingProxyType(
    {
        "sendMessage": _send_message,
        "sendPhoto": _send_photo,
        "sendDocument": _send_document,
        "sendMediaGroup": _send_media_group,
    },
)
