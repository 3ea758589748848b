"""The catalogues: whole in every language, free of markup, of one piece with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from aiogram.utils.formatting import Bold
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import bot.render
from bot.commands import COMMANDS
from bot.render.catalogue import LANGUAGES, Catalogues, Translator, spoken_as

RENDER = Path(bot.render.__file__).parent
FORMS = {"ru": 3, "be": 3, "en": 2}
TRANSLATING = {"plain", "text", "mark"}


def _catalogue(language: str) -> Catalog:
    with (RENDER / "locale" / f"{language}.po").open("rb") as written:
        return read_po(written, locale=language)


def _entries(language: str) -> list[Message]:
    return [message for message in _catalogue(language) if message.id]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _used() -> set[tuple[str, ...]]:
    used: set[tuple[str, ...]] = {(command.description,) for command in COMMANDS}
    for path in RENDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TRANSLATING and node.args:
                used |= {(literal,) for literal in _literals(node.args[0])}
            elif called == "plural":
                used.add(tuple(literal for each in node.args[:2] for literal in _literals(each)))
    return used


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_in_the_code_is_in_the_catalogue_and_none_is_left_over(language: str) -> None:
    """The message ids of the code and those of each catalogue are the same set."""
    assert {_ids(message) for message in _entries(language)} == _used()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_in_all_its_forms(language: str) -> None:
    """No translation is empty, fuzzy, or short of a plural form."""
    for message in _entries(language):
        assert all(_strings(message)), message.id
        assert not message.fuzzy, message.id
        assert len(_strings(message)) == (1 if isinstance(message.id, str) else FORMS[language]), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_of_their_sentence(language: str) -> None:
    """A translation has exactly the placeholders of its message id."""
    for message in _entries(language):
        wanted = _places(_ids(message)[-1])
        assert all(_places(form) == wanted for form in _strings(message)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_stands_in_a_catalogue(language: str) -> None:
    """Formatting belongs to the tree of the message, so no tag or sign of markup is in any string."""
    for message in _entries(language):
        for written in (*_ids(message), *_strings(message)):
            assert not re.search(r"</?\w+>|&\w+;|[*_`~|\[\]\\]", written), written


@pytest.mark.parametrize(("language", "letters"), [("ru", "іўІЎ"), ("be", "иИщЩъЪ")])
def test_a_catalogue_keeps_to_its_alphabet(language: str, letters: str) -> None:
    """Russian has no Belarusian letters, Belarusian none that are only Russian."""
    said = "".join(form for message in _entries(language) for form in _strings(message))
    assert not set(said) & set(letters)


def test_a_language_unknown_is_answered_in_russian(catalogues: Catalogues) -> None:
    """A code of any shape finds its language, an unknown one finds Russian."""
    assert [catalogues.of(code).language for code in ("be", "be-BY", "EN", "de", "")] == ["be", "be", "en", "ru", "ru"]


def test_a_label_is_understood_in_any_language(catalogues: Catalogues) -> None:
    """What a keyboard says in any language is one and the same label."""
    assert spoken_as(catalogues, "Sectors") == {"Отрасли", "Галіны", "Sectors"}


def test_a_node_keeps_its_formatting_in_a_sentence(tr: Translator) -> None:
    """Placeholders take nodes; what stands in them is never read as a template."""
    text, entities = tr.text("Hello, {name}!", name=Bold("{name} <b>")).render()
    assert text == "Здравствуйте, {name} <b>!"
    assert [(entity.type, entity.length) for entity in entities] == [("bold", 10)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", ["1 запись", "3 записи", "5 записей", "11 записей", "21 запись", "112 записей"]),
        ("be", ["1 запіс", "3 запісы", "5 запісаў", "11 запісаў", "21 запіс", "112 запісаў"]),
        ("en", ["1 entry", "3 entries", "5 entries", "11 entries", "21 entries", "112 entries"]),
    ],
)
def test_figures_agree_with_their_nouns(language: str, said: list[str], catalogues: Catalogues) -> None:
    """A figure takes the form of the noun that its language asks for."""
    tr = catalogues.of(language)
    assert [tr.plural("{n} entry", "{n} entries", n).render()[0] for n in (1, 3, 5, 11, 21, 112)] == said


def test_a_sentence_that_no_catalogue_has_is_said_in_english(tr: Translator) -> None:
    """A missing translation shows the message id and breaks nothing."""
    assert tr.plain("Not in any catalogue, {name}", name="x") == "Not in any catalogue, x"
