"""What unseen publications taught: the judgement of each kind that was once wrong is held here, with its reason."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.news.stories import Judged, Newsroom
from storage.news_records import Outcome
from storage.records import Article

LINES = Path(__file__).with_name("relevance_lessons.jsonl").read_text("utf-8").splitlines()
ITEMS: list[dict[str, Any]] = [item for item in map(json.loads, LINES) if "title" in item]


@pytest.fixture(scope="module")
def told(newsroom: Newsroom) -> list[tuple[dict[str, Any], Judged]]:
    """Every item with what a newsroom makes of it."""
    return [(item, newsroom.judged(article(number, item))) for number, item in enumerate(ITEMS)]


def article(number: int, item: dict[str, Any]) -> Article:
    """Return an item as a feed would give it."""
    url = f"https://e.example/{number}"
    outlet = item.get("outlet", "Пример")
    return Article(url, url, outlet, item["title"], item["lead"], datetime.fromisoformat(item["at"]))


def test_lessons_are_kept(told: list[tuple[dict[str, Any], Judged]]) -> None:
    """Precision and recall of «in» are 0.95 at least, and of the irrelevant few are borderline."""
    taken = [item for item, one in told if one.verdict.outcome is Outcome.IN]
    right = sum(item["relevant"] is True for item in taken)
    others = [one for item, one in told if item["relevant"] is False]
    assert right / len(taken) >= 0.95
    assert right / sum(item["relevant"] is True for item in ITEMS) >= 0.95
    assert sum(one.verdict.outcome is Outcome.BORDERLINE for one in others) / len(others) <= 0.10


def test_nearly_every_relevant_one_has_a_right_sector(told: list[tuple[dict[str, Any], Judged]]) -> None:
    """At least one right sector for 0.95 of the relevant."""
    ours = [(item, one) for item, one in told if item["relevant"] is True]
    assert sum(bool({*item["sectors"]} & {*one.article.sectors}) for item, one in ours) / len(ours) >= 0.95


def test_most_of_the_events_are_told_right(newsroom: Newsroom, told: list[tuple[dict[str, Any], Judged]]) -> None:
    """Pairwise F1 of the stories is 0.85 at least."""
    stories = newsroom.told([one for _, one in told], [])
    found = _pairs([one.url for one in story.articles] for story in stories)
    by_story: dict[str, list[str]] = {}
    for item, one in told:
        by_story.setdefault(item.get("story", one.article.url), []).append(one.article.url)
    expected = _pairs(by_story.values())
    assert 2 * len(found & expected) / (len(found) + len(expected)) >= 0.85


def _pairs(groups: Iterable[list[str]]) -> set[tuple[str, ...]]:
    return {tuple(sorted(pair)) for group in groups for pair in combinations(group, 2)}
