"""Methods that answer taps and inline queries."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn

from bot.sandbox.errors import CallRefusedError, bad_request, refuse
from bot.sandbox.keyboards import read_markup
from bot.sandbox.links import link_fault
from bot.sandbox.methods_send import check_text
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.text import read_formatted
from bot.sandbox.wire import Call, Json

_ANSWER_LIMIT = 200
_ID_LIMIT = 64
_MOST_RESULTS = 50
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_RESULT_TYPES = frozenset(
    {"article", "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document", "location", "venue", "contact"}
    | {"game", "sticker"},
)


def _answer_callback_query(telegram: Telegram, call: Call) -> bool:
    text, url = call.text("text"), call.text("url")
    telegram.taps.find(call.text("callback_query_id"))
    if len(text) > _ANSWER_LIMIT:
        refuse("MESSAGE_TOO_LONG")
    if url and not _opens_bot(telegram, url):
        refuse("URL_INVALID")
    answer = {"text": text, "show_alert": call.flag("show_alert"), "url": url}
    telegram.taps.answer(call.text("callback_query_id"), answer)
    telegram.events.add("answer", callback_query_id=call.text("callback_query_id"), **answer)
    return True


def _opens_bot(telegram: Telegram, url: str) -> bool:
    name = telegram.world.bot["username"]
    return link_fault(url) is None and url.startswith((f"https://t.me/{name}?", f"t.me/{name}?", "tg://resolve?"))


def _answer_inline_query(telegram: Telegram, call: Call) -> bool:
    results = [_result(telegram, call, item) for item in _listed(call)]
    _check_ids([str(result["id"]) for result in results])
    next_offset = call.text("next_offset")
    if len(next_offset.encode()) > _ID_LIMIT:
        refuse("NEXT_OFFSET_INVALID")
    answer = {"results": results, "button": _button(call), "next_offset": next_offset}
    telegram.inline.answer(call.text("inline_query_id"), answer)
    return True


def _listed(call: Call) -> list[object]:
    listed = call.tree("results", "inline query results")
    if not isinstance(listed, list):
        refuse("expected an Array of inline query results")
    if len(listed) > _MOST_RESULTS:
        refuse("too many inline query results specified")
    return listed


def _check_ids(ids: list[str]) -> None:
    if any(not 1 <= len(number.encode()) <= _ID_LIMIT for number in ids):
        refuse("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        refuse("RESULT_ID_DUPLICATE")


def _result(telegram: Telegram, call: Call, item: object) -> Json:
    """Return a result as the page shows it: ``message`` holds what will be posted when it is chosen."""
    if not isinstance(item, dict):
        _refuse_result("expected an Object")
    if str(item.get("type")) not in _RESULT_TYPES:
        _refuse_result("invalid inline query result type")
    try:
        message = {**_content(telegram, Call(call.method, item)), **_markup(item)}
    except CallRefusedError as fault:
        reason = f"can't parse inline query result: {fault.description.removeprefix('Bad Request: ')}"
        raise bad_request(reason) from fault
    return {**item, "id": str(item.get("id", "")), "message": message}


def _markup(item: Json) -> Json:
    markup = read_markup(Call("", {"reply_markup": item.get("reply_markup")}))
    if markup is not None and markup.kind != "inline":
        refuse("inline keyboard expected")
    return markup.content() if markup else {}


def _content(telegram: Telegram, item: Call) -> Json:
    if item.text("type") == "article" and not item.has("title"):
        refuse('Can\'t find field "title"')
    content = item.fields.get("input_message_content")
    if isinstance(content, dict):
        return _input_content(Call("", content))
    caption = read_formatted(item, "caption", "caption_entities").content("caption", "caption_entities")
    for sort in ("photo", "document"):
        if item.has(f"{sort}_file_id"):
            return {**telegram.world.files.attachment(sort, item.text(f"{sort}_file_id")).content(), **caption}
    if item.text("type") == "article":
        refuse('Can\'t find field "input_message_content"')
    return {"text": item.text("title") or item.text("type"), **caption}


def _input_content(content: Call) -> Json:
    if "message_text" not in content.fields:
        return {"text": content.text("title") or content.text("phone_number") or "…"}
    if not content.has("message_text"):
        refuse("Message text is empty")
    formatted = read_formatted(content, "message_text", "entities")
    check_text(formatted)
    return formatted.content()


def _button(call: Call) -> Json | None:
    button = call.tree("button", "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        refuse("can't parse inline query results button: InlineQueryResultsButton must be an Object with a text")
    if (button.get("start_parameter") is None) == (button.get("web_app") is None):
        reason = "InlineQueryResultsButton must have exactly one optional field"
        refuse(f"can't parse inline query results button: {reason}")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(str(button["start_parameter"])):
        refuse("START_PARAM_INVALID")
    return button


def _refuse_result(reason: str) -> NoReturn:
    refuse(f"can't parse inline query result: {reason}")


QUERIES: Mapping[str, Method] = MappingProxyType(
    {"answerCallbackQuery": _answer_callback_query, "answerInlineQuery": _answer_inline_query},
)
