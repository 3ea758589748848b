"""Under whatever leaves unasked stands the button that tells why: words, files, copies, edits, of every kind."""

from typing import Any

import pytest

from bot.render.catalogue import load_catalogues
from storage.attachments import AttachmentSort
from storage.records import DeliveryKind, NewDelivery, Priority
from tests.delivery.post import ANNA, Post, post_office


def _why(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


async def _send(post: Post, kind: DeliveryKind, body: dict[str, Any], key: str, edits: int | None = None) -> int:
    now = post.clock.now()
    new = NewDelivery(key, ANNA, kind, Priority.URGENT, body, now, edits=edits)
    await post.store.deliveries.add([new], now)
    while await post.pass_after(60):
        pass
    return (await post.store.ledger.of_chat(ANNA, 1))[0].id


@pytest.mark.parametrize("kind", list(DeliveryKind))
async def test_whatever_leaves_unasked_says_why_when_it_is_asked(sqlite_url: str, kind: DeliveryKind) -> None:
    """Each form in which a delivery can leave, in the language of its reader."""
    async with post_office(sqlite_url) as post:
        user = await post.store.people.known(ANNA)
        assert user is not None
        await post.store.people.set_language(user.id, "be")
        number = await post.store.attachments.keep(AttachmentSort.DOCUMENT, "primer.txt", b"primer")
        words = await _send(post, kind, {"text": "Слова"}, "words")
        chat = post.sandbox.world.chats[ANNA].messages
        first = next(iter(chat))
        await _send(post, kind, {"text": "Файл", "attachment": number}, "file")
        await _send(post, kind, {"copy": {"chat_id": ANNA, "message_id": first}}, "copy")
        await _send(post, kind, {"text": "Іншыя словы"}, "edit", edits=words)
        shown = list(chat.values())
    assert len(shown) == 3
    assert [_why(message) for message in shown] == [[f"why:{kind}"]] * 3
    assert shown[0]["text"] == "Іншыя словы"
    label = shown[0]["reply_markup"]["inline_keyboard"][0][0]["text"]
    assert label == load_catalogues().of("be").plain("Why did I get this?")
