"""Bytes as text, whatever they declare."""

import pytest

from bot.news.encoding import decoded

TEXT = "Ульяновские станки едут в Минск. Поставку начнут в марте, сообщили на заводе."


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (TEXT.encode("cp1251"), "windows-1251"),
        (TEXT.encode("koi8-r"), "koi8-r"),
        (TEXT.encode("cp866"), "cp866"),
    ],
    ids=range(8),
)
def test_letters_come_out_as_they_were_meant(content: bytes, encoding: str) -> None:
    """With a mark or without, in UTF or in one byte a letter."""
    read = decoded(content)
    assert (read.text, read.encoding, read.broken) == (TEXT, encoding, 0)


def test_utf16_without_a_mark_is_known_by_its_first_tag() -> None:
    """A tag at the beginning tells which half comes first."""
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decoded(f"<a>{TEXT}</a>".encode(encoding)).text == f"<a>{TEXT}</a>"


@pytest.mark.parametrize("declared", ["cp1251", "KOI8-R", "us-ascii", "utf-8", "latin-1", "no-such", "base64", "rot13"])
def test_a_servers_charset_is_not_believed_against_the_letters(declared: str) -> None:
    """What gives no Russian words is passed over for what does, and what is no charset breaks nothing."""
    assert decoded(TEXT.encode("cp1251"), declared).text == TEXT


def test_a_declaration_is_followed_where_letters_do_not_tell() -> None:
    """French in Latin-1 is read as it says of itself."""
    content = '<?xml version="1.0" encoding="iso-8859-1"?><a>Agence où l\'été</a>'.encode("latin-1")
    assert "où l'été" in decoded(content).text


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    """Under 0.2 % broken is UTF-8 with an accident, also where it was cut in the middle of a letter."""
    read = decoded((TEXT * 20).encode()[:-1].replace("март".encode(), b"\xff\xff", 1))
    assert (read.encoding, read.broken) == ("utf-8", 2)
    assert decoded(TEXT.encode()[:-1]).encoding == "utf-8"


def test_a_few_letters_among_much_markup_are_no_accident() -> None:
    """Windows-1251 is not taken for broken UTF-8 because tags outnumber its letters."""
    content = f"{'<item></item>' * 3000}<title>Минск</title>".encode("cp1251")
    assert "Минск" in decoded(content).text


def test_english_with_one_stray_byte_is_read() -> None:
    """A typographic apostrophe of Windows in an English text costs nothing."""
    assert decoded(b"Minsk\x92s plant").text == "Minsk’s plant"
