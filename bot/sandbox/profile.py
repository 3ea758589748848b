"""What the bot says of itself: commands by scope and language, names and descriptions, menu buttons."""

from dataclasses import dataclass, field

from bot.sandbox.chats import PRIVATE, Chat
from bot.sandbox.wire import Json


@dataclass(slots=True)
class Profile:
    """Commands by (scope, language); texts by (which, language); menu buttons by chat, 0 for everyone's."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def commands_in(self, chat: Chat, language: str) -> list[Json]:
        """Return the commands a person with this language sees in a chat: the narrowest scope that has any."""
        scopes = ["chat " + str(chat.id), "all_private_chats" if chat.kind == PRIVATE else "all_group_chats", "default"]
        keys = [(scope, spoken) for scope in scopes for spoken in (language, "")]
        return next((self.commands[key] for key in keys if key in self.commands), [])
