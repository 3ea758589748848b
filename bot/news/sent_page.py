"""A page whose address somebody sent: what of it makes a publication. Some 30 ms a page, so to be called in a thread.

The page is a stranger's: it is read to a size, its tree to a depth (libxml2's own, 256), its words to a length.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from bot.news.dates import moment_of
from bot.news.encoding import decoded
from bot.news.pages import article_text
from bot.news.parse import MOSCOW
from bot.news.posts import title_and_lead

_PAGE: Final = 1_000_000  # bytes
_WORDS: Final = 300  # characters of a title or a name of a site
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no such text
_TELEGRAM: Final = frozenset({"t.me", "telegram.me"})
_MOMENTS: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)


class SentPage(NamedTuple):
    """A page's title, words and outlet; ``published`` is ``None`` where it does not say."""

    title: str
    lead: str
    outlet: str
    published: datetime | None


def read_page(page: bytes, url: str, charset: str, now: datetime, zone: tzinfo = MOSCOW) -> SentPage | None:
    """Return what a page tells; ``None`` when it has no title: then it is no publication.

    ``zone`` is for times without one. A moment in the future is none.
    """
    import trafilatura  # noqa: PLC0415 - heavy, and only who sends a link needs it

    page = page[:_PAGE]
    tree = trafilatura.load_html(_UNSTORABLE.sub(" ", decoded(page, charset).text))
    if tree is None:
        return None
    said = _first(tree, ("//meta[@property='og:description']/@content", "//meta[@name='description']/@content"))
    name = _first(tree, ("//meta[@property='og:title']/@content", "//head/title/text()", "//h1//text()"))
    if is_telegram(url):  # its page of a post has the channel in the title and the post in the description
        return SentPage(*title_and_lead(said), name, None) if said else None
    if not name:
        return None
    text = _UNSTORABLE.sub(" ", article_text(page, url, charset)) or " ".join(said.split())
    outlet = _first(tree, ("//meta[@property='og:site_name']/@content",)) or _host(url)
    return SentPage(name[:_WORDS], text, outlet[:_WORDS], _published(tree, now, zone))


def is_telegram(url: str) -> bool:
    """Tell whether an address is Telegram's own page of a channel or a post."""
    return _host(url) in _TELEGRAM


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _first(tree: Any, paths: Sequence[str]) -> str:  # noqa: ANN401 - lxml ships no types
    return next((words for one in _found(tree, paths) if (words := one.strip())), "")


def _found(tree: Any, paths: Sequence[str]) -> Iterator[str]:  # noqa: ANN401 - lxml ships no types
    for path in paths:
        yield from (str(one) for one in tree.xpath(path))


def _published(tree: Any, now: datetime, zone: tzinfo) -> datetime | None:  # noqa: ANN401 - lxml ships no types
    for written in _found(tree, _MOMENTS):
        moment = moment_of(written.strip(), zone)
        if moment is not None and moment <= now:
            return moment
    day = _day(tree)
    moment = datetime.combine(day, time(12), zone) if day is not None else None
    return moment if moment is not None and moment <= now else None


def _day(tree: Any) -> date | None:  # noqa: ANN401 - lxml ships no types
    """Return the day that trafilatura makes out where the page does not name it plainly."""
    import trafilatura  # noqa: PLC0415 - as above

    try:
        return date.fromisoformat(trafilatura.extract_metadata(tree).date or "")
    except (ValueError, AttributeError, TypeError):
        return None
