"""Of which side something is asked."""

import pytest

from bot.language.sides import side_beside, side_of
from storage.register_records import Side
from tests.language.starter import dictionary


@pytest.mark.parametrize(
    ("text", "side", "beside"),
    [
        ("белорусские вузы", Side.BELARUS, Side.BELARUS),
        ("вузы работают с белорусами", Side.BELARUS, Side.ULYANOVSK),
        ("заводы, которые работают с Ульяновском", Side.ULYANOVSK, Side.BELARUS),
        ("организации с белорусской стороны", Side.BELARUS, Side.BELARUS),
        ("Ульяновск с Беларусью", None, None),
        ("федеральные организации", Side.FEDERAL, Side.FEDERAL),
        ("", None, None),
    ],
)
def test_those_who_work_with_a_side_are_of_the_other(text: str, side: Side | None, beside: Side | None) -> None:
    """A side after «с» in the instrumental is the partner's."""
    words = dictionary().words(text)
    assert (side_of(words), side_beside(words, dictionary())) == (side, beside)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("белорусские предприятия в Ульяновске", Side.BELARUS),
        ("белорусские компании в Ульяновской области", Side.BELARUS),
        ("ульяновские предприятия в Беларуси", Side.ULYANOVSK),
        ("белорусские и ульяновские предприятия", None),
        ("вузы Беларуси и Ульяновска", None),
    ],
)
def test_those_an_adjective_calls_so_are_of_that_side(text: str, side: Side | None) -> None:
    """Where they work, at the other side, does not make them the other side's."""
    assert side_beside(dictionary().words(text), dictionary()) is side
