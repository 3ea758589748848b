"""Word lists in a text: which forms stand for which phrases."""

import pytest

from bot.language.lexicon import Lexicon
from tests.language.starter import dictionary


def _found(text: str, *phrases: str) -> list[str]:
    lexicon = Lexicon({"list": {"label": phrases}}, dictionary())
    words = dictionary().words(text)
    return [text[words[hit.first].start : words[hit.after - 1].end] for hit in lexicon.found(words).get("list", ())]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("на заводах и завода", "завод", ["заводах", "завода"]),
        ("рабочую группу, рабочей группой", "рабочая группа", ["рабочую группу", "рабочей группой"]),
        ("рабочая крупная группа", "рабочая группа", []),
        ("ремонт судов", "суд", []),
        ("в Мире и мире", "Мир", ["Мире"]),
        ("Лида и лиды", "Лида", ["Лида"]),
        ("ульяновцы и ульяновцев", "ульяновц*", ["ульяновцы", "ульяновцев"]),
        ("Белорусско-ульяновский проект", "Ульяновск", ["Белорусско-ульяновский"]),
        ("Ил-76МД-90А", "Ил-76", ["Ил-76МД-90А"]),
        ("последняя рабочая", "рабочая группа", []),
        ("дэлегацыя прыехала", "дэлегац*", ["дэлегацыя"]),
        ("", "завод", []),
    ],
)
def test_a_phrase_is_found_in_its_forms(text: str, phrase: str, found: list[str]) -> None:
    """Case forms, rows of words, names with a capital, beginnings, parts of hyphened words; nothing else."""
    assert _found(text, phrase) == found


def test_phrases_come_under_their_list_and_label() -> None:
    """One walk over a text finds every list; a phrase of two lists is found in both, once in each."""
    lexicon = Lexicon({"a": {"x": ("завод", "завода"), "y": ("цех",)}, "b": {"z": ("завод",)}}, dictionary())
    hits = lexicon.found(dictionary().words("цех завода"))
    assert [(hit.label, hit.phrase) for hit in hits["a"]] == [("y", "цех"), ("x", "завод"), ("x", "завода")]
    assert [(hit.label, hit.first, hit.after) for hit in hits["b"]] == [("z", 1, 2)]
