"""Who gets whose reminders on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.plan.standing_in import StandingIn, may_stand_in, stand_ins
from storage.records import Grant, Role
from storage.reminding_records import Deputyship
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
