"""Channels in the store: what was decided of them stays, and their posts are known by their numbers."""

from dataclasses import replace
from datetime import datetime, timedelta

from storage.channels import Channel, ChannelPost, ChannelState
from storage.outbox_records import DeliveryKind, Priority
from storage.records import ChatSeen, NewDelivery, Sender
from storage.store import Store

CHAT = -1001234567890


async def _met(store: Store, now: datetime) -> int:
    sender = Sender(7, "Пример", None, "ru")
    seen = await store.people.arrive(
        bot_id=1, update_id=1, sender=sender, chat=ChatSeen(CHAT, "channel", "Канал"), now=now
    )
    assert seen is not None
    assert seen.user is not None
    return seen.user.id


async def test_what_was_decided_outlives_a_removal(store: Store, now: datetime) -> None:
    """Asked once, news or not by the last decision, silent while it is gone, then as it was."""
    petr = await _met(store, now)
    asked: list[Channel] = []

    def asking(channel: Channel) -> list[NewDelivery]:
        asked.append(channel)
        return [NewDelivery(f"c:{len(asked)}", 7, DeliveryKind.NOTICE, Priority.URGENT, {}, now)]

    channel = await store.channels.added(CHAT, by=petr, now=now, asking=asking)
    assert (channel.title, channel.state, channel.decided_at) == ("Канал", ChannelState.ASKED, None)
    assert await store.channels.added(CHAT, by=None, now=now, asking=asking) == channel
    assert len(asked) == 1
    assert len(await store.ledger.of_chat(7, 5)) == 1
    news = await store.channels.decide(channel.id, news=True, by=petr, now=now)
    assert news == await store.channels.get(channel.id) == await store.channels.of(CHAT)
    assert await store.channels.gone(CHAT, by="telegram", now=now)
    assert not await store.channels.gone(CHAT, by="telegram", now=now)
    assert await store.channels.decide(channel.id, news=False, by=petr, now=now) is None
    back = await store.channels.added(CHAT, by=None, now=now + timedelta(days=1), asking=asking)
    assert (back.state, back.added_by, back.decided_by) == (ChannelState.NEWS, None, petr)
    refused = await store.channels.decide(channel.id, news=False, by=petr, now=now)
    assert refused is not None
    assert refused.state is ChannelState.IGNORED
    assert await store.channels.all() == (refused,)
    assert len(asked) == 1


async def test_one_that_went_undecided_is_asked_about_again(store: Store, now: datetime) -> None:
    """Nobody answered while it was there; its return is a new question."""
    told: list[Channel] = []

    def asking(channel: Channel) -> list[NewDelivery]:
        told.append(channel)
        return []

    for number in (1, 2):
        await store.channels.added(CHAT, by=None, now=now, asking=asking)
        assert await store.channels.gone(CHAT, by="telegram", now=now)
        assert len(told) == number


async def test_posts_of_an_album_are_one_article_and_edits_find_theirs(store: Store, now: datetime) -> None:
    """By the number of the post; a post of another album or channel is another article."""
    first = ChannelPost(CHAT, 1, "album", "t.me/x/1", "https://t.me/x/1", "Один", now)
    kept = await store.channels.keep_post(first)
    assert kept is not None
    assert (kept.identity, kept.text) == ("t.me/x/1", "Один")
    second = replace(first, message_id=2, identity="t.me/x/2", url="https://t.me/x/2", text="Два")
    whole = await store.channels.keep_post(second)
    assert whole is not None
    assert (whole.identity, whole.url, whole.text) == ("t.me/x/1", "https://t.me/x/1", "Один\n\nДва")
    renamed = replace(first, identity="t.me/y/1", text="")
    edited = await store.channels.keep_post(renamed)
    assert edited is not None
    assert (edited.identity, edited.text) == ("t.me/x/1", "Два")
    alone = await store.channels.keep_post(replace(second, message_id=3, album=None, identity="t.me/x/3"))
    assert alone is not None
    assert alone.identity == "t.me/x/3"
    assert await store.channels.keep_post(replace(first, message_id=4, album="other", text="")) is None
    assert await store.channels.identity_of(CHAT, 2) == "t.me/x/1"
    assert await store.channels.identity_of(CHAT, 4) is None
