"""What the buttons of the news carry."""

from datetime import date, timedelta

import pytest

from bot.news.relevance import Ground
from bot.render.news_buttons import NarrowNews, NewsChoice, NewsPage, NewsShows, choice_of, periods
from bot.render.news_desk import GROUNDS

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    "choice",
    [
        NewsChoice(),
        NewsChoice(sector="s" * 48, first=date(2026, 1, 1), last=date(2099, 12, 31)),
        NewsChoice(organisation="o" * 48, first=date(2000, 1, 1), last=date(2000, 1, 1)),
    ],
)
def test_a_choice_comes_back_from_its_buttons(choice: NewsChoice) -> None:
    """The longest slug, the last page and a whole period fit into a button, and mean the same when they come back."""
    packed = choice.page(99).pack()
    assert len(packed.encode()) <= 64
    assert choice_of(NewsPage.unpack(packed)) == choice
    for shows in NewsShows:
        narrowing = choice.narrowing(shows).pack()
        assert len(narrowing.encode()) <= 64
        assert choice_of(NarrowNews.unpack(narrowing)) == choice


def test_days_before_any_news_are_the_first_day() -> None:
    """A period of the last century narrows to nothing; its button can be made all the same."""
    asked = NewsChoice(first=date(1990, 1, 1), last=date(1990, 12, 31))
    assert choice_of(asked.page()) == NewsChoice(first=date(2000, 1, 1), last=date(2000, 1, 1))


def test_the_periods_offered_are_whole() -> None:
    """In January the month before is December of the year before; every period ends no later than today."""
    today, week, month, before, year = periods(TODAY)
    assert today == (TODAY, TODAY)
    assert week == (TODAY - timedelta(days=6), TODAY)
    assert month == year == (date(2026, 1, 1), TODAY)
    assert before == (date(2025, 12, 1), date(2025, 12, 31))


def test_every_ground_has_its_words_on_the_editors_desk() -> None:
    """A ground without words would be a reason that nobody sees."""
    assert set(GROUNDS) == set(Ground)
