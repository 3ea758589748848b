"""The register in the store: what its file says, and the corrections laid over it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Author, Change, note_down
from storage.database import Database
from storage.errors import VersionMoved
from storage.register_changes import KeptEntry, decide
from storage.register_content import content_of, fingerprint
from storage.register_desk_records import DraftState
from storage.register_desk_schema import register_by_hand, register_drafts
from storage.register_records import Correction, Entry, EntryKey, EntryKind, Register, RegisterChanges, Source
from storage.register_rows import correction_row, entry_row, read_corrections, read_entries, register_of
from storage.schema import register_corrections, register_entries, register_state
from storage.upsert import insert


class RegisterFacts:
    """Agreements, sectors, organisations and the rest, each with its sources.

    Readers hold the register in memory and ask for its revision: it rises with every change and with nothing
    else.
    """

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def revision(self) -> int:
        """Return the register's revision, 0 before anything was brought in."""
        async with self._database.reading() as connection:
            return await _revision(connection)

    async def is_empty(self) -> bool:
        """Whether no file was ever brought in; a register whose entries are all withdrawn is not empty."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(register_entries.c.slug).limit(1))).first() is None

    async def load(self) -> Register:
        """Return the register as it is to be shown: without what is withdrawn, corrections applied.

        A corrected entry bears the sources of its corrections after its own.
        """
        async with self._database.reading() as connection:
            revision = await _revision(connection)
            kept = await read_entries(connection)
            return register_of(revision, kept.values(), await read_corrections(connection, kept))

    async def corrections(self) -> tuple[Correction, ...]:
        """Return all corrections in force, the oldest first; those of withdrawn entries wait for their return."""
        async with self._database.reading() as connection:
            kept = await read_entries(connection)
            by_entry = await read_corrections(connection, kept)
        told = [correction.told for of_entry in by_entry.values() for correction in of_entry]
        return tuple(sorted(told, key=lambda one: (one.at, one.kind, one.slug, one.field)))

    async def bring_to(
        self, entries: Sequence[tuple[EntryKind, Entry]], now: datetime, *, by: Author = None
    ) -> RegisterChanges:
        """Make the register what a whole file says, and tell what that changed.

        An entry not in the file is withdrawn: kept, no longer loaded. The same file again changes nothing. What
        becomes of corrections is said in ``register_changes``.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, "register")
            kept = await read_entries(connection)
            decision = decide(kept, await read_corrections(connection, kept), entries)
            changes = decision.changes
            await self._keep(connection, decision.written, now)
            await _take_over(connection, decision.written)
            if changes.withdrawn:
                await _withdraw(connection, changes.withdrawn, now)
            confirmed = [await _taken_off(connection, one) for one in changes.confirmed]
            if decision.written or changes.withdrawn:
                await _move_on(connection)
            await note_down(connection, [*_noted(changes), *confirmed], by, now)
        return changes

    async def _keep(self, connection: AsyncConnection, written: Sequence[KeptEntry], now: datetime) -> None:
        if not written:
            return
        new = insert(register_entries, self._database)
        values = ("position", "content", "visibility", "withdrawn_at", "updated_at")
        replacing = new.on_conflict_do_update(
            index_elements=["kind", "slug"], set_={name: new.excluded[name] for name in values}
        )
        await connection.execute(replacing, [entry_row(one, now) for one in written])

    async def correct(
        self, correction: Correction, now: datetime, *, draft: int | None = None, seen: int | None = None
    ) -> bool:
        """Lay one value over the file's, in place of an earlier correction of the same field.

        A correction to what the file says anyway only takes the earlier one away. ``draft``: the draft that it comes
        of, ended with it; false when that was ended before, then nothing changes. ``seen``: the fingerprint of what
        the field was when the correction was decided. Raises :class:`~storage.errors.BadCorrection` for an entry or
        a field that is not there and for a value the field cannot hold, :class:`~storage.errors.VersionMoved` when
        the field is another by now.
        """
        async with self._database.writing() as connection:
            await self._database.alone(connection, "register")
            if not await _end(connection, draft, now):
                return False
            kept = (await read_entries(connection)).get(EntryKey(correction.kind, correction.slug))
            row = correction_row(correction, kept, now)
            earlier = await _laid_over(connection, correction)
            before = row["base"] if earlier is None else earlier.value
            if seen is not None and fingerprint(before) != seen:
                what = "correction"
                raise VersionMoved(what, _name(correction))
            await _drop(connection, correction)
            if row["value"] != row["base"]:
                await connection.execute(register_corrections.insert(), row)
            if earlier is not None or row["value"] != row["base"]:
                await _move_on(connection)
            change = Change("correction", _name(correction), before, row["value"])
            await note_down(connection, [change], correction.by, now)
        return True

    async def take_back(self, kind: EntryKind, slug: str, field: str, *, by: Author, now: datetime) -> bool:
        """Show the file's value again in place of a correction; false when there is none."""
        this = Correction(kind, slug, field, None, Source("", None, ""))
        async with self._database.writing() as connection:
            await self._database.alone(connection, "register")
            laid = await _laid_over(connection, this)
            if laid is None:
                return False
            filed = (await read_entries(connection))[EntryKey(kind, slug)].content.get(field, laid.base)
            await _drop(connection, this)
            await _move_on(connection)
            await note_down(connection, [Change("correction", _name(this), laid.value, filed)], by, now)
        return True

    async def add(self, kind: EntryKind, entry: Entry, *, by: Author, now: datetime, draft: int | None = None) -> bool:
        """Add an entry that no file has; false when one of this kind and slug is in force, or the draft was ended.

        One that was withdrawn comes back as it is told now: what had been corrected in it is corrected no more. A
        file that has it later takes it over. ``draft``: the draft that it comes of, ended with it.
        """
        key = EntryKey(kind, entry.slug)
        async with self._database.writing() as connection:
            await self._database.alone(connection, "register")
            kept = await read_entries(connection)
            old = kept.get(key)
            if (old is not None and not old.withdrawn) or not await _end(connection, draft, now):
                return False
            last = max((one.position for one in kept.values() if one.key.kind is kind), default=0)
            new = KeptEntry(key, last + 1, content_of(kind, entry), entry.visibility, by_hand=True)
            await self._keep(connection, [new], now)
            corrected = [one.told for one in (await read_corrections(connection, kept)).get(key, ())]
            changes = [await _taken_off(connection, one) for one in corrected]
            if old is None or not old.by_hand:
                await connection.execute(register_by_hand.insert().values(kind=kind, slug=entry.slug))
            await _move_on(connection)
            changes.append(Change("entry", f"{kind}:{entry.slug}", None, new.content))
            await note_down(connection, changes, by, now)
        return True

    async def remove(self, kind: EntryKind, slug: str, *, by: Author, now: datetime) -> bool:
        """Withdraw an entry that was made by hand: kept, no longer shown; false for any other."""
        key = EntryKey(kind, slug)
        async with self._database.writing() as connection:
            await self._database.alone(connection, "register")
            found = (await read_entries(connection)).get(key)
            if found is None or found.withdrawn or not found.by_hand:
                return False
            await _withdraw(connection, [key], now)
            await _move_on(connection)
            await note_down(connection, [Change("entry", f"{kind}:{slug}", found.content, None)], by, now)
        return True

    async def by_hand(self) -> frozenset[EntryKey]:
        """Return which entries in force were made by hand."""
        async with self._database.reading() as connection:
            kept = await read_entries(connection)
        return frozenset(key for key, one in kept.items() if one.by_hand and not one.withdrawn)


async def _revision(connection: AsyncConnection) -> int:
    return int((await connection.execute(select(register_state.c.revision))).scalar_one())


async def _move_on(connection: AsyncConnection) -> None:
    await connection.execute(update(register_state).values(revision=register_state.c.revision + 1))


async def _take_over(connection: AsyncConnection, written: Sequence[KeptEntry]) -> None:
    """Let entries be the file's that were made by hand before."""
    keys = [(one.key.kind, one.key.slug) for one in written]
    these = tuple_(register_by_hand.c.kind, register_by_hand.c.slug).in_(keys)
    await connection.execute(delete(register_by_hand).where(these))


async def _withdraw(connection: AsyncConnection, keys: Sequence[EntryKey], now: datetime) -> None:
    these = tuple_(register_entries.c.kind, register_entries.c.slug).in_([(key.kind, key.slug) for key in keys])
    await connection.execute(update(register_entries).where(these).values(withdrawn_at=now, updated_at=now))


async def _laid_over(connection: AsyncConnection, correction: Correction) -> Row[Any] | None:
    """Return the value of a correction in force and what it lies over; a value may well be nothing."""
    values = register_corrections.c.value, register_corrections.c.base
    query: Select[Any] = select(*values).where(*_this(correction))
    found: Row[Any] | None = (await connection.execute(query)).first()
    return found


async def _end(connection: AsyncConnection, draft: int | None, now: datetime) -> bool:
    """End the draft that a change comes of; false when it was ended before. A change may come of none."""
    if draft is None:
        return True
    this = register_drafts.c.id == draft, register_drafts.c.state == DraftState.OPEN
    ended = update(register_drafts).where(*this).values(state=DraftState.DONE, updated_at=now)
    return (await connection.execute(ended)).rowcount > 0


def _this(correction: Correction) -> tuple[ColumnElement[bool], ...]:
    table = register_corrections.c
    return (table.kind == correction.kind, table.slug == correction.slug, table.field == correction.field)


def _name(correction: Correction) -> str:
    return f"{correction.kind}:{correction.slug}:{correction.field}"


def _noted(changes: RegisterChanges) -> list[Change]:
    """Return what the audit keeps of a file: how many entries it touched."""
    touched = {name: len(getattr(changes, name)) for name in ("added", "changed", "withdrawn", "returned")}
    return [Change("register", "register", None, touched)] if any(touched.values()) else []


async def _taken_off(connection: AsyncConnection, correction: Correction) -> Change:
    laid = await _laid_over(connection, correction)
    await _drop(connection, correction)
    return Change("correction", _name(correction), laid and laid.value, None)


async def _drop(connection: AsyncConnection, correction: Correction) -> None:
    await connection.execute(delete(register_corrections).where(*_this(correction)))
