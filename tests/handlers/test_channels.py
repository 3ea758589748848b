"""A channel whose administrator the bot is: asked about once, its posts are publications, edits correct them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.render.channels_buttons import DecideChannel, OpenChannels
from storage.channels import ChannelState
from storage.records import Story
from tests.person import Message, Person, buttons
from tests.town import ADMINISTRATOR, SUBSCRIBER, Town, nothing_said, town
from tests.waiting import until
from tests.wording import answer_of, said

NEWS = "Пример: МАЗ поставит Ульяновску сорок автобусов"
LEAD = "Первая партия машин для ульяновских маршрутов прибудет из Минска в марте."
NAME = "primer_kanal"


@pytest.fixture
async def here(filled_url: str) -> AsyncIterator[Town]:
    """A town of its own: what channels say is read by everybody."""
    async with town(filled_url) as built:
        yield built


async def _petr(here: Town) -> Person:
    return await here.newcomer(ADMINISTRATOR)


async def _asked(here: Town, petr: Person, **how: str) -> tuple[Message, Person]:
    """Let the bot be made administrator; return the question and the owner in the channel."""
    number = await here.channel(petr, bot="left", **how)
    await here.ask_api("membership", chat=number, by=petr.telegram_id, member=True)
    await until(lambda: _state(here, number, ChannelState.ASKED))
    await here.pass_time(timedelta(seconds=40))
    return await petr.read(), petr.in_chat(number)


async def _source(here: Town, petr: Person, **how: str) -> Person:
    """Return the owner in a channel that news come from."""
    question, channel = await _asked(here, petr, **how)
    await petr.tap(question, said("Take as news", "en"))
    await petr.read_edit(question)
    return channel


async def _state(here: Town, number: int, state: ChannelState | None) -> bool:
    channel = await here.app.store.channels.of(number)
    return (channel.state if channel else None) is state


async def _stories(here: Town) -> tuple[Story, ...]:
    return await here.app.store.news.latest(9)


async def _story(here: Town, **like: Any) -> Story:  # noqa: ANN401 - a title or a lead
    """Return the one story, once it is so."""

    async def there() -> bool:
        found = await _stories(here)
        return bool(found) and all(getattr(found[0], name) == value for name, value in like.items())

    await until(there)
    (story,) = await _stories(here)
    return story


async def test_a_channel_is_asked_about_and_its_posts_become_news(here: Town) -> None:
    """One tap makes it a source; a post is found in the list, by search and under its address."""
    petr, anna = await _petr(here), await here.newcomer(SUBSCRIBER)
    question, channel = await _asked(here, petr, username=NAME)
    assert "Пример канала" in question["text"]
    assert (
        said("Are its posts news of the cooperation? Until that is decided they are not taken.", "en")
        in (question["text"])
    )
    before = await channel.send(f"{NEWS} (до решения)\n\n{LEAD}")
    await nothing_said(petr)
    assert await _stories(here) == ()
    await here.clock.move(timedelta(minutes=1))
    await petr.tap(question, said("Take as news", "en"))
    assert said("its posts are news", "en") in (await petr.read_edit(question))["text"]
    await channel.edit(before["message_id"], f"{NEWS} (и правка)\n\n{LEAD}")
    await channel.send(f"{NEWS}\n\n{LEAD}")
    story = await _story(here, title=NEWS, lead=LEAD)
    (article,) = story.articles
    assert (article.url, article.outlet) == (f"https://t.me/{NAME}/2", "Пример канала")
    await anna.send("/news")
    assert NEWS in (await anna.read())["text"]
    await here.pass_time(timedelta(minutes=2))
    await anna.send("/search маршрутов")
    assert "сорок автобусов" in (await anna.read())["text"]
    assert [one.after for one in await here.app.store.audit.find(9, what=["channel"])] == ["news", "asked"]


async def test_an_edit_corrects_also_after_the_channel_was_renamed(here: Town) -> None:
    """The same publication reads otherwise; it is no second one."""
    channel = await _source(here, await _petr(here))
    post = await channel.send(f"{NEWS}\n{LEAD}")
    await _story(here, title=NEWS)
    here.sandbox.world.chats[channel.chat].title = "Другое имя"
    await channel.edit(post["message_id"], f"{NEWS} и троллейбусов\n{LEAD}")
    story = await _story(here, title=f"{NEWS} и троллейбусов")
    assert [one.outlet for one in story.articles] == ["Пример канала"]
    assert story.articles[0].url == f"https://t.me/c/{-channel.chat - 10**12}/1"


async def test_an_album_is_one_publication(here: Town) -> None:
    """Its words are those of all its captions, whichever picture bears them; an edit of one is an edit of it."""
    channel = await _source(here, await _petr(here))
    photo = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}], "media_group_id": "77"}
    await channel.send_other(**photo)
    first = await channel.send_other(**photo, caption=NEWS)
    await channel.send_other(**photo, caption=LEAD)
    story = await _story(here, title=NEWS, lead=LEAD)
    assert len(story.articles) == 1
    await channel.edit(first["message_id"], f"{NEWS} скоро")
    story = await _story(here, title=f"{NEWS} скоро", lead=LEAD)
    assert len(story.articles) == 1
    assert story.articles[0].url.endswith("/2")


async def test_what_is_no_post_is_not_taken(here: Town) -> None:
    """Service posts, pictures without words, and what the bot wrote itself."""
    petr = await _petr(here)
    channel = await _source(here, petr)
    me = here.sandbox.world.bot
    await channel.send_other(new_chat_title="Пример")
    await channel.send_other(photo=[{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}])
    await channel.send_other(text=NEWS, via_bot=me)
    await channel.send_other(text=NEWS, forward_origin={"type": "user", "sender_user": me, "date": 1})
    await channel.send_other(text="Пример: завтра в городе дождь")
    await channel.send(f"{NEWS}\n{LEAD}")
    story = await _story(here, title=NEWS)
    assert len(story.articles) == 1
    assert story.articles[0].url.endswith("/6")


async def test_removed_the_channel_is_no_source_and_back_it_is_what_it_was(here: Town) -> None:
    """What was decided outlives a removal; the decision can be changed at the desk."""
    petr = await _petr(here)
    channel = await _source(here, petr)
    for member, state in ((False, ChannelState.GONE), (True, ChannelState.NEWS)):
        await here.ask_api("membership", chat=channel.chat, by=petr.telegram_id, member=member)
        await until(partial(_state, here, channel.chat, state))
    await nothing_said(petr)
    await petr.send("/admin")
    desk = await petr.read()
    await petr.tap(desk, said("Channels", "en"))
    listed = await petr.read_edit(desk)
    assert said("its posts are news", "en") in listed["text"]
    await petr.tap(listed, f"{said('Do not take', 'en')}: Пример канала")
    assert said("its posts are not taken", "en") in (await petr.read_edit(listed))["text"]
    await channel.send(f"{NEWS}\n{LEAD}")
    await nothing_said(petr)
    assert await _stories(here) == ()


async def test_a_channel_that_nobody_told_of_is_asked_about_at_its_first_post(here: Town) -> None:
    """The bot was there before channels were asked about; the post itself is not taken."""
    petr = await _petr(here)
    number = await here.channel(petr)
    await petr.in_chat(number).send(f"{NEWS}\n{LEAD}")
    await until(lambda: _state(here, number, ChannelState.ASKED))
    await here.pass_time(timedelta(seconds=40))
    assert "Пример канала" in (await petr.read())["text"]
    assert await _stories(here) == ()


async def test_links_behind_words_are_kept_and_the_longest_post_is_read(here: Town) -> None:
    """An address behind words is text of the publication; 4,096 characters with pictures are found by the last."""
    channel = await _source(here, await _petr(here))
    text = f"🚌 {NEWS}\n{LEAD} Подробнее. " + "ж" * 30
    text += "\nСлово " * ((4096 - len(text) - 12) // 7) + " последнее"
    at = len(text[: text.index("Подробнее")].encode("utf-16-le")) // 2
    link = {"type": "text_link", "offset": at, "length": 9, "url": "https://news.example/doc"}
    await channel.send_other(text=text, entities=[link])
    story = await _story(here)
    assert "Подробнее (https://news.example/doc)." in story.lead
    await here.pass_time(timedelta(minutes=2))
    anna = await here.newcomer(SUBSCRIBER)
    await anna.send("/search последнее автобусов")
    assert "сорок автобусов" in (await anna.read())["text"]


@pytest.mark.parametrize("data", [DecideChannel(channel_id=99, news=True).pack(), "hd:0:1", "hd:1:2", "hd:x:1"])
async def test_forged_decisions_are_answered_and_change_nothing(here: Town, data: str) -> None:
    """There is no such channel, or no such button."""
    petr = await _petr(here)
    shown = await nothing_said(petr)
    assert (await petr.tap_data(shown["message_id"], data)).text == answer_of("gone", "en")
    assert await here.app.store.channels.all() == ()


async def test_without_the_right_nothing_is_shown_or_decided(here: Town) -> None:
    """A subscriber's tap is answered as if there were no such button; no channels, and that is said."""
    petr, anna = await _petr(here), await here.newcomer(SUBSCRIBER)
    shown = await nothing_said(petr)
    await petr.tap_data(shown["message_id"], OpenChannels().pack())
    empty = await petr.read_edit(shown)
    assert empty["text"].startswith("The bot is administrator of no channel.")
    assert buttons(empty)
    channel = await _source(here, petr)
    hers = await nothing_said(anna)
    for data in (OpenChannels().pack(), DecideChannel(channel_id=1, news=False).pack()):
        assert (await anna.tap_data(hers["message_id"], data)).text == answer_of("gone")
    assert await _state(here, channel.chat, ChannelState.NEWS)
