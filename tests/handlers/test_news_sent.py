"""What editors send in: a forwarded post or a link becomes a publication after a preview, whatever it is judged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Final

import pytest
from aiohttp import web

from bot.config import Config
from bot.news.posts import worded
from bot.render.news_sent_buttons import AddNews
from storage.news_records import Outcome
from storage.records import Article, Grant, NewStory, Role
from storage.register_records import Side
from tests.news.bad_server import BadServer
from tests.person import Message, Person, buttons
from tests.town import ADMINISTRATOR, COORDINATOR, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of, said

NEWS = "Пример: МАЗ поставит Ульяновску сорок автобусов"
LEAD = "Первая партия машин для ульяновских маршрутов прибудет из Минска в марте."
BORDERLINE = "Пример: Россия и Беларусь договорились о кооперации в станкостроении"
OUT = "Пример: завтра в городе дождь"
ADDED = "Added. The publication is in this story."
HERE = "This is here already."


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A town, an editor in it, and the server whose pages the editor sends links to."""

    town: Town
    olga: Person
    pages: BadServer

    async def sent(self, text: str) -> Message:
        """Write a text as the editor; return the answer."""
        await self.olga.send(text)
        return await self.olga.read()

    async def forwarded(self, text: str = f"{NEWS}\n{LEAD}", **origin: object) -> Message:
        """Forward a post that stood somewhere; return the answer."""
        somewhere = {"type": "hidden_user", "sender_user_name": "Пример Пересылаемый", "date": 1_764_000_000, **origin}
        await self.olga.send_other(text=text, forward_origin=somewhere)
        return await self.olga.read()

    async def tapped(self, message: Message, label: str) -> Message:
        """Tap a button; return the message as it is then."""
        await self.olga.tap(message, said(label))
        return await self.olga.read_edit(message)


class Pages(BadServer):
    """A bad server that has an article, too."""

    async def _answer(self, request: web.Request, path: str) -> web.StreamResponse:
        if path.startswith("article"):
            title = (
                f'<meta property="og:title" content="{NEWS}"><meta property="og:site_name" content="Пример издания">'
            )
            body = f'<article><time datetime="2026-11-23T10:00:00+03:00">23</time><p>{LEAD}</p><p>{LEAD}</p></article>'
            page = f"<html><head>{title}</head><body>{body}</body></html>"
            return web.Response(text=page, content_type="text/html")
        return await super()._answer(request, path)


@asynccontextmanager
async def _serving() -> AsyncIterator[BadServer]:
    pages = Pages()
    application = web.Application()
    application.router.add_get("/{path:.*}", pages.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    pages.port = runner.addresses[0][1]
    try:
        yield pages
    finally:
        pages.go_on.set()
        await runner.cleanup()


@pytest.fixture
async def newsroom(filled_url: str) -> AsyncIterator[Newsroom]:
    """A town with an editor, and a server that is reached though it is on loopback."""
    config = Config(admin_ids=(ADMINISTRATOR,), feeds_allowed_networks=(ip_network("127.0.0.0/8"),))
    async with _serving() as pages, town(filled_url, config=config) as built:
        olga = await built.newcomer(COORDINATOR)
        await built.grant(olga, Grant(Role.COORDINATOR, side=Side.ULYANOVSK))
        yield Newsroom(built, olga, pages)


async def test_a_forwarded_post_is_looked_at_and_added_by_a_tap(newsroom: Newsroom) -> None:
    """The preview says what it is and why; added, it is read and found by everybody at once."""
    anna = await newsroom.town.newcomer(SUBSCRIBER)
    shown = await newsroom.forwarded()
    assert shown["text"].startswith(said("This is news of the cooperation."))
    for told in (NEWS, LEAD, "МАЗ", "Автомобилестроение", said("It begins a new story."), said("names Belarus")):
        assert told in shown["text"]
    assert "Пересылаемый" not in shown["text"]
    assert await newsroom.town.app.store.news.latest(1) == ()
    done = await newsroom.tapped(shown, "Add")
    assert done["text"].startswith(f"{said(ADDED)}\n\n{NEWS}")
    await anna.send("/search маршрутов")
    assert "сорок автобусов" in (await anna.read())["text"]
    again = await newsroom.forwarded(text=f"{NEWS}!\n\n{LEAD}")
    assert again["text"].startswith(said(HERE))
    assert [one.what for one in await newsroom.town.app.store.audit.find(1)] == ["news added"]


async def test_let_go_nothing_is_kept(newsroom: Newsroom) -> None:
    """Neither the publication nor the draft; the buttons of what was let go say so."""
    shown = await newsroom.forwarded()
    done = await newsroom.tapped(shown, "Do not add")
    assert done["text"] == said("Not added. Nothing is kept.")
    assert await newsroom.town.app.store.news.latest(1) == ()
    for add in (True, False):
        data = AddNews(draft_id=1, add=add).pack()
        assert (await newsroom.olga.tap_data(shown["message_id"], data)).text == answer_of("gone")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (BORDERLINE, "This is borderline. Added, it is ours by your decision."),
        (OUT, "By the lists of words this is no news of ours. Added, it is ours by your decision."),
    ],
    ids=["borderline", "out"],
)
async def test_what_is_not_clearly_ours_is_ours_by_the_editors_decision(
    newsroom: Newsroom, text: str, verdict: str
) -> None:
    """It is said before, recorded after, told in the digests, and taken back at the desk as any decision."""
    store, now = newsroom.town.app.store, newsroom.town.clock.now()
    shown = await newsroom.forwarded(text=text, date=int(now.timestamp()))
    assert shown["text"].startswith(said(verdict))
    done = await newsroom.tapped(shown, "Add all the same")
    assert done["text"].startswith(said(ADDED))
    (story,) = await store.news.added_between(now - timedelta(days=1), now)
    item = await store.news_desk.item(story.id)
    assert item is not None
    assert item.decision is not None
    assert (item.decision.ours, item.judged[0].outcome) == (True, Outcome.IN)
    assert [one.what for one in await store.audit.find(2)] == ["news decision", "news added"]
    await store.news_desk.take_back(story.id, by=1, now=now)
    assert await store.news_desk.waiting() == 1


async def test_what_was_found_not_ours_before_is_ours_when_it_is_added(newsroom: Newsroom) -> None:
    """A decision that put it out of sight is replaced by this one."""
    store, now = newsroom.town.app.store, newsroom.town.clock.now()
    shown = await newsroom.forwarded(text=BORDERLINE)
    await newsroom.tapped(shown, "Add all the same")
    (story,) = await store.news.latest(1)
    await store.news_desk.take_back(story.id, by=1, now=now)
    await store.news_desk.decide(story.id, ours=False, by=1, now=now)
    assert await store.news.latest(1) == ()
    again = await newsroom.forwarded(text=BORDERLINE)
    assert (await newsroom.tapped(again, "Add all the same"))["text"].startswith(said(ADDED))
    assert [one.id for one in await store.news.latest(2)] == [story.id]


async def test_what_waits_on_the_desk_is_decided_where_it_was_sent(newsroom: Newsroom) -> None:
    """A feed brought it, and it is borderline: sent in, it says so and can be made ours at once."""
    town = newsroom.town
    article = Article(worded(BORDERLINE), "", "Пример", BORDERLINE, "", town.clock.now())
    await town.app.news_intake.take_in([article])
    shown = await newsroom.forwarded(text=BORDERLINE)
    assert shown["text"].startswith(said("This is here already and waits on the editors’ desk."))
    done = await newsroom.tapped(shown, "Ours")
    assert done["text"].startswith(said("Ours"))
    assert (await newsroom.forwarded(text=BORDERLINE))["text"].startswith(said(HERE))


async def test_a_link_is_fetched_and_known_the_second_time(newsroom: Newsroom) -> None:
    """Its title, words, outlet and moment are the page's; sent again, also as phones do, the story is shown."""
    link = newsroom.pages.url("/article?utm_source=x")
    shown = await newsroom.sent(f"Вот: {link}")
    for told in (NEWS, LEAD, "Пример издания"):
        assert told in shown["text"]
    done = await newsroom.tapped(shown, "Add")
    assert done["text"].startswith(said(ADDED))
    (story,) = await newsroom.town.app.store.news.latest(2)
    assert story.published_at == datetime(2026, 11, 23, 7, tzinfo=UTC)
    asked = len(newsroom.pages.asked)
    again = await newsroom.sent(newsroom.pages.url("/article"))
    assert again["text"].startswith(f"{said(HERE)}\n\n{NEWS}")
    assert len(newsroom.pages.asked) == asked
    redirected = await newsroom.sent(newsroom.pages.url("/to//article"))
    assert redirected["text"].startswith(said(HERE))


async def test_it_says_which_story_it_would_join_and_joins_it(newsroom: Newsroom) -> None:
    """The story of the same event is named and has one source more."""
    store, now = newsroom.town.app.store, newsroom.town.clock.now()
    article = Article("i", "https://news.example/1", "Другое издание", NEWS, LEAD, now - timedelta(hours=20))
    await store.news.save([NewStory((article,), NEWS, LEAD)], now)
    shown = await newsroom.sent(newsroom.pages.url("/article"))
    assert said("It joins the story: {title}", title=NEWS) in shown["text"]
    assert said("Open the story") in buttons(shown)
    done = await newsroom.tapped(shown, "Add")
    assert "Другое издание" in done["text"]
    (story,) = await store.news.latest(2)
    assert [one.outlet for one in story.articles] == ["Другое издание", "Пример издания"] or len(story.articles) == 2


_REFUSED = (
    ("/status/403", "the site refuses it ({status})"),
    ("/loop", "the site leads from one address to another without end"),
    ("/away?url=http://10.0.0.1/", "the bot does not go to this address"),
    ("/away?url=file:///etc/passwd", "the bot does not go to this address"),
    ("/bomb", "the page is too large"),
    ("/empty", "there is no publication on the page"),
)


async def test_a_link_that_cannot_be_read_says_why(newsroom: Newsroom) -> None:
    """Politely, and with the way out: an answer with the words themselves."""
    for path, why in _REFUSED:
        shown = await newsroom.sent(newsroom.pages.url(path))
        assert shown["text"].startswith(said("The link was not read: {why}.", why=said(why, status="403"))), path
        assert said("Do not add") in buttons(shown)
    assert await newsroom.town.app.store.news.latest(1) == ()


_INSIDE = (
    "http://169.254.169.254/latest/meta-data", "http://[::ffff:10.0.0.1]/a", "http://0x0a000001/a", "http://2130706433.10/",
     "http://user:secret@news.example/a", "http://metadata.internal/a",
)  # fmt: skip


async def test_a_link_leads_nowhere_inside(newsroom: Newsroom) -> None:
    """Addresses inside are not gone to, however they are written."""
    for link in _INSIDE:
        shown = await newsroom.sent(link)
        assert said("The link was not read: {why}.", why="X").split("X")[0] in shown["text"], link
    assert newsroom.pages.asked == []


async def test_the_words_themselves_are_taken_in_place_of_a_link(newsroom: Newsroom) -> None:
    """An answer to the message that the link was not read: the publication has that address."""
    shown = await newsroom.sent(newsroom.pages.url("/status/403"))
    await newsroom.olga.send(f"{NEWS}\n{LEAD}", reply_to=shown)
    looked = await newsroom.olga.read()
    assert looked["text"].startswith(said("This is news of the cooperation."))
    await newsroom.tapped(looked, "Add")
    (story,) = await newsroom.town.app.store.news.latest(1)
    assert (story.title, story.articles[0].url) == (NEWS, newsroom.pages.url("/status/403"))
    await newsroom.town.app.store.news_drafts.forget(newsroom.town.clock.now() + timedelta(days=1))
    await newsroom.olga.send(NEWS, reply_to=shown)
    assert (await newsroom.olga.read())["text"] == answer_of("gone")


async def test_the_preview_outlives_a_restart(newsroom: Newsroom) -> None:
    """Its buttons mean the same to the bot that comes after."""
    shown = await newsroom.forwarded()
    async with newsroom.town.restarted() as again:
        done = await newsroom.tapped(shown, "Add")
        assert done["text"].startswith(said(ADDED))
        assert len(await again.store.news.latest(2)) == 1


async def test_old_drafts_are_forgotten_and_their_buttons_say_so(newsroom: Newsroom) -> None:
    """After two weeks what was not decided on is gone."""
    shown = await newsroom.forwarded()
    await newsroom.town.pass_time(timedelta(days=15))
    assert (await newsroom.olga.tap(shown, said("Add"))).text == answer_of("gone")


async def test_who_may_not_edit_is_answered_as_ever(newsroom: Newsroom) -> None:
    """A link or a forward of a subscriber's is a question; another's preview cannot be tapped, nor by an editor."""
    anna, petr = await newsroom.town.newcomer(SUBSCRIBER), await newsroom.town.passer_by(Grant(Role.COORDINATOR))
    shown = await newsroom.forwarded()
    data = AddNews(draft_id=1, add=True).pack()
    for other in (anna, petr):
        theirs = await nothing_said(other)
        assert (await other.tap_data(theirs["message_id"], data)).text == answer_of("gone")
    await anna.send(newsroom.pages.url("/article"))
    assert said("Add") not in buttons(await anna.read())
    await anna.send(f"{NEWS}\n{LEAD}", forward=True)
    assert said("Add") not in buttons(await anna.read())
    assert newsroom.pages.asked == []
    await newsroom.tapped(shown, "Add")


async def test_an_editors_question_with_a_link_is_a_question(newsroom: Newsroom) -> None:
    """Only what is nothing but a link is one; the bot's own words forwarded back are none either."""
    shown = await newsroom.sent(f"Что у нас по авиапрому, как в {newsroom.pages.url('/article')}?")
    assert said("Add") not in buttons(shown)
    me = newsroom.town.sandbox.world.bot
    back = await newsroom.forwarded(type="user", sender_user=me)
    assert said("Add") not in buttons(back)
    assert newsroom.pages.asked == []


_ORIGINS: Final[tuple[tuple[dict[str, object], str], ...]] = (
        ({"type": "channel", "chat": {"id": -1001234567890, "type": "channel", "title": "Пример канала",
                                      "username": "primer"}, "message_id": 5}, "Пример канала"),
        ({"type": "chat", "sender_chat": {"id": -1001, "type": "supergroup", "title": "Пример чата"}}, "Пример чата"),
        ({"type": "user", "sender_user": {"id": 77, "is_bot": False, "first_name": "Прохожий"}}, ""),
        ({"type": "hidden_user", "sender_user_name": "Прохожий"}, ""),
)  # fmt: skip


async def test_a_post_of_any_origin(newsroom: Newsroom) -> None:
    """A channel's has its address; a chat is named as the outlet, a person is not."""
    for number, (origin, outlet) in enumerate(_ORIGINS):
        text = f"{NEWS} в {2000 + number} году\n{LEAD}"
        await newsroom.tapped(await newsroom.forwarded(text=text, **origin), "Add")
        found = [one for story in await newsroom.town.app.store.news.latest(9) for one in story.articles]
        (article,) = (one for one in found if f"{2000 + number} году" in one.title)
        assert article.outlet == outlet
        assert article.url == ("https://t.me/primer/5" if origin["type"] == "channel" else "")


async def test_a_forward_of_the_longest_post_fits(newsroom: Newsroom) -> None:
    """4,096 characters become a preview and a card within the limit."""
    text = f"{NEWS}\n" + "слово " * ((4096 - len(NEWS)) // 6 - 1)
    shown = await newsroom.forwarded(text=text)
    assert len(shown["text"]) <= 4096
    done = await newsroom.tapped(shown, "Add")
    assert len(done["text"]) <= 4096


async def test_a_link_to_a_closed_channel_asks_for_the_post(newsroom: Newsroom) -> None:
    """What only members see cannot be fetched; nothing is asked of the network."""
    for link in ("https://t.me/c/123/5", "https://t.me/primer"):
        shown = await newsroom.sent(link)
        assert said("only members of the channel can read it; forward the post itself") in shown["text"]
