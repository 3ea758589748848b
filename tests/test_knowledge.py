"""What is known at a revision is said the same way until the next one, and read again only then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.knowledge import CurrentKnowledge, Known, Latest, ReadLately
from bot.render.catalogue import load_catalogues
from bot.starting import fill_register
from storage.store import open_store
from tests.language.starter import dictionary, starter

TODAY = date(2026, 11, 24)


def test_a_card_is_rendered_once_for_each_language() -> None:
    """A question asked again gets the very screen of the first time; another language gets its own."""
    known = Known(starter(), dictionary())
    catalogues = load_catalogues()
    russian = known.screen(known.answer("авиастроение", TODAY), catalogues.of("ru"))
    assert known.screen(known.answer("авиастроение", TODAY), catalogues.of("ru")) is russian
    assert known.screen(known.answer("авиастроение", TODAY), catalogues.of("en")).plain() != russian.plain()


def test_an_answer_is_of_its_day() -> None:
    """«В этом месяце» asked on another day is another period."""
    known = Known(starter(), dictionary())
    november = known.answer("сроки в этом месяце", TODAY)
    december = known.answer("сроки в этом месяце", TODAY.replace(month=12))
    assert november.period != december.period


def test_no_more_is_kept_than_the_latest() -> None:
    """Of three values in a place for two, the one not asked for longest is made anew."""
    latest = Latest[str, str](2)
    asked, made = ("one", "two", "one", "three", "one", "two"), []

    def make(key: str) -> str:
        made.append(key)
        return key

    assert [latest.of(key, make, key) for key in asked] == list(asked)
    assert made == ["one", "two", "three", "two"]


async def test_a_new_revision_is_known_anew() -> None:
    """A screen of the old register does not outlive it."""
    async with open_store("sqlite+aiosqlite://") as store:
        await fill_register(store, datetime(2026, 11, 24, tzinfo=UTC))
        current = CurrentKnowledge(store)
        known = await current.newest()
        assert await current.newest() is known
        newer = replace(known.register, revision=known.register.revision + 1)
        assert await current.at(newer.revision) is not known


async def test_what_was_read_lately_is_not_read_again() -> None:
    """A value is read once a minute, and at once when the clock was set back."""
    lately, now, asked = ReadLately[str, int](timedelta(minutes=1)), datetime(2026, 3, 2, tzinfo=UTC), count()

    async def read() -> int:
        return next(asked)

    moments = (0, 59, 60, 61, -5)
    assert [await lately.of("x", now + timedelta(seconds=each), read) for each in moments] == [0, 0, 1, 1, 2]
    assert await lately.of("y", now, read) == 3
