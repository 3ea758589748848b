"""A search as a person makes one: what is found, in which order, what is shown and offered, on both databases."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.search.offers import nearest_word
from bot.search.search import PAGE, Found, search
from storage.register_records import Visibility
from storage.store import Store
from tests.search.corpus import ALL, PUBLIC, dictionary, story, tell

_SAMPLES = Path(__file__).parents[1] / "language" / "search_pairs.jsonl"
PAIRS = [json.loads(line) for line in _SAMPLES.read_text(encoding="utf-8").splitlines()]
MINUTE = timedelta(minutes=1)


def titles(found: Found) -> list[str]:
    """Return what was found, in its order."""
    return [hit.title.text for hit in found.hits]


async def asked(store: Store, text: str, page: int = 0) -> Found:
    """Search as anyone may."""
    return await search(text, store, dictionary(), PUBLIC, page)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["query"])
async def test_a_query_finds_its_text_before_the_near_miss(store: Store, now: datetime, pair: dict[str, str]) -> None:
    """The text meant is found first; the near miss is not found or stands below, though it is newer."""
    await tell(store, [story(1, pair["match"], now), story(2, pair["near_miss"], now + MINUTE)])
    assert titles(await asked(store, pair["query"]))[:1] == [pair["match"]]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["query"])
async def test_among_all_texts_the_right_one_is_first(filled: Store, pair: dict[str, str]) -> None:
    """Among the eighty texts of all pairs the one meant is on the first page, and no near miss before it."""
    found = titles(await asked(filled, pair["query"]))
    assert pair["match"] in found
    assert pair["near_miss"] not in found[: found.index(pair["match"])]


@pytest.fixture
async def filled(store: Store, now: datetime) -> Store:
    """A store with all the texts of the pairs."""
    texts = [pair[of] for pair in PAIRS for of in ("match", "near_miss")]
    await tell(store, [story(number, text, now + number * MINUTE) for number, text in enumerate(texts)])
    return store


async def test_matched_words_are_marked(store: Store, now: datetime) -> None:
    """In the title and in the fragment the places of the words asked for are told, in whatever form they stand."""
    await tell(store, [story(1, "Авиастар передал самолёты Ил‑76МД-90А", now, "О передаче самолётов сообщил завод.")])
    (hit,) = (await asked(store, "самолет Ил-76")).hits
    assert [hit.title.text[start:end] for start, end in hit.title.marks] == ["самолёты", "Ил‑76МД-90А"]
    assert [hit.fragment.text[start:end] for start, end in hit.fragment.marks] == ["самолётов"]


async def test_who_may_read_the_public_only_sees_the_public_only(store: Store, now: datetime) -> None:
    """What is the programme's is neither found, nor counted, nor offered as a reading."""
    hidden = story(1, "Секретариат назначил совещание", now, visibility=Visibility.PROGRAMME)
    await tell(store, [hidden, story(2, "Открытое совещание", now)])
    assert titles(await asked(store, "совещание")) == ["Открытое совещание"]
    nothing = await asked(store, "секретариад")
    assert (nothing.hits, nothing.total_at_most, nothing.pages, nothing.offered) == ((), 0, 0, None)
    both = await search("секретариад", store, dictionary(), ALL)
    assert both.offered == "секретариат"
    assert len((await search("совещание", store, dictionary(), ALL)).hits) == 2


async def test_pages_follow_each_other(store: Store, now: datetime) -> None:
    """Pages neither repeat nor miss anything, also beyond those reordered; one beyond the last is the last."""
    await tell(store, [story(n, f"Совместный завод, пример {n}", now + n * MINUTE) for n in range(37)])
    pages = [await asked(store, "совместный завод", page) for page in range(8)]
    seen = [title for page in pages for title in titles(page)]
    assert (len(seen), len(set(seen)), pages[0].pages) == (37, 37, 8)
    assert [len(page.hits) for page in pages] == [PAGE] * 7 + [2]
    beyond = await asked(store, "совместный завод", 99)
    assert (beyond.page, titles(beyond)) == (7, titles(pages[7]))
    assert (await asked(store, "совместный завод", -1)).page == 0


async def test_some_words_are_said_to_be_some(store: Store, now: datetime) -> None:
    """When few texts have all the words, those with some follow, and it is said."""
    await tell(store, [story(1, "Завод в Минске", now), story(2, "Завод в Гродно", now)])
    found = await asked(store, "завод в Гродно")
    assert (titles(found), found.any_words) == (["Завод в Гродно", "Завод в Минске"], True)
    assert not (await asked(store, "завод")).any_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("соглошение", "соглашение"),
        ("соглошениями", "соглашение"),
        ("авиостроением", "авиастроение"),
        ("авиостроение в Минске", "авиастроение в Минске"),
        ("fdbfcnhjtybt", "авиастроение"),
        ("ujvctkmvfi", "гомсельмаш"),
        (",tkfhecm", "беларусь"),
        ("soglashenie", "соглашение"),
        ("gomselmash", "гомсельмаш"),
        ("Gomselmosh", "гомсельмаш"),
        ("гомсилмаш", "гомсельмаш"),
    ],
)
async def test_another_reading_is_offered(store: Store, now: datetime, typed: str, meant: str) -> None:
    """A word that no text has is offered in another layout, another alphabet, or without its slip; never replaced."""
    texts = ("Подписано соглашение с Беларусью", "Авиастроение: завод в Минске", "Гомсельмаш собрал комбайн")
    await tell(store, [story(number, text, now) for number, text in enumerate(texts)])
    found = await asked(store, typed)
    assert found.offered == meant
    assert (await asked(store, meant)).offered is None
    assert (await asked(store, meant)).hits


@pytest.mark.parametrize(
    "typed",
    [
        "соглашение",
        "чпу",
        "абв",
        "щщщщщщщщ",
        "соглашшшшшшшшшение",
        "",
        "?!",
        "🤖",
        "2025",
        "в на по",
        "асд фыв йцу ячс мит",
    ],
)
async def test_nothing_is_offered_for_what_is_there_or_far(store: Store, now: datetime, typed: str) -> None:
    """No offer for what was found, for short words and for what is near to nothing."""
    await tell(store, [story(1, "Подписано соглашение", now)])
    assert (await asked(store, typed)).offered is None


@pytest.mark.parametrize(
    "hostile",
    [
        '"', "'; DROP TABLE search_rows; --", "завод*", "^завод", "NEAR(завод лифт)", 'завод" OR "лифт', "keys:завод",
        "\0завод\0", "(завод", "завод)", "-завод", "завод AND", "завод OR NOT", "\ud800 завод", "завод " * 570,
        "".join(chr(0x400 + n % 0x100) for n in range(4000)), "\u202eзавод", "%s %d {0}", "a" * 4000, "з " * 2000,
    ],
)  # fmt: skip
async def test_hostile_queries_are_words_or_nothing(store: Store, now: datetime, hostile: str) -> None:
    """No text is a language of queries: its words are looked for, the rest is nothing."""
    await tell(store, [story(1, "Завод открыт", now), story(2, "Школа закрыта", now)])
    found = await asked(store, hostile)
    assert titles(found) in ([], ["Завод открыт"])
    assert titles(found) or "завод" not in hostile


def test_the_nearest_is_the_likeliest() -> None:
    """Fewer edits first, then the same first letter, then the word that more rows have; never a short word far away."""
    assert nearest_word("завот", {"завод": 1, "завет": 9}) == "завет"
    assert nearest_word("гродна", {"гродно": 1, "бродна": 9}) == "гродно"
    assert nearest_word("станки-чпу", {}) is None
    assert nearest_word("цехх", {"цена": 1}) is None
    assert nearest_word("двигателями", {"двигатель": 5}) == "двигатель"
    assert nearest_word("самалётами", {"самолет": 3, "самолет-76": 9}) is None
