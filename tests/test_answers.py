"""What officials ask, and what they are answered."""

import pytest
from tests.language.cases import Case, cases
from tests.language.starter import TODAY, knowledge

from bot.answers import Answer, AnswerKind


def _first(answer: Answer) -> str | None:
    return answer.items[0].slug if answer.items else None


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.group}: {case.question}")
def test_a_question_gets_the_right_answer(case: Case) -> None:
    """Each question of the table gets its card, its list, or an honest none with the nearest."""
    answer = knowledge().answer(case.question, TODAY)
    found = {item.slug for item in answer.items}
    if case.kind == "offered":
        assert answer.kind is AnswerKind.NONE
        assert answer.offered is not None
        assert _first(answer) == case.slugs[0]
        return
    assert answer.kind.value == case.kind, answer
    if case.kind in {"list", "none"}:
        assert {slug for slug in case.slugs if not slug.startswith("!")} <= found
        assert not {slug[1:] for slug in case.slugs if slug.startswith("!")} & found
    else:
        assert answer.slug == (case.slugs[0] if case.slugs else None)
