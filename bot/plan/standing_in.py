"""Who stands in for whom on a day, and may act in whose place: decided without I/O.

A deputy may report and ask in the place of an official, and decide in that of a coordinator, only while the one who is
away is theirs to stand in for; of an administrator nothing is lent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.plan.control import Owing, coordinates, decides, owing
from bot.plan.reminders import Charge, bodies_of
from storage.records import Commitment, Grant, Role, User
from storage.register_records import Side
from storage.reminding_records import Deputyship, Reminded

_ACCESS = frozenset({Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR})
_LENT = frozenset({Role.OFFICIAL, Role.COORDINATOR})


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
        away = self._away(day)
        me = recipient.user.id
        own = () if me in away else (Charge(recipient, bodies_of(recipient.user)),)
        others = (self.people[person] for person, deputy in away.items() if deputy == me and person in self.people)
        return (*own, *(Charge(one, bodies_of(one.user), instead_of=one.user) for one in others))

    def absent(self, deputy: int, day: date) -> tuple[User, ...]:
        """Return those for whom somebody (their number) stands in on a day."""
        away = self._away(day)
        return tuple(self.people[one].user for one in away if away[one] == deputy and one in self.people)

    def deputy_of(self, person: int, day: date) -> User | None:
        """Return who stands in for somebody (their number) on a day; ``None``: nobody does."""
        deputy = self._away(day).get(person)
        return None if deputy is None else self.people[deputy].user

    def _away(self, day: date) -> Mapping[int, int]:
        return stand_ins(self.deputyships, day, self._is_able)

    def _is_able(self, number: int) -> bool:
        return number in self.people and may_stand_in(self.people[number])


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides on what a side reports or asks for: for themselves, or ``instead_of`` a coordinator who is away."""

    user: User
    instead_of: User | None = None


def owing_in_place_of(number: int, absent: Iterable[User], commitment: Commitment) -> tuple[User, Owing] | None:
    """Return the one with this number among those who are ``absent``, and as whom they owe; ``None``: they do not."""
    person = next((one for one in absent if one.id == number), None)
    owed = None if person is None else owing(lent(person), commitment)
    return None if person is None or owed is None else (person, owed)


def deciding(user: User, absent: Iterable[User], side: Side | None, author: int) -> Deciding | None:
    """Return as whom somebody decides on what a side handed in; ``None``: they may not.

    Nobody decides in another's place on what they have handed in themselves (``author``).
    """
    if decides(user.grants, side):
        return Deciding(user)
    places = () if author == user.id else absent
    return next((Deciding(user, one) for one in places if decides(lent(one), side)), None)


def concerns(user: User, absent: Iterable[User], commitment: Commitment) -> bool:
    """Tell whether somebody owes a commitment or decides on it, for themselves or for those who are ``absent``."""
    held = (user.grants, *(lent(one) for one in absent))
    return any(owing(one, commitment) is not None or coordinates(one, commitment) for one in held)


def lent(absent: User) -> tuple[Grant, ...]:
    """Return the roles of somebody who is away in which a deputy may act."""
    return tuple(one for one in absent.grants if one.role in _LENT)
