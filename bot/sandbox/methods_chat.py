"""Methods about chats: what the bot shows there, who is in them, reactions."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.sandbox.chats import IN_CHAT, PRIVATE, Chat
from bot.sandbox.errors import refuse
from bot.sandbox.targets import find_message, readable_chat, without_reply, writable_chat
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.wire import Call, Json

_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
    | {"choose_sticker", "find_location", "record_video_note", "upload_video_note"},
)
_REACTIONS = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡",
) | {"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"}
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_MEMBER_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def _send_chat_action(telegram: Telegram, call: Call) -> bool:
    action = call.required("action").lower()
    if action not in _ACTIONS:
        refuse("wrong parameter action in request")
    telegram.world.act(writable_chat(telegram, call), action, call.integer("message_thread_id"))
    return True


def _get_chat(telegram: Telegram, call: Call) -> Json:
    chat = readable_chat(telegram, call)
    pinned = [chat.messages[number] for number in chat.pinned]
    return {
        **chat.described(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        **({"pinned_message": without_reply(pinned[-1])} if pinned else {}),
    }


def member(telegram: Telegram, chat: Chat, number: int) -> Json:
    """Return the ChatMember of a person or of the bot."""
    if number == telegram.world.bot["id"]:
        return bot_member(telegram, chat.bot)
    user = telegram.world.people[number].user()
    if not chat.holds(number):
        return {"status": "left", "user": user}
    if chat.kind != PRIVATE and chat.members[0] == number:
        return {"status": "creator", "user": user, "is_anonymous": False}
    return {"status": "member", "user": user}


def bot_member(telegram: Telegram, standing: str) -> Json:
    """Return the ChatMember of the bot with a standing."""
    described: Json = {"status": standing, "user": telegram.world.bot}
    if standing == "administrator":
        return {**described, "can_be_edited": False, "is_anonymous": False, **dict.fromkeys(_MEMBER_RIGHTS, True)}
    return {**described, "until_date": 0} if standing == "kicked" else described


def _get_chat_member(telegram: Telegram, call: Call) -> Json:
    chat = readable_chat(telegram, call)
    number = call.integer("user_id")
    if number not in telegram.world.people and number != telegram.world.bot["id"]:
        refuse("invalid user_id specified" if number <= 0 else "member not found")
    return member(telegram, chat, number)


def _get_chat_administrators(telegram: Telegram, call: Call) -> list[Json]:
    chat = readable_chat(telegram, call)
    if chat.kind == PRIVATE:
        refuse("there are no administrators in the private chat")
    numbers = chat.members[:1] + ([telegram.world.bot["id"]] if chat.bot == "administrator" else [])
    return [member(telegram, chat, number) for number in numbers]


def _get_chat_member_count(telegram: Telegram, call: Call) -> int:
    chat = readable_chat(telegram, call)
    people = 1 if chat.kind == PRIVATE else len(chat.members)
    return people + (chat.bot in IN_CHAT)


def _leave_chat(telegram: Telegram, call: Call) -> bool:
    chat = readable_chat(telegram, call)
    if chat.kind == PRIVATE:
        refuse("chat member status can't be changed in private chats")
    telegram.world.stand(chat, "left")
    return True


def _set_message_reaction(telegram: Telegram, call: Call) -> bool:
    reactions = _reactions(call)
    chat = writable_chat(telegram, call)
    message = find_message(chat, call, "react")
    shown = [reaction["emoji"] for reaction in reactions]
    telegram.events.add("reaction", chat=chat.id, message_id=message["message_id"], emoji=shown)
    return True


def _reactions(call: Call) -> list[Json]:
    listed = call.tree("reaction", "reaction types")
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        refuse("expected an Array of ReactionType")
    if len(listed) > 1:
        refuse("REACTIONS_TOO_MANY")
    if any(item.get("type") != "emoji" or str(item.get("emoji")) not in _REACTIONS for item in listed):
        refuse("REACTION_INVALID")
    return listed


CHATS: Mapping[str, Method] = MappingProxyType(
    {
        "sendChatAction": _send_chat_action,
        "getChat": _get_chat,
        "getChatMember": _get_chat_member,
        "getChatAdministrators": _get_chat_administrators,
        "getChatMemberCount": _get_chat_member_count,
        "leaveChat": _leave_chat,
        "setMessageReaction": _set_message_reaction,
    },
)
