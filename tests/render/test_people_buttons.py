"""Buttons about people: what they carry fits, comes back, and is never changed."""

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.render.people_buttons import (
    AcceptInvitation,
    ChangePerson,
    DecideRequest,
    Deed,
    Forget,
    Leave,
    Offer,
    OpenPeople,
    OpenPerson,
    Purpose,
    RoleCode,
    SendMyData,
    SideCode,
    WithdrawInvitation,
)
from storage.records import Role
from storage.register_records import Side
from storage.slugs import LONGEST as LONGEST_SLUG

NUMBER = 2**63 - 1
LONGEST: dict[str, CallbackData] = {
    f"of:i:o:u:{'x' * LONGEST_SLUG}:999:1": Offer(
        purpose=Purpose.INVITE,
        role=RoleCode.OFFICIAL,
        side=SideCode.ULYANOVSK,
        organisation="x" * LONGEST_SLUG,
        page=999,
        sure=True,
    ),
    "of:j::::0:0": Offer(purpose=Purpose.JOIN),
    f"ti:{'A' * 43}": AcceptInvitation(token="A" * 43),
    f"wi:{NUMBER}": WithdrawInvitation(invitation_id=NUMBER),
    f"jd:{NUMBER}:1:1": DecideRequest(request_id=NUMBER, granted=True, sure=True),
    "pl:999": OpenPeople(page=999),
    f"pe:{NUMBER}": OpenPerson(user_id=NUMBER),
    f"pc:{NUMBER}:p:{NUMBER}:1": ChangePerson(user_id=NUMBER, deed=Deed.REPLACE, other=NUMBER, sure=True),
    "lv:1": Leave(sure=True),
    "md": SendMyData(),
    "fg:1": Forget(sure=True),
}


@pytest.mark.parametrize("packed", LONGEST)
def test_the_longest_value_fits_and_never_changes(packed: str) -> None:
    """At most 64 bytes, packed as in every version before, and it comes back as it was."""
    value = LONGEST[packed]
    assert value.pack() == packed
    assert len(packed.encode()) <= 64
    assert type(value).unpack(packed) == value


def test_every_role_and_side_has_its_letter() -> None:
    """Letters, roles and sides answer each other one to one."""
    assert {code.role for code in RoleCode} == set(Role)
    assert {code.side for code in SideCode} == {*Side, None}


@pytest.mark.parametrize(
    ("kind", "forged"),
    [
        (Offer, "of:x::::0:0"),
        (Offer, "of:i:z:::0:0"),
        (Offer, "of:i:o:u:../../etc:0:1"),
        (Offer, "of:i:o:u:uaz:-1:1"),
        (AcceptInvitation, "ti:short"),
        (AcceptInvitation, "ti:" + "А" * 22),
        (ChangePerson, "pc:0:s:0:1"),
        (ChangePerson, f"pc:1:s:{2**63}:1"),
        (ChangePerson, "pc:1:kill:0:1"),
        (DecideRequest, "jd:1:maybe:1"),
    ],
)
def test_what_is_forged_does_not_unpack(kind: type[CallbackData], forged: str) -> None:
    """A value out of bounds is an old or forged button, and falls through to the answer for those."""
    with pytest.raises((ValueError, TypeError)):
        kind.unpack(forged)
