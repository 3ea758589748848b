"""News: stories, their articles, and that nothing is stored twice."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.news_records import Judgement, Outcome
from storage.records import Article, NewStory, Story
from storage.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def article(now: datetime) -> Article:
    """An example publication."""
    return Article(
        identity="https://example.org/1",
        url="https://example.org/1?from=feed",
        outlet="Пример",
        title="Завод показал станок",
        lead="На выставке в Минске.",
        published_at=now - HOUR,
        sectors=("stankostroenie", "avtoprom"),
        organisations=("uaz",),
    )


def other(article: Article, number: int, published_at: datetime, sectors: tuple[str, ...] = ("avtoprom",)) -> Article:
    """Another publication like that one, of no organisation."""
    address = f"https://example.org/{number}"
    return replace(article, identity=address, url=address, published_at=published_at, sectors=sectors, organisations=())


async def only_story(store: Store) -> Story:
    """Return the one story there is."""
    (story,) = await store.news.latest(10)
    return story


async def test_a_story_comes_back_as_it_was_saved(store: Store, now: datetime, article: Article) -> None:
    """A story has its title, its lead and its articles with all they say."""
    assert await store.news.save([NewStory((article,), "Станок", "Показан.")], now) == 1
    story = await only_story(store)
    assert story == Story(
        id=story.id,
        title="Станок",
        lead="Показан.",
        published_at=article.published_at,
        added_at=now,
        sectors=("stankostroenie", "avtoprom"),
        organisations=("uaz",),
        articles=(article,),
    )
    assert await store.news.story(story.id) == story
    assert await store.news.story(story.id + 1) is None


async def test_nothing_is_saved_twice(store: Store, now: datetime, article: Article) -> None:
    """Saving again adds nothing, makes no empty story and leaves what is there alone."""
    new = NewStory((article, replace(article, title="Та же публикация ещё раз")), "Станок", "Показан.")
    assert await store.news.save([new, new], now) == 1
    before = await only_story(store)
    again = replace(new, title="Другое", articles=(replace(article, title="Другое"),))
    assert await store.news.save([again, replace(again, story_id=before.id)], now + HOUR) == 0
    assert await only_story(store) == before
    assert await store.news.save([], now) == 0


async def test_two_who_save_the_same_make_one_story(store: Store, now: datetime, article: Article) -> None:
    """The same article saved by two at once is in one story."""
    new = NewStory((article,), "Станок", "Показан.")
    added = await asyncio.gather(*(store.news.save([new], now) for _ in range(4)))
    assert sorted(added) == [0, 0, 0, 1]
    assert (await only_story(store)).articles == (article,)


async def test_known_are_the_identities_stored(store: Store, now: datetime, article: Article) -> None:
    """Of any number of identities, those stored are known."""
    await store.news.save([NewStory((article,), "Станок", "")], now)
    asked = [f"https://example.org/{number}" for number in range(1200)]
    assert await store.news.known(asked) == {"https://example.org/1"}
    assert await store.news.known([]) == frozenset()


async def test_an_article_joins_a_story(store: Store, now: datetime, article: Article) -> None:
    """A story that an article joins takes the new title, all sectors, the earliest time, and stays when it came in."""
    await store.news.save([NewStory((article,), "Станок", "Показан.")], now)
    story = await only_story(store)
    earlier = other(article, 2, now - 3 * HOUR, ("bas", "avtoprom"))
    later = other(article, 3, now, ())
    joining = NewStory((later, earlier), "Лучший заголовок", "Лучшее начало.", story_id=story.id)
    assert await store.news.save([joining], now + HOUR) == 2
    assert await only_story(store) == replace(
        story,
        title="Лучший заголовок",
        lead="Лучшее начало.",
        published_at=earlier.published_at,
        sectors=("bas", "avtoprom", "stankostroenie"),
        articles=(earlier, article, later),
    )
    assert await store.news.recent(earlier.published_at) == (await only_story(store),)
    latest = other(article, 4, now)
    await store.news.save([replace(joining, articles=(latest,))], now + HOUR)
    assert (await only_story(store)).published_at == earlier.published_at


async def test_joining_a_story_that_is_gone_begins_it_anew(store: Store, now: datetime, article: Article) -> None:
    """An article is not lost when the story it was to join is not there."""
    assert await store.news.save([NewStory((article,), "Станок", "", story_id=404)], now) == 1
    assert (await only_story(store)).articles == (article,)


async def test_stories_are_listed_newest_first(store: Store, now: datetime, article: Article) -> None:
    """Lists go from the newest publication to the oldest, from a moment on or as many as asked for."""
    new = [NewStory((other(article, n, now - n * HOUR),), str(n), "") for n in (2, 0, 1)]
    await store.news.save(new, now)
    assert [story.title for story in await store.news.latest(2)] == ["0", "1"]
    assert [story.title for story in await store.news.recent(now - HOUR)] == ["0", "1"]


async def test_what_was_added_between_two_moments(store: Store, now: datetime, article: Article) -> None:
    """The first moment is excluded and the last included, so that spans in a row miss nothing and repeat nothing."""
    for number in range(3):
        new = NewStory((other(article, number, now - number * HOUR),), str(number), "")
        await store.news.save([new], now + number * HOUR)
    assert [story.title for story in await store.news.added_between(now, now + 2 * HOUR)] == ["1", "2"]
    assert await store.news.added_between(now + 2 * HOUR, now + 9 * HOUR) == ()


async def test_stories_are_found_by_what_they_are_about(store: Store, article: Article, now: datetime) -> None:
    """The newest first, of any of the sectors or organisations, within the moments given; no more than asked for."""
    older = other(article, 2, now - 30 * HOUR, ("avtoprom",))
    middle = other(article, 3, now - 20 * HOUR, ("avtoprom-pricepy",))
    for one in (older, middle, article):
        await store.news.save([NewStory((one,), one.url, "")], now)

    async def titles(**narrowed: object) -> list[str]:
        return [one.title for one in await store.news.about(limit=9, **narrowed)]  # type: ignore[arg-type]

    assert await titles() == [article.url, middle.url, older.url]
    assert await titles(sectors=["avtoprom"]) == [article.url, older.url]
    assert await titles(organisations=["uaz"]) == [article.url]
    assert await titles(sectors=["turizm"], organisations=["uaz"]) == [article.url]
    assert await titles(first=now - 25 * HOUR, before=now - 2 * HOUR) == [middle.url]
    assert len(await store.news.about(limit=1)) == 1


def found(article: Article, outcome: Outcome) -> Judgement:
    """What an article was found to be."""
    why = ({"ground": "union", "words": ["Союзное государство"], "points": 30, "about": ""},)
    return Judgement(article.identity, article.url, article.title, outcome, 60, why)


async def test_a_judgement_comes_back_and_stands(store: Store, now: datetime, article: Article) -> None:
    """What was judged is known with its reasons, the first time it was judged, also when it has no article."""
    out = found(article, Outcome.OUT)
    assert await store.news.save([], now, [out, out]) == 0
    assert await store.news.save([], now, [found(article, Outcome.IN)]) == 0
    assert await store.news.judgement(article.identity) == out
    assert await store.news.judgement("other") is None
    assert await store.news.known([article.identity, "other"]) == {article.identity}
    assert await store.news.save([NewStory((article,), "Станок", "")], now) == 0


async def test_only_what_is_out_is_forgotten(store: Store, now: datetime, article: Article) -> None:
    """What was out before a moment is forgotten; later ones and judgements of articles stay."""
    late, doubted = other(article, 2, now), other(article, 3, now)
    judged = [found(article, Outcome.OUT), found(doubted, Outcome.BORDERLINE)]
    await store.news.save([NewStory((doubted,), "Пример", "")], now, judged)
    await store.news.save([], now + HOUR, [found(late, Outcome.OUT)])
    assert await store.news.forget_outside(now + HOUR) == 1
    known = await store.news.known([article.identity, late.identity, doubted.identity])
    assert known == {late.identity, doubted.identity}


async def test_a_borderline_story_is_kept_and_told_once_it_is_in(store: Store, now: datetime, article: Article) -> None:
    """It is found among the latest but not told; joined by an article that is in, it is told as of that moment."""
    await store.news.save([NewStory((article,), "Станок", "")], now, [found(article, Outcome.BORDERLINE)])
    story = await only_story(store)
    assert await store.news.added_between(now - HOUR, now) == ()
    second, third = other(article, 2, now), other(article, 3, now)
    for number, one in enumerate((second, third), 1):
        joining = NewStory((one,), "Станок", "", story.id)
        await store.news.save([joining], now + number * HOUR, [found(one, Outcome.IN)])
    (told,) = await store.news.added_between(now, now + HOUR)
    assert (told.id, told.added_at) == (story.id, now + HOUR)
    assert await store.news.added_between(now + HOUR, now + 2 * HOUR) == ()


async def test_what_its_outlet_rewrote_is_corrected(store: Store, now: datetime, article: Article) -> None:
    """The article and the story that is told in its words; once, whatever else is read with it."""
    second = other(article, 2, now)
    second = replace(second, title="Другой заголовок", lead="")
    await store.news.save([NewStory((article, second), article.title, article.lead)], now)
    story = await only_story(store)
    rewritten = replace(article, title="Завод показал два станка", lead="")
    others = [replace(article, identity="new"), replace(second, title="Другой заголовок, точнее")]
    assert await store.news.correct([article, rewritten, *others]) == (story.id,)
    told = replace(article, title=rewritten.title)
    title = replace(second, title="Другой заголовок, точнее")
    assert await only_story(store) == replace(story, title=rewritten.title, articles=(told, title))
    assert await store.news.correct([rewritten, *others]) == ()


async def test_what_is_no_correction_changes_nothing(store: Store, now: datetime, article: Article) -> None:
    """The same again, nothing at all, no words, and another outlet under the same address."""
    await store.news.save([NewStory((article,), article.title, article.lead)], now)
    before = await only_story(store)
    elsewhere = replace(article, outlet="Другое издание", title="Иначе")
    for read in ([], [article], [replace(article, title="", lead="")], [elsewhere]):
        assert await store.news.correct(read) == ()
    assert await only_story(store) == before
