"""The latest news and the cards of stories."""

import pytest

from bot.render.buttons import OpenNews, OpenStory
from bot.render.catalogue import LANGUAGES
from bot.render.news_buttons import NewsChoice, NewsShows
from tests.person import buttons
from tests.town import Town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("words", ["/news", *(said("News", language) for language in LANGUAGES)])
async def test_the_latest_news_come_by_command_and_by_label(here: Town, words: str) -> None:
    """The stories of the feed are listed, with a button for each."""
    anna = await here.passer_by()
    await anna.send(words)
    latest = await anna.read()
    assert latest["text"].startswith(said("Latest news"))
    assert buttons(latest)


async def test_a_story_opens_with_its_sources_and_leads_back(here: Town) -> None:
    """A story's card links the publications it is made of; from it one gets back to the list."""
    anna = await here.passer_by()
    await anna.send("/news")
    latest = await anna.read()
    assert (await anna.tap(latest, buttons(latest)[0])).answered
    story = await anna.read_edit(latest)
    assert any(entity["type"] == "text_link" for entity in story["entities"])
    assert (await anna.tap(story, data=OpenNews().pack())).answered
    assert (await anna.read_edit(story))["text"] == latest["text"]


@pytest.mark.parametrize("story", [999_999, 2**63 - 1])
async def test_a_story_that_is_not_there_says_so(here: Town, story: int) -> None:
    """A button of a story that is gone is answered in words, and nothing is changed."""
    anna = await here.passer_by()
    await anna.send("/news")
    latest = await anna.read()
    tapped = await anna.tap_data(latest["message_id"], OpenStory(story_id=story).pack())
    assert tapped.answered
    assert tapped.text == answer_of("gone")


async def test_news_are_told_in_a_group_by_the_command_alone(here: Town) -> None:
    """A group gets the news when it asks by the command."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await group.send("/news")
    assert (await group.read())["text"].startswith(said("Latest news"))


@pytest.mark.parametrize(
    "data",
    ["np:100::::", "np:0:s:нет::", "np:0:s:avtoprom:ЙЙЙ:", "np:0:z:uaz::", "nw:q::::", "nr:0", "nr:-5", "np:0"],
)
async def test_a_forged_button_of_the_news_changes_nothing(here: Town, data: str) -> None:
    """What no button of ours carries is answered as an old button is."""
    anna = await here.passer_by()
    await anna.send("/news")
    shown = await anna.read()
    assert (await anna.tap_data(shown["message_id"], data)).text == answer_of("gone")


@pytest.mark.parametrize("choice", [NewsChoice(sector="withdrawn"), NewsChoice(organisation="withdrawn")])
async def test_news_of_what_left_the_register_say_so(here: Town, choice: NewsChoice) -> None:
    """A button of an entry that is gone is answered in words."""
    anna = await here.passer_by()
    await anna.send("/news")
    shown = await anna.read()
    assert (await anna.tap_data(shown["message_id"], choice.page().pack())).text == answer_of("gone")
    tapped = await anna.tap_data(shown["message_id"], choice.narrowing(NewsShows.PERIODS).pack())
    assert tapped.answered
