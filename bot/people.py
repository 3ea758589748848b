"""What an administrator's /assign means: words turned into a person and a grant, without I/O.

/assign 1001 official mingorispolkom      исполнитель организации, сторона — её собственная
/assign @anna coordinator belarus         координатор стороны; без стороны — всех
/assign 1001 administrator | subscriber   /assign 1001 none снимает все роли
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from storage.records import Grant, Role, User
from storage.register_records import Organisation, Side

_ROLES: Final = {
    "subscriber": Role.SUBSCRIBER,
    "подписчик": Role.SUBSCRIBER,
    "падпісчык": Role.SUBSCRIBER,
    "official": Role.OFFICIAL,
    "исполнитель": Role.OFFICIAL,
    "выканаўца": Role.OFFICIAL,
    "coordinator": Role.COORDINATOR,
    "координатор": Role.COORDINATOR,
    "каардынатар": Role.COORDINATOR,
    "administrator": Role.ADMINISTRATOR,
    "admin": Role.ADMINISTRATOR,
    "администратор": Role.ADMINISTRATOR,
    "адміністратар": Role.ADMINISTRATOR,
}
_NO_ROLE: Final = {"none", "нет", "снять", "няма"}
_SIDES: Final = {
    "ulyanovsk": Side.ULYANOVSK,
    "ульяновск": Side.ULYANOVSK,
    "ульяновская": Side.ULYANOVSK,
    "belarus": Side.BELARUS,
    "беларусь": Side.BELARUS,
    "белоруссия": Side.BELARUS,
    "federal": Side.FEDERAL,
    "федеральная": Side.FEDERAL,
}
_ALL_SIDES: Final = {"all", "все", "обе", ""}
_WORDS_NEEDED: Final = 2


class AssignFault(StrEnum):
    """What is wrong with an assignment as typed."""

    USAGE = "usage"
    ROLE = "role"
    SIDE = "side"
    ORGANISATION = "organisation"
    PERSON = "person"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whom (a Telegram id or a @username without its sign) and what; ``grant`` ``None`` takes every role away."""

    person: int | str
    grant: Grant | None


def read_assignment(words: str, find_organisation: Callable[[str], Organisation | None]) -> Assignment | AssignFault:
    """Return what was typed after /assign, or the first thing wrong with it.

    ``find_organisation`` knows an organisation by its slug or by what people call it.
    """
    typed = words.split(maxsplit=_WORDS_NEEDED)
    if len(typed) < _WORDS_NEEDED:
        return AssignFault.USAGE
    person, role, rest = _person(typed[0]), typed[1].casefold(), " ".join(typed[_WORDS_NEEDED:]).strip()
    if person is None:
        return AssignFault.PERSON
    if role in _NO_ROLE:
        return AssignFault.USAGE if rest else Assignment(person, None)
    grant = _grant(_ROLES.get(role), rest, find_organisation)
    return grant if isinstance(grant, AssignFault) else Assignment(person, grant)


def read_offer(words: str, find_organisation: Callable[[str], Organisation | None]) -> Grant | AssignFault:
    """Return the role typed after /invite or /join («исполнитель УАЗ»), or the first thing wrong with it."""
    role, _, rest = words.strip().partition(" ")
    return _grant(_ROLES.get(role.casefold()), rest.strip(), find_organisation)


_RANKS: Final = (Role.SUBSCRIBER, Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR)


def may_offer(giver: Iterable[Grant], offer: Grant) -> bool:
    """Whether someone with these roles may offer this one: administrators any, coordinators officials of their side."""
    return any(_may_offer(grant, offer) for grant in giver)


def _may_offer(giver: Grant, offer: Grant) -> bool:
    if giver.role is Role.COORDINATOR:
        return offer.role is Role.OFFICIAL and giver.side in {None, offer.side}
    return giver.role is Role.ADMINISTRATOR


def may_manage(manager: User, person: User) -> bool:
    """Whether one may suspend or replace the other: administrators all but themselves, coordinators their officials."""
    if manager.id == person.id:
        return False
    if any(grant.role is Role.ADMINISTRATOR for grant in manager.grants):
        return True
    return bool(person.grants) and all(may_offer(manager.grants, grant) for grant in person.grants)


def may_succeed(manager: User, successor: User) -> bool:
    """Whether one may let the other take over from somebody: a coordinator nobody who is more than an official."""
    if any(grant.role is Role.ADMINISTRATOR for grant in manager.grants):
        return True
    return all(grant.role in {Role.SUBSCRIBER, Role.OFFICIAL} for grant in successor.grants)


def side_managed(manager: Iterable[Grant]) -> Side | None:
    """Return the side whose officials a coordinator looks after; ``None``: of all sides."""
    return next((grant.side for grant in manager if grant.role is Role.COORDINATOR), None)


def gains_nothing(had: Iterable[Grant], offer: Grant) -> bool:
    """Whether a role offered gives nothing to someone who has these: the very one, or one above it."""
    return any(grant == offer or _RANKS.index(grant.role) > _RANKS.index(offer.role) for grant in had)


def _person(word: str) -> int | str | None:
    if word.startswith("@") and word[1:].replace("_", "").isalnum():
        return word[1:]
    return int(word) if word.isascii() and word.isdigit() and len(word) <= len(str(2**52)) else None


def _grant(
    role: Role | None, rest: str, find_organisation: Callable[[str], Organisation | None]
) -> Grant | AssignFault:
    match role:
        case None:
            return AssignFault.ROLE
        case Role.OFFICIAL:
            organisation = find_organisation(rest) if rest else None
            if organisation is None:
                return AssignFault.ORGANISATION
            return Grant(role, organisation.slug, organisation.side)
        case Role.COORDINATOR:
            side = _SIDES.get(rest.casefold())
            return Grant(role, side=side) if side or rest.casefold() in _ALL_SIDES else AssignFault.SIDE
        case _:
            # A word too many is not passed over: whoever types an organisation means an official.
            return AssignFault.USAGE if rest else Grant(role)
