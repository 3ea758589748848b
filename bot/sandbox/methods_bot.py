"""Methods about the bot itself: updates, webhook, commands, names, files."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.sandbox.errors import refuse
from bot.sandbox.files import LARGEST_DOWNLOAD
from bot.sandbox.targets import readable_chat
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.webhook import checked_webhook
from bot.sandbox.wire import Call, Json

_MOST_COMMANDS = 100
_COMMAND_LIMIT = 32
_COMMAND = re.compile(r"[a-z0-9_]+")
_DESCRIPTION_LIMIT = 256
_SIMPLE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_LANGUAGE = re.compile(r"([a-z]{2})?")
_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def _get_me(telegram: Telegram, _call: Call) -> Json:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**telegram.world.bot, **abilities, "can_connect_to_business": False, "has_main_web_app": False}


def _remember_allowed(telegram: Telegram, call: Call) -> None:
    kinds = call.tree("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        telegram.updates.allow(kind for kind in kinds if isinstance(kind, str))


async def _get_updates(telegram: Telegram, call: Call) -> list[Json]:
    _remember_allowed(telegram, call)
    return await telegram.updates.poll(call.integer("offset"), call.integer("limit", 100), call.integer("timeout"))


def _set_webhook(telegram: Telegram, call: Call) -> bool:
    webhook = checked_webhook(call) if call.has("url") else None
    _remember_allowed(telegram, call)
    if call.flag("drop_pending_updates"):
        telegram.updates.clear()
    telegram.updates.switch(webhook)
    return True


def _delete_webhook(telegram: Telegram, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        telegram.updates.clear()
    telegram.updates.switch(None)
    return True


def _get_webhook_info(telegram: Telegram, _call: Call) -> Json:
    webhook, failures = telegram.updates.webhook, telegram.webhook_failures
    described: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending()),
    }
    if webhook:
        described["max_connections"] = webhook.max_connections
    if failures.at is not None:
        described |= {"last_error_date": int(failures.at.timestamp()), "last_error_message": failures.message}
    allowed = telegram.updates.allowed()
    return {**described, "allowed_updates": allowed} if allowed else described


def _scope(telegram: Telegram, call: Call) -> tuple[str, str]:
    """Return the key of the commands a call is about: scope and language."""
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        refuse("invalid language_code specified")
    tree = call.tree("scope", "BotCommandScope")
    if tree is None:
        return "default", language
    kind = tree.get("type") if isinstance(tree, dict) else None
    if isinstance(tree, dict) and isinstance(kind, str) and kind in _CHAT_SCOPES:
        chat = readable_chat(telegram, Call(call.method, tree))
        return f"{kind} {chat.id}", language
    if not isinstance(kind, str) or kind not in _SIMPLE_SCOPES:
        refuse("can't parse BotCommandScope: Unsupported type specified")
    return kind, language


def _set_my_commands(telegram: Telegram, call: Call) -> bool:
    listed = call.tree("commands", "commands")
    if not isinstance(listed, list):
        refuse("expected an Array of BotCommand")
    commands = [_command(item) for item in listed]
    if len(commands) > _MOST_COMMANDS:
        refuse("BOT_COMMANDS_TOO_MUCH")
    telegram.profile.commands[_scope(telegram, call)] = commands
    return True


def _command(item: object) -> Json:
    fields = item if isinstance(item, dict) else {}
    command, description = fields.get("command"), fields.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        refuse("can't parse BotCommand: expected an Object with command and description")
    command, description = command.strip().removeprefix("/"), description.strip()
    if not command:
        refuse("command must be non-empty")
    if len(command) > _COMMAND_LIMIT:
        refuse(f"command length must not exceed {_COMMAND_LIMIT}")
    if not description:
        refuse("command description must be non-empty")
    if len(description) > _DESCRIPTION_LIMIT:
        refuse(f"command description length must not exceed {_DESCRIPTION_LIMIT}")
    if not _COMMAND.fullmatch(command):
        refuse("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _get_my_commands(telegram: Telegram, call: Call) -> list[Json]:
    return telegram.profile.commands.get(_scope(telegram, call), [])


def _delete_my_commands(telegram: Telegram, call: Call) -> bool:
    telegram.profile.commands.pop(_scope(telegram, call), None)
    return True


def _set_text(telegram: Telegram, call: Call, which: str) -> bool:
    text, language = call.text(which).strip(), call.text("language_code")
    if len(text) > _TEXTS[which]:
        # The limits are Telegram's; the wording of this refusal is ours, theirs is not known.
        refuse(f"bot {which.replace('_', ' ')} is too long")
    telegram.profile.texts[which, language] = text
    if which == "name" and text and not language:
        telegram.world.rename(text)
    return True


def _set_my_name(telegram: Telegram, call: Call) -> bool:
    return _set_text(telegram, call, "name")


def _set_my_description(telegram: Telegram, call: Call) -> bool:
    return _set_text(telegram, call, "description")


def _set_my_short_description(telegram: Telegram, call: Call) -> bool:
    return _set_text(telegram, call, "short_description")


def _set_chat_menu_button(telegram: Telegram, call: Call) -> bool:
    button = call.tree("menu_button", "menu button")
    shape = {"type": "default"} if button is None else button
    if not isinstance(shape, dict) or shape.get("type") not in ("default", "commands", "web_app"):
        refuse("can't parse menu button: MenuButton has unsupported type")
    chat = readable_chat(telegram, call).id if call.has("chat_id") else 0
    telegram.profile.menu_buttons[chat] = shape
    return True


def _get_file(telegram: Telegram, call: Call) -> Json:
    if not call.has("file_id"):
        refuse("file_id not specified")
    file = telegram.world.files.file(call.text("file_id"))
    if file is None:
        refuse("invalid file_id")
    if file.described["file_size"] > LARGEST_DOWNLOAD:
        refuse("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    return {**{name: file.described[name] for name in names}, "file_path": file.path}


def _log_out(telegram: Telegram, _call: Call) -> bool:
    telegram.logged_out = True
    return True


def _close(_telegram: Telegram, _call: Call) -> bool:
    return True


BOT: Mapping[str, Method] = MappingProxyType(
    {
        "getMe": _get_me,
        "getUpdates": _get_updates,
        "setWebhook": _set_webhook,
        "deleteWebhook": _delete_webhook,
        "getWebhookInfo": _get_webhook_info,
        "setMyCommands": _set_my_commands,
        "getMyCommands": _get_my_commands,
        "deleteMyCommands": _delete_my_commands,
        "setMyName": _set_my_name,
        "setMyDescription": _set_my_description,
        "setMyShortDescription": _set_my_short_description,
        "setChatMenuButton": _set_chat_menu_button,
        "getFile": _get_file,
        "logOut": _log_out,
        "close": _close,
    },
)
