"""What a feed says, and what a hostile one cannot do."""

import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.news.parse import Complaint, articles_of, read_feed
from storage.records import Article

LINK = "https://news.example/1"


def rss(*items: str, title: str = "Пример-Агентство") -> bytes:
    """Return an RSS document of these items."""
    channel = f"<title>{title}</title>{''.join(f'<item>{item}</item>' for item in items)}"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def item(title: str = "Заголовок", link: str = LINK, more: str = "") -> str:
    """Return the inside of an item."""
    return f"<title>{title}</title><link>{link}</link>{more}"


def only(feed: bytes, now: datetime) -> Article:
    """Return the one article of a feed."""
    (article,) = articles_of(feed, now)
    return article


def test_an_item_becomes_an_article(now: datetime) -> None:
    """Title, address, outlet, lead and date are read, in the feed's order, as plain text."""
    marked = "&lt;p&gt;Лид  &lt;b&gt;с разметкой&lt;/b&gt;&amp;nbsp;и &amp;laquo;кавычками&amp;raquo;&lt;/p&gt;"
    lead = f"<description>{marked}</description>"
    dated = "<pubDate>Tue, 07 Oct 2025 12:00:00 +0300</pubDate><source url='https://s.example'>Источник</source>"
    first, second = articles_of(rss(item("А &amp;amp; Б", more=lead + dated), item("Второй", LINK + "2")), now)
    assert first == Article(
        identity="news.example/1",
        url=LINK,
        outlet="Источник",
        title="А & Б",
        lead="Лид с разметкой и «кавычками»",
        published_at=datetime(2025, 10, 7, 9, tzinfo=UTC),
    )
    assert (second.title, second.outlet, second.lead) == ("Второй", "Пример-Агентство", "")


def test_atom_is_read_too(now: datetime) -> None:
    """An Atom entry gives the same, its date from «updated» when that is all there is."""
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;Лента&lt;/b&gt;</title>
      <entry><title>Запись</title><link href="{LINK}"/><updated>2025-10-07T12:00:00+03:00</updated></entry></feed>"""
    article = only(feed.encode(), now)
    assert (article.title, article.outlet, article.url) == ("Запись", "Лента", LINK)
    assert article.published_at == datetime(2025, 10, 7, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    [
        "<title>Без ссылки</title>",
        f"<link>{LINK}</link>",
        item("  "),
        item("&lt;b&gt;&lt;/b&gt;"),
        item(link="javascript:alert(1)"),
        item(link="data:text/html,x"),
        item(link="tg://resolve?domain=example"),
        item(link="news/1"),
        item(link="http://[bad"),
        item(link="https://"),
    ],
)
def test_what_cannot_be_linked_is_left_out(broken: str, now: datetime) -> None:
    """An item without a title or a web address is left out, and the items beside it stay."""
    assert [article.title for article in articles_of(rss(broken, item("Целый")), now)] == ["Целый"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 07 Oct 2025 12:00:00 +0300", datetime(2025, 10, 7, 9, tzinfo=UTC)),
        ("Tue, 07 Oct 2025 09:00:00 GMT", datetime(2025, 10, 7, 9, tzinfo=UTC)),
        ("2025-10-07T12:00:00+03:00", datetime(2025, 10, 7, 9, tzinfo=UTC)),
        ("2025-10-07", datetime(2025, 10, 6, 21, tzinfo=UTC)),
        ("Tue, 07 Oct 2025 12:00:00 MSK", datetime(2025, 10, 7, 9, tzinfo=UTC)),
        ("", None),
        ("вчера", None),
        ("0000-01-01T00:00:00Z", None),
        ("Mon, 01 Jan 99999 00:00:00 +1400", None),
        ("Tue, 07 Oct 2036 12:00:00 +0300", None),
    ],
)
def test_a_date_is_read_or_is_now(written: str, expected: datetime | None, now: datetime) -> None:
    """A date without sense, missing or in the future is the moment of reading; no warning is given."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        article = only(rss(item(more=f"<pubDate>{written}</pubDate>" if written else "")), now)
    assert article.published_at == (expected or now)


def test_a_title_of_any_length_is_an_article(now: datetime) -> None:
    """Ten thousand characters are kept here; it is the screen that has limits."""
    assert only(rss(item("А" * 10_000)), now).title == "А" * 10_000


@pytest.mark.parametrize(
    "reference", ["&#0;", "&#x0;", "&#xD800;", "&#57343;", "&#x110000;", "&#99999999999999999999;"]
)
@pytest.mark.parametrize("place", ["{}", "<![CDATA[{}]]>"])
def test_characters_that_are_none_are_replaced(reference: str, place: str, now: datetime) -> None:
    """A reference to what no text can hold (a NUL, half a pair) spoils neither the feed nor the store."""
    title = only(rss(item("До" + place.format(reference) + "после &#8212; &#x2014;")), now).title
    assert title.startswith("До")
    assert title.endswith("после — —")
    assert "\x00" not in title
    title.encode()


def test_a_bomb_of_entities_does_not_grow(now: datetime) -> None:
    """Entities that multiply a billion times stay short text."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    bomb = f'<rss version="2.0"><channel><item>{item("&l11;")}</item></channel></rss>'
    feed = f'<?xml version="1.0"?><!DOCTYPE b [{levels}]>{bomb}'
    assert sum(len(article.title) + len(article.lead) for article in articles_of(feed.encode(), now)) < 1000


def test_entities_from_outside_are_not_fetched(tmp_path: Path, now: datetime) -> None:
    """A document cannot make the bot read a file."""
    secret = tmp_path / "secret"
    secret.write_text("тайна")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    feed = f'<?xml version="1.0"?>{entity}<rss version="2.0"><channel><item>{item("Что: &e;")}</item></channel></rss>'
    assert not [article for article in articles_of(feed.encode(), now) if "тайна" in article.title + article.lead]


def test_bytes_are_never_the_name_of_a_file(tmp_path: Path, now: datetime) -> None:
    """A feed whose bytes happen to name a file is no feed, whatever stands in that file."""
    (tmp_path / "feed.xml").write_bytes(rss(item()))
    assert articles_of(str(tmp_path / "feed.xml").encode(), now) == ()


@pytest.mark.parametrize(
    "feed",
    [
        b"",
        b"\0" * 1000,
        bytes(range(256)) * 10,
        b'{"json": true}',
        b"<html><body>503</body></html>",
        b"<a>" * 2000,
        b"<rss><![foo",
        b"<rss><channel><item><title>",
        rss(item())[:-30],
    ],
)
def test_what_is_no_feed_raises_nothing(feed: bytes, now: datetime) -> None:
    """Anything that comes instead of a feed is read without an error."""
    assert len(articles_of(feed, now)) <= 1


@pytest.mark.parametrize("written", ["windows-1251", "utf-8", "iso-8859-1", "koi8-r", ""])
@pytest.mark.parametrize("real", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "koi8-r"])
def test_a_wrong_declaration_is_not_believed(written: str, real: str, now: datetime) -> None:
    """Whatever a feed declares of itself, its letters come out as they were meant."""
    declared = f' encoding="{written}"' if written else ""
    feed = rss(
        item("Белорусский трактор едет в Ульяновск", more="<description>Поставка начнётся в марте</description>")
    )
    text = feed.decode().replace(' encoding="UTF-8"', declared)
    assert only(text.encode(real), now).title == "Белорусский трактор едет в Ульяновск"


@pytest.mark.parametrize("cut", [30, 60, 90, 150])
def test_a_feed_cut_off_is_read_to_the_cut(cut: int, now: datetime) -> None:
    """Items before the place where the connection broke are read, the rest is counted and said."""
    feed = rss(*(item(f"Номер {n}", f"{LINK}{n}", f"<description>{'Лид ' * 20}</description>") for n in range(5)))
    reading = read_feed(feed[: -cut - 40], now)
    assert [one.title for one in reading.articles][:4] == [f"Номер {n}" for n in range(4)]
    assert len(reading.articles) + reading.unreadable == 5
    assert reading.complaint is Complaint.BROKEN


def test_one_broken_byte_costs_one_letter(now: datetime) -> None:
    """A byte that is no UTF-8 becomes a mark; the items are all read and the byte is counted."""
    feed = rss(*(item(f"Номер {n} из Минска", f"{LINK}{n}") for n in range(9)))
    place = feed.index("из".encode())
    reading = read_feed(feed[:place] + b"\xff" + feed[place + 2 :], now)
    assert len(reading.articles) == 9
    assert (reading.encoding, reading.broken, reading.articles[1].title) == ("utf-8", 1, "Номер 1 из Минска")


def test_characters_no_xml_may_hold_are_dropped(now: datetime) -> None:
    """Control characters in the middle of a title do not end the feed."""
    reading = read_feed(rss(item("Под\x0bпи\x00са\x1fли"), item("Второй", LINK + "2")), now)
    assert [one.title for one in reading.articles] == ["Подписали", "Второй"]
    assert reading.complaint is None


def test_what_was_not_read_is_counted(now: datetime) -> None:
    """Items that cannot be linked and items met twice are told apart."""
    feed = rss(item("Раз"), item("Раз снова", LINK + "/?utm_source=x#y"), "<title>Без ссылки</title>", item("", LINK))
    reading = read_feed(feed, now)
    assert ([one.title for one in reading.articles], reading.repeated, reading.unreadable) == (["Раз"], 1, 2)


@pytest.mark.parametrize(
    ("feed", "complaint"),
    [
        (b"", Complaint.EMPTY),
        (b" \n\t", Complaint.EMPTY),
        ("<!DOCTYPE html><html><head><title>Новости</title></head><body>...</body></html>".encode(), Complaint.PAGE),
        (b'{"version": "https://jsonfeed.org"}', Complaint.NO_FEED),
        (b"<a><b/></a>", Complaint.NO_FEED),
        (rss(item()), None),
        (rss(), None),
        (rss(item("А &nbsp;Б &laquo;В&raquo;")), None),
    ],
)
def test_what_stands_in_place_of_a_feed_is_said(feed: bytes, complaint: Complaint | None, now: datetime) -> None:
    """A page for people, nothing at all and what is no feed are told from a feed without items."""
    assert read_feed(feed, now).complaint == complaint


def test_a_changing_guid_makes_no_other_article(now: datetime) -> None:
    """Identity is the address: a guid that is new each time, or none, changes nothing; alone it gives the address."""
    one, other = (only(rss(item(more=f"<guid isPermaLink='false'>{n}</guid>")), now) for n in (1, 2))
    assert one.identity == other.identity == only(rss(item()), now).identity
    assert only(rss(f"<title>А</title><guid>{LINK}</guid>"), now).identity == one.identity


def test_an_address_may_be_relative_to_its_site(now: datetime) -> None:
    """«/news/1» is read from the address that the feed gives of its site."""
    feed = rss(item("А", "/news/1")).decode().replace("<channel>", "<channel><link>https://news.example/</link>")
    assert only(feed.encode(), now).url == "https://news.example/news/1"


def test_a_lead_alone_gives_the_title(now: datetime) -> None:
    """Channels without titles are read by their first sentence; full text stands in where there is no summary."""
    channel = f"<link>{LINK}</link><description>Завод отгрузил станки. Их ждут в Минске.</description>"
    assert only(rss(channel), now).title == "Завод отгрузил станки."
    spaced = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    full = rss(item(more=f"<content:encoded {spaced}>&lt;p&gt;Весь текст&lt;/p&gt;</content:encoded>"))
    assert only(full, now).lead == "Весь текст"
    assert only(rss(f"<link>{LINK}</link><description>{'слово ' * 90}</description>"), now).title.count("слово") == 33


def test_a_thousand_items_are_a_thousand_articles(now: datetime) -> None:
    """No limit but the bytes: each is read."""
    assert len(articles_of(rss(*(item(f"Номер {n}", f"{LINK}{n}") for n in range(1000))), now)) == 1000


def test_markup_never_reaches_a_reader(now: datetime) -> None:
    """Scripts, styles and comments vanish with what is in them; a tag inside a word does not split it."""
    lead = "<![CDATA[<style>p{}</style><b>Мин</b>ск<script>alert(1)</script><!-- x -->, 5 < 6<br>и всё]]>"
    assert only(rss(item(more=f"<description>{lead}</description>")), now).lead == "Минск , 5 < 6 и всё"


def test_other_encodings_are_read(now: datetime) -> None:
    """A feed in windows-1251 that says so reads as it was written."""
    feed = rss(item("Белорусский трактор")).decode().replace("UTF-8", "windows-1251").encode("cp1251")
    assert only(feed, now).title == "Белорусский трактор"


def test_a_future_date_never_outruns_the_clock(now: datetime) -> None:
    """No article is younger than the moment it was read at, by a minute or by years."""
    soon = (now + timedelta(minutes=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    assert only(rss(item(more=f"<pubDate>{soon}</pubDate>")), now).published_at == now
