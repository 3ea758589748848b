"""Belarusian and English words: what they are in Russian, and what is no such word."""

import pytest

from bot.language.other_languages import belarusian_number, english_plural, is_belarusian
from bot.language.words import Words
from tests.language.starter import TODAY, dictionary, knowledge


@pytest.fixture(scope="module")
def words() -> Words:
    """The dictionary."""
    return dictionary()


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("міністэрства", "министерство"),
        ("прэзідэнта", "президент"),
        ("тэхнічнага", "технический"),
        ("праграма", "программа"),
        ("пасажырскі", "пассажирский"),
        ("камісіі", "комиссия"),
        ("дэлегацыя", "делегация"),
        ("фармацэўтыка", "фарма"),
        ("развіваецца", "развитие"),
        ("хімічная", "химический"),
        ("нацыянальны", "национальный"),
        ("прыехаў", "визит"),
        ("рэгіёнаў", "область"),
        ("надвор'е", "погода"),
        ("надвор’е", "погода"),
        ("ўрадам", "правительство"),
        ("аўтазаводзе", "автозавод"),
        ("літвой", "литва"),
        ("ваенна-прамысловы", "военно-промышленный"),
        ("навукова-тэхнічнае", "научно-технический"),
    ],
)
def test_a_belarusian_word_is_read(words: Words, word: str, key: str) -> None:
    """Of another root by the table, of another spelling by rule; doubled letters and mutated ones come back."""
    assert words.words(f"і {word}")[1].key == key


def test_small_words_are_others_in_a_belarusian_text(words: Words) -> None:
    """«да» is «до» beside a Belarusian word, and «да» by itself."""
    assert [word.key for word in words.words("да канца снежня, калі ў планах")][:2] == ["до", "конец"]
    assert words.key("да") == "да"


@pytest.mark.parametrize("word", ["соглошение", "карпорация", "беспилотнк", "авистар", "зззіззз"])
def test_a_russian_slip_is_no_belarusian_word(words: Words, word: str) -> None:
    """Without Belarusian letters a word unknown stays unknown, to be mended and said."""
    assert not words.knows(word)


@pytest.mark.parametrize(
    ("text", "belarusian"),
    [("што па авиации", True), ("навіны", True), ("Ўсе", True), ("что по авиации", False), ("штопор", False)],
)
def test_a_text_is_told_to_be_belarusian(text: str, *, belarusian: bool) -> None:
    """By its letters, or by words that no Russian text has."""
    assert is_belarusian(text) is belarusian


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("пагадненняў", {"plur"}),
        ("праектах", {"plur"}),
        ("пагадненні", {"plur", "sing"}),
        ("пагадненне", {"sing"}),
    ],
)
def test_a_belarusian_ending_tells_the_number(word: str, numbers: set[str]) -> None:
    """What ends in «-і» may be either: the words beside it tell."""
    assert belarusian_number(word) == numbers
    assert numbers <= dictionary().grammar(word)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("companies", "предприятие"),
        ("heads", "глава"),
        ("supplied", "поставка"),
        ("exporting", "экспорт"),
        ("buses", "автобус"),
        ("cooperating", "сотрудничать"),
        ("Kazakhstan", "казахстан"),
    ],
)
def test_an_english_word_is_read_in_its_forms(words: Words, word: str, key: str) -> None:
    """Plurals and forms of verbs are what they are forms of."""
    assert words.key(word) == key


def test_an_english_word_may_be_either_of_two(words: Words) -> None:
    """A machine is a machine tool or a vehicle, whichever a name has."""
    assert words.keys("machines") == ("станок", "техника")
    assert english_plural("machines")
    assert not english_plural("this")
    assert not english_plural("zzzs")


def test_a_country_in_english_is_a_place(words: Words) -> None:
    """So whoever asks of it is not told of another."""
    assert words.is_name("Kazakhstan")
    assert not words.is_name("plan")


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Belarus Presidential Administration", "administratsiya-prezidenta-rb"),
        ("Development Corporation of Ulyanovsk Region", "korporatsiya-razvitiya"),
        ("кто такой Dmitry Krutoy", "krutoy"),
        ("Авиа стар", "aviastar"),
    ],
)
def test_a_name_is_asked_for_in_the_english_order_and_apart(question: str, slug: str) -> None:
    """What is owned comes last in English; a compound is often typed as two words."""
    assert knowledge().answer(question, TODAY).slug == slug
