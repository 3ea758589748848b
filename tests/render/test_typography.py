"""Words from elsewhere: harmless, on one line, with their numbers whole."""

import pytest

from bot.render.typography import clean, for_readers, is_link, outside, prose, sentence, shortened


@pytest.mark.parametrize(
    ("given", "set_"),
    [
        ("  два\n\n слова\t", "два слова"),
        ("25–30 %", "25–30\u00a0%"),
        ("100 млн долл. США", "100\u00a0млн долл. США"),
        ("1 250 000 руб.", "1\u00a0250\u00a0000\u00a0руб."),
        ("в 2025 году", "в 2025\u00a0году"),
        ("МЗГА № 407", "МЗГА № 407"),
        ("\u202eобманка\u200f \x00\ufeff", "обманка"),
        ("\ud800", ""),
        ("семья 👩\u200d👧", "семья 👩\u200d👧"),
        ("7\u00a0октября", "7\u00a0октября"),
    ],
)
def test_words_are_cleaned(given: str, set_: str) -> None:
    """Control and direction marks go, spaces are single, figures stay with their units."""
    assert clean(given) == set_


@pytest.mark.parametrize(
    ("given", "set_"),
    [
        ("сообщено 07.10.2025", "сообщено 7\u00a0октября 2025"),
        ("31.02.2025", "31.02.2025"),
        ("29.09–01.10", "29.09–01.10"),
        ("версия 1.10.2025.3", "версия 1.10.2025.3"),
    ],
)
def test_dates_in_prose_are_written_out(given: str, set_: str) -> None:
    """A date of digits is written in words; what is no date of a calendar stays as it is."""
    assert prose(given) == set_


def test_a_sentence_begins_with_a_capital_letter() -> None:
    """Only the first letter is changed; an empty value stays empty."""
    assert (sentence("действует: к нему…"), sentence("")) == ("Действует: к нему…", "")


@pytest.mark.parametrize(
    "given",
    ["site.example", "https://x.example", "@name", "/start", "#тег", "a@b.by", "$TON", "tg://user?id=1", "сайт.рф"],
)
def test_what_strangers_wrote_starts_no_link(given: str) -> None:
    """A word joiner parts every sign that Telegram would make a link, a mention or a command of."""
    said = outside(f"слово {given} слово")
    assert given not in said
    assert said.replace("\u2060", "") == f"слово {given} слово"


def test_plain_words_of_strangers_stay_as_they_are() -> None:
    """Full stops between sentences and dates with spaces need no joiner."""
    assert outside("Да. Нет: 1 / 2, «и» — всё") == "Да. Нет: 1 / 2, «и» — всё"


@pytest.mark.parametrize(
    ("limit", "short"),
    [(30, "Поставки узлов и агрегатов"), (20, "Поставки узлов…"), (5, "Пост…")],
)
def test_a_label_is_cut_at_a_word(limit: int, short: str) -> None:
    """A value within the limit is whole; a longer one ends at a word, or within one when it is long."""
    assert shortened("Поставки узлов и агрегатов", limit) == short
    assert len(short) <= limit


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://tass.ru/ekonomika/25208465", True),
        ("http://ulgov.com/news/1559.html", True),
        ("https://ulpressa.ru/%d1%83", True),
        ("ftp://tass.ru", False),
        ("javascript:alert(1)", False),
        ("tg://user?id=1", False),
        ("https://", False),
        ("https://localhost", False),
        ("https://a b.by", False),
        ("https://a.by/\u202e", False),
        ("https://[a.by", False),
        ("https://a.by/" + "x" * 3000, False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(url: str, link: bool) -> None:  # noqa: FBT001  a table's column
    """Http and https with a host and no spaces; anything else is shown as plain words."""
    assert is_link(url) is link


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("База названа по-разному; показывать вместе с источником.", "База названа по-разному."),
        ("День не назван — дата не проставлена.", "День не назван."),
        ("Проектов нет. Слово чаще об атаках — риск ложных срабатываний.", "Проектов нет."),
        ("Показывать вместе с источником.", ""),
        ("Слова губернатора, не отчёт.", "Слова губернатора, не отчёт."),
        ("Готовы показывать станки", "Готовы показывать станки"),
    ],
)
def test_remarks_to_the_keeper_are_not_read_out(written: str, read: str) -> None:
    """What the register says to its keeper is left out, what it says to readers stays letter for letter."""
    assert for_readers(written) == read
