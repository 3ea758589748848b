"""What a feed says: its bytes turned into articles, without I/O."""

from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from re import Match, sub
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import feedparser

from storage.records import Article

_REFERENCE: Final = rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+))"
_LONGEST_REFERENCE: Final = 7


def articles_of(feed: bytes, now: datetime) -> tuple[Article, ...]:
    """Return the articles of an RSS or Atom document, in its order.

    An item without a title or an http(s) link is left out. A date that is missing, unreadable or in the
    future becomes ``now``.
    """
    # Given bytes as they are, feedparser would first try them as the name of a file.
    parsed = feedparser.parse(BytesIO(sub(_REFERENCE, _real_character, feed)))
    name = _plain(parsed.feed.get("title", ""))
    return tuple(article for entry in parsed.entries if (article := _article(entry, name, now)))


def _real_character(reference: Match[bytes]) -> bytes:
    """Replace «&#0;» and halves of surrogate pairs: feedparser and PostgreSQL fall over them."""
    hexadecimal, decimal = reference.groups()
    written = hexadecimal or decimal
    code = int(written, 16 if hexadecimal else 10) if len(written) <= _LONGEST_REFERENCE else 0
    real = 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF  # noqa: PLR2004 - Unicode's own bounds
    return reference[0] if real else b"&#xFFFD"


def _article(entry: Mapping[str, Any], feed_name: str, now: datetime) -> Article | None:
    title, url = _plain(entry.get("title", "")), str(entry.get("link", "")).strip()
    if not title or not _is_web_address(url):
        return None
    source = entry.get("source") or {}
    return Article(
        identity=canonical(url),
        url=url,
        outlet=_plain(source.get("title", "")) or feed_name,
        title=title,
        lead=_plain(entry.get("summary", "")),
        published_at=_published(entry, now),
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # «http://[»
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def canonical(url: str) -> str:
    """Return what identifies a publication: its address without scheme, ``www.``, tracking query and fragment."""
    parts = urlsplit(url)
    query = "&".join(pair for pair in parts.query.split("&") if not pair.startswith(("utm_", "from=", "from_")))
    host = (parts.hostname or "").removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), query, "")).removeprefix("//")


def _plain(markup: str) -> str:
    return " ".join(unescape(sub(r"<[^>]*>", " ", markup)).split())


def _published(entry: Mapping[str, Any], now: datetime) -> datetime:
    # As a plain dict: feedparser's own warns when it is asked for a date that is not there.
    dates = dict(entry)
    written = dates.get("published_parsed") or dates.get("updated_parsed")
    try:
        return min(datetime.fromtimestamp(timegm(written), UTC), now) if written else now
    except (OverflowError, ValueError):
        return now
