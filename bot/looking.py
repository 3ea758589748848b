"""The command line's look at the outbox: the ledger of some days, and what would be sent. It sends nothing."""

from datetime import date
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.export import counted, exported, period_of
from bot.forecast import Forecast, Foresight
from bot.knowledge import CurrentKnowledge
from bot.news.wishes import Choosing
from bot.reminding import ReminderWriter
from bot.render.catalogue import load_catalogues
from bot.render.console_outbox import counts_told, exported_told
from storage.store import open_store


async def deliveries(
    config: Config, clock: Clock, since: date, until: date | None, file: Path | None, separator: str = ","
) -> str:
    """Return the counts of the deliveries decided on in these days, or write them to ``file`` and return how many."""
    period = period_of(since, until, clock.now(), config.timezone)
    async with open_store(config.database_url) as store:
        if file is None:
            return counts_told(await counted(store, period))
        return exported_told(await exported(store, period, file, config.timezone, separator), str(file))


async def forecast(config: Config, clock: Clock, days: int) -> Forecast:
    """Return what would be sent in the days ahead."""
    async with open_store(config.database_url) as store:
        reminders = ReminderWriter(store, load_catalogues(), config.timezone)
        choosing = Choosing(await CurrentKnowledge(store).words())
        return await Foresight(store, reminders, config.timezone, choosing).look(clock.now(), days)
