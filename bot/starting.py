"""What an empty store begins with: the register, and the moments from which mornings and news are counted."""

from datetime import datetime

import structlog

from bot.news.wishes import AT_ONCE_TICK
from bot.plan.reminders import REMINDERS
from storage.register_file import read_register
from storage.starter import starter_additions, starter_register
from storage.store import Store

_log = structlog.get_logger(__name__)


async def fill_register(store: Store, now: datetime) -> None:
    """Fill an empty store with the register that the product brings; leave any other alone."""
    if await store.register.is_empty():
        changes = await store.register.bring_to(read_register(starter_register(), starter_additions()), now)
        _log.info("the register is filled", entries=len(changes.added))


async def begin_counting(store: Store, now: datetime) -> None:
    """Note the moment from which reminders are owed, once: a bot started for the first time owes nothing older.

    Likewise the moment from which what matters most is told at once.
    """
    for tick in (REMINDERS, AT_ONCE_TICK):
        if await store.deliveries.last_tick(tick) is None:
            await store.deliveries.add((), now, tick=(tick, now))
