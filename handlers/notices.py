"""Notices that handlers write to the outbox."""

from collections.abc import Sequence

from bot.render.message import Message as Screen
from bot.replies import Asker
from storage.records import DeliveryKind, NewDelivery, Priority, User


async def notify(asker: Asker, notices: Sequence[tuple[str, User, Screen]]) -> None:
    """Write notices to the outbox: the key of each, whom it is for, what they read."""
    written = [
        NewDelivery(key, to.telegram_id, DeliveryKind.NOTICE, Priority.URGENT, screen.body(), asker.now)
        for key, to, screen in notices
    ]
    await asker.store.deliveries.add(written, asker.now)
