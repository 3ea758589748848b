"""Other readings of what was typed: layout, alphabet, slips."""

import json
from pathlib import Path

import pytest

from bot.answers import Answer, AnswerKind
from bot.language.spelling import Knowing, Spelling
from tests.language.starter import TODAY, dictionary, knowledge

WORDS = ("авиастроение", "соглашение", "Витебск", "гомель", "Кухарев", "МАЗ", "министерство")


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """A vocabulary of seven words beside the dictionary."""
    ours = {word.lower() for word in WORDS}
    knowing = Knowing(
        known=lambda word: dictionary().knows(word) or word.lower() == "кухарев",
        made=lambda word: dictionary().knows_itself(word) or word.lower() == "кухарев",
        ours=lambda word: word.lower() in ours,
        forms=dictionary().forms,
    )
    return Spelling(WORDS, knowing)


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
        ("cjukjitybt", "соглошение"),
        ("gfuflytyyt", "пагадненне"),
        ("фпкууьуте цшер Витебск", "agreement with Витебск"),
        ("Dmitry", "Дмитрий"),
        ("prosrochennye", "просроченные"),
        ("такойКухарев", "такой Кухарев"),
        ("соглашениесвитебск", "соглашение с витебск"),
        ("гомельсоглашениевитебск", "гомель соглашение витебск"),
        ("мини стерство", "министерство"),
        ("соглашение", None),
        ("соглошениевитебска", None),
        ("ЩЪ", None),
    ],
)
def test_another_reading_is_proposed(spelling: Spelling, typed: str, reading: str | None) -> None:
    """What makes no word as typed is read as another layout, alphabet or spacing, each word by itself."""
    assert list(spelling.readings(typed))[-1:] == ([] if reading is None else [reading])


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
        ("саглашенее", "соглашение"),
        ("витепска", "витебска"),
        ("министрством", "министерством"),
        ("соглашшшшение", "соглашение"),
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


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("авеостраение", "авиастроение"),
        ("станкостраением", "станкостроением"),
        ("ктоо Кухарев", "кто Кухарев"),
        ("agrement with Minsk", "agreement with Minsk"),
        ("планар", None),
        ("Крутов", None),
        ("United Biscuits of China", None),
    ],
)
def test_a_slip_is_sure_where_no_other_word_is_as_near(typed: str, mended: str | None) -> None:
    """What sounds alike is nearer than what is spelt alike; an English word is no Russian one in Latin letters."""
    assert knowledge()._spelling.surely_corrected(typed, dictionary()) == mended  # noqa: SLF001  no other way in


@pytest.mark.parametrize(
    ("typed", "slug", "read"),
    [
        ("cnfyrjcnhtybt", "stankostroenie", "станкостроение"),
        ("станкичпу", "stankostroenie", "станки чпу"),
        ("минскийтракторныйзавод", "mtz", "минский тракторный завод"),
        ("бес пилотники", "bas", "беспилотники"),
        ("Гомель-Ротон", "sez-gomel-raton", "гомель-ратон"),
        ("ЬФЯ", "maz", "MAZ"),
    ],
)
def test_what_was_read_otherwise_is_said(typed: str, slug: str, read: str) -> None:
    """A slip in the other layout, words run together or apart get their card with the reading."""
    answer = knowledge().answer(typed, TODAY)
    assert (answer.slug, answer.offered) == (slug, read)


@pytest.mark.parametrize(
    "typed",
    [
        "Росавиация",
        "Гомсельмаш",
        "Авиасервис",
        "Гомельпроект",
        "Гомельстекло",
        "Минсктранс",
        "Союзторг",
        "Станкоагрегат",
        "windows update",
        "машинка",
    ],
)
def test_words_of_others_are_not_taken_to_pieces(typed: str) -> None:
    """A name that only begins like a word of ours is none of ours."""
    assert knowledge().answer(typed, TODAY).kind is AnswerKind.NONE


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
