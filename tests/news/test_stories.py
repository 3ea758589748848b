"""Which publications are one event, and what the register has to do with them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.news.parse import articles_of
from bot.news.sample import sample_feed
from bot.news.stories import Newsroom
from storage.records import Article, NewStory, Story

DAY = datetime(2025, 9, 30, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def article(number: int, title: str, lead: str = "", at: datetime = DAY) -> Article:
    """A publication."""
    return Article(f"news.example/{number}", f"https://news.example/{number}", "Пример", title, lead, at)


SIGNED = article(1, "Минский завод № 407 и «Авиастар» подписали соглашение о поставках узлов для МС-21")
SAME = article(2, "«Авиастар» и минский завод № 407 заключили соглашение по узлам МС-21", at=DAY + 5 * HOUR)
OTHER = article(3, "57 ульяновских школьников вернулись из Беларуси", at=DAY + HOUR)


def stored(new: NewStory, number: int = 9) -> Story:
    """Return a story as the store gives it back."""
    first = new.articles[0].published_at
    return Story(number, new.title, new.lead, first, first, (), (), new.articles)


def taken_in(newsroom: Newsroom, articles: Iterable[Article], recent: Iterable[Story]) -> tuple[NewStory, ...]:
    """Return the stories that a newsroom makes of articles."""
    judged = (newsroom.judged(one) for one in articles)
    return newsroom.told(judged, recent)


def test_one_event_is_one_story(newsroom: Newsroom) -> None:
    """Two outlets on one event make one story, told by the first; another event makes another."""
    told = taken_in(newsroom, [SAME, OTHER, SIGNED], [])
    assert [[one.url for one in story.articles] for story in told] == [[SIGNED.url, SAME.url], [OTHER.url]]
    assert [story.title for story in told] == [SIGNED.title, OTHER.title]
    assert {story.story_id for story in told} == {None}


def test_an_article_joins_a_story_in_the_store(newsroom: Newsroom) -> None:
    """What comes later joins the story that is there, which keeps its title and lead; others are left alone."""
    (first, other) = (stored(one, number) for number, one in enumerate(taken_in(newsroom, [SIGNED, OTHER], []), 5))
    (joined,) = taken_in(newsroom, [SAME], [other, first])
    assert joined == NewStory((newsroom.judged(SAME).article,), SIGNED.title, SIGNED.lead, first.id)


def test_nothing_new_is_no_story(newsroom: Newsroom) -> None:
    """Without new articles nothing is to be written."""
    (first,) = taken_in(newsroom, [SIGNED], [])
    assert taken_in(newsroom, [], [stored(first)]) == ()
    assert taken_in(newsroom, [], []) == ()


def test_far_apart_is_not_one_event(newsroom: Newsroom) -> None:
    """The same words within three days are one event, later another one."""
    near, far = (replace(SAME, published_at=DAY + timedelta(hours=hours)) for hours in (72, 73))
    assert len(taken_in(newsroom, [SIGNED, near], [])) == 1
    assert len(taken_in(newsroom, [SIGNED, far], [])) == 2


def test_a_title_without_words_is_a_story_of_its_own(newsroom: Newsroom) -> None:
    """Signs and emoji are alike to nothing, not even to one another."""
    assert len(taken_in(newsroom, [article(1, "🎉🎉"), article(2, "🎉🎉"), article(3, "…")], [])) == 3


def test_the_order_of_reading_does_not_matter(newsroom: Newsroom) -> None:
    """The same articles make the same stories, whichever was read first."""
    assert taken_in(newsroom, [SIGNED, SAME, OTHER], []) == taken_in(newsroom, [OTHER, SAME, SIGNED], [])


def test_an_article_is_linked_to_the_register(newsroom: Newsroom) -> None:
    """Organisations that the text names, and the sectors that follow, are in the register's order."""
    linked = newsroom.judged(SIGNED).article
    assert {"aviastar", "mzga-407"} <= set(linked.organisations)
    assert "aviastroenie" in linked.sectors
    assert replace(linked, sectors=(), organisations=()) == SIGNED
    stranger = newsroom.judged(article(4, "Погода на завтра")).article
    assert (stranger.sectors, stranger.organisations) == ((), ())


def test_a_government_says_nothing_of_the_sector(newsroom: Newsroom) -> None:
    """A body that has to do with everything links a story to no sector of its own."""
    linked = newsroom.judged(article(5, "Мингорисполком провёл совещание")).article
    assert "mingorispolkom" in linked.organisations
    assert linked.sectors == ()


def test_a_hostile_article_is_only_a_slow_one(newsroom: Newsroom) -> None:
    """Ten thousand characters of title are linked and grouped like any other."""
    long = article(6, "авиастар " * 1_100)
    assert newsroom.judged(long).article.organisations == ("aviastar",)
    assert len(taken_in(newsroom, [long, OTHER], [])) == 2


def test_the_sample_makes_twelve_stories(newsroom: Newsroom) -> None:
    """Thirteen publications of the sample tell twelve events: the agreement on parts was told twice."""
    told = taken_in(newsroom, articles_of(sample_feed(), datetime(2026, 11, 24, tzinfo=UTC)), [])
    twice = [story for story in told if len(story.articles) > 1]
    assert len(told) == 12
    assert [{one.outlet for one in story.articles} for story in twice] == [{"ТАСС", "Интерфакс"}]
