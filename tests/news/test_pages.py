"""Pages for people: their feeds and their text."""

from bot.news.pages import article_text, feeds_of

RSS = 'rel="alternate" type="application/rss+xml"'
PAGE = f"""<!DOCTYPE html><html><head><base href="https://news.example/ru/"><title>Новость</title>
<link rel="stylesheet" type="text/css" href="a.css"><link rel="alternate" hreflang="be" href="/be/">
<link rel="Alternate" type="application/rss+xml; charset=utf-8" href="rss.xml"><link {RSS}>
<link rel="alternate" type="application/atom+xml" href="//feeds.example/atom">
<link {RSS} href="javascript:alert(1)"><link rel="alternate" type="text/xml" href="rss.xml">
</head><body><nav>Меню <a href="/1">Раз</a></nav><article><h1>Новость</h1>BODY</article>
<script>alert(1)</script></body></html>"""
TEXT = "Минский автозавод поставит Ульяновску сорок автобусов, первая партия машин прибудет в город в марте."


def test_a_page_names_its_feeds() -> None:
    """RSS and Atom, in the page's order, each once, as whole addresses; what is no web address is none."""
    assert feeds_of(PAGE.encode(), "https://other.example/") == (
        "https://news.example/ru/rss.xml",
        "https://feeds.example/atom",
    )
    assert feeds_of(PAGE.replace("<base", "<x").encode(), "https://o.example/a/")[0] == "https://o.example/a/rss.xml"
    assert feeds_of(b"<html>", "https://o.example/") == ()
    assert feeds_of(bytes(range(256)), "https://o.example/") == ()


def test_the_text_of_an_article_is_found() -> None:
    """Paragraphs without menus and scripts, whatever the encoding; nothing from nothing."""
    page = PAGE.replace("BODY", f"<p>{TEXT}</p>" * 3)
    for encoding in ("utf-8", "cp1251"):
        text = article_text(page.encode(encoding), "https://news.example/1")
        assert TEXT in text
        assert "alert" not in text
    assert article_text(b"", "https://news.example/1") == ""
