"""What becomes of a text on its way into a message: markup, entities, limits, as Telegram has them."""

import pytest

from tests.sandbox.stand import ANNA, Answer, Stand


async def _sent(stand: Stand, text: str, **params: object) -> tuple[str, list[Answer]]:
    message = await stand.ok("sendMessage", chat_id=ANNA, text=text, **params)
    return message["text"], message.get("entities", [])


def _marked(text: str, entities: list[Answer]) -> list[tuple[str, str]]:
    units = text.encode("utf-16-le")
    return [
        (each["type"], units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le"))
        for each in entities
    ]


@pytest.mark.parametrize(
    ("markup", "text", "marked"),
    [
        ("<b>да</b>", "да", [("bold", "да")]),
        ("<strong>a</strong> <em>b</em>", "a b", [("bold", "a"), ("italic", "b")]),
        ("<b>1 <i>2</i></b>", "1 2", [("bold", "1 2"), ("italic", "2")]),
        ("😀<u>x</u>", "😀x", [("underline", "x")]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", x) for x in "abc"]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
        ("<pre>x &lt; y</pre>", "x < y", [("pre", "x < y")]),
        ("<code>a</code>", "a", [("code", "a")]),
        ("<code class='language-py'>a</code>", "a", [("code", "a")]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ("&amp;&quot;&#1078;&#x1F600;&nbsp;&#0;&", '&"ж😀&nbsp;&#0;&', []),
        ("<a>ya.ru</a>", "ya.ru", [("text_link", "ya.ru")]),
        ("<a href='javascript:x'>a</a>", "a", []),
        ("<a href='tg://['>a</a>", "a", []),
        ("<b></b>a", "a", []),
        ("<B >a</b >", "a", [("bold", "a")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("<b id=x>a</b>", "a", [("bold", "a")]),
        ("<tg-time unix=1 format='D'>a</tg-time>", "a", [("date_time", "a")]),
        ("<tg-time unix='x'>a</tg-time>", "a", []),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", "👍")]),
    ],
)
async def test_html_is_read(stand: Stand, markup: str, text: str, marked: list[tuple[str, str]]) -> None:
    """HTML becomes the text and the entities Telegram makes of it."""
    sent, entities = await _sent(stand, markup, parse_mode="HTML")
    assert (sent, _marked(sent, entities)) == (text, marked)


async def test_html_arguments_reach_the_entities(stand: Stand) -> None:
    """Links, languages and mentioned people are kept, with character references read."""
    markup = (
        '<a href="https://a.example/?x=1&amp;y=2">a</a><a href="tg://user?id=1001">b</a>'
        '<pre><code class="language-python">c</code></pre><pre><code>d</code></pre>'
    )
    _, entities = await _sent(stand, markup, parse_mode="html")
    assert entities[0]["url"] == "https://a.example/?x=1&y=2"
    assert (entities[1]["type"], entities[1]["user"]["id"]) == ("text_mention", ANNA)
    assert (entities[2]["type"], entities[2]["language"]) == ("pre", "python")


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("ж<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<b ="x">', 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=x!>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
async def test_broken_html_is_refused(stand: Stand, markup: str, fault: str) -> None:
    """Broken HTML is refused with the byte where it breaks."""
    refusal = await stand.refused("sendMessage", chat_id=ANNA, text=markup, parse_mode="HTML")
    assert refusal == f"400 Bad Request: can't parse entities: {fault}"


@pytest.mark.parametrize(
    ("mode", "markup", "text", "marked"),
    [
        (
            "MarkdownV2",
            "*a* _b_ __c__ ~d~",
            "a b c d",
            list(zip(("bold", "italic", "underline", "strikethrough"), "abcd", strict=True)),
        ),
        ("MarkdownV2", r"1\. ||s|| `c.` \\", "1. s c. \\", [("spoiler", "s"), ("code", "c.")]),
        (
            "MarkdownV2",
            "[a](https://a.example) ![👍](tg://emoji?id=1)",
            "a 👍",
            [("text_link", "a"), ("custom_emoji", "👍")],
        ),
        ("MarkdownV2", "[a\\.example]", "a.example", [("text_link", "a.example")]),
        ("MarkdownV2", "```py\nx```", "x", [("pre", "x")]),
        ("MarkdownV2", "```\nx```", "x", [("pre", "x")]),
        ("MarkdownV2", ">a\n>b\nc", "a\nb\nc", [("blockquote", "a\nb")]),
        ("MarkdownV2", ">\na", "a", []),
        ("MarkdownV2", "**a", "a", []),
        ("MarkdownV2", "_a __b___", "a b", [("italic", "a b"), ("underline", "b")]),
        (
            "Markdown",
            "*a* _b_ `c` [d](https://d.example) \\_ x.",
            "a b c d _ x.",
            [("bold", "a"), ("italic", "b"), ("code", "c"), ("text_link", "d")],
        ),
        ("Markdown", "*a_b*", "a_b", [("bold", "a_b")]),
        ("None", "*a*", "*a*", []),
    ],
)
async def test_markdown_is_read(stand: Stand, mode: str, markup: str, text: str, marked: list[tuple[str, str]]) -> None:
    """Both kinds of Markdown become text and entities."""
    sent, entities = await _sent(stand, markup, parse_mode=mode)
    assert (sent, _marked(sent, entities)) == (text, marked)


@pytest.mark.parametrize(
    ("mode", "markup", "fault"),
    [
        (
            "MarkdownV2",
            "a.",
            "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        ("MarkdownV2", "ж*a", "can't parse entities: Can't find end of the entity starting at byte offset 2"),
        ("Markdown", "_a", "can't parse entities: Can't find end of the entity starting at byte offset 0"),
        ("TeX", "a", "unsupported parse_mode"),
    ],
)
async def test_broken_markdown_is_refused(stand: Stand, mode: str, markup: str, fault: str) -> None:
    """Broken Markdown, and a mode nobody knows, are refused."""
    assert await stand.refused("sendMessage", chat_id=ANNA, text=markup, parse_mode=mode) == f"400 Bad Request: {fault}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("см. https://ya.ru/a?b=1.", [("url", "https://ya.ru/a?b=1")]),
        ("(сайт ulgov.ru)", [("url", "ulgov.ru")]),
        ("https://a.example/x_(y)", [("url", "https://a.example/x_(y)")]),
        ("https://a.example/?a=b@mail.ru", [("url", "https://a.example/?a=b@mail.ru")]),
        ("пиши a.b@mail.ru", [("email", "a.b@mail.ru")]),
        ("@anna_example, привет", [("mention", "@anna_example")]),
        ("#план и #2026", [("hashtag", "#план")]),
        (
            "/start@cooperation_sandbox_bot x /help",
            [("bot_command", "/start@cooperation_sandbox_bot"), ("bot_command", "/help")],
        ),
        ("и/или 1/2 a@b #1 x.y", []),
    ],
)
async def test_entities_are_found(stand: Stand, text: str, found: list[tuple[str, str]]) -> None:
    """Addresses, mentions, hashtags and commands are marked without being asked for."""
    sent, entities = await _sent(stand, text)
    assert _marked(sent, entities) == found


async def test_found_entities_give_way_to_given_ones(stand: Stand) -> None:
    """An address inside code stays code, one inside bold is both, and bold is cut where it crosses it."""
    _, entities = await _sent(stand, "<code>ya.ru</code>", parse_mode="HTML")
    assert [each["type"] for each in entities] == ["code"]
    _, entities = await _sent(stand, "<b>x ya.ru</b>", parse_mode="HTML")
    assert [each["type"] for each in entities] == ["bold", "url"]
    sent, entities = await _sent(stand, "<b>x ya</b>.ru", parse_mode="HTML")
    assert _marked(sent, entities) == [("bold", "x "), ("url", "ya.ru"), ("bold", "ya")]


def _entity(kind: str, offset: object, length: object, **more: object) -> Answer:
    return {"type": kind, "offset": offset, "length": length, **more}


async def test_given_entities_are_kept(stand: Stand) -> None:
    """Entities a bot gives are kept with their arguments; kinds Telegram finds by itself are not taken."""
    given = [
        _entity("bold", 0, 2),
        _entity("mention", 0, 1),
        _entity("text_link", 3, 1, url="https://a.example"),
        _entity("pre", 5, 1, language="py"),
        _entity("date_time", 7, 1, unix_time=5, date_time_format="D"),
        _entity("bold", 1, 0),
    ]
    _, entities = await _sent(stand, "😀 a b c", entities=given)
    assert entities == [given[0], given[2], given[3], given[4]]


async def test_crossing_entities_are_cut(stand: Stand) -> None:
    """Two entities that cross are cut at each other's borders, a repeated one is dropped, code holds nothing."""
    crossing = [
        _entity("bold", 0, 4),
        _entity("italic", 2, 4),
        _entity("bold", 0, 4),
        _entity("code", 6, 2),
        _entity("underline", 6, 2),
    ]
    sent, entities = await _sent(stand, "abcdefgh", entities=crossing)
    assert _marked(sent, entities) == [
        ("bold", "ab"),
        ("bold", "cd"),
        ("italic", "cd"),
        ("italic", "ef"),
        ("code", "gh"),
    ]


async def test_blanks_are_trimmed_and_entities_follow(stand: Stand) -> None:
    """Blanks at both ends go, control characters become spaces, and entities stay on their words."""
    sent, entities = await _sent(stand, " \n a\tb\r c \n", entities=[_entity("bold", 5, 3), _entity("italic", 8, 3)])
    assert (sent, _marked(sent, entities)) == ("a b c", [("bold", "b "), ("italic", "c")])
    sent, entities = await _sent(stand, "  a", entities=[_entity("bold", 1, 2)])
    assert (sent, _marked(sent, entities)) == (" a", [("bold", " a")])
    sent, entities = await _sent(stand, "a  ", entities=[_entity("bold", 2, 1)])
    assert (sent, entities) == ("a", [])


@pytest.mark.parametrize(
    ("entities", "fault"),
    [
        ([_entity("bold", 4, 1)], "entity begins after the end of the text at UTF-16 offset 4"),
        (
            [_entity("bold", 3, 1)],
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 4",
        ),
        ([_entity("bold", 1, 1)], "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (
            [_entity("bold", 0, 1)],
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4",
        ),
        ([_entity("bold", -1, 1)], "receive an entity with incorrect offset -1"),
        ([_entity("bold", 0, 2_000_000)], "receive an entity with incorrect length 2000000"),
        ([5], "can't parse MessageEntity: expected an Object"),
        ([{"type": "bold", "length": 1}], "can't parse MessageEntity: Can't find field \"offset\""),
        ([_entity("bold", "0", 1)], 'can\'t parse MessageEntity: Field "offset" must be of type Number'),
        ([_entity("text_link", 0, 2)], "can't parse MessageEntity: Can't find field \"url\""),
        ("[", "can't parse entities JSON object"),
    ],
)
async def test_bad_entities_are_refused(stand: Stand, entities: object, fault: str) -> None:
    """Entities with offsets outside or inside a character, or without their fields, are refused."""
    assert (
        await stand.refused("sendMessage", chat_id=ANNA, text="😀a", entities=entities) == f"400 Bad Request: {fault}"
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "message text is empty"),
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("a" * 4097, "message is too long"),
        ("ж" * 16385, "text is too long"),
    ],
)
async def test_empty_and_long_texts_are_refused(stand: Stand, text: str | None, fault: str) -> None:
    """A text must be there, and fit."""
    assert await stand.refused("sendMessage", chat_id=ANNA, text=text) == f"400 Bad Request: {fault}"


async def test_length_is_counted_in_code_points_after_markup(stand: Stand) -> None:
    """4,096 emoji in bold fit: tags do not count, a surrogate pair counts once."""
    sent, _ = await _sent(stand, "<b>" + "😀" * 4096 + "</b>", parse_mode="HTML")
    assert len(sent) == 4096
