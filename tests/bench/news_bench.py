"""News through everything after the download, beside feedparser's own parsing of the same bytes."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Final

import feedparser

from bot.news.parse import read_feed
from bot.news.stories import Newsroom
from tests.language.starter import dictionary, knowledge, starter

_ITEMS: Final = Path(__file__).parents[1] / "news" / "relevance_items.jsonl"
_NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
_RUNS: Final = 5


def feed() -> bytes:
    """Return a feed of a thousand items such as agencies send: categories, picture, a lead of some 300 letters."""
    items = [json.loads(line) for line in _ITEMS.read_text("utf-8").splitlines()][1:]
    written = "".join(_item(number, items) for number in range(1000))
    return f'<rss version="2.0"><channel><title>Пример</title>{written}</channel></rss>'.encode()


def _item(number: int, items: list[dict[str, str]]) -> str:
    one = items[number % len(items)]
    more = " ".join(items[(number * 7 + step) % len(items)]["lead"] for step in range(3))
    link = f"<link>https://e.example/{number}?utm_source=rss</link><guid isPermaLink='false'>{number}</guid>"
    about = "<category>Экономика</category><category>Регионы</category><author>Редакция</author>"
    picture = f'<enclosure url="https://e.example/{number}.jpg" length="0" type="image/jpeg"/>'
    lead = f"<description><![CDATA[<p>{one['lead']}</p><p>{more[:250]}</p>]]></description>"
    date = f"<pubDate>Wed, 25 Nov 2026 12:{number % 60:02}:00 +0300</pubDate>"
    return f"<item><title>{one['title']}</title>{link}{about}{picture}{lead}{date}</item>"


def _through(content: bytes, newsroom: Newsroom) -> None:
    judged = [newsroom.judged(article) for article in read_feed(content, _NOW).articles]
    newsroom.told([(one.article, one.gist) for one in judged], ())


def table() -> str:
    """Measure in CPU time, the best of a few runs of each, and return the table."""
    content, newsroom = feed(), Newsroom(starter(), knowledge().names, dictionary())
    _through(content, newsroom)
    ours, theirs = [], []
    for _ in range(_RUNS):
        begun = process_time()
        feedparser.parse(BytesIO(content))
        parsed = process_time()
        _through(content, newsroom)
        theirs.append(parsed - begun)
        ours.append(process_time() - parsed)
    return (
        "| articles a second: | this bot, all after the download | feedparser alone | ratio | bar |\n"
        "|---|---|---|---|---|\n"
        f"| 1000 items | {1000 / min(ours):.0f} | {1000 / min(theirs):.0f} | {min(theirs) / min(ours):.2f} | ≥ 0.33 |"
    )
