"""/sources: the list, a card, an address tried and added, a list looked through; and every address that will not do."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.config import Config
from bot.render.sources_buttons import AddListed, AddTried, OpenSource, PollSource, RemoveSource, SwitchSource
from storage.records import Grant, Role
from storage.source_records import NewSource
from tests.feed_server import Agencies, agencies, headline, item, rss
from tests.news.bad_server import bad_server
from tests.person import Message, Person, buttons
from tests.town import ADMINISTRATOR, Town, town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

OTHER = "<item><title>Пробки на дорогах</title><link>https://news.example/900</link></item>"


@dataclass(frozen=True, slots=True)
class Desk:
    """A town whose bot may ask the agencies on loopback, and an administrator in it who reads Russian."""

    here: Town
    agencies: Agencies
    petr: Person

    async def opened(self) -> Message:
        """Return the list of sources."""
        await self.petr.send("/sources")
        return await self.petr.read()

    async def asked(self) -> Message:
        """Return the question for an address."""
        shown = await self.opened()
        await self.petr.tap(shown, said("Add a source"))
        return await self.petr.read()

    async def tried(self, written: str) -> Message:
        """Return what the bot says of an address."""
        question = await self.asked()
        await self.petr.send(written, reply_to=question)
        return await self.petr.read()

    async def added(self, path: str, title: str) -> int:
        """Add a source behind the bot's back; return its number."""
        now = self.here.clock.now()
        new = NewSource(self.agencies.url(path), title)
        (source,) = await self.here.app.store.sources.add([new], by=None, now=now)
        return source.id


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """One town for all; each test has addresses of its own."""
    path = tmp_path_factory.mktemp("sources") / "store.sqlite3"
    shutil.copyfile(filled_template, path)
    config = Config(admin_ids=(ADMINISTRATOR,), feeds_allowed_networks=(ip_network("127.0.0.1/32"),))
    async with agencies() as server, town(f"sqlite+aiosqlite:///{path}", config=config) as here:
        yield Desk(here, server, await here.passer_by(Grant(Role.ADMINISTRATOR)))


@pytest.fixture(autouse=True)
async def empty(desk: Desk) -> None:
    """No sources, and nothing at the agencies."""
    for source in await desk.here.app.store.sources.all():
        await desk.here.app.store.sources.remove(source.id, by=None, now=desk.here.clock.now())
    desk.agencies.said.clear()
    desk.agencies.asked.clear()


async def test_a_site_is_enough_to_add_its_feed(desk: Desk) -> None:
    """The feed is found on the page and shown; a tap adds it, and its publications come in."""
    desk.agencies.put("/", '<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">')
    desk.agencies.put("/rss", rss([item(1), item(2), OTHER], "Пример агентства"))
    tried = await desk.tried(desk.agencies.url("/"))
    assert said("A feed was found: {title}", title="Пример агентства") in tried["text"]
    assert said("Publications: {n}", n="3") in tried["text"]
    assert said("Ours: {n}", n="2") in tried["text"]
    assert headline(1) in tried["text"].replace("\u00a0", " ")
    assert await desk.here.app.store.sources.all() == ()
    await desk.petr.tap(tried, said("Add"))
    card = await desk.petr.read_edit(tried)
    assert card["text"].startswith(said("Sources added: {n}", n="1"))
    assert said("not asked yet") in card["text"]
    await desk.here.pass_time(timedelta(seconds=15))
    shown = await desk.opened()
    assert f"Пример агентства — {said('all right, {ago}', ago=said('just now'))}" in shown["text"]
    stories = await desk.here.app.store.news.latest(9)
    assert {headline(1), headline(2)} <= {story.title for story in stories}
    (entry,) = await desk.here.app.store.audit.find(1, what=["source"])
    assert (entry.before, entry.after) == (None, desk.agencies.url("/rss"))


async def test_what_is_there_already_is_not_added_twice(desk: Desk) -> None:
    """Neither when it is tried again, nor by an old button."""
    desk.agencies.put("/rss", rss([item(1)]))
    first, second = await desk.tried(desk.agencies.url("/rss")), await desk.tried(desk.agencies.url("/rss"))
    await desk.petr.tap(first, said("Add"))
    await desk.petr.read_edit(first)
    there = said("This source is here already: {title}", title="")
    await desk.petr.tap(second, said("Add"))
    assert (await desk.petr.read_edit(second))["text"].startswith(there)
    again = await desk.tried(f"{desk.agencies.url('/rss')}?utm_source=x")
    assert said("A feed was found: {title}", title="") not in again["text"]
    assert again["text"].startswith(there)
    assert len(await desk.here.app.store.sources.all()) == 1


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{here}/nothing", "404, there is no such page"),
        ("{here}/page", "a page for people stands in its place"),
        ("{here}/json", "that is neither RSS nor Atom"),
        ("{here}/inside", "the address leads inside a network"),
        ("http://10.0.0.1/rss", "the address leads inside a network"),
        ("http://[::1]/rss", "the address leads inside a network"),
        ("http://localhost.invalid/rss", "no connection"),
    ],
)
async def test_an_address_without_a_feed_says_why(desk: Desk, written: str, why: str) -> None:
    """In the first line; there is nothing to add then, and another address may be sent."""
    desk.agencies.put("/page", "<!doctype html><html><body>Привет</body></html>")
    desk.agencies.put("/json", "{}")
    desk.agencies.put("/inside", "", 302, Location="http://192.168.0.1/rss")
    answered = await desk.tried(written.format(here=desk.agencies.url("")))
    assert answered["text"].startswith(said("Nothing can be read there: {why}", why=said(why)))
    assert buttons(answered) == [said("Another address")]
    assert await desk.here.app.store.sources.all() == ()


@pytest.mark.parametrize(
    "written", ["привет", "file:///etc/passwd", "ftp://a.example/rss", "http://", "@channel", "1.1.2026"]
)
async def test_what_is_no_address_is_said_so(desk: Desk, written: str) -> None:
    """Nothing is asked for then."""
    answered = await desk.tried(written)
    assert answered["text"].startswith(said("That is no web address. It looks like {example}.", example="")[:20])
    assert desk.agencies.asked == []


async def test_a_list_is_looked_through_and_added(desk: Desk) -> None:
    """One address on a line: how many are new, what is no address; the tap adds the new ones."""
    await desk.added("/a", "Есть")
    lines = ["# наши", desk.agencies.url("/a"), desk.agencies.url("/b"), "", "c.example/rss", "что-то", "c.example/rss"]
    summary = await desk.tried("\n".join(lines))
    assert summary["text"].startswith(said("New sources: {n} of {all}", n="2", all="3"))
    assert "что-то" in summary["text"]
    await desk.petr.tap(summary, said("Add: {n}", n="2"))
    listed = await desk.petr.read_edit(summary)
    assert listed["text"].startswith(said("Sources added: {n}", n="2"))
    addresses = {one.address for one in await desk.here.app.store.sources.all()}
    assert addresses == {desk.agencies.url("/a"), desk.agencies.url("/b"), "https://c.example/rss"}
    await desk.petr.tap_data(summary["message_id"], AddListed(count=2).pack())
    assert len(await desk.here.app.store.sources.all()) == 3


async def test_a_file_of_another_reader_is_taken(desk: Desk) -> None:
    """OPML with titles, entities that are bombs unread; a second tap finds another number."""
    bomb = '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    outlines = "".join(
        f'<outline text="Лента {n}" type="rss" xmlUrl="https://{n}.example/rss?a=1&amp;b=2"/>' for n in range(20)
    )
    opml = f'<?xml version="1.0" encoding="windows-1251"?>{bomb}<opml><body>{outlines}</body></opml>'
    question = await desk.asked()
    await desk.petr.upload("feeds.opml", opml.encode("cp1251"), reply_to=question)
    summary = await desk.petr.read()
    assert summary["text"].startswith(said("New sources: {n} of {all}", n="20", all="20"))
    assert said("and {count} more", count="5") in summary["text"]
    await desk.here.app.store.sources.add(
        [NewSource("https://1.example/rss?a=1&b=2", "")], by=None, now=desk.here.clock.now()
    )
    await desk.petr.tap(summary, said("Add: {n}", n="20"))
    moved = await desk.petr.read_edit(summary)
    assert moved["text"] == said("The list gives another number of new sources now. Please send it once more.")
    question = await desk.asked()
    await desk.petr.upload("feeds.opml", opml.encode("cp1251"), reply_to=question)
    summary = await desk.petr.read()
    await desk.petr.tap(summary, said("Add: {n}", n="19"))
    listed = await desk.petr.read_edit(summary)
    assert "Лента 0" in listed["text"]
    await desk.petr.tap(listed, next(label for label in buttons(listed) if label.endswith("›")))
    second = await desk.petr.read_edit(listed)
    assert "Лента 0" not in second["text"]


async def test_a_file_that_is_too_large_is_refused(desk: Desk) -> None:
    """And one with nothing in it offers nothing."""
    question = await desk.asked()
    await desk.petr.upload("feeds.txt", b"x" * (1024 * 1024 + 1), reply_to=question)
    assert (await desk.petr.read())["text"].startswith(
        said("The file could not be read: a list of sources has 1 MB at most. Nothing of it was kept.")[:20]
    )
    await desk.petr.upload("feeds.txt", b"\xff\xfe\x00", reply_to=question)
    assert said("There is nothing to add.") in (await desk.petr.read())["text"]


async def test_nothing_is_added_when_it_is_called_off(desk: Desk) -> None:
    """The way back to the sources is under it."""
    desk.agencies.put("/rss", rss([item(1)]))
    tried = await desk.tried(desk.agencies.url("/rss"))
    await desk.petr.tap(tried, said("Cancel"))
    off = await desk.petr.read_edit(tried)
    assert off["text"] == said("Nothing was added.")
    await desk.petr.tap(off, f"‹ {said('Sources')}")
    assert (
        said("Sources of news: {n}, failing: {failing}", n="0", failing="0") in (await desk.petr.read_edit(off))["text"]
    )


async def test_a_source_is_paused_resumed_and_removed(desk: Desk) -> None:
    """Each says how it stands then; removal is asked once more; afterwards its buttons answer that it is gone."""
    number = await desk.added("/rss", "Пример агентства")
    shown = await desk.opened()
    await desk.petr.tap(shown, "Пример агентства")
    card = await desk.petr.read_edit(shown)
    assert said("The bot came with it.") in card["text"]
    await desk.petr.tap(card, said("Pause it"))
    paused = await desk.petr.read_edit(card)
    assert said("paused") in paused["text"]
    assert said("Ask it now") not in buttons(paused)
    await desk.petr.tap(paused, said("Resume it"))
    card = await desk.petr.read_edit(paused)
    await desk.petr.tap(card, said("Remove it"))
    sure = await desk.petr.read_edit(card)
    await desk.petr.tap(sure, said("No"))
    card = await desk.petr.read_edit(sure)
    await desk.petr.tap(card, said("Remove it"))
    sure = await desk.petr.read_edit(card)
    await desk.petr.tap(sure, said("Yes, remove it"))
    gone = await desk.petr.read_edit(sure)
    assert gone["text"].startswith(said("Removed: {title}", title="Пример агентства"))
    for data in (
        OpenSource(source_id=number).pack(),
        SwitchSource(source_id=number, on=True).pack(),
        PollSource(source_id=number).pack(),
    ):
        assert (await desk.petr.tap_data(gone["message_id"], data)).text == answer_of("gone")
    changes = [(one.before, one.after) for one in await desk.here.app.store.audit.find(3, what=["source"])]
    assert changes == [(desk.agencies.url("/rss"), None), ("paused", "active"), ("active", "paused")]


async def test_a_source_is_asked_now(desk: Desk) -> None:
    """It says that it asks, and then how it went: what was wrong, and when it is well what came."""
    number = await desk.added("/rss", "Пример агентства")
    shown = await desk.opened()
    await desk.petr.tap_data(shown["message_id"], PollSource(source_id=number).pack())
    card = await _settled(desk, shown)
    assert said("404, there is no such page") in card["text"]
    desk.agencies.put("/rss", rss([item(5), "<item><title>x</title></item>"]))
    await desk.petr.tap(card, said("Ask it now"))
    card = await _settled(desk, card)
    assert said("Publications in its feed: {n}", n="1") in card["text"]
    assert said("Could not be read: {n}", n="1") in card["text"]
    assert said("Taken in since it was added: {n}", n="1") in card["text"]


async def _settled(desk: Desk, shown: Message) -> Message:
    asking = await desk.petr.read_edit(shown)
    while asking["text"].startswith(said("{title} is being asked…", title="")[:8]):
        asking = await desk.petr.read_edit(asking)
    return asking


async def test_the_desk_leads_to_the_sources(desk: Desk) -> None:
    """A part of the administrator's desk; a coordinator has none of it."""
    await desk.petr.send("/admin")
    opened = await desk.petr.read()
    await desk.petr.tap(opened, said("Sources"))
    assert (
        said("Sources of news: {n}, failing: {failing}", n="0", failing="0")
        in (await desk.petr.read_edit(opened))["text"]
    )
    olga = await desk.here.passer_by(Grant(Role.COORDINATOR))
    await olga.send("/admin")
    assert said("Sources") not in buttons(await olga.read())


async def test_a_reply_to_another_question_is_not_an_address(desk: Desk) -> None:
    """Only the question for sources is answered with one; a command is a command."""
    desk.agencies.put("/rss", rss([item(1)]))
    shown = await desk.opened()
    await desk.petr.send(desk.agencies.url("/rss"), reply_to=shown)
    assert said("A feed was found: {title}", title="") not in (await desk.petr.read())["text"]
    question = await desk.asked()
    await desk.petr.send("/help", reply_to=question)
    assert "/sources" in (await desk.petr.read())["text"]


async def test_a_source_that_is_slow_keeps_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that it did not answer; it is asked again at its time."""
    monkeypatch.setattr("handlers.sources._WAITS", 0.05)
    async with bad_server() as slow:
        new = NewSource(slow.url("/slow"), "Медленное")
        (source,) = await desk.here.app.store.sources.add([new], by=None, now=desk.here.clock.now())
        shown = await desk.opened()
        await desk.petr.tap_data(shown["message_id"], PollSource(source_id=source.id).pack())
        card = await _settled(desk, shown)
    late = said("It did not answer within a minute; it will be asked again at its time.")
    assert card["text"].startswith(late)
    assert said("not asked yet") in card["text"]


async def test_buttons_under_other_messages_answer_that_it_is_gone(desk: Desk) -> None:
    """Nothing is added by a button where no address or list stands, nor removed what is not there."""
    shown = await desk.opened()
    for data in (AddTried().pack(), AddListed(count=1).pack(), RemoveSource(source_id=99, sure=True).pack()):
        assert (await desk.petr.tap_data(shown["message_id"], data)).text == answer_of("gone")
    assert await desk.here.app.store.sources.all() == ()


async def test_a_file_that_telegram_does_not_give_is_said_so(desk: Desk) -> None:
    """Nothing of it is kept."""
    question = await desk.asked()
    await desk.here.order_fault("error", "getFile", status=400, description="Bad Request: no such file")
    await desk.petr.upload("feeds.txt", b"https://a.example/rss", reply_to=question)
    refused = said("The file could not be read: a list of sources has 1 MB at most. Nothing of it was kept.")
    assert (await desk.petr.read())["text"].replace("\u00a0", " ") == refused
