"""Sources asked: politely, each item taken in once, nothing lost wherever it is killed, administrators told once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.errors import Trouble
from bot.news.fetch import Fetcher
from bot.news.schedule import EVERY, slot_after
from bot.news_intake import Intake
from storage.database import Database
from storage.news import News
from storage.records import Grant, Role
from storage.source_records import SourceState
from storage.sources import Sources
from tests.feed_server import Agencies, agencies, headline, item, rss
from tests.newsroom import Newsdesk, at_work, newsdesk
from tests.office import AFTERNOON, ANNA, IVAN

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta(seconds=15)
ALL = [headline(number) for number in range(6)]


@pytest.fixture
async def desk(filled_url: str) -> AsyncIterator[Newsdesk]:
    """A newsdesk with an administrator."""
    async with at_work(filled_url) as opened:
        await opened.office.meet(ANNA, "ru", Grant(Role.ADMINISTRATOR))
        yield opened


async def test_an_hour_with_three_feeds(desk: Newsdesk) -> None:
    """Ticking every 15 s: each item comes in once, each feed is asked every ten minutes, at a place of its own."""
    feeds = {f"/{name}": list[str]() for name in "abc"}
    for path in feeds:
        desk.agencies.put(path, rss([]))
        await desk.add(path)
    written = 0
    begun = desk.clock.now()
    asked: dict[str, list[timedelta]] = {path: [] for path in feeds}
    for tick in range(241):
        if tick % 20 == 0:
            path = f"/{'abc'[written % 3]}"
            feeds[path] = [item(written), *feeds[path]][:3]
            desk.agencies.put(path, rss(feeds[path]))
            written += 1
        before = len(desk.agencies.asked)
        await desk.polling.poll_due()
        for request in desk.agencies.asked[before:]:
            asked[request.path].append(desk.clock.now() - begun)
        await desk.clock.move(TICK)
    await desk.pass_time(EVERY)
    assert await desk.titles() == sorted(headline(number) for number in range(written))
    for path, moments in asked.items():
        assert 6 <= len(moments) <= 8
        assert {later - earlier for earlier, later in pairwise(moments[1:])} == {EVERY}
        # The server's port, another in each run, is part of the address: two of three places may be the same tick.
        place = slot_after(desk.agencies.url(path), begun) - begun
        assert timedelta() <= moments[1] - place < TICK


class Killed(BaseException):
    """The process is no more."""


# Where a process may die between the fetch and the digest: before or after each thing that it does.
STEPS: dict[str, tuple[type, str]] = {
    "fetch": (Fetcher, "fetch"),
    "look for pages": (Intake, "judged"),
    "known": (News, "known"),
    "recent": (News, "recent"),
    "saved": (News, "save"),
    "kept": (Sources, "polled"),
}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
async def test_killed_between_fetch_and_digest_each_item_is_told_once(
    filled_url: str,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Wherever the process died, started anew it takes each item in once, and one digest tells each once."""
    clock = MovableClock(AFTERNOON)
    async with agencies() as server:
        server.put("/feed", rss([item(number) for number in range(6)]))
        async with newsdesk(filled_url, server, clock) as desk:
            await desk.office.meet(IVAN)
            await desk.office.subscribe(IVAN)
            source = await desk.add("/feed")
            owner, name = STEPS[step]
            monkeypatch.setattr(owner, name, _deadly(getattr(owner, name), after=after))
            await clock.move(MINUTE)
            with pytest.raises(BaseExceptionGroup):
                await desk.polling.poll_due()
            monkeypatch.undo()
        async with newsdesk(filled_url, server, clock) as again:
            await again.pass_time(EVERY)
            assert await again.titles() == ALL
            assert (await again.now(source)).etag
            await again.office.pass_time(DAY)
            (digest,) = await again.office.written(IVAN)
            text = digest.body["text"]
        assert [text.count(f"Событие{number}:") for number in range(6)] == [1] * 6


def _deadly(call: Callable[..., Awaitable[Any]], *, after: bool) -> Callable[..., Awaitable[Any]]:
    async def die(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as it came
        if after:
            await call(*args, **named)
        raise Killed

    return die


@pytest.mark.parametrize("steps", [1, 20, 60, 120])
async def test_cut_off_at_any_moment_nothing_is_lost(desk: Newsdesk, steps: int) -> None:
    """A stop in the middle leaves nothing half done: the next time does it, once."""
    desk.agencies.put("/feed", rss([item(number) for number in range(6)]))
    await desk.add("/feed")
    cut = asyncio.ensure_future(desk.polling.poll_due())
    for _ in range(steps):
        await asyncio.sleep(0.001)
    cut.cancel()
    with suppress(asyncio.CancelledError):
        await cut
    await desk.pass_time(EVERY)
    assert await desk.titles() == ALL


async def test_what_did_not_change_is_not_sent_again(desk: Newsdesk) -> None:
    """The server is asked with its own mark; nothing new is well, too."""
    desk.agencies.put("/feed", rss([item(1), "<item><title>без адреса</title></item>"]))
    source = await desk.add("/feed", "")
    await desk.pass_time()
    first = await desk.now(source)
    assert (first.title, first.read, first.unreadable, first.taken) == ("Пример", 1, 1, 1)
    assert first.article_at == first.succeeded_at == desk.clock.now()
    await desk.pass_time(EVERY)
    assert desk.agencies.asked[-1].headers["If-None-Match"] == first.etag
    again = await desk.now(source)
    assert (again.succeeded_at, again.article_at) == (desk.clock.now(), first.article_at)
    assert (again.read, again.taken, again.etag) == (1, 1, first.etag)


async def test_what_was_cut_off_is_asked_for_again_as_a_whole(desk: Newsdesk) -> None:
    """What could be read is read; the mark of a broken body is not kept, so the rest comes when it is whole."""
    whole = rss([item(number) for number in range(6)])
    cut = whole[: whole.index("<item><title>Событие4")]
    desk.agencies.put("/feed", cut, ETag='"same"')
    source = await desk.add("/feed")
    await desk.pass_time()
    assert await desk.titles() == ALL[:4]
    assert (await desk.now(source)).etag == ""
    desk.agencies.put("/feed", whole, ETag='"same"')
    await desk.pass_time(EVERY)
    assert await desk.titles() == ALL


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (403, {}, EVERY),
        (500, {}, EVERY),
        (429, {"Retry_After": "7200"}, 2 * HOUR),
        (503, {"Retry_After": "999999999999"}, DAY),
        (503, {"Retry_After": "soon"}, EVERY),
        (
            503,
            {"Date": "Tue, 24 Nov 2026 11:30:00 GMT", "Retry_After": "Tue, 24 Nov 2026 14:30:00 GMT"},
            3 * HOUR,
        ),
    ],
)
async def test_a_refusal_is_obeyed(desk: Newsdesk, status: int, headers: dict[str, str], wait: timedelta) -> None:
    """It is asked again after the usual time, or when the server says, after a day at most."""
    desk.agencies.put("/feed", "", status, **headers)
    source = await desk.add("/feed")
    await desk.pass_time()
    failing = await desk.now(source)
    assert (failing.trouble, failing.status, failing.failing_since) == (Trouble.STATUS, status, desk.clock.now())
    await desk.pass_time(wait - TICK)
    assert desk.agencies.times("/feed") == 1
    desk.agencies.put("/feed", rss([item(1)]))
    await desk.pass_time(EVERY + EVERY)
    assert (await desk.now(source)).trouble == ""
    assert await desk.titles() == [headline(1)]


async def test_a_source_that_fails_is_asked_less_and_less_and_told_of_once(desk: Newsdesk) -> None:
    """Back-off up to a day; after a day one notice, and one when it is back; then all is as at first."""
    desk.agencies.put("/feed", "", 403)
    source = await desk.add("/feed", "БелТА")
    for _ in range(3 * 24 * 4):
        await desk.pass_time(timedelta(minutes=15))
    assert 8 <= desk.agencies.times("/feed") <= 11
    (told,) = await desk.notices(ANNA)
    assert told.key.startswith(f"source-failing:{source.id}:")
    assert "БелТА" in told.body["text"]
    assert "403" in told.body["text"]
    assert told.created_at - AFTERNOON <= DAY + HOUR
    desk.agencies.put("/feed", rss([item(1)]))
    await desk.pass_time(DAY)
    await desk.pass_time(DAY)
    _, back = await desk.notices(ANNA)
    assert back.key.startswith(f"source-back:{source.id}:")
    now = await desk.now(source)
    assert (now.failing_since, now.failures, now.told) == (None, 0, False)
    assert now.next_poll_at - desk.clock.now() <= EVERY


async def test_a_source_that_fails_for_an_hour_is_not_told_of(desk: Newsdesk) -> None:
    """Neither that it failed nor that it is back."""
    source = await desk.add("/feed")
    await desk.pass_time()
    assert (await desk.now(source)).status == 404
    desk.agencies.put("/feed", rss([item(1)]))
    await desk.pass_time(HOUR)
    await desk.pass_time(DAY)
    assert await desk.notices(ANNA) == []


async def test_what_is_closed_for_good_is_not_asked_any_more(desk: Newsdesk) -> None:
    """410: administrators are told at once, once; nobody asks it until it is resumed."""
    desk.agencies.put("/feed", "", 410)
    source = await desk.add("/feed")
    await desk.pass_time()
    assert (await desk.now(source)).state is SourceState.PAUSED
    await desk.pass_time(2 * DAY)
    assert desk.agencies.times("/feed") == 1
    (told,) = await desk.notices(ANNA)
    assert "410" in told.body["text"]
    await desk.store.sources.switch(source.id, SourceState.ACTIVE, by=None, now=desk.clock.now())
    await desk.pass_time()
    assert desk.agencies.times("/feed") == 2


async def test_a_feed_that_has_moved_for_good_is_asked_there(desk: Newsdesk) -> None:
    """From then on; a passing redirect, or one that leads to no feed, changes nothing."""
    desk.agencies.put("/new", rss([item(1)]))
    desk.agencies.put("/old", "", 301, Location="/new")
    desk.agencies.put("/for-now", "", 302, Location="/new")
    desk.agencies.put("/page", "<!doctype html><html><body>Мы переехали</body></html>")
    desk.agencies.put("/lost", "", 301, Location="/page")
    moved, passing, lost = [await desk.add(path) for path in ("/old", "/for-now", "/lost")]
    await desk.pass_time()
    assert (await desk.now(moved)).address == desk.agencies.url("/new")
    assert (await desk.now(passing)).address == passing.address
    now = await desk.now(lost)
    assert (now.address, now.trouble) == (lost.address, "page")


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "empty"),
        (b"<!doctype html><html><body>404</body></html>", "page"),
        (b'{"not": "xml"}', "no_feed"),
        (b"<rss><channel><item><title>", "broken"),
    ],
    ids=["empty", "page", "no feed", "broken"],
)
async def test_what_is_no_feed_is_a_failure(desk: Newsdesk, body: bytes, trouble: str) -> None:
    """It is said what stands there instead."""
    desk.agencies.put("/feed", body)
    source = await desk.add("/feed")
    await desk.pass_time()
    assert (await desk.now(source)).trouble == trouble


async def test_a_source_inside_is_not_asked(desk: Newsdesk) -> None:
    """An address of a private network, as a source or as where one redirects to, is a failure that says so."""
    desk.agencies.put("/feed", "", 301, Location="http://10.0.0.1/rss")
    desk.agencies.put("/file", "", 302, Location="file:///etc/passwd")
    for source in [await desk.add("/feed"), await desk.add("/file")]:
        await desk.pass_time()
        assert (await desk.now(source)).trouble == Trouble.FORBIDDEN


async def test_what_makes_the_bot_stumble_stops_no_other_source(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours is logged and told as the source's trouble; it is asked again at its time, not at once."""
    desk.agencies.put("/bad", rss([item(1)]))
    desk.agencies.put("/good", rss([item(2)]))
    bad, _ = await desk.add("/bad"), await desk.add("/good")
    judged = desk.intake.judged

    async def stumble(articles: Any) -> Any:  # noqa: ANN401 - passed on as it came
        if articles[0].title == headline(1):
            msg = "unheard of"
            raise KeyError(msg)
        return await judged(articles)

    monkeypatch.setattr(desk.intake, "judged", stumble)
    await desk.pass_time()
    assert await desk.titles() == [headline(2)]
    assert (await desk.now(bad)).trouble == "fault"
    await desk.pass_time(EVERY - TICK)
    assert desk.agencies.times("/bad") == 1


async def test_a_store_that_fails_keeps_the_old_mark(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what came can't be stored, nothing is noted of the poll, and the next one brings it."""
    desk.agencies.put("/feed", rss([item(1)]))
    source = await desk.add("/feed")
    locked = _deadly_store()
    monkeypatch.setattr(Database, "writing", locked)
    await desk.pass_time()
    monkeypatch.undo()
    assert await desk.now(source) == source
    await desk.pass_time()
    assert await desk.titles() == [headline(1)]


def _deadly_store() -> Callable[..., Any]:
    from storage.errors import StoreBusy  # noqa: PLC0415 - for this one

    def writing(_: object) -> Any:  # noqa: ANN401 - raises
        msg = "database is locked"
        raise StoreBusy(msg)

    return writing


async def test_a_source_paused_while_it_is_asked_stays_paused(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is taken in; how it stood is not written over what a person decided."""
    desk.agencies.put("/feed", rss([item(1)]))
    source = await desk.add("/feed")
    take_in = desk.intake.take_in

    async def paused_meanwhile(articles: Any, judged: Any) -> int:  # noqa: ANN401 - passed on as it came
        await desk.store.sources.switch(source.id, SourceState.PAUSED, by=None, now=desk.clock.now())
        return await take_in(articles, judged)

    monkeypatch.setattr(desk.intake, "take_in", paused_meanwhile)
    await desk.pass_time()
    assert (await desk.now(source)).state is SourceState.PAUSED
    assert await desk.titles() == [headline(1)]


async def test_a_thousand_items_at_once_come_in_once(desk: Newsdesk) -> None:
    """And the same with other guids, in another order, some twice: nothing comes in again."""
    items = [item(number, more=f"<guid>{number}</guid>") for number in range(300)]
    desk.agencies.put("/feed", rss(items))
    source = await desk.add("/feed")
    await desk.pass_time()
    first = await desk.titles()
    assert len(first) == 300
    again = [item(number, more=f"<guid>other-{number}</guid>") for number in range(300)]
    desk.agencies.put("/feed", rss([*reversed(again), *again[:50]]))
    await desk.pass_time(EVERY)
    assert await desk.titles() == first
    assert (await desk.now(source)).read == 300


def test_places_are_spread_and_stay() -> None:
    """Seventy addresses have dozens of places within the ten minutes; each keeps its own."""
    places = {(slot_after(f"https://{one}.example/rss", AFTERNOON) - AFTERNOON) for one in range(70)}
    assert len(places) > 50
    for one in range(70):
        first = slot_after(f"https://{one}.example/rss", AFTERNOON)
        assert timedelta() < first - AFTERNOON <= EVERY
        assert slot_after(f"https://{one}.example/rss", first) == first + EVERY
        assert slot_after(f"https://{one}.example/rss", first - TICK) == first


def test_agencies_are_only_what_they_say() -> None:
    """A server that was told nothing has nothing."""
    assert Agencies().said == {}


async def test_a_source_is_not_asked_twice_at_once(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for it while it is being asked has nothing more to do."""
    desk.agencies.put("/feed", rss([item(1)]))
    source = await desk.add("/feed")
    judged = desk.intake.judged

    async def asked_meanwhile(articles: Any) -> Any:  # noqa: ANN401 - passed on as it came
        await desk.polling.poll(source)
        return await judged(articles)

    monkeypatch.setattr(desk.intake, "judged", asked_meanwhile)
    await desk.polling.poll(source)
    assert desk.agencies.times("/feed") == 1
    assert await desk.titles() == [headline(1)]


async def test_a_source_paused_while_it_is_told_of_is_left_alone(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person decided meanwhile stands, and nobody is told."""
    source = await desk.add("/feed")
    await desk.pass_time()
    failing = Sources.failing

    async def paused_meanwhile(sources: Sources, since: Any) -> Any:  # noqa: ANN401 - passed on as it came
        found = await failing(sources, since)
        await sources.switch(source.id, SourceState.PAUSED, by=None, now=desk.clock.now())
        return found

    monkeypatch.setattr(Sources, "failing", paused_meanwhile)
    await desk.pass_time(2 * DAY)
    assert await desk.notices(ANNA) == []
    assert (await desk.now(source)).state is SourceState.PAUSED
