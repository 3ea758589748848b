"""Other readings of what was typed: layout, alphabet, slips."""

import json
from pathlib import Path

import pytest

from bot.answers import Answer, AnswerKind
from bot.language.spelling import Spelling
from tests.language.starter import TODAY, dictionary, knowledge

WORDS = ("авиастроение", "соглашение", "Витебск", "гомель", "Кухарев", "МАЗ", "министерство")


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """A vocabulary of seven words beside the dictionary."""
    return Spelling(WORDS, lambda word: dictionary().knows(word) or word.lower() == "кухарев")


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("fdbfcnhjtybt", "авиастроение"),
        (",tkfhecm", "беларусь"),
        ("vfp?", "маз?"),
        ("cjukfitybt с Витебском", "соглашение с Витебском"),
        ("rfrfz gjujlf", "какая погода"),
        ("samolyot", "самолёт"),
        ("«Dvigatel»", "«Двигатель»"),
        ("selskoe", "сельское"),
        ("promyshlennost", "промышленность"),
        ("rossiya", "россия"),
        ("MINISTERSTVO", "МИНИСТЕРСТВО"),
        ("kuharev", "кухарев"),
    ],
)
def test_another_reading_is_proposed(spelling: Spelling, typed: str, reading: str) -> None:
    """What makes no word as typed is read as another layout or alphabet, each word by itself."""
    assert reading in list(spelling.readings(typed))


@pytest.mark.parametrize("typed", ["agreement", "соглашение", "zzzzz", "MS-21", "", "… !"])
def test_known_words_and_nonsense_are_not_reread(spelling: Spelling, typed: str) -> None:
    """Nothing is proposed for what is known as typed, nor for what is known in no reading."""
    assert list(spelling.readings(typed)) == []


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("авиостроение", "авиастроение"),
        ("соглошение гомиль", "соглашение гомель"),
        ("гомиль", "гомель"),
        ("Кухорев", "кухарев"),
        ("министрество", "министерство"),
        ("soglashhenie", "соглашение"),
    ],
)
def test_a_slip_is_mended(spelling: Spelling, typed: str, mended: str) -> None:
    """A word that nothing knows is mended within two slips, one in a short word."""
    assert spelling.corrected(typed) == mended


@pytest.mark.parametrize(
    "typed", ["соглашение", "маи", "погода", "гмлль", "асдфгхйцук", "ъыъыъ фыфыфы цуцуцу кекеке ывывыв"]
)
def test_what_is_known_or_far_is_left(spelling: Spelling, typed: str) -> None:
    """Known words, short ones, those too far from any and texts full of unknown words are not mended."""
    assert spelling.corrected(typed) is None


def _first(answer: Answer) -> str | None:
    if answer.slug is not None:
        return answer.slug
    return answer.items[0].slug if answer.items else None


def _samples() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("mistyped.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("sample", _samples(), ids=lambda sample: str(sample["typed"]))
def test_a_mistyped_question_leads_where_the_right_one_does(sample: dict[str, str]) -> None:
    """What the right word answers, the mistyped one answers or offers; what nobody knows stays none."""
    meant = knowledge().answer(sample["meant"], TODAY)
    typed = knowledge().answer(sample["typed"], TODAY)
    if meant.kind is AnswerKind.NONE:
        assert typed.kind is AnswerKind.NONE
    else:
        assert _first(typed) == _first(meant)
        assert typed.kind is meant.kind or typed.offered
