"""What editors sent in: as it was read, theirs, for a while; and added whatever it was judged to be."""

from datetime import datetime, timedelta

from storage.news_records import Judgement, Outcome
from storage.records import Article, NewStory, Sender
from storage.store import Store

MINUTE = timedelta(minutes=1)


async def _person(store: Store, now: datetime) -> int:
    seen = await store.people.arrive(bot_id=1, update_id=1, sender=Sender(7, "Пример", None, "ru"), chat=None, now=now)
    assert seen is not None
    assert seen.user is not None
    return seen.user.id


async def test_a_draft_is_kept_whole_and_forgotten_in_time(store: Store, now: datetime) -> None:
    """Every field comes back; dropped or old it is gone; it is among what is kept about its author."""
    olga = await _person(store, now)
    article = Article("i", "https://e.example/1", "П", "Т", "Л", now, ("bas",), ("uaz",))
    number = await store.news_drafts.keep(olga, article, now)
    draft = await store.news_drafts.get(number)
    assert draft is not None
    assert (draft.user_id, draft.article, draft.made_at) == (olga, article, now)
    assert "news_drafts" in await store.parting.rows_of(olga)
    assert await store.news_drafts.forget(now) == 0
    assert await store.news_drafts.drop(number)
    assert not await store.news_drafts.drop(number)
    await store.news_drafts.keep(olga, article, now)
    assert await store.news_drafts.forget(now + MINUTE) == 1
    assert await store.news_drafts.get(number + 1) is None


async def test_what_a_person_adds_counts_whatever_was_found_before(store: Store, now: datetime) -> None:
    """Out before, it is in by that decision; into a story that is told it comes without one."""
    olga = await _person(store, now)
    one = Article("i", "", "П", "Пример", "", now)
    out = Judgement("i", "", "Пример", Outcome.OUT, 5)
    await store.news.save([], now, [out])
    number = await store.news_desk.add(NewStory((one,), "Пример", ""), out, by=olga, now=now + MINUTE)
    judged = await store.news.judgement("i")
    assert judged is not None
    assert judged.outcome is Outcome.IN
    assert [story.id for story in await store.news.added_between(now, now + MINUTE)] == [number]
    assert await store.news_desk.add(NewStory((one,), "Пример", ""), out, by=olga, now=now) == number
    other = Article("j", "", "П", "Пример", "", now)
    joined = NewStory((other,), "Пример", "", story_id=number)
    assert await store.news_desk.add(joined, Judgement("j", "", "П", Outcome.OUT, 5), by=olga, now=now) == number
    second = await store.news.judgement("j")
    assert second is not None
    assert second.outcome is Outcome.IN
    told = await store.news.told("j")
    assert told is not None
    assert len(told.articles) == 2
    assert await store.news.told("k") is None
