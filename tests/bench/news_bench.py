"""News through everything after the download, beside feedparser's own parsing of the same bytes."""

import asyncio
import json
import shutil
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Final

import feedparser

from bot.clock import MovableClock
from bot.garbage import staying
from bot.knowledge import CurrentKnowledge
from bot.news.parse import read_feed
from bot.news_intake import Intake
from bot.starting import fill_register
from storage.store import open_store

EXPLAINED: Final = """\
News: a feed of 1,000 made-up items such as agencies send, through everything after its download: decoded, parsed,
judged, linked to the register, grouped into stories, stored in an empty SQLite store with the reasons of every
judgement; beside it feedparser alone, parsing the same bytes. CPU time of the process, threads included, the best of
five runs of each, taken by turns."""
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


async def _template(path: Path) -> None:
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        await fill_register(store, _NOW)


async def _through(content: bytes, path: Path) -> float:
    """Return the CPU seconds of everything from the bytes to the store, once the newsroom is there."""
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        intake = Intake(store, MovableClock(_NOW), CurrentKnowledge(store))
        with staying():  # as in a bot that lives; it knows the words already, too
            await intake.judged(read_feed(content, _NOW).articles)
        begun = process_time()
        reading = await asyncio.to_thread(read_feed, content, _NOW)
        judged = await intake.judged(await intake.new_of(reading.articles))
        await intake.take_in(reading.articles, judged)
        return process_time() - begun


def _alone(content: bytes) -> float:
    begun = process_time()
    feedparser.parse(BytesIO(content))
    return process_time() - begun


def table() -> str:
    """Measure by turns, and return the table."""
    content = feed()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        template = Path(folder) / "template.sqlite3"
        asyncio.run(_template(template))
        for number in range(_RUNS):
            theirs.append(_alone(content))
            path = Path(folder) / f"{number}.sqlite3"
            shutil.copyfile(template, path)
            ours.append(asyncio.run(_through(content, path)))
    return (
        "| articles a second: | this bot, all after the download | feedparser alone | ratio | bar |\n"
        "|---|---|---|---|---|\n"
        f"| 1000 items | {1000 / min(ours):.0f} | {1000 / min(theirs):.0f} | {min(theirs) / min(ours):.2f} | ≥ 0.33 |"
    )
