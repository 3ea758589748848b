"""Who is there and where they talk: people, groups with their topics, and the chats made of them."""

from dataclasses import asdict, dataclass, field

from bot.sandbox.wire import Json

BASIC_GROUP = "group"
SUPERGROUP = "supergroup"
CHANNEL = "channel"
PRIVATE = "private"
GROUP_KINDS = frozenset({BASIC_GROUP, SUPERGROUP, CHANNEL})
IN_CHAT = frozenset({"member", "administrator"})


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a Telegram account; ``title`` is what the page's switcher shows (the role)."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "ru"
    title: str = ""

    def user(self) -> Json:
        """Return the Bot API's User."""
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        filled = {name: value for name, value in optional.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **filled}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum; ``id`` is its ``message_thread_id``. The General topic has none and is not listed."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group, supergroup or channel as it stands at the start: ``id`` is negative, ``members`` are people.

    The first member is its owner. ``bot`` is the bot's standing in it; ``username`` its public name, if any.
    """

    id: int
    title: str
    type: str = SUPERGROUP
    members: tuple[int, ...] = ()
    topics: tuple[Topic, ...] = ()
    bot: str = "member"
    username: str = ""


@dataclass(slots=True)
class Chat:
    """A chat as it stands now.

    ``bot`` is the bot's standing in a group: member, administrator, left or kicked. A private chat has its
    ``person``, who has ``started`` it or not, ``blocked`` the bot or not. ``version`` rises with every change
    a person would see. ``messages`` are the Bot API's, by id; a stored message is never changed, only replaced.
    """

    id: int
    kind: str
    title: str = ""
    person: Person | None = None
    members: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    bot: str = "member"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    deleted: bool = False
    migrated_to: int | None = None
    version: int = 0
    keyboard: Json | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    username: str = ""

    def described(self) -> Json:
        """Return the Bot API's Chat."""
        if self.person is not None:
            user = self.person.user()
            names: Json = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
            return {"id": self.id, "type": PRIVATE, **names}
        forum = {"is_forum": True} if self.topics else {}
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "type": self.kind, "title": self.title, **name, **forum}

    def summary(self) -> Json:
        """Return what the page knows of a group."""
        return {
            "id": self.id,
            "title": self.title,
            "type": self.kind,
            "topics": [asdict(topic) for topic in self.topics.values()],
            "bot_member": self.bot in IN_CHAT,
            "members": list(self.members),
        }

    def holds(self, person: int) -> bool:
        """Tell whether a person sees this chat."""
        return self.id == person or person in self.members


def private_chat(person: Person) -> Chat:
    """Return the chat of a person with the bot, not yet started."""
    return Chat(id=person.id, kind=PRIVATE, person=person)


def group_chat(group: Group) -> Chat:
    """Return the chat of a group."""
    return Chat(
        id=group.id,
        kind=group.type,
        title=group.title,
        members=list(group.members),
        topics={topic.id: topic for topic in group.topics},
        bot=group.bot,
        username=group.username,
    )
