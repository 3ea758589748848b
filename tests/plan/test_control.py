"""Who may do what about a commitment. All plans are made up."""

from dataclasses import replace
from datetime import date

import pytest

from bot.plan.answers import Typed, read_deadline, read_one_date
from bot.plan.control import Owing, coordinates, current, deciders, decides, owing, owing_sides
from bot.plan.phrase_reading import PlanPeriod
from storage.control_records import DeadlineState
from storage.records import Grant, Responsible, Role, User
from storage.register_records import Side
from tests.plan.test_choice import MAZ, UAZ, commitment, deadline

BARE = Responsible("Пример без стороны", None)
SIDELESS = Responsible("Пример", None, "uaz")
OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)
MINE, THEIRS, ALL = (Grant(Role.COORDINATOR, side=side) for side in (Side.ULYANOVSK, Side.BELARUS, None))
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("responsible", "grants", "owes"),
    [
        ((UAZ, MAZ), [OFFICIAL], Owing(Side.ULYANOVSK)),
        ((MAZ,), [OFFICIAL], None),
        ((MAZ, SIDELESS), [OFFICIAL], Owing(Side.BELARUS)),  # without a side it owes together with the others
        ((SIDELESS,), [OFFICIAL], Owing(None)),
        ((UAZ,), [ALL, ADMINISTRATOR], None),
        ((UAZ,), [], None),
        ((), [OFFICIAL], None),
    ],
)
def test_an_official_owes_for_the_body_of_a_side(
    responsible: tuple[Responsible, ...], grants: list[Grant], owes: Owing | None
) -> None:
    """Only an official of a body that the plan names owes, on the side that the plan gives it."""
    assert owing(grants, commitment(1, responsible=responsible)) == owes


@pytest.mark.parametrize(
    ("responsible", "grant", "may"),
    [
        ((UAZ,), MINE, True),
        ((UAZ,), THEIRS, False),
        ((UAZ, MAZ), THEIRS, True),
        ((MAZ,), ALL, True),
        ((MAZ,), ADMINISTRATOR, True),
        ((MAZ,), OFFICIAL, False),
        ((BARE,), MINE, False),
        ((BARE,), ALL, True),
        ((), ADMINISTRATOR, True),
    ],
)
def test_a_coordinator_acts_on_the_own_side(responsible: tuple[Responsible, ...], grant: Grant, may: bool) -> None:  # noqa: FBT001
    """What no side owes is for those of all sides."""
    assert coordinates([grant], commitment(1, responsible=responsible)) is may


def test_reports_go_to_the_side_or_else_to_administrators() -> None:
    """A coordinator of all sides is one of each; with none, administrators decide."""
    people = [
        User(number, number, "Пример", None, "ru", None, (grant,)) for number, grant in enumerate([MINE, THEIRS, ALL])
    ]
    admin = User(9, 9, "Пример", None, "ru", None, (ADMINISTRATOR,))
    assert [one.id for one in deciders(people, [admin], Side.ULYANOVSK)] == [0, 2]
    assert [one.id for one in deciders(people[:1], [admin], Side.BELARUS)] == [9]
    assert [one.id for one in deciders(people, [admin], None)] == [2]
    assert decides([ADMINISTRATOR], None)


def test_the_sides_that_owe_are_those_of_the_plan() -> None:
    """In the plan's order, each once; none at all is one that is not named."""
    assert owing_sides(commitment(1, responsible=(MAZ, UAZ, MAZ, BARE))) == (Side.BELARUS, Side.ULYANOVSK)
    assert owing_sides(commitment(1, responsible=(BARE,))) == (None,)


def test_the_deadline_that_counts_is_the_earliest_that_stands() -> None:
    """What is closed is passed over; nothing standing is none."""
    done, late, ahead = deadline(1, -9, DeadlineState.DONE), deadline(2, -1), deadline(3, 9)
    assert current(commitment(1, ahead, done, late)) == late
    assert current(commitment(1, done)) is None
    assert current(commitment(1, replace(late, id=5), late)) == late


PLAN = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("15 декабря 2026", date(2026, 12, 15)),
        ("до 15.12.2026", date(2026, 12, 15)),
        ("2026-12-15", date(2026, 12, 15)),
        ("31 июня 2026", None),
        ("ежеквартально", None),
        ("постоянно", None),
        ("=1+1", None),
        ("", None),
    ],
)
def test_one_date_is_read_or_none(words: str, read: date | None) -> None:
    """Nothing is guessed of what is not one day to the last word."""
    assert read_one_date(words, PLAN) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2026-12-15", Typed("2026-12-15", (date(2026, 12, 15),))),
        ("постоянно", Typed("постоянно", ())),
        ("Без срока", Typed("Без срока", ())),
        ("до 1 июля 2026 г.", Typed("до 1 июля 2026 г.", (date(2026, 7, 1),))),
        ("когда-нибудь потом", None),
    ],
)
def test_a_deadline_is_read_as_in_a_plan(words: str, read: Typed | None) -> None:
    """A phrase of the plan's grammar, a day, or that there is none."""
    assert read_deadline(words, PLAN) == read
