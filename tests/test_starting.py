"""What an empty store begins with, once."""

from datetime import datetime, timedelta

from bot.plan.reminders import REMINDERS
from bot.starting import begin_counting, fill_register
from storage.store import Store


async def test_an_empty_store_is_filled_once(store: Store, now: datetime) -> None:
    """The first start brings the whole starter register; the next leaves the store alone."""
    await fill_register(store, now)
    register = await store.register.load()
    assert len(register.sectors) == 19
    assert len(register.organisations) == 53
    assert len(register.agreements) == 16
    await fill_register(store, now + timedelta(days=1))
    assert await store.register.revision() == register.revision


async def test_mornings_are_counted_from_the_first_start(store: Store, now: datetime) -> None:
    """A bot started for the first time owes nothing older; a later start moves nothing."""
    await begin_counting(store, now)
    await begin_counting(store, now + timedelta(days=1))
    assert await store.deliveries.last_tick(REMINDERS) == now
