"""The news turned page by page, and narrowed by taps and in words."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.records import Article, NewStory
from tests.person import buttons
from tests.town import SUBSCRIBER, Town, town
from tests.wording import said


def _of(number: int, at: datetime, *, copies: int = 1) -> NewStory:
    """An example story of the car makers, told by so many."""
    its = tuple(
        Article(
            f"example-{number}-{copy}",
            f"https://news.example/{number}/{copy}",
            f"Пример издания {copy}",
            f"Пример: событие {number}",
            "",
            at - timedelta(minutes=number),
            ("avtoprom",),
            ("uaz",),
        )
        for copy in range(copies)
    )
    return NewStory(its, its[0].title, "")


def _titles(message: dict[str, Any]) -> list[str]:
    return [line.partition(". ")[2] for line in message["text"].splitlines() if line[:1].isdigit() and ". " in line]


@pytest.fixture
async def busy(filled_url: str) -> AsyncIterator[Town]:
    """A town with 23 stories of today and one of October."""
    async with town(filled_url) as built:
        now = built.clock.now()
        stories = [_of(number, now, copies=4 if number == 0 else 1) for number in range(23)]
        october = _of(99, datetime(2026, 10, 20, 9, tzinfo=UTC))
        await built.app.store.news.save([*stories, october], now)
        yield built


async def test_the_news_are_turned_page_by_page(busy: Town) -> None:
    """Each story stands on one page, numbered through; the way back is there."""
    anna = await busy.newcomer(SUBSCRIBER)
    await anna.send("/news")
    shown, seen = await anna.read(), []
    for _ in range(3):
        seen += _titles(shown)
        if older := [label for label in buttons(shown) if label.endswith("›")]:
            await anna.tap(shown, older[0])
            shown = await anna.read_edit(shown)
    assert seen == [f"Пример: событие {number}" for number in (*range(23), 99)]
    assert not [label for label in buttons(shown) if label.endswith("›")]
    assert "24. Пример: событие 99" in shown["text"]
    await anna.tap(shown, f"‹ {said('Newer')}")
    assert _titles(await anna.read_edit(shown)) == [f"Пример: событие {number}" for number in range(10, 20)]


async def test_the_news_are_narrowed_by_taps_one_after_another(busy: Town) -> None:
    """A period, then an organisation: both are said, both hold, and all of it is let go again."""
    anna = await busy.newcomer(SUBSCRIBER)
    await anna.send("/news")
    shown = await anna.read()
    for taps in ((said("Period"), said("Last month")), (said("Organisation"), "УАЗ")):
        for label in taps:
            await anna.tap(shown, next(each for each in buttons(shown) if each.startswith(label)))
            shown = await anna.read_edit(shown)
    assert _titles(shown) == ["Пример: событие 99"]
    assert "УАЗ" in shown["text"].splitlines()[1]
    assert "1–31\u00a0октября 2026" in shown["text"].splitlines()[1]
    await anna.tap(shown, f"✓ {said('Organisation')}")
    narrowing = await anna.read_edit(shown)
    assert "✓ УАЗ" in " ".join(buttons(narrowing))
    await anna.tap(narrowing, said("All"))
    shown = await anna.read_edit(narrowing)
    await anna.tap(shown, said("Sector"))
    sectors = await anna.read_edit(shown)
    await anna.tap(sectors, buttons(sectors)[0])
    assert said("There is no news on this yet.") in (await anna.read_edit(sectors))["text"]


async def test_what_is_asked_in_words_is_turned_and_narrowed_by_taps(busy: Town) -> None:
    """«Что писали про УАЗ в ноябре» has pages too, and they keep to what was asked."""
    anna = await busy.newcomer(SUBSCRIBER)
    await anna.send("что писали про УАЗ в ноябре")
    shown = await anna.read()
    assert len(_titles(shown)) == 10
    await anna.tap(shown, f"{said('Older')} ›")
    second = await anna.read_edit(shown)
    assert _titles(second)[0] == "Пример: событие 10"
    assert "ноября 2026" in second["text"].splitlines()[1]


async def test_the_other_sources_of_a_story_open_in_place(busy: Town) -> None:
    """A card has who told it first; «ещё 3 источника» brings the rest into the same message."""
    anna = await busy.newcomer(SUBSCRIBER)
    await anna.send("/news")
    shown = await anna.read()
    assert "ещё 3 источника" in shown["text"]
    await anna.tap(shown, "1. Пример: событие 0")
    card = await anna.read_edit(shown)
    assert card["text"].count("Пример издания") == 1
    await anna.tap(card, "ещё 3 источника")
    whole = await anna.read_edit(card)
    assert whole["text"].count("Пример издания") == 4
    assert "ещё 3 источника" not in buttons(whole)
