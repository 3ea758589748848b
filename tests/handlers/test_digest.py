"""/digest: on, off, the hour; and that it then comes at that hour."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.news.sample import sample_feed
from bot.render.buttons import DigestAction, DigestChoice
from bot.render.catalogue import LANGUAGES
from tests.person import Message, Person, buttons
from tests.town import SUBSCRIBER, ZONE, Town, nothing_said, town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _settings(person: Person) -> Message:
    await person.send("/digest")
    return await person.read()


@pytest.mark.parametrize("words", ["/digest", *(said("Digest", language) for language in LANGUAGES)])
async def test_the_digest_is_off_until_it_is_wanted(here: Town, words: str) -> None:
    """Nobody gets a digest unasked; command and label open its settings."""
    anna = await here.passer_by()
    await anna.send(words)
    told = await anna.read()
    assert said("It is off now.") in told["text"]
    assert said("Turn off") not in buttons(told)


async def test_the_digest_is_turned_on_to_another_hour_and_off(here: Town) -> None:
    """Each tap is shown in place, and the store keeps what is shown."""
    anna = await here.passer_by()
    shown = await _settings(anna)
    for hour in ("09:00", "18:00"):
        assert (await anna.tap(shown, hour)).answered
        shown = await anna.read_edit(shown)
        assert hour in shown["text"]
        assert f"✓ {hour}" in buttons(shown)
    assert (await anna.tap(shown, said("Turn off"))).answered
    assert said("It is off now.") in (await anna.read_edit(shown))["text"]
    assert await here.app.store.digests.wish(anna.telegram_id) is None


async def test_the_digest_is_not_told_or_changed_in_a_group(here: Town) -> None:
    """What someone reads and when is their own: a group reads where to ask; a forged button changes nothing."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await group.send("/digest")
    assert (await group.read())["text"] == answer_of("in private")
    probe = await nothing_said(group)
    tapped = await group.tap_data(probe["message_id"], DigestChoice(action=DigestAction.ON, hour=9).pack())
    assert tapped.answered
    assert tapped.text == answer_of("gone")
    assert await here.app.store.digests.wish(anna.telegram_id) is None


@pytest.mark.asyncio
async def test_the_digest_comes_at_its_hour_in_the_language_of_the_reader(filled_url: str) -> None:
    """Not a minute before the hour chosen, once, in the language chosen since, and the day after only with news."""
    async with town(filled_url, feeds=lambda: (sample_feed(),)) as here:
        anna = await here.newcomer(SUBSCRIBER)
        shown = await _settings(anna)
        await anna.tap(shown, "09:00")
        await anna.read_edit(shown)
        await anna.send("/settings")
        await anna.tap(await anna.read(), "English")
        await anna.read()
        nine = datetime(2026, 11, 25, 9, tzinfo=ZONE).astimezone(UTC)
        await here.pass_time(nine - here.clock.now() - timedelta(minutes=1))
        await nothing_said(anna)
        await here.pass_time(timedelta(minutes=1))
        digest = await anna.read()
        assert digest["text"].startswith("News digest")
        assert (await anna.tap(digest, "Why did I get this?")).show_alert
        await here.pass_time(timedelta(days=1))
        await nothing_said(anna)
