"""How the register is read and written, row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.errors import BadCorrection
from storage.register_changes import KeptCorrection, KeptEntry
from storage.register_content import UNCORRECTABLE, content_of, entry_of
from storage.register_desk_schema import register_by_hand
from storage.register_records import RECORD_OF, Correction, Entry, EntryKey, EntryKind, Register, Source
from storage.schema import register_corrections, register_entries


async def read_entries(connection: AsyncConnection) -> dict[EntryKey, KeptEntry]:
    """Read all entries as the file tells them, the withdrawn ones too, each kind in its file's order."""
    entries, own = register_entries.c, register_by_hand.c
    with_marks = register_entries.outerjoin(register_by_hand, and_(own.kind == entries.kind, own.slug == entries.slug))
    query = select(register_entries, own.slug.is_not(None).label("by_hand")).select_from(with_marks)
    rows = (await connection.execute(query.order_by(entries.position, entries.slug))).all()
    kept = (_kept_entry(row) for row in rows)
    return {one.key: one for one in kept}


def _kept_entry(row: Row[Any]) -> KeptEntry:
    key = EntryKey(row.kind, row.slug)
    return KeptEntry(
        key, row.position, row.content, row.visibility, withdrawn=row.withdrawn_at is not None, by_hand=row.by_hand
    )


def entry_row(kept: KeptEntry, now: datetime) -> dict[str, Any]:
    """Return the row of an entry that is in force."""
    return {
        "kind": kept.key.kind,
        "slug": kept.key.slug,
        "position": kept.position,
        "content": kept.content,
        "visibility": kept.visibility,
        "withdrawn_at": None,
        "updated_at": now,
    }


async def read_corrections(
    connection: AsyncConnection, kept: Mapping[EntryKey, KeptEntry]
) -> Mapping[EntryKey, Sequence[KeptCorrection]]:
    """Read the corrections of these entries, the oldest first."""
    table = register_corrections.c
    query = select(register_corrections).order_by(table.at, table.kind, table.slug, table.field)
    by_entry: dict[EntryKey, list[KeptCorrection]] = defaultdict(list)
    for row in (await connection.execute(query)).all():
        key = EntryKey(row.kind, row.slug)
        by_entry[key].append(_kept_correction(row, kept[key]))
    return by_entry


def _kept_correction(row: Row[Any], kept: KeptEntry) -> KeptCorrection:
    told = Correction(
        kind=row.kind,
        slug=row.slug,
        field=row.field,
        value=_as_recorded(kept, row.field, row.value),
        source=Source(**row.source),
        by=row.by_user,
        base=_as_recorded(kept, row.field, row.base),
        at=row.at,
    )
    return KeptCorrection(told, row.value, row.base)


def _as_recorded(kept: KeptEntry, field: str, value: Any) -> Any:  # noqa: ANN401 - a field of any type
    return getattr(_entry(kept, {field: value}), field)


def _entry(kept: KeptEntry, instead: Mapping[str, Any]) -> Entry:
    return entry_of(kept.key.kind, kept.key.slug, {**kept.content, **instead}, kept.visibility)


def correction_row(correction: Correction, kept: KeptEntry | None, now: datetime) -> dict[str, Any]:
    """Return the row of a correction laid over ``kept``.

    Raises :class:`~storage.errors.BadCorrection`: no such entry in force, no such field, or a value that the
    field cannot hold.
    """
    named = f"{correction.kind}:{correction.slug}"
    if kept is None or kept.withdrawn:
        raise BadCorrection(named, correction.field, reason="no such entry")
    if correction.field in UNCORRECTABLE or correction.field not in RECORD_OF[correction.kind].__dataclass_fields__:
        raise BadCorrection(named, correction.field, reason="no such field to correct")
    try:
        corrected = _entry(kept, {correction.field: correction.value})
    except ValueError as error:
        raise BadCorrection(named, correction.field, reason=str(error)) from error
    return {
        "kind": correction.kind,
        "slug": correction.slug,
        "field": correction.field,
        "value": content_of(correction.kind, corrected)[correction.field],
        "base": content_of(correction.kind, _entry(kept, {}))[correction.field],
        "source": asdict(correction.source),
        "by_user": correction.by,
        "at": now,
    }


def register_of(
    revision: int, kept: Iterable[KeptEntry], corrections: Mapping[EntryKey, Sequence[KeptCorrection]]
) -> Register:
    """Put the register together: what is in force, with its corrections."""
    by_kind: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in EntryKind}
    for one in kept:
        if not one.withdrawn:
            by_kind[one.key.kind][one.key.slug] = _corrected(one, corrections.get(one.key, ()))
    return _put_together(revision, by_kind)


def register_of_file(entries: Iterable[tuple[EntryKind, Entry]]) -> Register:
    """Put a register together that is in no store: what a file says, at revision 1."""
    by_kind: dict[EntryKind, dict[str, Any]] = {kind: {} for kind in EntryKind}
    for kind, entry in entries:
        by_kind[kind][entry.slug] = entry
    return _put_together(1, by_kind)


def _put_together(revision: int, by_kind: Mapping[EntryKind, dict[str, Any]]) -> Register:
    return Register(
        revision=revision,
        as_of=_newest(entry for entries in by_kind.values() for entry in entries.values()),
        sectors=by_kind[EntryKind.SECTOR],
        agreements=by_kind[EntryKind.AGREEMENT],
        organisations=by_kind[EntryKind.ORGANISATION],
        projects=by_kind[EntryKind.PROJECT],
        events=by_kind[EntryKind.EVENT],
        indicators=by_kind[EntryKind.INDICATOR],
        officials=by_kind[EntryKind.PERSON],
        statements=by_kind[EntryKind.STATEMENT],
        documents=by_kind[EntryKind.DOCUMENT],
        discrepancies=by_kind[EntryKind.DISCREPANCY],
    )


def _corrected(kept: KeptEntry, corrections: Sequence[KeptCorrection]) -> Entry:
    entry = _entry(kept, {correction.told.field: correction.value for correction in corrections})
    sources = dict.fromkeys((*entry.sources, *(correction.told.source for correction in corrections)))
    return replace(entry, sources=tuple(sources))


def _newest(entries: Iterable[Entry]) -> str:
    return max((source.date for entry in entries for source in entry.sources if source.date), default="")
