"""The second flow, as a subscriber lives it: news come in, and a digest comes at the hour chosen."""

from datetime import timedelta
from functools import partial

import pytest

from storage.records import Article, DeliveryState, NewStory
from tests.person import Person
from tests.town import OFFICIAL, SUBSCRIBER, Town, town
from tests.waiting import until

TO_NINE = timedelta(hours=17, minutes=30)  # from the town's afternoon to nine next morning in Ulyanovsk
DAY = timedelta(days=1)


async def _publish(here: Town, number: int) -> None:
    """Let a publication come in."""
    now, url = here.clock.now(), f"https://news.example/{number}"
    title = f"Пример новости {number}: «Авиастар» <b>&"
    article = Article(url[8:], url, "Пример-Агентство", title, "Лид", now, ("aviastroenie",), ("aviastar",))
    await here.app.store.news.save([NewStory((article,), article.title, article.lead)], now)


async def _choose_nine(anna: Person) -> None:
    await anna.send("/digest")
    screen = await anna.read()
    answer = await anna.tap(screen, "09:00")
    assert answer.answered
    chosen = await anna.read_edit(screen)
    assert "09:00" in chosen["text"]


async def _paused(here: Town) -> bool:
    """Tell whether the bot has learnt that the one subscriber is not to be written to."""
    return not await here.app.store.digests.due(here.clock.now() + 2 * DAY, 1)


async def _whole_flow(url: str) -> None:
    async with town(url) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.newcomer(OFFICIAL)
        await _choose_nine(anna)
        await here.pass_time(timedelta(minutes=5))
        await _publish(here, 1)
        await here.pass_time(TO_NINE - timedelta(minutes=6))
        await anna.silence("/help")
        await here.pass_time(timedelta(minutes=1))
        digest = await anna.read()
        assert "Авиастроение" in digest["text"]
        assert "Пример новости 1: «Авиастар» <b>&" in digest["text"]
        assert "Пример-Агентство" in digest["text"]
        links = [one["url"] for one in digest["entities"] if one["type"] == "text_link"]
        assert links == ["https://news.example/1"]
        why = digest["reply_markup"]["inline_keyboard"][-1][0]["text"]
        asked = await anna.tap(digest, why)
        assert asked.show_alert
        assert "/digest" in asked.text
        await here.pass_time(DAY)
        await anna.silence("/help")
        await ivan.silence("/help")
        counts = await here.app.store.ledger.counts()
    assert counts[DeliveryState.SENT] == sum(counts.values()) == 1


async def test_a_subscriber_gets_the_digest_at_the_hour_chosen(filled_url: str) -> None:
    """Chosen with a tap, it comes at nine, says why, and not again without news; to one alone."""
    await _whole_flow(filled_url)


async def test_the_same_on_postgresql(postgres_url: str) -> None:
    """The whole flow is the same on the other database, from its first start on."""
    await _whole_flow(postgres_url)


@pytest.mark.parametrize("missed", [1, 4])
async def test_after_a_pause_one_digest_tells_all(filled_url: str, missed: int) -> None:
    """Who blocked the bot keeps the digest; back again, one digest tells all that came in since."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _choose_nine(anna)
        await anna.block()
        await until(partial(_paused, here))
        for number in range(missed):
            await _publish(here, number)
            await here.pass_time(DAY)
        await anna.block(blocked=False)
        await anna.start()
        await anna.read()
        await here.pass_time(DAY)
        digest = await anna.read()
        assert all(f"Пример новости {number}:" in digest["text"] for number in range(missed))
        await anna.silence("/help")


async def test_who_turns_it_off_gets_none(filled_url: str) -> None:
    """Turned off with a tap, no digest comes."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _choose_nine(anna)
        await anna.send("/digest")
        screen = await anna.read()
        await anna.tap(screen, "Выключить")
        await anna.read_edit(screen)
        await _publish(here, 1)
        await here.pass_time(DAY)
        await anna.silence("/help")
        assert sum((await here.app.store.ledger.counts()).values()) == 0
