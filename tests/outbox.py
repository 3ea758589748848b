"""What tests do with the outbox by hand, where no dispatcher is alive: take rows, and say what became of them."""

from datetime import datetime

from storage.outbox_records import Settlement
from storage.records import Delivery, DeliveryState
from storage.store import Store


async def take(store: Store, now: datetime, limit: int = 10) -> tuple[Delivery, ...]:
    """Take what may go now."""
    return tuple(one.delivery for one in await store.deliveries.take(now, limit))


async def take_one(store: Store, now: datetime) -> Delivery:
    """Take the one delivery there is to take."""
    (taken,) = await take(store, now)
    return taken


async def sent(store: Store, delivery: Delivery, message_id: int, now: datetime) -> None:
    """Say that Telegram has taken it."""
    await store.deliveries.settle([Settlement(delivery, DeliveryState.SENT, message_id=message_id)], now)


async def put_back(
    store: Store, delivery: Delivery, until: datetime, outcome: str, now: datetime, *, silent: bool = False
) -> None:
    """Say that it was not taken and may be tried again from ``until`` on."""
    settled = Settlement(delivery, DeliveryState.WAITING, outcome, until, silent=silent)
    await store.deliveries.settle([settled], now)


async def closed(store: Store, delivery: Delivery, state: DeliveryState, outcome: str, now: datetime) -> None:
    """Close it in a final state."""
    await store.deliveries.settle([Settlement(delivery, state, outcome)], now)
