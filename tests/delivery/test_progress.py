"""A message that tells how far something has come: shown, left alone, or tried again."""

from aiogram.utils.formatting import Text

from bot.delivery.progress import ProgressMessages
from bot.render.message import Message
from tests.delivery.post import ANNA, post_office

SCREEN = Message(Text("Отправлено: 1 из 2"))


async def test_a_progress_message_follows_or_is_let_go(sqlite_url: str) -> None:
    """It is edited; the same again, a deleted one and a blocked chat are done with; a 5xx is worth another try."""
    async with post_office(sqlite_url, people=1) as post:
        progress = ProgressMessages(post.bot)
        sent = await post.bot.send_message(ANNA, "Пример")
        assert await progress.show(ANNA, sent.message_id, SCREEN)
        assert post.shown(ANNA) == ["Отправлено: 1 из 2"]
        assert await progress.show(ANNA, sent.message_id, SCREEN)
        assert await progress.show(ANNA, 999, SCREEN)
        await post.page_post("faults", kind="error", method="editMessageText", status=500)
        assert not await progress.show(ANNA, sent.message_id, SCREEN)
        await post.page_post("faults", kind="error", method="editMessageText", status=403)
        assert await progress.show(ANNA, sent.message_id, SCREEN)
