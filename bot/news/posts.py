"""A post of a channel as a publication: its words, its title, its address. Decided without I/O."""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from bot.news.addresses import canonical
from storage.records import Article

TITLE: Final = 200  # characters
_LONGEST: Final = 20_000
_SENTENCE: Final = re.compile(r".{10,200}?[.!?…](?=\s|$)")
_CHANNELS_BEGIN: Final = 1_000_000_000_000  # Telegram's ids of channels are -100 and the channel's own number
_TELEGRAM: Final = "t.me/"
_BARE: Final = re.compile(r"[\W_]+")


class Link(NamedTuple):
    """An address behind words of a text: where they begin and end, in UTF-16 units as Telegram counts."""

    start: int
    end: int
    url: str


class Written(NamedTuple):
    """The title and the lead of a publication."""

    title: str
    lead: str


def post_text(text: str, links: Iterable[Link] = ()) -> str:
    """Return the text with every address behind words written after them; one that is the words themselves once."""
    units = text.encode("utf-16-le", "surrogatepass")
    pieces, done = [], 0
    for link in sorted(links):
        if done <= link.start < link.end <= len(units) // 2:
            words = _decoded(units[2 * link.start : 2 * link.end])
            pieces += [_decoded(units[2 * done : 2 * link.start]), words]
            pieces += [] if link.url.rstrip("/") in words else [f" ({link.url})"]
            done = link.end
    return "".join([*pieces, _decoded(units[2 * done :])]).strip()


def title_and_lead(text: str) -> Written:
    """Return the first line or, where that is long, the first sentence; and what follows it.

    Of a line without an end of a sentence in 200 characters the title is its beginning, and the lead is all of it.
    """
    lines = [one for line in text.splitlines() if (one := " ".join(line.split()))]
    if not lines:
        return Written("", "")
    first, rest = lines[0], " ".join(lines[1:])
    if len(first) <= TITLE:
        return Written(first, rest[:_LONGEST])
    found = _SENTENCE.match(first)
    if found is not None:
        return Written(found[0], f"{first[found.end() :].strip()} {rest}".strip()[:_LONGEST])
    cut = first[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:—–-")
    return Written(f"{cut}…", f"{first} {rest}".strip()[:_LONGEST])


def address_of(chat_id: int, username: str, message_id: int) -> str:
    """Return where a post of a channel stands: for everybody when it has a name, else for its members."""
    own = -chat_id - _CHANNELS_BEGIN if -chat_id > _CHANNELS_BEGIN else abs(chat_id)
    return f"https://t.me/{username or f'c/{own}'}/{message_id}"


def identity_of(url: str) -> str:
    """Return what a publication at this address is known by: names of channels are written in any case."""
    found = canonical(url)
    return found.lower() if found.startswith(_TELEGRAM) else found


def article_of(text: str, *, url: str, outlet: str, at: datetime, identity: str = "") -> Article:
    """Return a post as a publication; without an address it is known again by its words."""
    written = title_and_lead(text)
    return Article(identity or (identity_of(url) if url else worded(text)), url, outlet, *written, published_at=at)


def worded(text: str) -> str:
    """Return the identity of a text that has no address: the same words, however set, are the same publication."""
    return f"text:{sha256(_BARE.sub(' ', text.casefold()).strip().encode()).hexdigest()[:32]}"


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")
