"""Notices that handlers write to the outbox."""

from collections.abc import Sequence
from datetime import datetime

from bot.render.message import Message as Screen
from bot.replies import Asker
from storage.records import DeliveryKind, NewDelivery, Priority, User


async def notify(asker: Asker, notices: Sequence[tuple[str, User, Screen]]) -> None:
    """Write notices to the outbox: the key of each, whom it is for, what they read."""
    written = [notice(key, to.telegram_id, screen, asker.now) for key, to, screen in notices]
    await asker.store.deliveries.add(written, asker.now)


def notice(key: str, chat_id: int, screen: Screen, now: datetime, thread_id: int | None = None) -> NewDelivery:
    """Return a notice to one chat, or to a topic of it, as the outbox takes it."""
    return NewDelivery(key, chat_id, DeliveryKind.NOTICE, Priority.URGENT, screen.body(), now, thread_id=thread_id)
