"""The things of the register under all their names, and what only sounds like them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.families import HEAD_OF
from tests.language.cases import ROUNDS_ASKED_ON
from tests.language.starter import dictionary, knowledge
from tests.test_answers import _is


def _asked() -> Iterator[tuple[str, str]]:
    """Yield the questions of the table with all that is right for each."""
    expected = ""
    for line in Path(__file__).with_name("things.txt").read_text("utf-8").splitlines():
        if line.startswith("->"):
            expected = line.removeprefix("->").strip()
        elif line and not line.startswith("#"):
            yield from ((question, expected) for question in line.split(" · "))


@pytest.mark.parametrize("traps", [False, True], ids=["things", "traps"])
def test_a_thing_is_found_by_whatever_people_call_it(*, traps: bool) -> None:
    """Each way of referring to a thing gets its card, and what is like it but another's gets none."""
    asked = [(question, right) for question, right in _asked() if (right == "none") is traps]
    answers = [(question, right, knowledge().answer(question, ROUNDS_ASKED_ON)) for question, right in asked]
    assert asked
    assert [
        f"{question}: {answer.kind} {answer.slug}, not {right}"
        for question, right, answer in answers
        if not any(_is(answer, each) for each in right.split("|"))
    ] == []


def test_every_word_of_a_family_leads_to_its_head() -> None:
    """A word that the dictionary does not know must stand as its stem, or no text ever has it."""
    assert [word for word, head in HEAD_OF.items() if head not in dictionary().keys(word)] == []
