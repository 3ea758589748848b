"""A post of a channel as a publication: its words, its title, its address."""

from datetime import UTC, datetime

import pytest

from bot.news.posts import Link, address_of, article_of, identity_of, post_text, title_and_lead, worded

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title", "lead"),
    [
        ("Заголовок\n\nПервая строка.\nВторая.", "Заголовок", "Первая строка. Вторая."),
        ("  Одна   строка  ", "Одна строка", ""),
        ("\n\n \nТретья строка", "Третья строка", ""),
        ("", "", ""),
        (" \n\t", "", ""),
        ("Первое предложение. " + "слово " * 40 + "\nДальше", "Первое предложение.", "слово " * 40 + "Дальше"),
        ("МАЗ " * 60, ("МАЗ " * 50).strip() + "…", ("МАЗ " * 60).strip()),
        ("ж" * 300, "ж" * 200 + "…", "ж" * 300),
    ],
    ids=["lines", "one", "blank first", "empty", "spaces", "sentence", "no end", "one word"],
)
def test_the_title_is_the_first_line_or_sentence(text: str, title: str, lead: str) -> None:
    """What follows it is the lead; where the title is a cut, the lead is all of the text."""
    assert title_and_lead(text) == (title, lead)


def test_addresses_behind_words_are_written_after_them() -> None:
    """Counted as Telegram counts, emoji as two; one that is the words already is not said twice."""
    text = "🚌🚌 Читайте на сайте и https://e.example/b"
    links = [Link(5, 12, "https://e.example/a"), Link(24, 43, "https://e.example/b/")]
    assert post_text(text, links) == "🚌🚌 Читайте (https://e.example/a) на сайте и https://e.example/b"


@pytest.mark.parametrize("link", [Link(3, 3, "u"), Link(-1, 2, "u"), Link(0, 99, "u"), Link(5, 2, "u")])
def test_an_impossible_link_is_left_out(link: Link) -> None:
    """What lies outside the text, or nowhere in it, changes nothing."""
    assert post_text("Текст", [link]) == "Текст"
    assert post_text("Текст", [Link(0, 5, "https://a.example"), Link(2, 4, "u")]) == "Текст (https://a.example)"


def test_a_link_that_cuts_an_emoji_harms_nothing() -> None:
    """Half a pair of units is shown as unreadable; nothing is raised."""
    assert "https://a.example" in post_text("🚌 Текст", [Link(1, 4, "https://a.example")])


def test_the_address_of_a_post() -> None:
    """Public by the channel's name, else for members by its own number."""
    assert address_of(-1001234567890, "primer", 5) == "https://t.me/primer/5"
    assert address_of(-1001234567890, "", 5) == "https://t.me/c/1234567890/5"
    assert address_of(-1001, "", 5) == "https://t.me/c/1001/5"


def test_a_post_is_known_by_its_address_or_by_its_words() -> None:
    """The same words are the same publication, however they are set; an identity that is given counts."""
    one = article_of("МАЗ, автобусы!\nСкоро", url="https://t.me/primer/5", outlet="П", at=AT)
    assert (one.identity, one.title, one.lead, one.published_at) == ("t.me/primer/5", "МАЗ, автобусы!", "Скоро", AT)
    assert article_of("Слова", url="", outlet="", at=AT).identity == worded("СЛОВА ")
    assert worded("МАЗ — автобусы") == worded("маз автобусы.") != worded("маз автобус")
    assert article_of("Слова", url="", outlet="", at=AT, identity="i").identity == "i"


def test_names_of_channels_are_written_in_any_case() -> None:
    """The same post by whatever case its channel is linked; other sites tell letters apart."""
    assert identity_of("https://t.me/Primer/5?single") == identity_of("http://www.t.me/primer/5?single")
    assert identity_of("https://e.example/A") != identity_of("https://e.example/a")
