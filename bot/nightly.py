"""The nightly backup: due once a night, whatever was missed, and told in the log."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.keeping import Keeping, read_kept
from storage.store import Store

BACKUP: Final = "backup"
"""The tick up to which nights have their backup."""
_AT: Final = time(3)
_log = structlog.get_logger(__name__)


def last_night(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the last moment at which it was three in the morning in ``zone``."""
    local = now.astimezone(zone)
    tonight = datetime.combine(local.date(), _AT, zone)
    return tonight if tonight <= local else datetime.combine(local.date() - timedelta(days=1), _AT, zone)


async def back_up(store: Store, now: datetime, zone: ZoneInfo) -> None:
    """Take the backup of the night that has come; a store on a server is left to ``pg_dump``.

    A store seen for the first time owes none before its first night.
    """
    if store.backups.folder is None:
        return
    done = await store.deliveries.last_tick(BACKUP)
    if done is not None:
        if done >= last_night(now, zone):
            return
        taken = await store.backups.take_nightly(now, await read_kept(store, Keeping.BACKUPS))
        _log.info("the store is backed up", file=str(taken and taken.path.name))
    await store.deliveries.add((), now, tick=(BACKUP, now))
