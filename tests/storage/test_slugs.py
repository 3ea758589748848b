"""Slugs: short, ASCII, the same for the same text."""

import pytest

from storage.slugs import LONGEST, is_slug, marked_slug_of, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Форум регионов", "forum-regionov"),
        ("Русских Алексей Юрьевич", "russkih-aleksey-yurevich"),
        ("Подъём, щука и ЁЖ", "podem-schuka-i-ezh"),
        ("Беспілотныя сістэмы ў Мінску", "bespilotnyya-sistemy-u-minsku"),
        ("  МС-21 — 2025!  ", "ms-21-2025"),
        ("Й и й в разных записях: и\u0306", "y-i-y-v-raznyh-zapisyah-y"),
    ],
)
def test_a_short_text_is_transliterated(text: str, slug: str) -> None:
    """Russian and Belarusian letters become Latin, all else a dash."""
    assert slug_of(text) == slug


@pytest.mark.parametrize("text", ["Очень длинное название " * 9, "слово" * 20, "中文", "…", "a" * 41])
def test_any_text_gives_a_slug(text: str) -> None:
    """Whatever the text, its slug has the shape of one and is the same every time."""
    slug = slug_of(text)
    assert is_slug(slug)
    assert slug == slug_of(text)


def test_long_texts_are_told_apart_by_what_is_cut_off() -> None:
    """Two long texts that begin alike have different slugs that begin alike, cut at a word."""
    beginning = "Заседание рабочей группы в Минске и Ульяновске, часть "
    one, other = slug_of(beginning + "первая"), slug_of(beginning + "вторая")
    assert one != other
    assert one.startswith("zasedanie-rabochey-gruppy-v-")
    assert other[:28] == one[:28]


def test_a_mark_fits() -> None:
    """A slug of any length leaves room for its mark."""
    for length in (1, 30, 31, 32, 40):
        assert len(marked_slug_of("a" * length, "x")) <= LONGEST


@pytest.mark.parametrize("text", ["", "-a", "A", "а", "a_b", "a b", "a" * 41, "a\n"])
def test_what_is_no_slug(text: str) -> None:
    """Empty, too long, capital, Cyrillic and other signs are no slug."""
    assert not is_slug(text)
