"""Fragments: short, cut between words, around what was asked for, with its places."""

import pytest

from bot.search.fragment import Fragment, closeness, fragment, matched_words, whole
from bot.search.query import groups_of
from tests.search.corpus import dictionary

FILLING = "и ещё немного слов о другом "


def cut(text: str, query: str, longest: int = 160) -> Fragment:
    """Return the fragment of a text for a query."""
    return fragment(text, matched_words(text, groups_of(query, dictionary()), dictionary()), longest)


def marked(shown: Fragment) -> list[str]:
    """Return the marked words as they stand."""
    return [shown.text[start:end] for start, end in shown.marks]


def test_a_short_text_is_shown_whole() -> None:
    """What fits is not cut, and every matched word is marked in its own form."""
    shown = cut("Заводы Минска и минский завод", "завод Минск")
    assert (shown.text, marked(shown)) == ("Заводы Минска и минский завод", ["Заводы", "Минска", "минский", "завод"])


@pytest.mark.parametrize("before", [0, 1, 5, 20, 60])
@pytest.mark.parametrize("after", [0, 1, 5, 60])
@pytest.mark.parametrize("longest", [40, 100, 160])
def test_a_fragment_has_its_words_wherever_they_stand(before: int, after: int, longest: int) -> None:
    """At most so long, whole words only, an ellipsis where it was cut, and the words asked for inside."""
    text = (FILLING * before + "станкостроительные заводы " + FILLING * after).strip()
    shown = cut(text, "завод станкостроение", longest)
    assert len(shown.text) <= longest
    assert marked(shown) == ["станкостроительные", "заводы"]
    inner = shown.text.removeprefix("…").removesuffix("…")
    assert inner in text
    assert set(inner.split()) <= set(text.split())
    assert shown.text.startswith("…") != text.startswith(inner)
    assert shown.text.endswith("…") != text.endswith(inner)


def test_the_place_with_most_of_the_query_is_shown() -> None:
    """One word far ahead does not hide the place where two of them stand."""
    text = "Завод " + FILLING * 10 + "станки для завода " + FILLING * 10
    assert marked(cut(text, "станки завод", 80)) == ["станки", "завода"]


def test_with_nothing_matched_the_beginning_is_shown() -> None:
    """A hit by an alias has no matched word in its text."""
    shown = cut(FILLING * 20, "самолёт", 50)
    assert shown == Fragment("и ещё немного слов о другом и ещё немного слов о…")
    assert cut("", "самолёт") == Fragment("")


def test_a_word_longer_than_the_fragment_is_cut() -> None:
    """A text without spaces is cut where it must be."""
    shown = cut("я" * 500, "самолёт")
    assert (len(shown.text), shown.marks) == (159, ())
    assert len(cut("завод" + "я" * 500 + " завод " + "я" * 500, "завод", 60).text) <= 60


def test_parts_of_words_written_as_one_are_matched() -> None:
    """«авиазавод» answers to «завод», «торгово-экономический» to «экономический»."""
    shown = cut("Авиазавод и торгово-экономическая миссия", "завод экономический")
    assert marked(shown) == ["Авиазавод", "торгово-экономическая"]


@pytest.mark.parametrize(
    ("text", "query", "pairs"),
    [
        ("рабочая группа", "рабочая группа", 1),
        ("рабочая и смешанная группа", "рабочая группа", 0),
        ("рабочая большая группа", "рабочая группа", 1),
        ("группа рабочих", "рабочая группа", 0),
        ("план совместных мероприятий программы", "план мероприятий программы", 2),
        ("авиазавод", "авиазавод", 1),
        ("", "рабочая группа", 0),
    ],
)
def test_neighbours_of_a_query_are_counted(text: str, query: str, pairs: int) -> None:
    """Pairs that stand together in the query's order, with a word between them at most."""
    assert closeness(matched_words(text, groups_of(query, dictionary()), dictionary())) == pairs


def test_a_title_is_whole() -> None:
    """A title is shown as it is, with its marks."""
    matched = matched_words("Завод", groups_of("завод", dictionary()), dictionary())
    assert whole("Завод", matched) == Fragment("Завод", ((0, 5),))
