"""The question among other words."""

import pytest

from bot.language.parts import in_parts, without_preamble


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Доброе утро! Что по станкам?", ("Доброе утро", "Что по станкам")),
        ("завтра планёрка, что у нас по станкам", ("завтра планёрка", "что у нас по станкам")),
        ("надо понять что у нас по станкам", ("надо понять", "что у нас по станкам")),
        ("к совещанию: какие проекты у УАЗа", ("к совещанию", "какие проекты у УАЗа")),
        ("Авиастар — МЗГА", ("Авиастар", "МЗГА")),
        ("станки, сельхозтехника и лифты", ()),
        ("Ил-76 и МС-21", ()),
        ("!", ()),
        ("", ()),
    ],
)
def test_a_text_is_cut_at_sentences_and_before_what_asks(text: str, parts: tuple[str, ...]) -> None:
    """Sentences, and what begins with an asking word, are parts; one that is whole has none."""
    assert in_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("В рамках подготовки прошу сообщить, какие заводы есть", " какие заводы есть"),
        ("Просьба направить информацию по авиапрому", " информацию по авиапрому"),
        ("прошу сообщить новости", "прошу сообщить новости"),
        ("Прошу слова", "Прошу слова"),
        ("что просят на проезд", "что просят на проезд"),
    ],
)
def test_what_stands_before_a_request_is_left_out(text: str, rest: str) -> None:
    """«прошу сообщить» begins the question, unless next to nothing follows."""
    assert without_preamble(text) == rest
