"""What a feed says: its bytes turned into articles, without I/O."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from re import sub
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import feedparser

from storage.records import Article


def articles_of(feed: bytes, now: datetime) -> tuple[Article, ...]:
    """Return the articles of an RSS or Atom document, in its order.

    An item without a title or an http(s) link is left out. A date that is missing, unreadable or in the
    future becomes ``now``.
    """
    parsed = feedparser.parse(feed)
    name = str(parsed.feed.get("title", ""))
    return tuple(article for entry in parsed.entries if (article := _article(entry, name, now)))


def _article(entry: Mapping[str, Any], feed_name: str, now: datetime) -> Article | None:
    title, url = _plain(entry.get("title", "")), str(entry.get("link", "")).strip()
    if not title or urlsplit(url).scheme not in {"http", "https"}:
        return None
    source = entry.get("source") or {}
    return Article(
        identity=canonical(url),
        url=url,
        outlet=_plain(source.get("title", "")) or feed_name,
        title=title,
        lead=_plain(entry.get("summary", "")),
        published_at=_published(str(entry.get("published", "")), now),
    )


def canonical(url: str) -> str:
    """Return what identifies a publication: its address without scheme, ``www.``, tracking query and fragment."""
    parts = urlsplit(url)
    query = "&".join(pair for pair in parts.query.split("&") if not pair.startswith(("utm_", "from=", "from_")))
    host = (parts.hostname or "").removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), query, "")).removeprefix("//")


def _plain(markup: str) -> str:
    return " ".join(unescape(sub(r"<[^>]*>", " ", markup)).split())


def _published(written: str, now: datetime) -> datetime:
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return now
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(aware.astimezone(UTC), now)
