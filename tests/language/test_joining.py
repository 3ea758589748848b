"""Words run together, and names of firms that only look so."""

import pytest

from bot.language.joining import are_two_words
from tests.language.starter import dictionary


@pytest.mark.parametrize(
    ("first", "between", "last", "two"),
    [
        ("железная", "", "дорога", True),
        ("план", "", "мероприятий", True),
        ("станки", "", "чпу", True),
        ("кто", "", "губернатор", True),
        ("соглашение", "с", "витебском", True),
        ("трактор", "о", "деталь", False),
        ("гомель", "", "проект", False),
        ("авиа", "", "сервис", False),
        ("союза", "", "торг", False),
        ("станко", "", "агрегат", False),
    ],
)
def test_two_words_are_told_from_the_name_of_a_firm(first: str, between: str, last: str, *, two: bool) -> None:
    """An adjective, a genitive or a word between make a sentence; two nouns as they stand make a firm."""
    assert are_two_words(first, between, last, dictionary()) is two
