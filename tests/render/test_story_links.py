"""What stories hang on, on the screen: projects and items without a number, long lists, forged buttons."""

from datetime import UTC, datetime

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.render.catalogue import load_catalogues
from bot.render.links import card_link, private_link, story_link, story_of_parameter
from bot.render.news_sent import draft_in
from bot.render.news_sent_buttons import AddNews
from bot.render.story_links import link_buttons, offers_screen, target_name
from bot.story_links import views_of
from storage.news_links_records import Bond, LinkKind, LinkState, StoryLink
from storage.records import Commitment, CommitmentState
from storage.register_records import EntryKind
from tests.language.starter import starter

NOW = datetime(2026, 11, 24, tzinfo=UTC)
RU = load_catalogues().of("ru")
ITEM = Commitment(5, "p", "План", True, "", "Пример без номера", "", "", CommitmentState.OPEN, 1, (), ())  # noqa: FBT003 - an example


def _link(number: int, kind: LinkKind, ref: str, title: str = "Пример") -> StoryLink:
    return StoryLink(number, Bond(1, kind, ref, {"words": ["слово" * 30] * 9}), LinkState.ATTACHED, title, NOW)


def test_a_project_and_an_item_without_a_number_are_named_and_opened() -> None:
    """Each by its own words; what the register or the plan has no more is left out."""
    links = [
        _link(1, LinkKind.PROJECT, "ms-21"),
        _link(2, LinkKind.COMMITMENT, "5"),
        _link(3, LinkKind.AGREEMENT, "no-such"),
        _link(4, LinkKind.COMMITMENT, "6"),
    ]
    views = views_of(links, starter(), {5: ITEM})
    assert [one.link.id for one in views] == [1, 2]
    assert target_name(views[1].target, RU) == "Пример без номера"
    rows = link_buttons(views, RU, manages=True)
    assert [row[0].callback_data for row in rows] == ["c:p:ms-21", "m:5"]
    assert [row[1].callback_data for row in rows] == ["hl:1:0", "hl:2:0"]
    assert all(len(row) == 1 for row in link_buttons(views, RU, manages=False))


def test_many_offers_of_long_words_fit_into_a_message() -> None:
    """Eight are shown, whatever strangers wrote as titles."""
    views = views_of([_link(n, LinkKind.PROJECT, "ms-21", "<b>@evil " * 500) for n in range(1, 40)], starter(), {})
    message = offers_screen(views, starter(), RU, came=True)
    body = message.body()
    assert len(body["text"]) <= 4096
    assert len(body["keyboard"]["inline_keyboard"]) == 9


@pytest.mark.parametrize("data", ["ha:1", "ha:x:1", "ha:0:0", "ha:1:0:7", "hb:1:0", None])
def test_a_forged_button_names_no_draft(data: str | None) -> None:
    """What does not unpack, or is another button, is nothing; a right one is found among others."""
    forged = InlineKeyboardButton(text="x", callback_data=data, url=None if data else "https://e.example")
    assert draft_in(InlineKeyboardMarkup(inline_keyboard=[[forged]])) is None
    right = InlineKeyboardButton(text="x", callback_data=AddNews(draft_id=7, add=False).pack())
    other = InlineKeyboardButton(text="x", callback_data="n:1")
    assert draft_in(InlineKeyboardMarkup(inline_keyboard=[[other], [right]])) == 7
    assert draft_in(None) is None


def test_links_to_the_bot() -> None:
    """A story's number comes back out of its link; a card's link is none."""
    assert story_of_parameter(story_link("bot", 5).partition("start=")[2]) == 5
    assert story_of_parameter(card_link("bot", EntryKind.PROJECT, "ms-21").partition("start=")[2]) is None
    assert private_link("bot") == "https://t.me/bot"
