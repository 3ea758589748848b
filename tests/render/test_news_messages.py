"""News on the screen: digest, latest stories, a story."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.message import Message
from bot.render.news import digest_message, story_card
from bot.render.news_list import latest_news
from storage.records import Story
from storage.register_records import Register
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, ULYANOVSK, article, story

NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)


def _digest(stories: list[Story], register: Register, tr: Translator, *, example: bool = False) -> Message:
    return digest_message(
        stories, register, tr, first=NOW - timedelta(days=1), last=NOW, zone=ULYANOVSK, example=example
    )


def _hostile(number: int) -> Story:
    bad = replace(article(number), url="javascript:alert(1)", outlet=HOSTILE, title=HOSTILE, lead=HOSTILE)
    plain = story(number, "aviastroenie", "withdrawn", organisations=("uaz", "withdrawn"))
    return replace(plain, title=HOSTILE, lead=HOSTILE, articles=(bad,) * 20)


def _bare(number: int) -> Story:
    return replace(story(number), title="", lead="", articles=())


def test_a_digest_is_grouped_by_sectors_in_the_registers_order(register: Register, tr: Translator) -> None:
    """Each story stands once, under the first of its sectors that the register has; the rest come last."""
    stories = [story(1), story(2, "torgovlya"), story(3, "withdrawn", "aviastroenie"), story(4, "aviastroenie")]
    blocks = _digest(stories, register, tr).plain().split("\n\n")
    titles = [block.split("\n")[0] for block in blocks[1:]]
    assert titles == ["Авиастроение", "Торговля и товарооборот", "Другие новости"]
    assert [block.count("•") for block in blocks[1:]] == [2, 1, 1]


def test_what_matters_keeps_its_place_in_a_full_digest(register: Register, tr: Translator) -> None:
    """A signed document is told first in its sector, though it is the oldest of more than there is room for."""
    signed = replace(story(0, "torgovlya"), title="Пример: подписано соглашение")
    told = _digest([signed, *(story(number, "torgovlya") for number in range(1, 60))], register, tr).plain()
    assert told.split("\n\n")[1].split("\n")[1] == "• Пример: подписано соглашение"


def test_an_example_is_marked_in_the_first_line(register: Register, tr: Translator) -> None:
    """Only a digest of examples says that it is one."""
    assert _digest([story(1)], register, tr, example=True).plain().startswith("ПРИМЕР. Дайджест новостей\nЗа 25–26")
    assert _digest([story(1)], register, tr).plain().startswith("Дайджест новостей\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 29, 30, 31, 400])
def test_a_digest_is_one_message_however_many_stories(
    count: int, language: str, register: Register, catalogues: Catalogues
) -> None:
    """Every story is told or counted, within one message, of those that matter alike the newest first."""
    message = _digest([story(number, "torgovlya") for number in range(1, count + 1)], register, catalogues.of(language))
    told = message.plain().count("•")
    assert flaws(message) == []
    assert told == count or f" {count - told} " in message.plain().split("\n\n")[-1]
    assert f"номер {count}\n" in message.plain()


def test_stories_that_mean_harm_make_a_whole_digest(register: Register, tr: Translator) -> None:
    """Titles of ten thousand characters and addresses that are no links leave a message that can be sent."""
    message = _digest([_hostile(number) for number in range(1, 60)], register, tr, example=True)
    assert flaws(message) == []
    assert not [each for each in message.as_call()["entities"] if each.type == "text_link"]


@pytest.mark.parametrize("make", [story, _hostile, _bare])
def test_a_story_and_the_list_of_stories_are_fit_to_be_read(
    make: Callable[[int], Story], register: Register, tr: Translator
) -> None:
    """Whatever a feed brought, its card and its row in the list can be sent."""
    stories = [make(number) for number in range(1, 20)]
    assert flaws(latest_news(stories, register, tr, ULYANOVSK)) == []
    assert flaws(story_card(stories[0], register, tr, ULYANOVSK)) == []
    assert flaws(_digest(stories, register, tr)) == []


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
    assert _digest([one], register, tr).plain().count("Пример: сообщение") == 1


def test_a_digest_of_nothing_is_a_title(register: Register, tr: Translator) -> None:
    """What is never sent still renders."""
    assert _digest([], register, tr).plain() == "Дайджест новостей\nЗа 25–26\u00a0ноября 2026"


def test_no_news_is_said(register: Register, tr: Translator) -> None:
    """An empty list is a sentence, not silence."""
    assert latest_news([], register, tr, ULYANOVSK).plain() == "Новости\nНовостей по этой теме пока нет."
