"""Who gets whose reminders on a day: decided without I/O."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.plan.reminders import Charge, bodies_of
from storage.records import Role
from storage.reminding_records import Deputyship, Reminded

_ACCESS = frozenset({Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR})


def stand_ins(deputyships: Iterable[Deputyship], day: date, is_able: Callable[[int], bool]) -> Mapping[int, int]:
    """Return who stands in for whom on a day: those who are away, each with who gets their reminders.

    A deputy who is away as well passes them on. Where it ends with somebody who cannot be written to or has no access
    any more (``is_able``), or comes round to where it began, the reminders stay with the one who owes.
    """
    named = {one.user_id: one.deputy_id for one in deputyships if one.first <= day <= one.last}
    found = {}
    for person in named:
        deputy = _last_of_chain(person, named)
        if deputy is not None and is_able(deputy):
            found[person] = deputy
    return found


def _last_of_chain(person: int, named: Mapping[int, int]) -> int | None:
    seen, deputy = {person}, named[person]
    while deputy in named and deputy not in seen:
        seen.add(deputy)
        deputy = named[deputy]
    return None if deputy in seen else deputy


def may_stand_in(person: Reminded) -> bool:
    """Tell whether somebody may get another's reminders: they see the plan anyway, and can be written to."""
    return person.reached and any(grant.role in _ACCESS for grant in person.user.grants)


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Who stands in for whom now or later, and the people named there by their numbers."""

    deputyships: tuple[Deputyship, ...]
    people: Mapping[int, Reminded]

    def charges(self, recipient: Reminded, day: date) -> tuple[Charge, ...]:
        """Return what somebody is told of on a day: their own unless they are away, and that of whom they stand for."""
        away = stand_ins(self.deputyships, day, self._is_able)
        me = recipient.user.id
        own = () if me in away else (Charge(recipient, bodies_of(recipient.user)),)
        others = (self.people[person] for person, deputy in away.items() if deputy == me and person in self.people)
        return (*own, *(Charge(one, bodies_of(one.user), instead_of=one.user) for one in others))

    def _is_able(self, number: int) -> bool:
        return number in self.people and may_stand_in(self.people[number])
