"""Who may do what about a commitment, and which of its deadlines counts now: decided without I/O.

An official acts for a body that the plan names as responsible, on that body's side. A coordinator acts on commitments
of the own side; one of all sides, and administrators, on any. Reports go to the coordinators of their side, to
administrators where there is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from storage.control_records import STANDING
from storage.records import Commitment, Deadline, Grant, Responsible, Role, User
from storage.register_records import Side

TAKE_BACK: Final = timedelta(minutes=10)
"""How long a report can be taken back by its author."""


@dataclass(frozen=True, slots=True)
class Owing:
    """That someone owes a commitment, and on which side; ``None``: the plan names no side at all."""

    side: Side | None


def owing(grants: Iterable[Grant], commitment: Commitment) -> Owing | None:
    """Return as whom someone with these roles owes a commitment; ``None``: they do not."""
    sides = owing_sides(commitment)
    for grant in grants:
        for body in commitment.responsible:
            if grant.role is Role.OFFICIAL and grant.organisation and grant.organisation == body.organisation:
                side = body.side or grant.side
                return Owing(side if side in sides else sides[0])
    return None


def owing_sides(commitment: Commitment) -> tuple[Side | None, ...]:
    """Return the sides that owe a commitment, in the order of the plan; ``None`` alone: it names none."""
    return sides_owing(commitment.responsible)


def sides_owing(responsible: Iterable[Responsible]) -> tuple[Side | None, ...]:
    """Return the sides of those responsible, as :func:`owing_sides` does."""
    return tuple(dict.fromkeys(one.side for one in responsible if one.side)) or (None,)


def coordinates(grants: Iterable[Grant], commitment: Commitment) -> bool:
    """Tell whether someone with these roles may change a commitment."""
    held = tuple(grants)
    return any(decides(held, side) for side in owing_sides(commitment))


def decides(grants: Iterable[Grant], side: Side | None) -> bool:
    """Tell whether someone with these roles decides on what a side reports or asks for."""
    return any(
        grant.role is Role.ADMINISTRATOR or (grant.role is Role.COORDINATOR and grant.side in {None, side})
        for grant in grants
    )


def deciders(coordinators: Sequence[User], administrators: Sequence[User], side: Side | None) -> tuple[User, ...]:
    """Return who is to be told of what a side reports or asks for: its coordinators, else the administrators."""
    theirs = tuple(one for one in coordinators if decides(one.grants, side))
    return theirs or tuple(administrators)


def current(commitment: Commitment) -> Deadline | None:
    """Return the deadline that counts now: the earliest that stands; ``None``: none does."""
    return min((one for one in commitment.deadlines if one.state in STANDING), key=_order, default=None)


def _order(deadline: Deadline) -> tuple[object, int]:
    return deadline.due, deadline.id
