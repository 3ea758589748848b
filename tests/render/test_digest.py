"""A digest on the screen: one message with all that it has, its further pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.digest import Contents, DigestPage, digest_page, previewed
from bot.render.message import Message
from storage.digest_records import EntryChange
from storage.records import Commitment, Story
from storage.register_records import Register
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, TODAY, article, commitment, edition_for, story

NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)
Due = Sequence[tuple[Commitment, date]]


def _page(
    stories: Sequence[Story], register: Register, tr: Translator, page: int = 0, *, due: Due = (), **more: object
) -> DigestPage:
    edition = edition_for(stories, NOW - timedelta(days=1), NOW, language=tr.language, **more)
    return digest_page(Contents(edition, stories, due), register, tr, page)


def _digest(stories: Sequence[Story], register: Register, tr: Translator, *, due: Due = (), **more: object) -> Message:
    edition = edition_for(stories, NOW, NOW, **more)
    return digest_page(
        Contents(edition_for(stories, NOW - timedelta(days=1), NOW, language=tr.language, **more), stories, due),
        register,
        tr,
        0,
    ).message(edition, tr)


def _labels(message: Message) -> list[str]:
    rows = message.body()["keyboard"]["inline_keyboard"]
    return [button["text"] for row in rows for button in row]


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


def test_a_story_stands_under_the_sector_that_is_followed(register: Register, tr: Translator) -> None:
    """Of a story's sectors the one that brought it is its heading."""
    told = _digest([story(1, "aviastroenie", "torgovlya")], register, tr, sectors=("torgovlya",)).plain()
    assert "Торговля и товарооборот" in told
    assert "Авиастроение" not in told


def test_borderline_stories_stand_apart_at_the_end(register: Register, tr: Translator) -> None:
    """What is on the border of our subject is not mixed with what is in it."""
    blocks = _digest([story(1, "torgovlya"), story(2)], register, tr, doubtful=(1,)).plain().split("\n\n")
    assert [block.split("\n")[0] for block in blocks[1:]] == ["Другие новости", "На грани темы"]


def test_an_example_is_marked_in_the_first_line(register: Register, tr: Translator) -> None:
    """Only a digest of examples says that it is one."""
    assert _digest([story(1)], register, tr, example=True).plain().startswith("ПРИМЕР. Дайджест новостей\nЗа 25–26")
    assert _digest([story(1)], register, tr).plain().startswith("Дайджест новостей\n")


def test_what_is_told_at_once_says_when(register: Register, tr: Translator) -> None:
    """What matters most has a title and a moment of its own."""
    told = _digest([story(1)], register, tr, at_once=True).plain()
    assert told.startswith("Важная новость\n26\u00a0ноября 2026, 09:00\n")


def test_a_corrected_story_says_so(register: Register, tr: Translator) -> None:
    """A mark stands at the story that was corrected, and at no other."""
    told = _digest([story(1), story(2)], register, tr, clarified=(2,)).plain()
    assert told.count("уточнено") == 1
    assert told.rstrip().endswith("· уточнено")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 9, 30, 31, 200])
def test_every_story_is_told_once_on_pages_that_fit(
    count: int, language: str, register: Register, catalogues: Catalogues
) -> None:
    """The pages together tell all stories in order, each page a message, and lead there and back."""
    tr, stories = catalogues.of(language), [story(number, "torgovlya") for number in range(1, count + 1)]
    told: list[int] = []
    for page in range(count):
        shown = _page(stories, register, tr, page)
        message = shown.message(edition_for(stories, NOW, NOW), tr)
        told += [one.id for one in shown.stories]
        assert flaws(message) == []
        assert (shown.number, shown.left) == (page, count - len(told))
        assert any(label.endswith("›") and str(shown.left) in label for label in _labels(message)) == bool(shown.left)
        assert any(label.startswith("‹") for label in _labels(message)) == bool(page)
        if not shown.left:
            break
    assert told == [one.id for one in stories]
    assert _page(stories, register, tr, 999).number == page


def test_deadlines_and_changes_of_the_register_follow_the_news(register: Register, tr: Translator) -> None:
    """Five of each at most; how many more there are is said. What the register has no more is left out."""
    due = [(commitment(number, TODAY), TODAY) for number in range(1, 8)]
    kinds = [EntryChange("sector", slug, new=False) for slug in list(register.sectors)[:6]]
    changes = (EntryChange("project", "gone", new=True), EntryChange("organisation", "uaz", new=True), *kinds)
    told = _digest([story(1)], register, tr, due=due, changes=changes).plain()
    deadlines, changed = told.split("\n\n")[2:]
    assert deadlines.startswith("Сроки ближайшей недели\n• ПРИМЕР 24\u00a0ноября — Пункт 1. ")
    assert deadlines.endswith("• И ещё 2: /deadlines")
    assert changed.startswith("Изменилось в справочнике\n• новое: УАЗ\n• исправлено: ")
    assert changed.endswith("• И ещё: 2.")
    following = _page([story(number) for number in range(1, 60)], register, tr, 1, due=due, changes=changes)
    assert "Сроки" not in following.text.render()[0]


def test_a_group_has_no_button_that_would_change_the_message_for_all(register: Register, tr: Translator) -> None:
    """Where many read along a digest leads to its own pages and nowhere else."""
    assert _labels(_digest([story(1)], register, tr, public=True)) == ["Почему это пришло?"]
    assert _labels(_digest([story(1)], register, tr)) == ["Все новости", "Почему это пришло?"]


@pytest.mark.parametrize("make", [story, _hostile, _bare])
def test_stories_that_mean_harm_make_a_whole_digest(
    make: Callable[[int], Story], register: Register, tr: Translator
) -> None:
    """Titles of ten thousand characters and addresses that are no links leave messages that can be sent."""
    stories = [make(number) for number in range(1, 60)]
    due = [(replace(commitment(number, TODAY), text=HOSTILE, number=HOSTILE), TODAY) for number in range(1, 9)]
    for page in range(3):
        shown = _page(stories, register, tr, page, due=due, example=True)
        message = shown.message(edition_for(stories, NOW, NOW), tr)
        assert shown.stories
        assert flaws(message) == []
        assert flaws(previewed(message, tr)) == []


def test_a_lead_that_repeats_the_title_is_said_once(register: Register, tr: Translator) -> None:
    """Feeds that give the title as the lead are not read twice."""
    one = replace(story(1), lead=story(1).title)
    assert _digest([one], register, tr).plain().count("Пример: сообщение") == 1


def test_further_sources_are_counted(register: Register, tr: Translator) -> None:
    """A story of three outlets names the first and says how many more there are."""
    one = replace(story(1), articles=(article(1), article(2, "БЕЛТА"), article(3, "ТАСС")))
    assert "Пример издания, ещё 2 источника, 25\u00a0ноября 2026" in _digest([one], register, tr).plain()
