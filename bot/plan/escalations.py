"""Who is told of what is long overdue: decided without I/O.

So many days after the date as written the coordinators of the side that owes are told, and some days later those above
them, the administrators; once each, in one list of a morning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.plan.occasions import Days
from bot.plan.owing import owes
from bot.plan.reminders import Charge
from storage.records import Commitment, Deadline, Responsible, Role, User
from storage.register_records import Side

ESCALATION_SETTING: Final = "reminders.escalation"
_DAY: Final = timedelta(days=1)
_ALL: Final = frozenset(Side)


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """How many days overdue something is when coordinators are told of it, and when administrators are."""

    coordinators: int = 3
    administrators: int = 10

    def days(self, role: Role) -> int:
        """Return after how many days somebody with this role is told."""
        return self.administrators if role is Role.ADMINISTRATOR else self.coordinators


@dataclass(frozen=True, slots=True)
class Late:
    """A deadline that is long overdue: who owes it on the sides asked about, and instead of whom it is told."""

    commitment: Commitment
    deadline: Deadline
    owed_by: tuple[Responsible, ...]
    days_overdue: int
    instead_of: User | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """What one person is told of on one morning, the longest overdue first."""

    user: User
    morning: date
    items: tuple[Late, ...]

    @property
    def key(self) -> str:
        """Name the morning and the person: the same list written twice is one delivery."""
        return escalation_key(self.user.id, self.morning)


def escalation_key(user_id: int, morning: date) -> str:
    """Return the key of a person's escalation of a morning."""
    return f"escalation:{user_id}:{morning.isoformat()}"


def read_rule(kept: Any) -> EscalationRule:  # noqa: ANN401 - a setting: whatever JSON holds
    """Return the rule that is set; the usual one where nothing is."""
    return EscalationRule(**kept) if isinstance(kept, dict) else EscalationRule()


def watched(user: User) -> tuple[Role, frozenset[Side]] | None:
    """Return as what and for which sides a person hears of what is overdue; ``None``: they do not."""
    for grant in user.grants:
        if grant.role is Role.ADMINISTRATOR:
            return Role.ADMINISTRATOR, _ALL
        if grant.role is Role.COORDINATOR:
            return Role.COORDINATOR, _ALL if grant.side is None else frozenset({grant.side})
    return None


def dates_escalated(user: User, days: Days, rule: EscalationRule) -> frozenset[date]:
    """Return the dates, as written, of what a person is told on a morning that answers for these days."""
    seen = watched(user)
    if seen is None:
        return frozenset()
    first, span = days.first - rule.days(seen[0]) * _DAY, (days.morning - days.first).days
    return frozenset(first + more * _DAY for more in range(span + 1))


def escalation(
    recipient: User, days: Days, charges: Iterable[Charge], late: Sequence[Commitment], rule: EscalationRule
) -> Escalation | None:
    """Return what a person is told of on a morning; ``None``: nothing. ``late`` may hold more than that."""
    items: dict[int, Late] = {}
    for charge in charges:
        user = charge.person.user
        dates = dates_escalated(user, days, rule)
        for one in late_items(late, user, days.morning, charge.instead_of) if dates else ():
            if one.deadline.due in dates:
                items.setdefault(one.deadline.id, one)
    ordered = sorted(items.values(), key=lambda one: (-one.days_overdue, one.commitment.id))
    return Escalation(recipient, days.morning, tuple(ordered)) if ordered else None


def late_items(
    commitments: Iterable[Commitment], user: User, morning: date, instead_of: User | None = None
) -> tuple[Late, ...]:
    """Return what is overdue on a morning on the sides that a person watches."""
    seen = watched(user)
    sides = seen[1] if seen else frozenset()
    found = []
    for commitment in commitments:
        for deadline in commitment.deadlines:
            owing = _owing(commitment, deadline, sides)
            if owing and deadline.due < morning:
                found.append(Late(commitment, deadline, owing, (morning - deadline.due).days, instead_of))
    return tuple(found)


def _owing(commitment: Commitment, deadline: Deadline, sides: frozenset[Side]) -> tuple[Responsible, ...]:
    """Return who owes a deadline on these sides; a body whose side the plan does not tell is on each."""
    return tuple(
        one
        for one in commitment.responsible
        if (one.side in sides or (one.side is None and sides)) and owes(deadline, one.side)
    )


def as_setting(rule: EscalationRule) -> Mapping[str, int]:
    """Return a rule as the setting holds it."""
    return {"coordinators": rule.coordinators, "administrators": rule.administrators}
