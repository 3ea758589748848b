"""The table of rights."""

from itertools import pairwise

import pytest

from bot import commands
from bot.rights import EVERYONE, RIGHTS_OF, Access, Right, rights_of
from storage.records import Grant, Role

_ORDER = (Role.SUBSCRIBER, Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR)
_OPEN = {Right.READ_REGISTER, Right.READ_NEWS, Right.GET_DIGEST}


def test_every_role_includes_the_one_before() -> None:
    """Subscriber, official, coordinator, administrator: nobody loses a right by rising."""
    for lower, higher in pairwise(_ORDER):
        assert RIGHTS_OF[lower] <= RIGHTS_OF[higher]


def test_a_stranger_by_invitation_may_only_enter() -> None:
    """Deny by default: without a role there is the greeting, the help, the language, and nothing else."""
    assert rights_of((), Access.INVITED) == EVERYONE == {Right.ENTER}


def test_a_stranger_where_it_is_open_may_read_what_is_public() -> None:
    """The register, the news and the digest are open; the plan and the roles never are."""
    assert rights_of((), Access.OPEN) == EVERYONE | _OPEN


@pytest.mark.parametrize("access", list(Access))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_gives_the_same_wherever_it_is_given(role: Role, access: Access) -> None:
    """ACCESS decides about strangers alone; and a second role takes nothing away."""
    assert rights_of([Grant(role)], access) == RIGHTS_OF[role]
    assert rights_of([Grant(role), Grant(Role.SUBSCRIBER)], access) == RIGHTS_OF[role]


def test_only_an_administrator_gives_roles_and_only_officials_read_the_plan() -> None:
    """The two rights that would hurt most in wrong hands."""
    assert [role for role in _ORDER if Right.ASSIGN_ROLES in RIGHTS_OF[role]] == [Role.ADMINISTRATOR]
    assert Right.READ_PLAN not in RIGHTS_OF[Role.SUBSCRIBER]
    assert Right.SEE_OWN_DUTIES not in RIGHTS_OF[Role.SUBSCRIBER]


def test_everything_a_stranger_may_command_is_in_the_menu() -> None:
    """The menu and the help are made of the same table."""
    assert [one.name for one in commands.allowed(EVERYONE)] == [
        "start", "help", "settings", "pause", "join", "leave", "privacy", "mydata", "forget",
    ]  # fmt: skip
    assert commands.allowed(RIGHTS_OF[Role.ADMINISTRATOR]) == commands.COMMANDS


def test_whoever_may_do_more_than_read_has_duties_to_see() -> None:
    """By that right a text is taken for a question and nothing else, or looked at for what else it may be."""
    reading = RIGHTS_OF[Role.SUBSCRIBER]
    assert all(Right.SEE_OWN_DUTIES in rights for rights in RIGHTS_OF.values() if rights - reading)
