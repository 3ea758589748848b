"""Who is told of what is long overdue."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.plan.escalations import EscalationRule, as_setting, dates_escalated, escalation, read_rule, watched
from bot.plan.occasions import Days
from bot.plan.reminders import Charge
from storage.control_records import DeadlineState
from storage.records import Grant, Responsible, Role
from storage.register_records import Side
from tests.plan.test_reminders import official, owed

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 16)
WEDNESDAY = MONDAY + 2 * DAY
RULE = EscalationRule()


def _watcher(*grants: Grant) -> Charge:
    person = official(7)
    return Charge(replace(person, user=replace(person.user, grants=grants)), {})


COORDINATOR = _watcher(Grant(Role.COORDINATOR, side=Side.ULYANOVSK))
OF_ALL = _watcher(Grant(Role.COORDINATOR))
BELARUSIAN = _watcher(Grant(Role.COORDINATOR, side=Side.BELARUS))
ADMINISTRATOR = _watcher(Grant(Role.ADMINISTRATOR))
OFFICIAL = Charge(official(7), {})


@pytest.mark.parametrize("overdue", range(-2, 20))
def test_once_for_each_step(overdue: int) -> None:
    """Three days overdue to coordinators of the side, ten to administrators, each on that morning alone."""
    late = [owed(WEDNESDAY - overdue * DAY)]
    days = Days(WEDNESDAY, WEDNESDAY)
    found = {
        name: bool(escalation(one.person.user, days, [one], late, RULE))
        for name, one in (("own", COORDINATOR), ("all", OF_ALL), ("other", BELARUSIAN), ("above", ADMINISTRATOR),
                          ("official", OFFICIAL))
    }  # fmt: skip
    assert found == {
        "own": overdue == 3, "all": overdue == 3, "other": False, "above": overdue == 10, "official": False,
    }  # fmt: skip


def test_what_fell_on_days_off_comes_on_monday_in_one_list() -> None:
    """The longest overdue first, each once, though several watch with the same eyes."""
    late = [owed(MONDAY - more * DAY, number=more) for more in range(1, 8)]
    found = escalation(COORDINATOR.person.user, Days(MONDAY - 2 * DAY, MONDAY), [COORDINATOR, OF_ALL], late, RULE)
    assert found is not None
    assert [one.days_overdue for one in found.items] == [5, 4, 3]
    assert found.key == "escalation:7:2026-03-16"


def test_what_is_done_or_reported_is_not_escalated() -> None:
    """A closed date, or a side that has reported, is nobody's fault any more; a body of no side is everybody's."""
    days = Days(WEDNESDAY, WEDNESDAY)
    one = owed(WEDNESDAY - 3 * DAY)
    deadline = one.deadlines[0]
    done = replace(one, deadlines=(replace(deadline, state=DeadlineState.DONE),))
    reported = replace(one, deadlines=(replace(deadline, reported=(Side.ULYANOVSK,)),))
    nameless = replace(one, responsible=(Responsible("Пример", None),))
    for late, expected in ((one, True), (done, False), (reported, False), (nameless, True)):
        assert bool(escalation(COORDINATOR.person.user, days, [COORDINATOR], [late], RULE)) == expected
    assert escalation(BELARUSIAN.person.user, days, [BELARUSIAN], [nameless], RULE)


def test_the_rule_is_a_setting() -> None:
    """What is set is read back; nothing set is the usual."""
    rule = EscalationRule(1, 5)
    assert read_rule(dict(as_setting(rule))) == rule
    assert read_rule(None) == EscalationRule(3, 10)
    assert [rule.days(role) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)] == [1, 5]


def test_who_watches_what() -> None:
    """A coordinator their side or all, an administrator all, nobody else anything."""
    assert watched(COORDINATOR.person.user) == (Role.COORDINATOR, frozenset({Side.ULYANOVSK}))
    assert watched(OF_ALL.person.user) == (Role.COORDINATOR, frozenset(Side))
    assert watched(ADMINISTRATOR.person.user) == (Role.ADMINISTRATOR, frozenset(Side))
    assert watched(OFFICIAL.person.user) is None
    assert dates_escalated(OFFICIAL.person.user, Days(MONDAY, MONDAY), RULE) == frozenset()
