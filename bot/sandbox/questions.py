"""What people ask through their client and wait for: taps on inline buttons, inline queries and their choice."""

from uuid import UUID, uuid5

from bot.sandbox.actions import NOT_FOUND, message_of, person_of, write
from bot.sandbox.chats import Chat
from bot.sandbox.errors import deny
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Json

_INSTANCES = UUID("0f6a1c2b-3d4e-5b0a-9d0c-6f1d3c526b0e")
_INLINE_IDS = UUID("6f1d3c52-6b0e-5b0a-9d0c-0f6a1c2b3d4e")
_QUERY_LIMIT = 256


async def tap(telegram: Telegram, person: int, place: Json, data: str, wait: float) -> Json:
    """Send a tap and wait for its answer.

    ``place`` is the callback query's ``message`` or ``inline_message_id``; ``data`` may be forged.
    """
    user = person_of(telegram, person).user()
    query = telegram.taps.ask(person)
    instance = uuid5(_INSTANCES, str(place.get("inline_message_id") or place["message"]["chat"]["id"])).int >> 65
    content = {"id": query.id, "from": user, "chat_instance": str(instance), "data": data, **place}
    telegram.updates.put("callback_query", content, f"user {person}")
    answer = await telegram.taps.answered(query, wait)
    unanswered = {"text": "", "show_alert": False, "url": ""}
    return {"answered": answer is not None, "callback_query_id": query.id, **(answer or unanswered)}


def tapped_message(telegram: Telegram, chat: Chat, number: int) -> Json:
    """Return the place of a tap: the message, what remains of a deleted one, or the id of one sent inline."""
    for inline_id, place in telegram.world.inline_messages.items():
        if place == (chat.id, number):
            return {"inline_message_id": inline_id}
    gone = {"chat": chat.described(), "message_id": number, "date": 0}
    return {"message": chat.messages.get(number, gone)}


def tapped_inline(telegram: Telegram, inline_message_id: str) -> Json:
    """Return the place of a tap on a message sent through the bot."""
    if inline_message_id not in telegram.world.inline_messages:
        deny("there is no such inline message", NOT_FOUND)
    return {"inline_message_id": inline_message_id}


async def ask_inline(telegram: Telegram, person: int, query: Json, wait: float) -> Json:
    """Send an inline query, ``query`` with its ``query``, ``offset`` and ``chat_type``, and wait for the results."""
    user = person_of(telegram, person).user()
    if len(query["query"]) > _QUERY_LIMIT:
        deny("an inline query has 256 characters at most")
    asked = telegram.inline.ask(person)
    telegram.updates.put("inline_query", {"id": asked.id, "from": user, **query}, f"user {person}")
    answer = await telegram.inline.answered(asked, wait)
    if answer is None:
        return {"answered": False, "results": [], "button": None, "next_offset": ""}
    telegram.inline_results[person, query["query"]] = answer["results"]
    return {"answered": True, **answer}


def result_message(telegram: Telegram, person: int, query: str, result_id: str) -> Json:
    """Return the content that a result of the person's last such query posts; 404 when there is none."""
    results = telegram.inline_results.get((person, query), [])
    result = next((result for result in results if result["id"] == result_id), None)
    if result is None:
        deny("there is no such result", NOT_FOUND)
    return {**result["message"], "via_bot": telegram.world.bot}


def choose_inline(telegram: Telegram, person: int, chat: Chat, chosen_of: tuple[str, str], place: Json) -> Json:
    """Post a result (its query and id) into a chat, at its ``place`` there, and tell the bot."""
    query, result_id = chosen_of
    content = result_message(telegram, person, query, result_id)
    message = write(telegram, person, chat, {**content, **place})
    inline_id = uuid5(_INLINE_IDS, f"{chat.id} {message['message_id']}").hex
    telegram.world.inline_messages[inline_id] = (chat.id, message["message_id"])
    user = person_of(telegram, person).user()
    chosen: Json = {"result_id": result_id, "from": user, "query": query}
    if "reply_markup" in message:
        chosen["inline_message_id"] = inline_id
    telegram.updates.put("chosen_inline_result", chosen, f"user {person}")
    return {"message": message, "inline_message_id": inline_id}


def erase(telegram: Telegram, chat: Chat, number: int) -> None:
    """Let a person delete a message for everyone; the bot is not told."""
    message_of(chat, number)
    telegram.world.erase(chat, number)
