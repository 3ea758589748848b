"""The editors' desk: who decides first, what follows for readers, and that it can be taken back."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage.news_records import DeskItem, Judgement, NewsDecision, Outcome, Trusted, TrustSort
from storage.records import Article, ChatSeen, NewStory, Sender
from storage.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
async def editor(store: Store, now: datetime) -> int:
    """A person's number."""
    sender = Sender(7, "Пример", None, "ru")
    arrived = await store.people.arrive(bot_id=1, update_id=0, sender=sender, chat=ChatSeen(7, "private"), now=now)
    assert arrived is not None
    (person,) = await store.people.recent(1)
    return person.id


def _article(number: int, now: datetime) -> Article:
    address = f"https://example.org/{number}"
    return Article(address, address, "Пример издания", f"Пример {number}", "", now)


def _found(article: Article, outcome: Outcome) -> Judgement:
    why = ({"ground": "union", "words": ["Союзное государство"], "points": 30, "about": ""},)
    return Judgement(article.identity, article.url, article.title, outcome, 45, why)


async def _stored(store: Store, number: int, outcome: Outcome, now: datetime, story: int | None = None) -> int:
    article = _article(number, now)
    new = NewStory((article,), article.title, "", story)
    await store.news.save([new], now, [_found(article, outcome)])
    return story or (await store.news.latest(100))[0].id


async def test_only_what_is_borderline_as_a_whole_waits(store: Store, now: datetime) -> None:
    """Youngest first, each with its judgements; a story with an article that is in does not wait."""
    first = await _stored(store, 1, Outcome.BORDERLINE, now)
    await _stored(store, 2, Outcome.IN, now + HOUR)
    mixed = await _stored(store, 3, Outcome.BORDERLINE, now + 2 * HOUR)
    await _stored(store, 4, Outcome.IN, now + 2 * HOUR, mixed)
    last = await _stored(store, 5, Outcome.BORDERLINE, now + 3 * HOUR)
    assert await store.news_desk.waiting() == 2
    item = await store.news_desk.next()
    story = await store.news.story(last)
    assert story is not None
    assert item == DeskItem(story, (_found(_article(5, now), Outcome.BORDERLINE),))
    older = await store.news_desk.next(last)
    assert older is not None
    assert older.story.id == first
    assert await store.news_desk.next(first) is None
    assert await store.news_desk.item(last + 1) is None


async def test_ours_is_told_as_of_the_decision(store: Store, now: datetime, editor: int) -> None:
    """It comes into the digests that are made from then on, and can be taken back."""
    number = await _stored(store, 1, Outcome.BORDERLINE, now)
    later = now + 30 * HOUR
    assert await store.news.added_between(now - HOUR, later) == ()
    assert await store.news_desk.decide(number, ours=True, by=editor, now=later)
    (told,) = await store.news.added_between(later - HOUR, later)
    assert told.id == number
    item = await store.news_desk.item(number)
    assert item is not None
    assert item.decision == NewsDecision(ours=True, by=editor, at=later)
    judgement = await store.news.judgement("https://example.org/1")
    assert judgement is not None
    assert judgement.outcome is Outcome.IN
    assert await store.news_desk.waiting() == 0
    assert await store.news_desk.take_back(number, by=editor, now=later)
    assert await store.news.added_between(later - HOUR, later) == ()
    assert await store.news_desk.waiting() == 1
    assert not await store.news_desk.take_back(number, by=editor, now=later)


async def test_not_ours_is_read_by_nobody(store: Store, now: datetime, editor: int) -> None:
    """No list, no card, no digest has it, it does not come in again, and stays so when judgements are forgotten."""
    number = await _stored(store, 1, Outcome.BORDERLINE, now)
    assert await store.news_desk.decide(number, ours=False, by=editor, now=now)
    assert await store.news.forget_outside(now + HOUR) == 0
    assert await store.news.latest(9) == await store.news.recent(now - HOUR) == await store.news.about(limit=9) == ()
    assert await store.news.added_between(now - HOUR, now + HOUR) == ()
    assert await store.news.story(number) is None
    assert await store.news.known(["https://example.org/1"]) == {"https://example.org/1"}
    item = await store.news_desk.item(number)
    assert item is not None
    assert item.judged[0].outcome is Outcome.OUT
    assert await store.news_desk.take_back(number, by=editor, now=now)
    assert await store.news.story(number) == item.story


async def test_whoever_decides_first_decides(store: Store, now: datetime, editor: int) -> None:
    """Of two at once one decides; what is not waiting is decided by nobody."""
    number = await _stored(store, 1, Outcome.BORDERLINE, now)
    both = (store.news_desk.decide(number, ours=ours, by=editor, now=now) for ours in (True, False))
    assert sorted(await asyncio.gather(*both)) == [False, True]
    inside = await _stored(store, 2, Outcome.IN, now + HOUR)
    for other in (inside, 404):
        assert not await store.news_desk.decide(other, ours=False, by=editor, now=now)
    assert len(await store.audit.find(9, what=["news decision"])) == 1


async def test_a_word_is_on_the_list_once(store: Store, now: datetime, editor: int) -> None:
    """However it is written; what is said last holds; taken off, it is neither."""
    desk = store.news_desk
    for written, trusted in (("  Союзное   государство ", True), ("союзное государство", False)):
        await desk.trust(TrustSort.WORD, written, trusted=trusted, by=editor, now=now)
    await desk.trust(TrustSort.SOURCE, "ё" * 300, trusted=True, by=editor, now=now)
    source, word = await desk.trusted()
    assert (source.sort, source.written) == (TrustSort.SOURCE, "ё" * 100)
    assert word == Trusted(word.id, TrustSort.WORD, "союзное государство", trusted=False)
    assert await desk.forget_trust(word.id, by=editor, now=now)
    assert not await desk.forget_trust(word.id, by=editor, now=now)
    assert await desk.trusted() == (source,)
    changes = [(one.before, one.after) for one in await store.audit.find(9, what=["news trust"])]
    assert changes == [(False, None), (None, True), (True, False), (None, True)]


@pytest.mark.parametrize("written", ["", "   ", "\n\t"])
async def test_nothing_is_no_word(store: Store, now: datetime, editor: int, written: str) -> None:
    """An empty word would be in every publication."""
    with pytest.raises(ValueError, match=r"^\s*$"):
        await store.news_desk.trust(TrustSort.WORD, written, trusted=True, by=editor, now=now)
    assert await store.news_desk.trusted() == ()
