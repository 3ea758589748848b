"""What a feed says: its bytes turned into articles, without I/O.

Bad bytes are the rule: the encoding is decided first (``encoding.py``), what is dangerous or no XML is taken out
(``markup.py``), and only then feedparser reads it: strictly, and when that fails loosely, to the last item that is
whole. What could not be read is counted. 1 ms an item, so to be called in a thread.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from enum import StrEnum, auto
from io import BytesIO
from typing import Any, Final

from bot.news.addresses import absolute, canonical, is_web_address
from bot.news.dates import moment_of
from bot.news.encoding import Decoded, decoded
from bot.news.markup import disarmed, plain
from storage.records import Article

MOSCOW: Final = timezone(timedelta(hours=3))  # Minsk's too
_ITEM: Final = re.compile(r"<(?:[a-z]{1,8}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_CDATA: Final = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_HEAD: Final = 2000
_LEAD: Final = 4000  # characters; a few agencies send whole pages
_TEXT: Final = 20_000
_MORE: Final = 200  # characters by which a text is longer than its lead
_WHOLE: Final = "yandex_full-text"  # as feedparser calls what many agencies send to Yandex
_SENTENCE: Final = re.compile(r".{10,200}?[.!?…](?=\s|$)")
_TITLE: Final = 200


class Complaint(StrEnum):
    """What is wrong with a feed as a whole."""

    EMPTY = auto()  # no bytes, or nothing but spaces
    PAGE = auto()  # a page for people stands in its place
    NO_FEED = auto()  # neither RSS nor Atom
    BROKEN = auto()  # not well-formed: cut off, or a stray character; what could be read was read


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a feed: its articles in its order, and what was not.

    ``unreadable`` items have no title or no address, or stand where the feed breaks; ``repeated`` are met twice.
    ``broken`` bytes could not be read in ``encoding``.
    """

    title: str
    articles: tuple[Article, ...]
    unreadable: int
    repeated: int
    encoding: str
    broken: int
    complaint: Complaint | None = None


def articles_of(feed: bytes, now: datetime) -> tuple[Article, ...]:
    """Return the articles of an RSS or Atom document, in its order."""
    return read_feed(feed, now).articles


def read_feed(feed: bytes, now: datetime, *, zone: tzinfo = MOSCOW, charset: str = "") -> Reading:
    """Read an RSS or Atom document.

    ``zone`` is its source's, for times that have none; ``charset`` is what the server said. An item without a title
    takes the first sentence of its lead. A date that is missing, unreadable or in the future becomes ``now``.
    """
    content = decoded(feed, charset)
    text = disarmed(content.text)
    import feedparser  # noqa: PLC0415 - slow to import, and needed at the first feed only

    # As bytes in a file: feedparser would first try a string as an address or the name of a file. Tags are taken out
    # by us, so its own cleaning would be done for nothing.
    parsed = feedparser.parse(BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    site = _Site(plain(parsed.feed.get("title", "")), str(parsed.feed.get("link", "")), zone, now)
    read = [article for entry in parsed.entries if (article := _article(entry, site))]
    articles: dict[str, Article] = {}
    for article in read:
        articles.setdefault(article.identity, article)
    return Reading(
        title=site.name,
        articles=tuple(articles.values()),
        unreadable=max(len(parsed.entries), len(_ITEM.findall(_CDATA.sub("", text)))) - len(read),
        repeated=len(read) - len(articles),
        encoding=content.encoding,
        broken=content.broken,
        complaint=_complaint(content, parsed),
    )


@dataclass(frozen=True, slots=True)
class _Site:
    """What all items of a feed share."""

    name: str
    address: str
    zone: tzinfo
    now: datetime


def is_page(content: bytes) -> bool:
    """Return whether a page for people stands here, by its beginning."""
    return bool(_PAGE.search(decoded(content[:_HEAD]).text))


def _complaint(content: Decoded, parsed: Mapping[str, Any]) -> Complaint | None:
    if not content.text.strip():
        return Complaint.EMPTY
    if not parsed["version"] and not parsed["entries"]:
        return Complaint.PAGE if _PAGE.search(content.text[:_HEAD]) else Complaint.NO_FEED
    return Complaint.BROKEN if parsed["bozo"] else None


def _article(entry: Mapping[str, Any], site: _Site) -> Article | None:
    url = absolute(str(entry.get("link", "")).strip(), site.address)
    lead = _lead(entry)
    title = plain(entry.get("title", "")) or _first_sentence(lead)
    if not title or not is_web_address(url):
        return None
    source = entry.get("source") or {}
    return Article(
        identity=canonical(url),
        url=url,
        outlet=plain(source.get("title", "")) or site.name,
        title=title,
        lead=lead,
        published_at=_published(entry, site),
        text=_text(entry, lead),
    )


def _lead(entry: Mapping[str, Any]) -> str:
    """Return the summary, or the beginning of the content where there is none."""
    summary = plain(entry.get("summary", ""))
    contents = () if summary else (entry.get("content") or ())
    return (summary or plain(" ".join(str(one.get("value", "")) for one in contents)))[:_LEAD].rstrip()


def _text(entry: Mapping[str, Any], lead: str) -> str:
    """Return the whole publication, empty where the feed gives hardly more than its lead."""
    contents = [str(one.get("value", "")) for one in entry.get("content") or ()]
    longest = max((*contents, str(entry.get(_WHOLE, ""))), key=len)
    text = plain(longest)[:_TEXT].rstrip() if len(longest) > len(lead) + _MORE else ""
    return text if len(text) > len(lead) + _MORE else ""


def _first_sentence(lead: str) -> str:
    found = _SENTENCE.match(lead)
    return found[0] if found else lead[:_TITLE].rstrip()


def _published(entry: Mapping[str, Any], site: _Site) -> datetime:
    moments = (moment_of(written, site.zone) for written in _dates(entry))
    return min(next((moment for moment in moments if moment), site.now), site.now)


def _dates(entry: Mapping[str, Any]) -> Iterator[str]:
    # As a plain dict: feedparser's own warns when it is asked for a date that is not there.
    dates = dict(entry)
    yield from (str(dates[name]) for name in ("published", "updated", "created") if dates.get(name))
