"""What units say: the same wherever they stand and however often they are asked about."""

import pytest

from bot.language.questions import read_question
from bot.language.senses import Senses
from bot.language.subjects import Subjects
from tests.language.starter import TODAY, dictionary, knowledge, starter

_ASKED = (
    "соглашение с Гомелем",
    "Гомель",
    "что с Гомелем и станками",
    "станки",
    "планы на 2026",
    "первый проект МС-21",
)


def _subjects() -> Subjects:
    return Subjects(starter(), knowledge().names, dictionary())


def test_a_unit_says_the_same_in_another_place() -> None:
    """Its sense does not hang on where the words stand; another form of a word is another sense."""
    first, second, third = (
        next(
            unit for unit in read_question(text, knowledge().names, dictionary(), TODAY).units if "гомель" in unit.keys
        )
        for text in ("Гомелем заняты", "что подписано с Гомелем", "Гомель")
    )
    assert first.sense == second.sense != third.sense
    senses = Senses(_subjects(), dictionary())
    assert senses.of(first) is senses.of(second)


def test_what_was_made_out_is_what_is_made_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights and shares from memory are those of senses that know nothing yet, also when memory was full."""
    monkeypatch.setattr("bot.language.senses._KEPT", 3)
    subjects = _subjects()
    kept = Senses(subjects, dictionary())
    for _ in range(2):
        for text in _ASKED:
            for unit in read_question(text, knowledge().names, dictionary(), TODAY).units:
                anew = Senses(subjects, dictionary())
                assert (kept.weight(unit), kept.knows(unit), kept.is_place(unit)) == (
                    anew.weight(unit),
                    anew.knows(unit),
                    anew.is_place(unit),
                )
                for subject in subjects.of.values():
                    assert kept.cover(unit, subject) == anew.cover(unit, subject)
