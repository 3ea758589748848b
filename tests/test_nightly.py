"""The nightly backup."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.keeping import Keeping, kept_of
from bot.nightly import last_night
from storage.backups import KEPT, nightly_backups
from tests.office import office

ZONE = ZoneInfo("Europe/Ulyanovsk")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-24T23:00", "2026-11-24T23:00"),
        ("2026-11-24T22:59", "2026-11-23T23:00"),
        ("2026-11-25T09:00", "2026-11-24T23:00"),
    ],
)
def test_a_night_begins_at_three(now: str, night: str) -> None:
    """Three in the morning of the programme's zone, however late it is looked at."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert last_night(moment, ZONE) == datetime.fromisoformat(night).replace(tzinfo=UTC)


@pytest.mark.parametrize(("value", "kept"), [(3, 3), (None, 7), (0, 7), (-1, 7), (True, 7), ("5", 7)])
def test_the_setting_says_how_many_are_kept(value: object, kept: int) -> None:
    """A value that makes no sense does not remove backups."""
    assert kept_of(Keeping.BACKUPS, value) == kept


async def test_each_night_leaves_one_backup(filled_url: str) -> None:
    """One a night, none twice, one for a night that was missed, and as many as the setting keeps."""
    async with office(filled_url) as here:
        folder = here.store.backups.folder
        assert folder is not None
        await here.store.settings.put(KEPT, 2, by=None, now=here.clock.now())
        await here.jobs.back_up()
        assert not folder.exists()
        for _ in range(3):
            await here.clock.move(DAY)
            await here.jobs.back_up()
            await here.jobs.back_up()
        names = [one.name for one in nightly_backups(folder)]
        assert names == ["cooperation-20261127T113000Z.sqlite3", "cooperation-20261126T113000Z.sqlite3"]


async def test_a_server_is_left_alone(postgres_url: str) -> None:
    """For PostgreSQL the job does nothing."""
    async with office(postgres_url) as here:
        await here.clock.move(DAY)
        await here.jobs.back_up()
        assert await here.store.deliveries.last_tick("backup") is None
