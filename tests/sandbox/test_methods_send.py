"""Sending: what a message holds, photos, documents, albums, and the files behind them."""

import json
import struct
from typing import Any

import pytest

from tests.sandbox.stand import ANNA, STRANGER, Answer, Stand, png

_LARGE = 20 * 1024 * 1024 + 1


async def test_a_message_holds_what_was_asked(stand: Stand) -> None:
    """Link preview, protection and effect reach the message; the date is the clock's."""
    message = await stand.ok(
        "sendMessage",
        chat_id=ANNA,
        text="a",
        protect_content=True,
        message_effect_id="5",
        link_preview_options={"is_disabled": True},
    )
    assert (message["has_protected_content"], message["effect_id"]) == (True, "5")
    assert message["link_preview_options"] == {"is_disabled": True}
    assert message["date"] == stand.clock.now().timestamp()
    old_way = await stand.ok("sendMessage", chat_id=ANNA, text="a", disable_web_page_preview=True)
    assert old_way["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("preview", "fault"),
    [("[", "can't parse link preview options JSON object"), ([1], "object expected as link preview options")],
)
async def test_bad_link_previews_are_refused(stand: Stand, preview: object, fault: str) -> None:
    """Link preview options are an object."""
    refusal = await stand.refused("sendMessage", chat_id=ANNA, text="a", link_preview_options=preview)
    assert refusal == f"400 Bad Request: {fault}"


async def test_ids_are_counted_as_telegram_counts_them(stand: Stand) -> None:
    """Private chats and basic groups share one sequence of message ids, a supergroup has its own."""
    chats = (ANNA, 1002, -501, -1_001_000_000_001)
    ids = [(await stand.ok("sendMessage", chat_id=chat, text="a"))["message_id"] for chat in chats]
    assert ids == [1, 2, 3, 1]


async def test_a_document_is_sent_and_sent_again(stand: Stand) -> None:
    """An upload gets a file id that sends it again, and its content can be fetched by both sides."""
    status, body = await stand.form(
        "sendDocument", chat_id=ANNA, document=("план.csv", b"a;b"), caption="<b>Вот</b>", parse_mode="HTML"
    )
    message = body["result"]
    document = message["document"]
    assert (status, document["file_name"], document["file_size"], message["caption"]) == (200, "план.csv", 3, "Вот")
    again = await stand.ok("sendDocument", chat_id=ANNA, document=document["file_id"])
    assert again["document"] == document
    path = (await stand.ok("getFile", file_id=document["file_id"]))["file_path"]
    async with stand.session.get(f"{stand.sandbox.url}/file/bot{stand.sandbox.token}/{path}") as answer:
        assert await answer.read() == b"a;b"
    assert await stand.person().download(document["file_id"]) == b"a;b"


async def test_a_photo_has_sizes(stand: Stand) -> None:
    """A photo comes in the sizes Telegram makes, smallest first, each with a file id."""
    _, body = await stand.form(
        "sendPhoto", chat_id=ANNA, photo="attach://p", p=("p.png", png(2000, 1000)), has_spoiler="true"
    )
    sizes = body["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    assert body["result"]["has_media_spoiler"]
    assert (await stand.ok("sendPhoto", chat_id=ANNA, photo=sizes[0]["file_id"]))["photo"] == sizes
    _, small = await stand.form("sendPhoto", chat_id=ANNA, photo=("p.png", png(8, 6)))
    assert [(size["width"], size["height"]) for size in small["result"]["photo"]] == [(8, 6)]


_JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"\0\0" + b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 30, 40)


@pytest.mark.parametrize(("content", "size"), [(_JPEG, (40, 30)), (b"GIF89a" + struct.pack("<HH", 3, 4), (3, 4))])
async def test_pictures_of_other_formats_are_measured(stand: Stand, content: bytes, size: tuple[int, int]) -> None:
    """JPEG and GIF are photos as well."""
    _, body = await stand.form("sendPhoto", chat_id=ANNA, photo=("p", content))
    assert (body["result"]["photo"][-1]["width"], body["result"]["photo"][-1]["height"]) == size


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "400 Bad Request: file must be non-empty"),
        (b"text", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"\xff\xd8\xff", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"GIF89a\0\0\0\0", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(21, 1), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(9999, 2000)[:33], "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (
            b"x" * (10 * 1024 * 1024 + 1),
            "400 Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "no picture", "cut off", "no size", "too steep", "too long", "too large"],
)
async def test_bad_photos_are_refused(stand: Stand, content: bytes, refusal: str) -> None:
    """What Telegram would not take as a photo is refused."""
    status, body = await stand.form("sendPhoto", chat_id=ANNA, photo=("p.png", content))
    assert f"{status} {body['description']}" == refusal


@pytest.mark.parametrize("size", [50 * 1024 * 1024 + 1, 52 * 1024 * 1024])
async def test_a_document_over_50_mb_is_too_large(stand: Stand, size: int) -> None:
    """More than 50 MB is a 413, whether the file or the whole request is over."""
    status, body = await stand.form("sendDocument", chat_id=ANNA, document=("x", b"\0" * size))
    assert (status, body["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (None, "there is no document in the request"),
        ("nothing", "wrong file identifier/HTTP URL specified"),
        ("attach://missing", "wrong file identifier/HTTP URL specified"),
        ("https://a.example/x.pdf", "failed to get HTTP URL content"),
    ],
)
async def test_unknown_files_are_refused(stand: Stand, document: str | None, fault: str) -> None:
    """A document is an upload or a known file id."""
    assert await stand.refused("sendDocument", chat_id=ANNA, document=document) == f"400 Bad Request: {fault}"


async def test_a_photo_is_no_document(stand: Stand) -> None:
    """A file id is good for its own kind only."""
    _, body = await stand.form("sendPhoto", chat_id=ANNA, photo=("p.png", png()))
    refusal = await stand.refused("sendDocument", chat_id=ANNA, document=body["result"]["photo"][0]["file_id"])
    assert refusal == "400 Bad Request: can't use file of type Photo as Document"


async def test_a_long_caption_is_refused(stand: Stand) -> None:
    """A caption holds 1,024 characters."""
    status, body = await stand.form("sendDocument", chat_id=ANNA, document=("x", b"x"), caption="ж" * 1025)
    assert (status, body["description"]) == (400, "Bad Request: message caption is too long")


async def test_media_obey_the_chat_too(stand: Stand) -> None:
    """A photo to someone who never started the bot is refused like a text."""
    status, _ = await stand.form("sendPhoto", chat_id=STRANGER, photo=("p.png", png()))
    assert status == 403


@pytest.mark.parametrize(("file_id", "fault"), [(None, "file_id not specified"), ("nothing", "invalid file_id")])
async def test_get_file_wants_a_known_file(stand: Stand, file_id: str | None, fault: str) -> None:
    """GetFile knows only files that were uploaded."""
    assert await stand.refused("getFile", file_id=file_id) == f"400 Bad Request: {fault}"


async def test_a_file_over_20_mb_cannot_be_fetched(stand: Stand) -> None:
    """A bot may send 50 MB and fetch 20."""
    _, body = await stand.form("sendDocument", chat_id=ANNA, document=("x", b"\0" * _LARGE))
    assert (
        await stand.refused("getFile", file_id=body["result"]["document"]["file_id"])
        == "400 Bad Request: file is too big"
    )


async def test_an_unknown_path_or_token_has_no_file(stand: Stand) -> None:
    """The files' address answers 404 and 401 in the Bot API's form."""
    async with stand.session.get(f"{stand.sandbox.url}/file/bot{stand.sandbox.token}/documents/x") as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")
    async with stand.session.get(f"{stand.sandbox.url}/file/bot1:x/documents/x") as answer:
        assert answer.status == 401


def _media(kind: str = "document", media: str = "attach://a", **more: object) -> Answer:
    return {"type": kind, "media": media, **more}


async def _album(stand: Stand, *items: Answer) -> tuple[int, Any]:
    files: dict[str, object] = {"a": ("a.txt", b"a"), "b": ("b.png", png())}
    status, body = await stand.form("sendMediaGroup", chat_id=ANNA, media=json.dumps(items), **files)
    return status, body.get("result", body.get("description"))


async def test_an_album_is_one_group_of_messages(stand: Stand) -> None:
    """Each file of an album is a message of the same group, with its own caption."""
    status, messages = await _album(stand, _media(caption="1"), _media(caption="*2*", parse_mode="MarkdownV2"))
    assert (status, [message["caption"] for message in messages]) == (200, ["1", "2"])
    assert len({message["media_group_id"] for message in messages}) == 1


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([], "there are no messages to send"),
        ([_media()] * 11, "too many messages to send as an album"),
        ([_media("animation")], "can't use the media of the specified type in the album"),
        ([_media(), _media("photo", "attach://b")], "can't use the media of the specified type in the album"),
        ([5], "expected an Array of InputMedia"),
        (
            [_media(), _media(media="x")],
            'failed to send message #2 with the error message "wrong file identifier/HTTP URL specified"',
        ),
    ],
)
async def test_bad_albums_are_refused_whole(stand: Stand, items: list[Answer], fault: str) -> None:
    """An album with one fault is not sent at all."""
    assert await _album(stand, *items) == (400, f"Bad Request: {fault}")
    assert await stand.person().messages() == []


async def test_an_album_must_be_json(stand: Stand) -> None:
    """The list of an album is JSON."""
    refusal = await stand.refused("sendMediaGroup", chat_id=ANNA, media="[")
    assert refusal == "400 Bad Request: can't parse media JSON object"
