"""What a register file changes in the store: a decision, without any reading or writing.

::

    each entry of the file ─▶ new: added
                           ├▶ there, withdrawn: returned
                           └▶ there: its fields compared; a field under a correction by the rules below
    each entry of the store not in the file ─┬▶ withdrawn (kept, not shown)
                                            └▶ made by hand: left alone, until a file has it

A field under a correction: the file's value as it was, or back at what the correction was made against:
the correction stays, silently. The file says the same as the correction: the correction goes, confirmed.
The file says a third thing: a conflict is told, the correction stays, the file's value waits beneath it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.register_content import content_of
from storage.register_records import (
    ChangedEntry,
    Conflict,
    Correction,
    Entry,
    EntryKey,
    EntryKind,
    RegisterChanges,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the store (what the file said last), or is to stand there.

    ``by_hand``: made in chat, in no file.
    """

    key: EntryKey
    position: int
    content: Mapping[str, Any]
    visibility: Visibility
    withdrawn: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction with its values as JSON keeps them, and as it is told."""

    told: Correction
    value: Any
    base: Any


@dataclass(frozen=True, slots=True)
class Decision:
    """What to tell and what to write."""

    changes: RegisterChanges
    written: tuple[KeptEntry, ...]


@dataclass(slots=True)
class _Findings:
    added: list[EntryKey] = field(default_factory=list)
    changed: list[ChangedEntry] = field(default_factory=list)
    returned: list[EntryKey] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    confirmed: list[Correction] = field(default_factory=list)


def decide(
    kept: Mapping[EntryKey, KeptEntry],
    corrections: Mapping[EntryKey, Sequence[KeptCorrection]],
    entries: Iterable[tuple[EntryKind, Entry]],
) -> Decision:
    """Compare a whole file with what is kept."""
    filed = {one.key: one for one in _filed(entries)}
    findings = _Findings()
    for key, new in filed.items():
        _compare(kept.get(key), new, corrections.get(key, ()), findings)
    gone = tuple(key for key, old in kept.items() if key not in filed and not old.withdrawn and not old.by_hand)
    changes = RegisterChanges(
        added=tuple(findings.added),
        changed=tuple(findings.changed),
        withdrawn=gone,
        returned=tuple(findings.returned),
        conflicts=tuple(findings.conflicts),
        confirmed=tuple(findings.confirmed),
        reordered=tuple(kind for kind in EntryKind if _order(kept, filed, kind) != _order(filed, kept, kind)),
    )
    return Decision(changes, tuple(new for key, new in filed.items() if kept.get(key) != new))


def _filed(entries: Iterable[tuple[EntryKind, Entry]]) -> Iterator[KeptEntry]:
    places: Counter[EntryKind] = Counter()
    for kind, entry in entries:
        places[kind] += 1
        yield KeptEntry(EntryKey(kind, entry.slug), places[kind], content_of(kind, entry), entry.visibility)


def _compare(old: KeptEntry | None, new: KeptEntry, corrections: Sequence[KeptCorrection], findings: _Findings) -> None:
    if old is None:
        findings.added.append(new.key)
        return
    if old.withdrawn:
        findings.returned.append(new.key)
    different = _different_fields(old, new)
    corrected = {correction.told.field for correction in corrections}
    plain = tuple(name for name in different if name not in corrected)
    if plain and not old.withdrawn:
        findings.changed.append(ChangedEntry(new.key.kind, new.key.slug, plain))
    for correction in corrections:
        if correction.told.field in different:
            _judge(correction, new.content[correction.told.field], findings)


def _different_fields(old: KeptEntry, new: KeptEntry) -> tuple[str, ...]:
    different = [name for name, value in new.content.items() if name not in old.content or old.content[name] != value]
    if old.visibility is not new.visibility:
        different.append("visibility")
    return tuple(different)


def _judge(correction: KeptCorrection, filed: Any, findings: _Findings) -> None:  # noqa: ANN401 - a field of any type
    told = correction.told
    if filed == correction.value:
        findings.confirmed.append(told)
    elif filed != correction.base:
        findings.conflicts.append(Conflict(told.kind, told.slug, told.field, filed, told.value, told.source))


def _order(these: Mapping[EntryKey, KeptEntry], those: Mapping[EntryKey, KeptEntry], kind: EntryKind) -> list[str]:
    both = [one for key, one in these.items() if key.kind is kind and key in those]
    return [one.key.slug for one in sorted(both, key=lambda one: one.position)]
