"""A list of sources that somebody sends: OPML, or one address on a line; read without I/O.

Whatever program wrote it: what is no XML is read all the same, and nothing that an XML file may ask for is done.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from bot.news.addresses import canonical, is_web_address
from bot.news.encoding import decoded
from bot.news.markup import plain
from storage.source_records import NewSource

MOST: Final = 300
"""Sources of one list, and lines of it that are no address."""
LONGEST: Final = 2000
_TITLE: Final = 200
_OPML: Final = re.compile(r"<(?:opml|outline)\b", re.IGNORECASE)
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SITE: Final = re.compile(r"^[^\s/@:]+\.[^\W\d][^\s/@:.?#]+(?::\d+)?(?:[/?#]\S*)?$")  # no date


@dataclass(frozen=True, slots=True)
class SourceList:
    """What stands in a list: sources in its order, each once, and what is no address; ``cut``: it has more."""

    sources: tuple[NewSource, ...]
    wrong: tuple[str, ...] = ()
    cut: bool = False


def address_of(written: str) -> str | None:
    """Return the web address that somebody wrote, with or without «https://»; ``None`` when it is none."""
    word = written.strip().strip("<>").strip()
    if _SITE.match(word):
        word = f"https://{word}"
    elif not _SCHEME.match(word):
        return None
    return word if is_web_address(word) and len(word) <= LONGEST and not re.search(r"\s", word) else None


def read_list(content: bytes) -> SourceList:
    """Return the sources of a file, whatever its encoding."""
    text = decoded(content).text
    return _of_opml(text) if _OPML.search(text) else list_of_lines(text)


def list_of_lines(text: str) -> SourceList:
    """Return the sources of a text with one address on a line; empty lines and those that begin with # say nothing."""
    lines = [line.strip() for line in text.splitlines()]
    return _listed([(line, "") for line in lines if line and not line.startswith("#")])


def _of_opml(text: str) -> SourceList:
    finder = _Outlines()
    finder.feed(text)
    return _listed(finder.found)


def _listed(written: list[tuple[str, str]]) -> SourceList:
    found: dict[str, NewSource] = {}
    wrong: list[str] = []
    for line, title in written:
        address = address_of(line)
        if address is None:
            wrong.append(line)
        else:
            found.setdefault(canonical(address), NewSource(address, plain(title)[:_TITLE]))
    cut = len(found) > MOST or len(wrong) > MOST
    return SourceList(tuple(found.values())[:MOST], tuple(wrong)[:MOST], cut)


class _Outlines(HTMLParser):
    """Collects the feeds that an OPML file names, with their titles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: (value or "").strip() for name, value in attrs}
        if tag == "outline" and said.get("xmlurl"):
            self.found.append((said["xmlurl"], said.get("title") or said.get("text") or ""))
