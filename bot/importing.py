"""A plan's file brought into the store from the command line.

file -> rows and faults (``bot.plan.plan_file``) -> version against the plan in force -> summary -> store
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.asking import opened_store
from bot.clock import Clock
from bot.config import Config
from bot.knowledge import CurrentKnowledge
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_changes import PlanChanges, plan_changes, plan_version
from bot.plan.plan_file import PlanRead, ReadRow, read_plan, title_of
from bot.plan.table import FileFault, FileUnreadable
from bot.plan.table_files import LARGEST
from storage.records import NewCommitment, NewPlan


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
        read = await asyncio.to_thread(read_plan, content, period, knowledge.names)
        plan = _plan(read, period, title or read.title or title_of(file.name))
        faulty = [commitment_of(row) for row in read.rows if not row.sound]
        version = plan_version(plan, await store.plan.commitments_of(plan.slug), faulty)
        if store_it:
            await store.plan.bring_plan_to(version, clock.now(), by="import")
    return Import(read, plan_changes(version, faulty), stored=store_it)


def _content(file: Path) -> bytes:
    """Return a file's content; what is too large is not even read."""
    if file.stat().st_size > LARGEST:
        raise FileUnreadable(FileFault.TOO_LARGE)
    return file.read_bytes()


def _plan(read: PlanRead, period: PlanPeriod, title: str) -> NewPlan:
    return NewPlan(
        slug=plan_slug(period),
        title=title,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        example=False,
        commitments=tuple(commitment_of(row) for row in read.rows if row.sound),
    )


def plan_slug(period: PlanPeriod) -> str:
    """Return what a plan is known by: its years, its days when they are not whole years."""
    first, last = period.starts_on, period.ends_on
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f"plan-{first.isoformat()}-{last.isoformat()}"
    return f"plan-{first.year}" if first.year == last.year else f"plan-{first.year}-{last.year}"


def commitment_of(row: ReadRow) -> NewCommitment:
    """Return a row as the store takes it."""
    return NewCommitment(
        number=row.number,
        text=row.text,
        section=row.section,
        deadline_text=row.deadline_text,
        due=row.reading.dates,
        responsible=row.responsible,
        sectors=row.sectors,
    )
