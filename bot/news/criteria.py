"""The word lists and weights by which news are judged, as an administrator may change them.

They are data, in ``relevance.yaml`` beside this module, and the names of the two sides in ``gazetteer.yaml``: nothing
that decides is hidden in code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from storage.register_records import Side

_FILES: Final = tuple(Path(__file__).with_name(name) for name in ("relevance.yaml", "gazetteer.yaml"))


@dataclass(frozen=True, slots=True)
class Points:
    """How much a word of each kind weighs, and from how much on a publication is in."""

    place: int
    enterprise: int
    home: int
    product: int
    in_title: int
    action: int
    business: int
    sector: int
    against: int
    grave: int
    insists: int
    elsewhere: int
    inside: int
    borderline: int


@dataclass(frozen=True, slots=True)
class Trap:
    """Phrases, as regular expressions with a star for any ending, that carry a side's name, and what they mean."""

    patterns: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """All lists; ``phrases`` by group and label: those of a side by what they are («ulyanovsk:place»)."""

    points: Points
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]
    things: Mapping[Side, frozenset[str]]  # names that only hint at a side
    traps: tuple[Trap, ...]
    papers: Mapping[Side, tuple[str, ...]]  # letters by which a side's own papers are known
    broad: frozenset[str]  # sectors that many words point to
    grave: frozenset[str]  # topics of which one word is almost enough
    doubtful: frozenset[str]  # the register's names that others bear too
    opposites: tuple[tuple[str, str], ...]
    general: tuple[str, ...]
    common: tuple[str, ...]


@cache
def shipped_criteria() -> Criteria:
    """Return the lists that the bot comes with, read once."""
    import yaml  # noqa: PLC0415 - only whoever judges news needs it

    rules, names = (yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader) for file in _FILES)
    return criteria_of(joined(rules, names))


def joined(rules: Mapping[str, Any], names: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return two files as one: lists of the same name after each other, of everything else what the first says."""
    both: dict[str, Any] = {**names, **rules}
    for name in rules.keys() & names.keys():
        one, other = rules[name], names[name]
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            both[name] = joined(one, other)
        elif isinstance(one, list) and isinstance(other, list):
            both[name] = [*one, *other]
    return both


def criteria_of(written: Mapping[str, Any]) -> Criteria:
    """Return criteria as a file writes them. Raises ``KeyError`` and ``TypeError`` for a file without their shape."""
    points = dict(written["points"])
    doubtful = frozenset(written["doubtful"])
    sides = {Side(side): _lists(kinds) for side, kinds in written["sides"].items()}
    return Criteria(
        points=Points(inside=points.pop("in"), **points),
        phrases={
            "sides": {f"{side}:{kind}": phrases for side, kinds in sides.items() for kind, phrases in kinds.items()},
            "home": {side: _listed(own["words"]) for side, own in written["home"].items()},
            "frame": _lists({name: written[name] for name in ("union", "russia")}),
            "for": _lists({name: written[name] for name in ("action", "business")}),
            "beside": _lists({name: written[name] for name in ("streets", "stations", "called_after")}),
            **{
                group: _lists(written[group])
                for group in ("elsewhere", "passing", "against", "excused", "sectors", "stages")
            },
        },
        things={side: frozenset(kinds["product"]) | doubtful for side, kinds in sides.items()},
        traps=tuple(Trap(tuple(trap["words"]), trap["why"]) for trap in written["traps"]),
        papers={Side(side): tuple(own["papers"]) for side, own in written["home"].items()},
        broad=frozenset(written["broad"]),
        grave=frozenset(written["grave"]),
        doubtful=doubtful,
        opposites=tuple((one, other) for one, other in written["opposites"]),
        general=tuple(written["general"]),
        common=tuple(written["common"]),
    )


def _lists(written: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {name: _listed(phrases) for name, phrases in written.items()}


def _listed(phrases: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(phrase) for phrase in phrases))
