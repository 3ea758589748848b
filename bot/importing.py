"""A plan's file brought into the store from the command line.

file -> rows and faults (``bot.plan.plan_file``) -> version against the plan in force -> summary -> store
"""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bot.asking import opened_store
from bot.clock import Clock
from bot.config import Config
from bot.knowledge import CurrentKnowledge
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_changes import PlanChanges
from bot.plan.plan_draft import plan_draft, plan_slug
from bot.plan.plan_file import PlanRead, read_tables
from bot.plan.table import FileFault, FileUnreadable
from bot.plan.table_files import LARGEST, tables_of
from storage.import_records import folded


@dataclass(frozen=True, slots=True)
class Import:
    """What was read, and what it changes (or would, when nothing was stored)."""

    read: PlanRead
    changes: PlanChanges
    stored: bool


async def import_plan(
    file: Path, period: PlanPeriod, config: Config, clock: Clock, *, title: str = "", store_it: bool = True
) -> Import:
    """Read a file and bring the plan of the period to it; with ``store_it`` false nothing is stored.

    The rows without faults are stored. A plan is known by its period: another file of the same one is its new
    version. Raises :class:`~bot.plan.table.FileUnreadable`, and ``OSError`` when there is no such file.
    """
    content = await asyncio.to_thread(_content, file)
    async with opened_store(config, clock) as store:
        knowledge = await CurrentKnowledge(store).newest()
        said = {folded(one.wording): one for one in await store.imports.said_bodies()}
        tables = await asyncio.to_thread(tables_of, content)
        read = await asyncio.to_thread(partial(read_tables, said=said), tables, period, knowledge.names)
        stored = await store.plan.commitments_of(plan_slug(period))
        draft = plan_draft(replace(read, title=title or read.title), period, file.name, stored)
        if store_it:
            await store.plan.bring_plan_to(draft.version, clock.now(), by="import")
    return Import(read, draft.changes, stored=store_it)


def _content(file: Path) -> bytes:
    """Return a file's content; what is too large is not even read."""
    if file.stat().st_size > LARGEST:
        raise FileUnreadable(FileFault.TOO_LARGE)
    return file.read_bytes()
