"""The world behind the stand-in: people, chats, messages and files, with one way to change each."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.sandbox.chats import BASIC_GROUP, PRIVATE, SUPERGROUP, Chat, Group, Person, Topic, group_chat, private_chat
from bot.sandbox.events import EventLog
from bot.sandbox.files import FileStore
from bot.sandbox.wire import Json

__all__ = ["Chat", "Group", "Person", "Topic", "World"]

_FIRST_INVENTED_PERSON = 7_000_001
_FIRST_INVENTED_GROUP = -1_002_000_000_001


class World:
    """Everything people and the bot can see. Each change raises the chat's version and is told to the events.

    Message ids are counted as Telegram counts them: one sequence for all private chats and basic groups, one
    for each supergroup and channel.
    """

    def __init__(self, clock: Clock, events: EventLog, bot_id: int) -> None:
        """Start with nobody but the bot."""
        self._clock = clock
        self._events = events
        self._last_ids: dict[int, int] = {}
        self.bot: Json = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Пример: бот программы",
            "username": "cooperation_sandbox_bot",
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.inline_messages: dict[str, tuple[int, int]] = {}

    def settle(self, people: Sequence[Person], groups: Sequence[Group]) -> None:
        """Bring in those who are there from the start."""
        for person in people:
            self.add_person(person)
        for group in groups:
            self.add_group(group)

    def now(self) -> datetime:
        """Return the clock's moment, aware, in UTC."""
        return self._clock.now()

    def date(self) -> int:
        """Return the moment as messages carry it: whole seconds of Unix time."""
        return int(self.now().timestamp())

    def add_person(self, person: Person) -> Chat:
        """Bring in a person, who has not started the bot."""
        self.people[person.id] = person
        self.chats[person.id] = private_chat(person)
        self._events.add("state")
        return self.chats[person.id]

    def add_group(self, group: Group) -> Chat:
        """Bring in a group."""
        self.chats[group.id] = group_chat(group)
        self._events.add("state")
        return self.chats[group.id]

    def free_person_id(self) -> int:
        """Return an id nobody has."""
        return max([_FIRST_INVENTED_PERSON - 1, *self.people]) + 1

    def free_group_id(self) -> int:
        """Return an id no group has, of the supergroups' range."""
        return min([_FIRST_INVENTED_GROUP + 1, *self.chats]) - 1

    def groups(self) -> list[Chat]:
        """Return the groups that were not replaced by a supergroup."""
        return [chat for chat in self.chats.values() if chat.kind != PRIVATE and chat.migrated_to is None]

    def author(self, chat: Chat, person: int) -> Json:
        """Return the message's fields that say who wrote it: in a channel that is the channel."""
        if chat.kind == "channel":
            return {"sender_chat": chat.described()}
        return {"from": self.bot if person == self.bot["id"] else self.people[person].user()}

    def post(self, chat: Chat, person: int, content: Json) -> Json:
        """Add a message by a person or the bot and return it; ``content`` is all but its id, author, chat, date."""
        identity = {"message_id": self._next_id(chat), **self.author(chat, person)}
        message = {**content, **identity, "chat": chat.described(), "date": self.date()}
        chat.messages[message["message_id"]] = message
        self._changed(chat, "message", message=message)
        return message

    def rewrite(self, chat: Chat, message_id: int, content: Json, dropped: Sequence[str] = ()) -> Json:
        """Replace ``content`` of a message, less the ``dropped`` fields, mark it edited and return it."""
        kept = {name: value for name, value in chat.messages[message_id].items() if name not in dropped}
        message = {**kept, **content, "edit_date": self.date()}
        chat.messages[message_id] = message
        self._changed(chat, "edit", message=message)
        return message

    def erase(self, chat: Chat, message_id: int) -> None:
        """Delete a message for everyone."""
        del chat.messages[message_id]
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message_id]
        self._changed(chat, "delete", message_id=message_id)

    def show_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        """Show a reply keyboard under the chat's input field, or take it away."""
        chat.keyboard = keyboard
        self._changed(chat, "keyboard", reply_keyboard=keyboard)

    def act(self, chat: Chat, action: str, thread: int) -> None:
        """Show for a moment what the bot is doing in a chat, or in a topic of it."""
        topic = {"thread": thread} if thread else {}
        self._events.add("action", chat=chat.id, action=action, **topic)

    def stand(self, chat: Chat, standing: str) -> None:
        """Set the bot's standing in a group."""
        chat.bot = standing
        self._events.add("state")

    def block(self, chat: Chat, *, blocked: bool) -> None:
        """Let the person of a private chat block or unblock the bot."""
        chat.blocked = blocked
        self._events.add("state")

    def rename(self, name: str) -> None:
        """Give the bot another name."""
        self.bot = {**self.bot, "first_name": name}
        self._events.add("state")

    def upgrade(self, chat: Chat) -> Chat:
        """Make a basic group a supergroup with a new id; the old one remains as a signpost."""
        members, topics = tuple(chat.members), tuple(chat.topics.values())
        group = Group(self.free_group_id(), chat.title, SUPERGROUP, members, topics, chat.bot)
        chat.migrated_to = group.id
        return self.add_group(group)

    def _next_id(self, chat: Chat) -> int:
        sequence = 0 if chat.kind in (PRIVATE, BASIC_GROUP) else chat.id
        self._last_ids[sequence] = self._last_ids.get(sequence, 0) + 1
        return self._last_ids[sequence]

    def _changed(self, chat: Chat, kind: str, **fields: object) -> None:
        chat.version += 1
        self._events.add(kind, chat=chat.id, **fields)
