"""The words of /assign, read without a store."""

import pytest

from bot.people import AssignFault, Assignment, read_assignment
from storage.records import Grant, Role
from storage.register_records import Organisation, Side

_UAZ = Organisation(slug="uaz", full="Ульяновский автомобильный завод", short="УАЗ", side=Side.ULYANOVSK, body="завод")


def _find(name: str) -> Organisation | None:
    return _UAZ if name.casefold() in {"uaz", "уаз", "ульяновский автозавод"} else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1001 official uaz", Assignment(1001, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))),
        (
            "  1001   ИСПОЛНИТЕЛЬ   ульяновский автозавод ",
            Assignment(1001, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)),
        ),
        ("@anna_1 выканаўца УАЗ", Assignment("anna_1", Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))),
        ("1001 coordinator", Assignment(1001, Grant(Role.COORDINATOR))),
        ("1001 coordinator ОБЕ", Assignment(1001, Grant(Role.COORDINATOR))),
        ("1001 coordinator federal", Assignment(1001, Grant(Role.COORDINATOR, side=Side.FEDERAL))),
        ("1001 admin", Assignment(1001, Grant(Role.ADMINISTRATOR))),
        ("1001 подписчик", Assignment(1001, Grant(Role.SUBSCRIBER))),
        ("1001 снять", Assignment(1001, None)),
    ],
)
def test_what_is_typed_is_what_is_meant(typed: str, meant: Assignment) -> None:
    """Roles and sides are understood in three languages, in any case and spacing."""
    assert read_assignment(typed, _find) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", AssignFault.USAGE),
        ("1001", AssignFault.USAGE),
        ("1001 none uaz", AssignFault.USAGE),
        ("1001 administrator of all", AssignFault.USAGE),
        ("anna coordinator", AssignFault.PERSON),
        ("@ coordinator", AssignFault.PERSON),
        ("@an na coordinator", AssignFault.ROLE),
        ("-1 coordinator", AssignFault.PERSON),
        ("1" * 17 + " coordinator", AssignFault.PERSON),
        ("1001 chief", AssignFault.ROLE),
        ("1001 official", AssignFault.ORGANISATION),
        ("1001 official nobody", AssignFault.ORGANISATION),
        ("1001 coordinator moon", AssignFault.SIDE),
    ],
)
def test_what_cannot_be_meant_is_named(typed: str, fault: AssignFault) -> None:
    """The first thing wrong is told, and no role is guessed."""
    assert read_assignment(typed, _find) is fault
