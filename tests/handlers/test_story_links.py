"""What stories hang on: offered in one message a day, attached by a tap, shown on cards, taken back."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.link_offers import MOST, OFFERS
from bot.news_intake import Intake
from bot.plan.example import example_plan
from bot.render.buttons import KindCode, OpenCard, OpenCommitment, OpenStory
from bot.render.links import story_link, story_of_parameter
from bot.render.story_links_buttons import AttachStory, OpenOffers
from storage.news_links_records import LinkKind, LinkState
from storage.records import Article, Grant, NewStory, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import COORDINATOR, MINSK_OFFICIAL, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of, said

SIGNED = "Пример: минский завод № 407 и «Авиастар» обсудили соглашение о поставках узлов для МС-21"
NODES = "Пример: «Авиастар» и завод № 407 представили сведения о поставках узлов и агрегатов за ноябрь"
ITEM = "представить сведения о поставках узлов и агрегатов за ноябрь"
AGREEMENT = OpenCard(kind=KindCode.AGREEMENT, slug="aviastar-mzga407").pack()


@pytest.fixture
async def here(filled_url: str) -> AsyncIterator[Town]:
    """A town of its own, with the example plan: what is offered is offered to everybody in it."""
    async with town(filled_url) as built:
        register = (await built.app.knowledge.newest()).register
        await built.app.store.plan.add_plan(example_plan(register), built.clock.now())
        yield built


async def _olga(here: Town, side: Side | None = Side.ULYANOVSK, who: int = COORDINATOR) -> Person:
    olga = await here.newcomer(who)
    await here.grant(olga, Grant(Role.COORDINATOR, side=side))
    return olga


async def _come_in(here: Town, *titles: str) -> None:
    now = here.clock.now()
    articles = [
        Article(f"news.example/{title}", f"https://news.example/{len(title)}", "Пример издания", title, "", now)
        for title in titles
    ]
    await Intake(here.app.store, here.clock, here.app.knowledge).take_in(articles)


async def _offered(here: Town, olga: Person) -> Message:
    await here.pass_time(timedelta(days=1))
    await here.pass_time(timedelta(seconds=40))
    return await olga.read()


async def _shown(person: Person, data: str) -> Message:
    """Tap a button under the newest message; return the message as it is then."""
    last = (await person.messages())[-1]
    await person.tap_data(last["message_id"], data)
    return await person.read_edit(last)


async def test_offered_once_attached_by_a_tap_and_seen_on_every_card(here: Town) -> None:
    """One notice tells all and why; attached, the agreement, the item, the story and the news say so."""
    olga, anna = await _olga(here), await here.newcomer(SUBSCRIBER)
    await _come_in(here, SIGNED, NODES)
    notice = await _offered(here, olga)
    for told in (SIGNED.partition("№")[0], "Соглашение МЗГА", ITEM, "Авиастроение"):
        assert told in notice["text"]
    waiting = await here.app.store.story_links.offered()
    agreed = next(one for one in waiting if one.bond.kind is LinkKind.AGREEMENT)
    owed = next(one for one in waiting if one.bond.kind is LinkKind.COMMITMENT)
    for link in (agreed, owed):
        data = AttachStory(link_id=link.id, attach=True).pack()
        await olga.tap(notice, data=data)
        notice = await olga.read_edit(notice)
        assert said("Attached.") in notice["text"]
    card = await _shown(anna, AGREEMENT)
    assert SIGNED.split("«", maxsplit=1)[0] in card["text"]
    news = next(one for one in buttons(card) if one.startswith(said("News: {title}", title="").strip()))
    assert news
    story = await _shown(anna, OpenStory(story_id=agreed.bond.story_id).pack())
    assert said("Attached to") in story["text"]
    assert said("Detach") not in buttons(story)
    item = await _shown(olga, OpenCommitment(commitment_id=int(owed.bond.ref)).pack())
    assert any(one.startswith(said("News: {title}", title="").strip()) for one in buttons(item))
    await anna.send("/news")
    listed = (await anna.read())["text"]
    assert said("Attached to: {names}", names="").strip() in listed
    assert ITEM not in listed.replace(NODES, "")
    await olga.send("/news")
    assert (await olga.read())["text"].count("сведения о поставках") == 2
    await anna.send("соглашение 407 завода и Авиастара по узлам МС-21")
    assert SIGNED.split("«", maxsplit=1)[0] in (await anna.read())["text"]


async def test_what_was_attached_is_taken_back_from_the_storys_card(here: Town) -> None:
    """It is written down who did, nothing shows it any more, it is not offered again, and can be attached again."""
    olga = await _olga(here)
    await _come_in(here, SIGNED)
    notice = await _offered(here, olga)
    link = (await here.app.store.story_links.offered())[0]
    await olga.tap(notice, data=AttachStory(link_id=link.id, attach=True).pack())
    await olga.read_edit(notice)
    story = await _shown(olga, OpenStory(story_id=link.bond.story_id).pack())
    await olga.tap(story, said("Detach"))
    done = await olga.read_edit(story)
    assert said("Not attached.") in done["text"]
    assert await here.app.store.story_links.attached([link.bond.story_id]) == ()
    audited = await here.app.store.audit.find(9, what=["story link"])
    assert [str(one.after).partition(" ")[0] for one in audited] == ["declined", "attached"]
    await here.pass_time(timedelta(days=1))
    await here.pass_time(timedelta(seconds=40))
    await nothing_said(olga)
    await olga.tap(done, said("Attach all the same"))
    assert said("Attached.") in (await olga.read_edit(done))["text"]


async def test_at_most_a_few_a_day_and_the_rest_the_next(here: Town) -> None:
    """One notice of five; tomorrow the sixth; nothing before the hour."""
    olga = await _olga(here)
    await here.pass_time(timedelta(hours=13))  # the next day, before the hour
    before = await here.app.store.deliveries.last_tick(OFFERS)
    now = here.clock.now()
    for number in range(MOST + 2):
        one = Article(f"i{number}", "", "Пример", SIGNED, "", now, ("aviastroenie",), ("aviastar", "mzga-407"))
        await here.app.store.news.save([NewStory((one,), SIGNED, "")], now)
    await here.pass_time(timedelta(minutes=10))
    assert await here.app.store.deliveries.last_tick(OFFERS) == before
    await here.pass_time(timedelta(hours=9))
    await here.pass_time(timedelta(seconds=40))
    why = said("Why: {why}", why="").strip()
    assert (await olga.read())["text"].count(why) == MOST
    await here.pass_time(timedelta(hours=3))
    await nothing_said(olga)
    assert why in (await _offered(here, olga))["text"]


async def test_a_coordinator_is_offered_what_is_theirs(here: Town) -> None:
    """Of another side's item nothing is told, and its button is answered as if it were not there."""
    olga = await _olga(here, who=COORDINATOR)
    await _come_in(here, NODES)
    await _offered(here, olga)
    owed = next(one for one in await here.app.store.story_links.offered() if one.bond.kind is LinkKind.COMMITMENT)
    federal = await _olga(here, Side.FEDERAL, MINSK_OFFICIAL)
    shown = await _shown(federal, OpenOffers().pack())
    assert ITEM not in shown["text"].replace(NODES, "")
    data = AttachStory(link_id=owed.id, attach=True).pack()
    assert data not in str(shown)
    assert (await federal.tap_data(shown["message_id"], data)).text == answer_of("gone", "be")
    link = await here.app.store.story_links.get(owed.id)
    assert link is not None
    assert link.state is LinkState.OFFERED


async def test_forged_taps_change_nothing(here: Town) -> None:
    """A number that is not there, a person without the right."""
    olga, anna = await _olga(here), await here.newcomer(SUBSCRIBER)
    hers, annas = await nothing_said(olga), await nothing_said(anna)
    for data in ("hl:99:1", "hl:0:1", "hl:1:x", "hl:-1:1"):
        assert (await olga.tap_data(hers["message_id"], data)).text == answer_of("gone")
    for data in ("hl:1:1", "ho"):
        assert (await anna.tap_data(annas["message_id"], data)).text == answer_of("gone")


async def test_an_article_that_joins_and_a_story_out_of_sight(here: Town) -> None:
    """What joins keeps the link; what is not ours is not shown, and taken back it is again."""
    olga = await _olga(here)
    await _come_in(here, SIGNED)
    await _offered(here, olga)
    store, now = here.app.store, here.clock.now()
    link = (await store.story_links.offered())[0]
    await store.story_links.decide(link.id, attach=True, by=1, now=now)
    again = Article("another", "https://other.example/1", "Другое издание", SIGNED, "", now - timedelta(days=1))
    await Intake(store, here.clock, here.app.knowledge).take_in([again])
    (story,) = await store.news.latest(2)
    assert len(story.articles) == 2
    assert [one.id for one in await store.story_links.attached([story.id])] == [link.id]
    assert [one.id for one in await store.story_links.stories_of(link.bond.kind, link.bond.ref, 3)] == [link.id]


async def test_a_deep_link_opens_a_story(here: Town) -> None:
    """With all who told it; a number that is not there is answered, too."""
    anna = await here.newcomer(SUBSCRIBER)
    await _come_in(here, SIGNED)
    (story,) = await here.app.store.news.latest(1)
    parameter = story_link("bot", story.id).partition("start=")[2]
    await anna.start(parameter)
    shown = await anna.read()
    assert shown["text"].startswith("Пример: минский завод")
    assert said("Publications") in shown["text"]
    for wrong in ("n_999", "n_0", "n_x", "n_99999999999999999999"):
        await anna.start(wrong)
        assert (await anna.read())["text"] == answer_of("gone")
    assert story_of_parameter(parameter) == story.id
