"""Deep links: to cards (``https://t.me/<bot>?start=<letter of the kind>_<slug>``), to stories, to the private chat."""

import re

from bot.render.buttons import KindCode
from storage.register_records import EntryKind

DUTIES_PARAMETER = "my"
"""What stands after ``start=`` in a link to one's own deadlines."""
_STORY = re.compile(r"n_([1-9][0-9]{0,17})")
_PARAMETER = re.compile(r"([a-z])_([a-z0-9-]{1,48})")


def start_parameter(kind: EntryKind, slug: str) -> str:
    """Return what stands after ``start=``; Telegram allows 64 characters of ``[A-Za-z0-9_-]``."""
    return f"{KindCode.of(kind)}_{slug}"


def card_link(username: str, kind: EntryKind, slug: str) -> str:
    """Return the address that opens the card in a private chat with the bot."""
    return f"https://t.me/{username}?start={start_parameter(kind, slug)}"


def story_link(username: str, story_id: int) -> str:
    """Return the address that opens the card of a story in a private chat with the bot."""
    return f"https://t.me/{username}?start=n_{story_id}"


def story_of_parameter(parameter: str) -> int | None:
    """Return the number of the story that a parameter names, ``None`` for anything else: it is a stranger's input."""
    found = _STORY.fullmatch(parameter)
    return int(found[1]) if found else None


def private_link(username: str, parameter: str = "") -> str:
    """Return the address of the private chat with the bot."""
    return f"https://t.me/{username}?start={parameter}" if parameter else f"https://t.me/{username}"


def entry_of_parameter(parameter: str) -> tuple[EntryKind, str] | None:
    """Return the kind and slug that a parameter names, ``None`` for anything else: it is a stranger's input."""
    found = _PARAMETER.fullmatch(parameter)
    if found is None or found[1] not in set(KindCode):
        return None
    return KindCode(found[1]).kind, found[2]


def entry_of_link(url: str) -> tuple[EntryKind, str] | None:
    """Return the kind and slug that a link made by :func:`card_link` names."""
    _, _, parameter = url.partition("?start=")
    return entry_of_parameter(parameter)
