"""The sample feed: every publication in it is one that the register names."""

from collections.abc import Iterator
from datetime import UTC, datetime

import yaml

from bot.news.parse import articles_of
from bot.news.sample import sample_feed
from storage.starter import starter_register

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)


def _sources(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if "url" in node and "outlet" in node:
            yield node["url"], node["outlet"]
        for value in node.values():
            yield from _sources(value)
    elif isinstance(node, list):
        for value in node:
            yield from _sources(value)


def test_the_sample_is_a_dozen_publications() -> None:
    """There are thirteen, each its own, with a lead and a date in the past."""
    articles = articles_of(sample_feed(), NOW)
    assert len({article.identity for article in articles}) == len(articles) == 13
    assert all(article.title and article.lead and article.published_at < NOW for article in articles)


def test_nothing_in_the_sample_is_invented() -> None:
    """Each address and outlet of the sample is a source of the register, written the same."""
    known = set(_sources(yaml.safe_load(starter_register())))
    assert [
        (one.url, one.outlet) for one in articles_of(sample_feed(), NOW) if (one.url, one.outlet) not in known
    ] == []
