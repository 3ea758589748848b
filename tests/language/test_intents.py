"""Every way to ask for news, deadlines, lists, figures, persons, events and agreements that is written down."""

import pytest

from tests.language.intents_asked import ASKED_ON, asked
from tests.language.starter import knowledge


@pytest.mark.parametrize("file", sorted({each.file for each in asked()}))
def test_each_way_of_asking_is_understood(file: str) -> None:
    """Each question of a file gets one of the answers that are right for it."""
    answers = {each: knowledge().answer(each.question, ASKED_ON) for each in asked() if each.file == file}
    assert [
        f"{each.question}: {answer.kind} {answer.slug}, not {' | '.join(each.right)}"
        for each, answer in answers.items()
        if not each.is_right(answer)
    ] == []
