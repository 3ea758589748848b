"""Queries as groups of keys, and the keys of the index that answer them."""

import pytest

from bot.language import families
from bot.search import keys as rules
from bot.search.keys import Keys, key_rules
from bot.search.query import groups_of
from tests.search.corpus import dictionary


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("соглашение с Беларусью", (("соглашение",), ("беларусь",))),
        ("поставки и поставка", (("поставка",),)),
        ("558-й завод", (("558",), ("завод",))),
        ("Ил-76МД-90А", (("ил-76", "ил-76мд-90а"),)),
        ("MC-21", (("мс-21",),)),
        ("авиазавод", (("авиация",), ("завод",))),
        ("авиастроение", (("авиастроение",),)),
        ("авиатор", (("авиатор",),)),
        ("кто это", (("кто",), ("это",))),
        ("люди", (("человек",),)),
        ("а Минск", (("минск",),)),
        ("7", (("7",),)),
        ("", ()),
        ("?!", ()),
    ],
)
def test_a_query_is_read(text: str, groups: tuple[tuple[str, ...], ...]) -> None:
    """Words without a meaning of their own are left out, unless there are no others; each word asks once."""
    assert groups_of(text, dictionary()) == groups


def test_a_long_query_is_read_to_its_sixteenth_word() -> None:
    """However long, a query is a short one."""
    assert len(groups_of(" ".join(f"{number}" for number in range(2000, 3000)), dictionary())) == 16


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("стали", "сталь"),
        ("стали", "стать"),
        ("558-го", "558"),
        ("Ил‑76МД-90А", "ил-76"),
        ("Ил‑76МД-90А", "ил-76мд-90а"),
        ("авиазаводом", "завод"),
        ("авиазаводом", "авиация"),
        ("торгово-экономического", "экономический"),
        ("станкозавод", "станок"),
    ],
)
def test_the_index_keeps_all_that_a_word_may_stand_for(text: str, key: str) -> None:
    """Every lemma, the model beside the designation, the parts of what is written as one."""
    assert key in Keys(dictionary()).of_text(text).split()


def test_a_word_said_twice_is_kept_twice() -> None:
    """Ranking counts how often a word stands."""
    assert Keys(dictionary()).of_text("завод, завода").split() == ["завод", "завод"]


def test_the_rules_change_with_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index made by other families, or by other code, is not taken for one of today."""
    today = key_rules()
    assert today == key_rules()
    monkeypatch.setattr(families, "HEAD_OF", {**families.HEAD_OF, "пример": "образец"})
    assert key_rules() != today
    monkeypatch.undo()
    monkeypatch.setattr(rules, "KEY_RULES", rules.KEY_RULES + 1)
    assert key_rules() != today
