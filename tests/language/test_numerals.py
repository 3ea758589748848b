"""Numbers in words, and short years."""

import pytest

from tests.language.starter import dictionary


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("четыреста седьмой завод", ["407", "завод"]),
        ("пятьсот пятьдесят восьмого", ["558"]),
        ("Ил семьдесят шесть", ["ил-76"]),
        ("мс двадцать один", ["мс-21"]),
        ("пятьдесят семь школьников", ["57", "школьник"]),
        ("две тысячи двадцать пятого года", ["2025", "год"]),
        ("двадцать", ["20"]),
        ("сто двадцать восемнадцатый", ["120", "восемнадцатый"]),
        ("первый рейс", ["1", "рейс"]),
        ("ил и мс", ["ил", "и", "мс"]),
        ("за 25 год", ["за", "2025", "год"]),
        ("в 23-м году", ["в", "2023", "год"]),
        ("25 школьников", ["25", "школьник"]),
        ("57 год", ["57", "год"]),
    ],
)
def test_a_number_in_words_is_the_number(said: str, keys: list[str]) -> None:
    """Hundreds, tens and what follows them make one number; «25 год» is a year; a word alone below twenty stays."""
    assert [word.key for word in dictionary().words(said)] == keys
