"""News on the screen: latest stories, a story."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.render.catalogue import Translator
from bot.render.news import story_card
from bot.render.news_list import latest_news
from storage.records import Story
from storage.register_records import Register
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, ULYANOVSK, article, story


def _hostile(number: int) -> Story:
    bad = replace(article(number), url="javascript:alert(1)", outlet=HOSTILE, title=HOSTILE, lead=HOSTILE)
    plain = story(number, "aviastroenie", "withdrawn", organisations=("uaz", "withdrawn"))
    return replace(plain, title=HOSTILE, lead=HOSTILE, articles=(bad,) * 20)


def _bare(number: int) -> Story:
    return replace(story(number), title="", lead="", articles=())


@pytest.mark.parametrize("make", [story, _hostile, _bare])
def test_a_story_and_the_list_of_stories_are_fit_to_be_read(
    make: Callable[[int], Story], register: Register, tr: Translator
) -> None:
    """Whatever a feed brought, its card and its row in the list can be sent."""
    stories = [make(number) for number in range(1, 20)]
    assert flaws(latest_news(stories, register, tr, ULYANOVSK)) == []
    assert flaws(story_card(stories[0], register, tr, ULYANOVSK)) == []


def test_a_story_names_all_who_published_it(register: Register, tr: Translator) -> None:
    """Each publication is a link with its local time; the newest gives the date of the card."""
    one = replace(story(1, "aviastroenie"), articles=(article(1, "БЕЛТА"), article(2, "ТАСС")))
    told = story_card(one, register, tr, ULYANOVSK, whole=True).plain()
    assert "• БЕЛТА, 25\u00a0ноября 2026, 10:01\n• ТАСС, 25\u00a0ноября 2026, 10:02" in told
    assert told.endswith("По состоянию на 25\u00a0ноября 2026")


def test_a_lead_that_repeats_the_title_is_said_once(register: Register, tr: Translator) -> None:
    """Feeds that give the title as the lead are not read twice."""
    one = replace(story(1), lead=story(1).title)
    assert story_card(one, register, tr, ULYANOVSK).plain().count("Пример: сообщение") == 1


def test_no_news_is_said(register: Register, tr: Translator) -> None:
    """An empty list is a sentence, not silence."""
    assert latest_news([], register, tr, ULYANOVSK).plain() == "Новости\nНовостей по этой теме пока нет."
