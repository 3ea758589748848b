"""Messages: within the limits, the same from the tree, from the outbox and in plain words."""

import json

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from aiogram.types.keyboard_button import KeyboardButton
from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Italic, Text, TextLink

from bot.render.message import Keyboard, Message, call_of_body, fitted
from tests.render.notation import flaws

TREE = Text(Bold("Заголовок 🤖"), "\n", ExpandableBlockQuote("a ", TextLink("b", url="https://news.example"), " c"))
KEYBOARDS = [
    None,
    InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="1", callback_data="c:s:x")]]),
    ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Отрасли")]], resize_keyboard=True),
    ReplyKeyboardRemove(),
]


@pytest.mark.parametrize("keyboard", KEYBOARDS, ids=lambda each: type(each).__name__)
def test_a_body_survives_json_and_calls_as_the_message_does(keyboard: Keyboard | None) -> None:
    """What is stored in the outbox is sent as what would have been sent at once."""
    message = Message(TREE, keyboard)
    assert call_of_body(json.loads(json.dumps(message.body()))) == message.as_call()


def test_a_call_has_no_link_preview_and_no_parse_mode() -> None:
    """Entities alone format a message, whatever the bot's defaults, and links show no preview."""
    call = Message(TREE).as_call()
    assert call["parse_mode"] is None
    assert call["link_preview_options"].is_disabled is True


def test_the_plain_call_has_the_words_and_buttons_without_the_markup() -> None:
    """The second attempt after refused markup carries no entities and the same text and keyboard."""
    message = Message(TREE, KEYBOARDS[1])
    plain = call_of_body(message.body(), plain=True)
    assert plain["entities"] == []
    assert (plain["text"], plain["reply_markup"]) == (message.plain(), KEYBOARDS[1])


def test_an_outer_entity_stands_before_the_inner_one() -> None:
    """Entities that begin at one place are ordered as Telegram gives them: the longer first."""
    entities = Message(Bold(Italic("a"), "b")).as_call()["entities"]
    assert [(entity.type, entity.length) for entity in entities] == [("bold", 2), ("italic", 1)]


def test_a_text_within_the_limits_is_left_as_it_is() -> None:
    """Exactly at the limit nothing is cut: the limit counts code points, not UTF-16 units."""
    text = Text("🤖" * 4096)
    assert fitted(text).render() == text.render()
    assert len(fitted(text)) == len(text)
    assert Message(text).plain() == "🤖" * 4096


@pytest.mark.parametrize("limit", [1, 2, 10, 100, 1000])
def test_a_cut_text_keeps_within_the_limit_and_its_entities_within_the_text(limit: int) -> None:
    """However short the limit, the text closes with «…» and entities end with it."""
    tree = Text(Bold("слово " * 100), TextLink("🤖" * 300, url="https://news.example"), Bold("а" * 900))
    text, entities = fitted(tree, limit).render()
    assert len(text) <= limit
    assert text.endswith("…")
    units = len(text.encode("utf-16-le")) // 2
    assert all(entity.offset + entity.length <= units for entity in entities)
    assert entities


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("первая строка\nвторая строка", 20, "первая строка…"),
        ("первое второе третье", 15, "первое второе…"),
        ("безпробелов" * 3, 12, "безпробелов…"),
        ("аe\u0301" * 4, 3, "а…"),
        ("👩\u200d👧👩\u200d👧", 5, "👩\u200d👧…"),
        ("👩\u200d👧👩\u200d👧", 3, "…"),
    ],
)
def test_a_cut_is_at_a_line_or_a_word_and_never_inside_a_character(text: str, limit: int, cut: str) -> None:
    """The end of a line is the best place to cut, then a word; marks and joined emoji stay whole."""
    assert fitted(Text(text), limit).render()[0] == cut


def test_nested_entities_survive_a_cut() -> None:
    """A link inside a bold quote is still a link inside a bold quote after the cut."""
    tree = Bold(ExpandableBlockQuote(TextLink("ссылка", url="https://news.example"), " слово" * 50))
    _, entities = fitted(Text(tree), 60).render()
    assert {entity.type for entity in entities} == {"bold", "expandable_blockquote", "text_link"}
    assert {entity.url for entity in entities if entity.type == "text_link"} == {"https://news.example"}


def test_no_message_has_more_than_a_hundred_entities() -> None:
    """Telegram ignores what is over a hundred entities; the first hundred are kept."""
    tree = Text(*(Text(Bold("a"), " ") for _ in range(150)), "b")
    assert len(Message(tree).as_call()["entities"]) == 100
    assert len(fitted(tree, marks=7).render()[1]) == 7


def test_an_empty_node_makes_no_entity() -> None:
    """Entities of no length are refused by Telegram and are left out."""
    assert flaws(Message(Text(Bold(""), "слово"))) == []
    assert Message(Text(Bold(""), "слово")).as_call()["entities"] == []
