"""A plan's file sent in chat: kept while it is decided on, and what accepting it would do.

document ─▶ tables, in a process of its own ─▶ pending ─▶ draft against the plan in force ─▶ accepted | dropped | a day
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.plan.headings import Headings, find_headings
from bot.plan.kept_table import unpacked
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_draft import Choices, PlanDraft, choices_of, plan_draft, plan_slug, read_kept
from bot.plan.plan_period import period_of, years
from bot.plan.table import Table
from bot.replies import Asker
from storage.import_records import PendingImport
from storage.store import Store

KEPT: Final = timedelta(days=1)
USUAL: Final = years(2025, 2026)
_LONGEST_NAME: Final = 200


async def keep_upload(user_id: int, file_name: str, tables: str, asker: Asker) -> PendingImport:
    """Keep what was read, with the period that it seems to be for."""
    period = await asyncio.to_thread(_period, tables)
    return await asker.store.imports.keep(
        user_id, file_name[:_LONGEST_NAME], tables, Choices(period).as_json(), asker.now
    )


def _period(tables: str) -> PlanPeriod:
    return period_of(unpacked(tables)) or USUAL


async def pending_of(import_id: int, user_id: int, asker: Asker) -> PendingImport | None:
    """Return what waits under this number for this person, ``None`` when it is gone or has waited for a day."""
    found = await asker.store.imports.pending(import_id, user_id)
    return found if found is not None and found.read_at > asker.now - KEPT else None


async def draft_of(pending: PendingImport, asker: Asker) -> PlanDraft:
    """Return what accepting it now would do.

    Raises :class:`~bot.plan.table.FileUnreadable` when no plan is found in it with the columns as chosen.
    """
    choices = choices_of(pending.choices)
    said = await asker.store.imports.said_bodies()
    read = await asyncio.to_thread(read_kept, pending.tables, choices, said, asker.knowledge.names)
    stored = await asker.store.plan.commitments_of(plan_slug(choices.period))
    return await asyncio.to_thread(plan_draft, read, choices.period, pending.file_name, stored)


def tables_by_number(pending: PendingImport) -> dict[int, Table]:
    """Return the tables of a file by their numbers."""
    return dict(enumerate(unpacked(pending.tables), 1))


def headings_told(pending: PendingImport, number: int, table: Table, draft: PlanDraft | None) -> Headings:
    """Return what the columns of a table hold, as read or as told; no columns when nothing tells."""
    if draft is not None and number in draft.read.tables:
        return draft.read.headings[draft.read.tables.index(number)]
    seen = find_headings(table) or Headings({}, -1, -1, sure=False, texts={})
    told = dict(choices_of(pending.choices).columns).get(number, ())
    return Headings({**seen.columns, **dict(told)}, seen.first, seen.last, seen.sure, seen.texts)


async def prune_uploads(store: Store, now: datetime) -> int:
    """Forget what waited for a day; return how many."""
    return await store.imports.prune(now - KEPT)
