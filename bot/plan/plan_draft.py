"""What was read of a file, with what a person chose, against the plan in force -> what accepting it would do.

A draft has a stamp: it changes with whatever the draft was decided from, so that a button under an older one is known.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from bot.language.names import Names
from bot.plan.headings import Column
from bot.plan.kept_table import unpacked
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_changes import PlanChanges, plan_changes, plan_version
from bot.plan.plan_file import Fault, PlanRead, ReadRow, RowFault, read_tables, title_of
from storage.import_records import SaidBody, folded
from storage.records import Commitment, NewCommitment, NewPlan, PlanVersion

NOTES: Final = frozenset({RowFault.NOTE, RowFault.GUESSED_COLUMNS})
"""Faults that are only to be looked at."""

Columns = tuple[tuple[int, tuple[tuple[int, Column], ...]], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for a file: the period, and the columns of its tables where they said so."""

    period: PlanPeriod
    columns: Columns = ()

    def as_json(self) -> dict[str, Any]:
        """Return what the store remembers."""
        columns = {str(table): {str(place): column for place, column in told} for table, told in self.columns}
        first, last = self.period.starts_on, self.period.ends_on
        return {"first": first.isoformat(), "last": last.isoformat(), "columns": columns}

    def with_column(self, table: int, place: int, column: Column) -> "Choices":
        """Return the choices with one column told anew."""
        told = {number: dict(columns) for number, columns in self.columns}
        told.setdefault(table, {})[place] = column
        return Choices(self.period, tuple(sorted((number, tuple(sorted(one.items()))) for number, one in told.items())))


def choices_of(kept: Mapping[str, Any]) -> Choices:
    """Return the choices that the store remembers."""
    period = PlanPeriod(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]))
    columns = (
        (int(table), tuple(sorted((int(place), Column(column)) for place, column in told.items())))
        for table, told in kept["columns"].items()
    )
    return Choices(period, tuple(sorted(columns)))


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What was read and what accepting it would do; ``held`` are the rows that their faults keep out."""

    read: PlanRead
    version: PlanVersion
    changes: PlanChanges
    held: tuple[ReadRow, ...]
    stamp: str

    @property
    def plan(self) -> NewPlan:
        """Return the plan as it would be."""
        return self.version.plan

    @property
    def unknown(self) -> Mapping[str, int]:
        """Return the bodies that the register does not have, as written, with how many rows name each."""
        names = Counter(one.name for row in self.read.rows for one in row.responsible if one.organisation is None)
        return MappingProxyType(dict(names.most_common()))

    @property
    def changes_anything(self) -> bool:
        """Tell whether accepting it would change the plan in force."""
        return bool(self.changes.new or self.changes.changed)

    def noted(self) -> dict[str, int]:
        """Return the counts that the audit keeps."""
        changes = self.changes
        told = {"new": changes.new, "changed": changes.changed, "gone": changes.gone, "held": self.held}
        return {**{name: len(rows) for name, rows in told.items()}, "same": changes.same}


@lru_cache(maxsize=4)
def read_kept(tables: str, choices: Choices, said: tuple[SaidBody, ...], names: Names) -> PlanRead:
    """Return what kept tables say; turning pages of one draft reads them once."""
    columns = {number: dict(told) for number, told in choices.columns}
    bodies = {folded(one.wording): one for one in said}
    return read_tables(unpacked(tables), choices.period, names, columns=columns, said=bodies)


def plan_draft(read: PlanRead, period: PlanPeriod, title: str, stored: Sequence[Commitment]) -> PlanDraft:
    """Return what accepting would do to the plan in force."""
    plan = NewPlan(
        slug=plan_slug(period),
        title=read.title or title_of(title),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        example=False,
        commitments=tuple(commitment_of(row) for row in read.rows if row.sound),
    )
    held = tuple(row for row in read.rows if not row.sound)
    faulty = [commitment_of(row) for row in held]
    version = plan_version(plan, stored, faulty)
    return PlanDraft(read, version, plan_changes(version, faulty), held, _stamp(version, len(held), stored))


def faults_of(draft: PlanDraft, *, notes: bool = True) -> tuple[Fault, ...]:
    """Return the faults, with or without those that are only to be looked at."""
    return tuple(one for one in draft.read.faults if notes or one.fault not in NOTES)


def _stamp(version: PlanVersion, held: int, stored: Sequence[Commitment]) -> str:
    told = (version.plan, held, sorted((one.id, one.version) for one in stored))
    return sha256(repr(told).encode()).hexdigest()[:8]


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
