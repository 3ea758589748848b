"""What identifies a publication."""

import pytest

from bot.news.addresses import absolute, canonical, is_web_address

SAME = (
    "https://news.example/a/b?id=5",
    "http://www.news.example/a/b/?utm_source=x&id=5&utm_medium=y",
    "https://NEWS.example:443/a//b?id=5&from=topnews&from_block=2#comments",
    "https://m.news.example/a/b?id=5&fbclid=abc",
    "https://amp.news.example/amp/a/b?id=5",
    "https://news.example/a/b/amp/?id=5",
    "https://news.example./a/b?&id=5&yclid=1",
)


@pytest.mark.parametrize("url", SAME)
def test_the_same_publication_has_one_identity(url: str) -> None:
    """Scheme, www, mobile hosts, AMP, slashes, tracking and fragments make no other publication."""
    assert canonical(url) == "news.example/a/b?id=5"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://e.example/21224-amp.html", "https://e.example/21224.html"),
        ("https://пример.рф/нов", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2"),
        ("https://e.example/?b=2&a=1", "https://e.example?a=1&b=2"),
        ("https://e.example/a%2Db", "https://e.example/a-b"),
    ],
)
def test_other_writings_of_an_address_are_the_same(one: str, other: str) -> None:
    """AMP names, Cyrillic hosts and paths, order of the query and escapes do not matter."""
    assert canonical(one) == canonical(other)


def test_other_publications_have_other_identities() -> None:
    """Another number, another case of the path, another site or port is another publication; «amp» may be a word."""
    others = (
        "https://news.example/a/b?id=5", "https://news.example/a/b?id=6", "https://news.example/A/b?id=5",
        "https://news.example:8080/a/b?id=5", "https://minsk.news.example/a/b?id=5", "https://m.by/a/b?id=5",
        "https://news.example/amper/b?id=5",
    )  # fmt: skip
    assert len({canonical(url) for url in others}) == len(others)
    assert canonical("https://m.by/x") == "m.by/x"
    assert canonical(f"https://{'ю' * 80}.рф/x").endswith("/x")


@pytest.mark.parametrize(
    "url", ["http://[bad", "https://", "ftp://e.example", "javascript:x", "http://e:port", "", "/a"]
)
def test_what_is_no_web_address(url: str) -> None:
    """Only http(s) with a host is an address of a publication."""
    assert not is_web_address(url)


def test_a_relative_address_is_read_from_its_base() -> None:
    """What has a scheme stays; what cannot be joined stays too."""
    assert absolute("/b", "https://e.example/a") == "https://e.example/b"
    assert absolute("https://o.example/", "https://e.example/a") == "https://o.example/"
    assert absolute("http://[bad", "https://e.example/a") == "http://[bad"
    assert absolute("/b", "") == "/b"
