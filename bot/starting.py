"""What an empty store begins with: the register, the sources, the moments from which mornings and news are counted."""

from datetime import datetime
from typing import Final

import structlog

from bot.news.wishes import AT_ONCE_TICK
from bot.plan.reminders import REMINDERS
from storage.register_file import read_register
from storage.source_records import NewSource
from storage.starter import starter_additions, starter_register
from storage.store import Store

SHIPPED_SOURCES: Final = (
    NewSource("https://tass.ru/rss/v2.xml", "ТАСС"),
    NewSource("https://ria.ru/export/rss2/archive/index.xml", "РИА Новости"),
    NewSource("https://www.belta.by/rss", "БелТА"),
    NewSource("https://eng.belta.by/rss", "БелТА (на английском)"),
    NewSource("https://sputnik.by/export/rss2/archive/index.xml", "Sputnik Беларусь"),
    NewSource("https://ulpravda.ru/rss", "Ульяновская правда"),
    NewSource("https://ulpressa.ru/rss", "Улпресса"),
)
"""The feeds that are switched on at the first start; one that has moved or died is told of and may be removed."""
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
