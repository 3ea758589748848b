"""The glossary has one line for each thing, and every kind of thing that the store tells apart."""

from collections import Counter

import pytest

from storage.records import DeliveryKind, Role
from storage.register_records import EntryKind, Side
from tests.shape.source import ROOT

_LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| in code")
]


def test_every_line_is_whole() -> None:
    """A word in code, one on the screen (or none), a meaning."""
    assert [line for line in _LINES if len(line) != 3 or not all(line)] == []


def test_no_word_is_explained_twice() -> None:
    """One word for one thing: of two lines with the same word each says what it is that is meant."""
    assert [words for words, times in Counter(line[0] for line in _LINES).items() if times > 1] == []


@pytest.mark.parametrize("kind", [*EntryKind, *Role, *DeliveryKind], ids=str)
def test_every_kind_is_explained(kind: EntryKind | Role | DeliveryKind) -> None:
    """Kinds of entries, roles and kinds of deliveries each have their line."""
    assert any(kind.value in line[0] or kind.value in line[2] for line in _LINES)


def test_the_sides_are_those_of_the_programme() -> None:
    """The line of the side names them all."""
    (line,) = [line for line in _LINES if line[0] == "side"]
    assert all(name in line[2].lower() for name in (side.value for side in Side))
