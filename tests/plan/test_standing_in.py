"""Who gets whose reminders on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.plan.control import Owing
from bot.plan.standing_in import Deciding, StandingIn, concerns, deciding, may_stand_in, owing_in_place_of, stand_ins
from storage.records import Grant, Responsible, Role, User
from storage.register_records import Side
from storage.reminding_records import Deputyship
from tests.plan.test_choice import commitment
from tests.plan.test_reminders import official

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 16)


def _for_a_week(person: int, deputy: int) -> Deputyship:
    return Deputyship(person, deputy, MONDAY, MONDAY + 6 * DAY)


@pytest.mark.parametrize(
    ("named", "able", "expected"),
    [
        ([(1, 2)], {2}, {1: 2}),
        ([(1, 2)], set(), {}),
        ([(1, 2), (2, 3)], {2, 3}, {1: 3, 2: 3}),
        ([(1, 2), (2, 3)], {2}, {}),
        ([(1, 2), (2, 1)], {1, 2}, {}),
        ([(1, 2), (2, 3), (3, 2)], {1, 2, 3}, {}),
        ([(1, 3), (2, 3)], {3}, {1: 3, 2: 3}),
    ],
    ids=["one", "not able", "passed on", "last not able", "each other", "a ring", "two for one"],
)
def test_deputies_of_deputies(named: list[tuple[int, int]], able: set[int], expected: dict[int, int]) -> None:
    """A deputy who is away passes on; a ring, or nobody able at its end, leaves them with the one who owes."""
    assert stand_ins([_for_a_week(*one) for one in named], MONDAY, able.__contains__) == expected


@pytest.mark.parametrize(("more", "stands"), [(-1, False), (0, True), (6, True), (7, False)])
def test_it_begins_and_ends_by_itself(more: int, *, stands: bool) -> None:
    """Both days are included."""
    found = stand_ins([_for_a_week(1, 2)], MONDAY + more * DAY, lambda _: True)
    assert found == ({1: 2} if stands else {})


def test_charges_pass_to_the_deputy() -> None:
    """Who is away is told nothing, the deputy their own and the other's, and whose it is."""
    away, deputy, other = official(1), official(2), official(3)
    book = StandingIn((_for_a_week(1, 2),), {1: away, 2: deputy})
    assert book.charges(away, MONDAY) == ()
    own, others = book.charges(deputy, MONDAY)
    assert (own.person, own.instead_of) == (deputy, None)
    assert (others.person, others.instead_of) == (away, away.user)
    assert [one.instead_of for one in book.charges(other, MONDAY)] == [None]
    assert len(book.charges(away, MONDAY + 7 * DAY)) == 1


def test_who_may_stand_in() -> None:
    """Whoever sees the plan and can be written to."""
    person = official(1)
    assert may_stand_in(person)
    assert not may_stand_in(replace(person, reached=False))
    subscriber = replace(person, user=replace(person.user, grants=(Grant(Role.SUBSCRIBER),)))
    assert not may_stand_in(subscriber)


ITEM = commitment(1, responsible=(Responsible("Авиастар", Side.ULYANOVSK, "aviastar"),))
COORDINATOR, OTHER_SIDE = (Grant(Role.COORDINATOR, side=one) for one in (Side.ULYANOVSK, Side.BELARUS))


def _user(number: int, *grants: Grant) -> User:
    return replace(official(number).user, grants=grants)


def test_for_whom_somebody_stands_in() -> None:
    """Those whose deputy they are on that day, at the end of the chain; who is forgotten is not among them."""
    book = StandingIn((_for_a_week(1, 2), _for_a_week(9, 2)), {1: official(1), 2: official(2)})
    assert book.absent(2, MONDAY) == (official(1).user,)
    assert book.absent(2, MONDAY + 7 * DAY) == book.absent(3, MONDAY) == ()
    assert book.deputy_of(1, MONDAY) == official(2).user
    assert book.deputy_of(2, MONDAY) is None


@pytest.mark.parametrize(
    ("number", "grants", "owes"),
    [
        (1, (Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),), True),
        (2, (Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),), False),
        (1, (Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK),), False),
        (1, (COORDINATOR,), False),
        (1, (), False),
    ],
    ids=["theirs", "another person", "another body", "a coordinator", "suspended"],
)
def test_only_what_the_absent_one_owes(number: int, grants: tuple[Grant, ...], *, owes: bool) -> None:
    """By the number on the button, of those who are away, as they owe it themselves."""
    person = _user(1, *grants)
    assert owing_in_place_of(number, [person], ITEM) == ((person, Owing(Side.ULYANOVSK)) if owes else None)
    if number == 1:
        assert concerns(_user(5), [person], ITEM) is (owes or COORDINATOR in grants)


@pytest.mark.parametrize(
    ("own", "absent", "author", "place"),
    [
        ((COORDINATOR,), (), 5, "own"),
        ((COORDINATOR,), (COORDINATOR,), 7, "own"),
        ((), (COORDINATOR,), 5, "absent"),
        ((), (COORDINATOR,), 7, None),
        ((), (OTHER_SIDE,), 5, None),
        ((OTHER_SIDE,), (COORDINATOR,), 5, "absent"),
        ((), (Grant(Role.ADMINISTRATOR),), 5, None),
        ((), (), 5, None),
    ],
    ids=["own", "own first", "lent", "of one's own", "other side", "each side", "administrator", "nobody"],
)
def test_as_whom_somebody_decides(
    own: tuple[Grant, ...], absent: tuple[Grant, ...], author: int, place: str | None
) -> None:
    """For themselves where they may, else in the place of a coordinator of that side; on nothing of their own."""
    deputy, person = _user(7, *own), _user(1, *absent)
    expected = {"own": Deciding(deputy), "absent": Deciding(deputy, person), None: None}[place]
    assert deciding(deputy, [person], Side.ULYANOVSK, author) == expected
