"""A plan's new version against the one in force: which rows stay, which changed and how, which are new, which gone.

A row is recognised by its number and text; by its text alone when it was renumbered; by its number alone, within its
section, when its text was reworded and not replaced.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from storage.records import BroughtCommitment, Commitment, NewCommitment, NewPlan, PlanVersion

_REWORDED: Final = 0.6  # below this likeness a text under the same number is another commitment

Row = NewCommitment | Commitment


@dataclass(frozen=True, slots=True)
class ChangedCommitment:
    """A row that stays and says something else: which fields, and its dates before and after."""

    row: NewCommitment
    known: Commitment
    fields: tuple[str, ...]
    before: tuple[date, ...]
    after: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What a new version brings, each in the order of the file."""

    new: tuple[NewCommitment, ...]
    changed: tuple[ChangedCommitment, ...]
    gone: tuple[Commitment, ...]
    same: int


def plan_version(plan: NewPlan, stored: Sequence[Commitment], faulty: Iterable[NewCommitment] = ()) -> PlanVersion:
    """Return the plan's rows, each with the commitment in force that it is.

    ``faulty`` are rows of the file that are not to be stored: a commitment in force that one of them is, is not gone
    from the file and is not named so, but stays as it is.
    """
    rows = plan.commitments
    known = _recognised([*rows, *faulty], stored)
    brought = tuple(BroughtCommitment(row, known.get(place)) for place, row in enumerate(rows))
    kept = {one.known.id for one in brought if one.known}
    return PlanVersion(plan, brought, tuple(one for one in stored if one.id not in kept))


def plan_changes(version: PlanVersion, faulty: Sequence[NewCommitment] = ()) -> PlanChanges:
    """Return what a version changes; commitments that a ``faulty`` row of the file is are not told as gone."""
    pairs = [(one.row, one.known) for one in version.rows if one.known is not None]
    changed = [made for row, known in pairs if (made := _changed(row, known)) is not None]
    held = {one.id for one in _recognised(faulty, version.gone).values()}
    return PlanChanges(
        new=tuple(one.row for one in version.rows if one.known is None),
        changed=tuple(changed),
        gone=tuple(one for one in version.gone if one.id not in held),
        same=len(pairs) - len(changed),
    )


def _recognised(rows: Sequence[NewCommitment], stored: Sequence[Commitment]) -> dict[int, Commitment]:
    """Return the commitment that each row is, by the row's place; each commitment once."""
    found: dict[int, Commitment] = {}
    for name in (_whole, _numbered_text, _text):
        _pair(found, rows, stored, name, likeness=0)
    _pair(found, rows, stored, _number, likeness=_REWORDED)
    return found


def _pair(
    found: dict[int, Commitment],
    rows: Sequence[NewCommitment],
    stored: Sequence[Commitment],
    name: Callable[[Row], Hashable],
    *,
    likeness: float,
) -> None:
    taken = {one.id for one in found.values()}
    waiting: dict[Hashable, list[Commitment]] = defaultdict(list)
    for one in stored:
        if one.id not in taken:
            waiting[name(one)].append(one)
    for place, row in enumerate(rows):
        candidates = waiting.get(name(row)) if place not in found else None
        if candidates and (not likeness or _alike(row, candidates[0]) >= likeness):
            found[place] = candidates.pop(0)


def _words(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".;")


def _whole(row: Row) -> Hashable:
    return _words(row.section), row.number, _words(row.text)


def _numbered_text(row: Row) -> Hashable:
    return row.number, _words(row.text)


def _text(row: Row) -> Hashable:
    return _words(row.text)


def _number(row: Row) -> Hashable:
    return (_words(row.section), row.number) if row.number else object()


def _alike(row: Row, other: Row) -> float:
    return SequenceMatcher(None, _words(row.text), _words(other.text), autojunk=False).ratio()


def _changed(row: NewCommitment, known: Commitment) -> ChangedCommitment | None:
    told = ("number", "text", "section", "deadline_text", "responsible", "sectors")
    fields = [name for name in told if getattr(row, name) != getattr(known, name)]
    before, after = tuple(one.due for one in known.deadlines), tuple(sorted(set(row.due)))
    if before != after:
        fields.append("due")
    return ChangedCommitment(row, known, tuple(fields), before, after) if fields else None
