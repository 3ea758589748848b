"""Who may do what: one table, deny by default.

A right that is not in the table for a role is not had. Someone without any grant is a subscriber where the
programme is open (``ACCESS=open``) and nobody where it is by invitation; what ``EVERYONE`` may do is needed to get in.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from storage.records import Grant, Role


class Access(StrEnum):
    """Who may ask about the public register and the news."""

    OPEN = "open"
    INVITED = "invited"


class Right(StrEnum):
    """What a handler can need."""

    ENTER = "enter"  # greeting, help, own language; joining, leaving, what is kept about oneself
    READ_REGISTER = "read_register"
    READ_NEWS = "read_news"
    GET_DIGEST = "get_digest"
    READ_PLAN = "read_plan"
    SEE_OWN_DUTIES = "see_own_duties"
    SET_REMINDERS = "set_reminders"  # how often a plan is told of
    MANAGE_PEOPLE = "manage_people"  # a coordinator: the officials of the side
    MANAGE_PLAN = "manage_plan"  # a coordinator: the commitments of the side
    EDIT_NEWS = "edit_news"  # what is borderline: ours or not
    ASSIGN_ROLES = "assign_roles"
    MANAGE_SOURCES = "manage_sources"  # where news come from
    READ_DELIVERIES = "read_deliveries"
    BROADCAST = "broadcast"
    MANAGE_GROUPS = "manage_groups"
    OPEN_DESK = "open_desk"
    READ_AUDIT = "read_audit"
    EDIT_REGISTER = "edit_register"
    RUN_THE_BOT = "run_the_bot"  # what is kept and how long, backups


EVERYONE = frozenset({Right.ENTER})
_SUBSCRIBER = EVERYONE | {Right.READ_REGISTER, Right.READ_NEWS, Right.GET_DIGEST}
_OFFICIAL = _SUBSCRIBER | {Right.READ_PLAN, Right.SEE_OWN_DUTIES}
_COORDINATOR = _OFFICIAL | {
    Right.MANAGE_PEOPLE,
    Right.SET_REMINDERS,
    Right.MANAGE_PLAN,
    Right.EDIT_NEWS,
    Right.OPEN_DESK,
}
_ADMINISTRATOR = _COORDINATOR | {
    Right.ASSIGN_ROLES,
    Right.MANAGE_SOURCES,
    Right.READ_DELIVERIES,
    Right.BROADCAST,
    Right.MANAGE_GROUPS,
    Right.READ_AUDIT,
    Right.EDIT_REGISTER,
    Right.RUN_THE_BOT,
}

RIGHTS_OF: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.SUBSCRIBER: _SUBSCRIBER,
        Role.OFFICIAL: _OFFICIAL,
        Role.COORDINATOR: _COORDINATOR,
        Role.ADMINISTRATOR: _ADMINISTRATOR,
    }
)


def rights_of(grants: Iterable[Grant], access: Access) -> frozenset[Right]:
    """Return what someone with these grants may do under this ``ACCESS``."""
    had = [RIGHTS_OF[grant.role] for grant in grants]
    if access is Access.OPEN:
        had.append(_SUBSCRIBER)
    return EVERYONE.union(*had)
