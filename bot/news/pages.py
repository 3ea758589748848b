"""Pages for people: the feed that a page names as its own, and the text of an article."""

from html.parser import HTMLParser
from typing import Final

from bot.news.addresses import absolute, is_web_address
from bot.news.encoding import decoded

_FEEDS: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/xml"})
_HEAD: Final = 300_000  # characters in which a page names its feeds
_PAGE: Final = 1_000_000  # bytes; a larger page is read to here
_TEXT: Final = 20_000  # characters


def feeds_of(page: bytes, url: str, charset: str = "") -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names as its own (``rel="alternate"``), in its order."""
    finder = _Finder()
    finder.feed(decoded(page, charset).text[:_HEAD])
    addresses = (absolute(href, absolute(finder.base, url) or url) for href in finder.found)
    return tuple(dict.fromkeys(one for one in addresses if is_web_address(one)))


class _Finder(HTMLParser):
    """Collects what a page's ``<link>`` and ``<base>`` say."""

    def __init__(self) -> None:
        super().__init__()
        self.base = ""
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: (value or "").strip() for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = said.get("href", "")
        is_feed = said.get("type", "").partition(";")[0].strip().lower() in _FEEDS
        if tag == "link" and "alternate" in said.get("rel", "").lower().split() and is_feed and said.get("href"):
            self.found.append(said["href"])


def article_text(page: bytes, url: str, charset: str = "") -> str:
    """Return the text of the article on a page, empty when there is none; some 10 ms a page, so in a thread."""
    import trafilatura  # noqa: PLC0415 - heavy, and few feeds need it

    try:
        text = trafilatura.extract(
            decoded(page[:_PAGE], charset).text,
            url=url,
            fast=True,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return ""  # whatever strangers write as a page, the publication is known by its lead already
    return " ".join((text or "").split())[:_TEXT]
