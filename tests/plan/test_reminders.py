"""Who is reminded of what on which morning, over many dates, outages and partitions of the time."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.plan.reminders import AGAIN_EVERY, HORIZON, Due, Reminder, is_step, mornings, reminders
from storage.records import Commitment, CommitmentState, Deadline, Grant, Responsible, Role, User
from storage.register_records import Side

ULYANOVSK, MINSK = ZoneInfo("Europe/Ulyanovsk"), ZoneInfo("Europe/Minsk")
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
SATURDAY, SUNDAY, NEXT_MONDAY = FRIDAY + DAY, FRIDAY + 2 * DAY, FRIDAY + 3 * DAY


def at(day: date, clock: str = "09:00", zone: ZoneInfo = ULYANOVSK) -> datetime:
    """Return a local moment in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def owed(*due: date, number: int = 1, by: Sequence[str] = ("aviastar",)) -> Commitment:
    """A commitment of these organisations with these due dates."""
    return Commitment(
        id=number,
        plan_slug="primer",
        plan_title="Пример",
        example=True,
        number=str(number),
        text="Пример",
        section="",
        deadline_text="",
        state=CommitmentState.OPEN,
        version=1,
        deadlines=tuple(Deadline(place, one, one) for place, one in enumerate(due)),
        responsible=tuple(Responsible(slug, Side.ULYANOVSK, slug) for slug in by),
    )


def official(number: int, zone: str | None = None) -> User:
    """An official of Авиастар."""
    grants = (Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),)
    return User(number, 1000 + number, f"Пример {number}", None, "ru", zone, grants)


IVAN, YANKA = official(1), official(2, "Europe/Minsk")


def told(
    last: datetime, now: datetime, *commitments: Commitment, people: Iterable[User] = (IVAN,)
) -> tuple[Reminder, ...]:
    """Return the reminders of the time from ``last`` to ``now``."""
    return reminders(last, now, commitments, {"aviastar": tuple(people)}, ULYANOVSK)


@pytest.mark.parametrize("days_left", range(-40, 41))
def test_steps(days_left: int) -> None:
    """The steps are 30, 14, 7, 3, 1, 0 days before the date, 1 and 3 after it, and every seventh day after it."""
    assert is_step(days_left) == (days_left in {30, 14, 7, 3, 1, 0, -1, -3, -7, -14, -21, -28, -35})


@pytest.mark.parametrize("morning", [MONDAY + more * DAY for more in range(28)], ids=str)
@pytest.mark.parametrize("days_left", [31, 30, 14, 8, 7, 3, 2, 1, 0, -1, -2, -3, -4, -7, -14, -21])
def test_a_working_morning_tells_its_steps(morning: date, days_left: int) -> None:
    """On a working morning a step of that day is told, on Monday those of the days off too; on days off nothing is."""
    reminded = told(at(morning - DAY, "12:00"), at(morning, "12:00"), owed(morning + days_left * DAY))
    collected = 3 if morning.weekday() == 0 else 1
    expected = morning.weekday() < 5 and any(is_step(days_left + more) for more in range(collected))
    assert bool(reminded) == expected
    for one in reminded:
        assert [(item.due, item.days_left) for item in one.items] == [(morning + days_left * DAY, days_left)]
        assert one.morning == morning


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (at(MONDAY, "08:59"), at(MONDAY, "09:00"), [MONDAY]),
        (at(MONDAY, "09:00"), at(MONDAY, "23:59"), []),
        (at(MONDAY, "09:00"), at(MONDAY + DAY, "08:59"), []),
        (at(FRIDAY, "09:00"), at(NEXT_MONDAY, "08:59"), []),
        (at(FRIDAY, "08:00"), at(NEXT_MONDAY, "09:00"), [FRIDAY, NEXT_MONDAY]),
        (at(MONDAY), at(MONDAY), []),
        (at(MONDAY, "10:00"), at(MONDAY, "08:00"), []),
    ],
)
def test_mornings_lie_between_two_ticks(last: datetime, now: datetime, expected: list[date]) -> None:
    """A morning belongs to the tick that first sees its nine o'clock passed, working days only."""
    assert list(mornings(last, now, ULYANOVSK)) == expected


def test_a_long_outage_is_walked_a_fortnight_back() -> None:
    """After a month without the bot the last ten working mornings are walked, no more."""
    walked = mornings(at(MONDAY), at(MONDAY + 28 * DAY, "09:00"), ULYANOVSK)
    assert walked[0] == MONDAY + 15 * DAY
    assert walked[-1] == MONDAY + 28 * DAY
    assert len(walked) == 10


def test_nine_is_where_the_recipient_lives() -> None:
    """Who lives an hour behind is reminded an hour later; who chose no zone lives in the programme's."""
    both = (IVAN, YANKA)
    due = owed(MONDAY)
    first = told(at(MONDAY, "08:00"), at(MONDAY, "09:59"), due, people=both)
    second = told(at(MONDAY, "09:59"), at(MONDAY, "10:00"), due, people=both)
    assert ([one.user for one in first], [one.user for one in second]) == ([IVAN], [YANKA])
    assert at(MONDAY, "09:00", MINSK) == at(MONDAY, "10:00")


def test_an_outage_of_days_is_one_message() -> None:
    """What fell due while the bot stood still comes in one message of the newest morning, counted from it."""
    (one,) = told(at(MONDAY, "10:00"), at(FRIDAY, "11:00"), owed(MONDAY + 4 * DAY), owed(SUNDAY, number=2))
    assert one.morning == FRIDAY
    assert [(item.commitment.id, item.days_left) for item in one.items] == [(1, 0), (2, 2)]


def test_a_deadline_passed_during_an_outage_is_told() -> None:
    """A day that came and went unseen is told as overdue."""
    (one,) = told(at(MONDAY, "10:00"), at(FRIDAY, "11:00"), owed(MONDAY + DAY))
    assert [item.days_left for item in one.items] == [-3]


def test_an_item_is_told_once_in_a_message() -> None:
    """Several steps of one deadline within an outage are one line."""
    (one,) = told(at(MONDAY - 10 * DAY, "10:00"), at(MONDAY, "11:00"), owed(MONDAY))
    assert [(item.due, item.days_left) for item in one.items] == [(MONDAY, 0)]


def test_a_recurring_commitment_is_told_by_its_dates() -> None:
    """Of a commitment with several dates those are told that have a step; the longest overdue first."""
    (one,) = told(at(MONDAY, "08:00"), at(MONDAY), owed(MONDAY + 90 * DAY, MONDAY + 7 * DAY, MONDAY - 7 * DAY))
    assert [item.days_left for item in one.items] == [-7, 7]


def test_a_body_of_several_is_told_once() -> None:
    """Someone who answers for two of the organisations of one row is told of it once; each official for themselves."""
    shared = owed(MONDAY, by=("aviastar", "uaz"))
    people: Mapping[str, tuple[User, ...]] = {"aviastar": (IVAN, YANKA), "uaz": (IVAN,)}
    made = reminders(at(MONDAY, "08:00"), at(MONDAY, "10:00"), [shared, owed(MONDAY, number=2)], people, ULYANOVSK)
    assert {one.user.id: [item.commitment.id for item in one.items] for one in made} == {1: [1, 2], 2: [1, 2]}


def test_nobody_owes_what_has_nobody_or_no_date() -> None:
    """A row without a known body, a body without officials, and a row without dates remind nobody."""
    nameless = Responsible("Организация, которой нет в реестре", None)
    unknown = replace(owed(MONDAY), responsible=(nameless,))
    assert told(at(MONDAY, "08:00"), at(MONDAY), unknown, owed(MONDAY, by=("uaz",)), owed()) == ()
    assert told(at(MONDAY, "08:00"), at(MONDAY), owed(MONDAY), people=()) == ()


def test_the_key_is_the_person_and_the_morning() -> None:
    """However often and from whenever one morning is decided, its key is the same; each morning has its own."""
    keys = {told(at(MONDAY, start), at(MONDAY, "18:00"), owed(MONDAY))[0].key for start in ("07:00", "08:30")}
    assert keys == {"reminder:1:2026-03-02"}
    assert told(at(MONDAY, "18:00"), at(MONDAY + DAY), owed(MONDAY))[0].key == "reminder:1:2026-03-03"


def test_the_horizon_reaches_every_step() -> None:
    """What is read from the store reaches as far ahead as the first step, also on a Monday."""
    assert not any(is_step(days) for days in range(HORIZON.days, 400))
    assert AGAIN_EVERY <= 14  # an outage is walked a fortnight back, so an overdue row always has a step within it


def _ticks(source: random.Random, first: datetime, last: datetime, count: int) -> list[datetime]:
    span = (last - first).total_seconds()
    return [first, *sorted(first + timedelta(seconds=source.uniform(0, span)) for _ in range(count)), last]


def _items(made: Iterable[Reminder]) -> set[tuple[int, int, date]]:
    return {(one.user.id, item.commitment.id, item.due) for one in made for item in one.items}


def _walk(ticks: Sequence[datetime], commitments: Sequence[Commitment]) -> list[Reminder]:
    return [one for last, now in pairwise(ticks) for one in told(last, now, *commitments, people=(IVAN, YANKA))]


@pytest.mark.parametrize("seed", range(40))
def test_ticks_at_any_times_tell_the_same(seed: int) -> None:
    """However the time is cut into ticks, within a fortnight, the same is told and no morning twice.

    Exactly: for any partition of a stretch that ends after a working morning in both zones, (1) nobody has two
    reminders of one morning; (2) the mornings are among those of the finest partition, which tells every working
    morning by itself; (3) the set of (person, commitment, date) told is the same as of the finest and of the
    coarsest partition, which is a single outage; (4) each item's days are counted from the morning it is told on.
    """
    source = random.Random(seed)  # noqa: S311 - times of ticks, nothing secret
    start = MONDAY + source.randrange(60) * DAY
    first = at(start, "07:00")
    length = source.randint(4, 13)
    end = start + length * DAY
    end += {5: 2 * DAY, 6: DAY}.get(end.weekday(), timedelta(0))
    last = at(min(end, start + 14 * DAY - DAY), "12:00")
    if last.astimezone(ULYANOVSK).weekday() >= 5:
        last -= 2 * DAY
    commitments = [
        owed(*(start + source.randint(-40, 50) * DAY for _ in range(source.randint(1, 3))), number=number)
        for number in range(1, 9)
    ]
    finest = _walk(
        [first + timedelta(hours=hour) for hour in range(int((last - first) / timedelta(hours=1)) + 1)], commitments
    )
    coarsest = _walk([first, last], commitments)
    some = _walk(_ticks(source, first, last, source.randint(1, 30)), commitments)
    for walked in (finest, some, coarsest):
        keys = [one.key for one in walked]
        assert len(keys) == len(set(keys))
        assert all(item.days_left == (item.due - one.morning).days for one in walked for item in one.items)
    assert {one.key for one in coarsest} <= {
        f"reminder:{user.id}:{last.astimezone(ULYANOVSK).date()}" for user in (IVAN, YANKA)
    }
    every_morning = {(user.id, day) for user in (IVAN, YANKA) for day in mornings(first, last, ULYANOVSK)}
    assert {(one.user.id, one.morning) for one in (*finest, *some)} <= every_morning
    assert _items(finest) == _items(some) == _items(coarsest)
    assert len(coarsest) == len({one.user.id for one in coarsest}) <= 2


def test_the_same_stretch_twice_is_the_same_reminders() -> None:
    """A tick repeated (killed before it was noted) decides the same keys with the same items."""
    stretch = (at(MONDAY, "08:00"), at(MONDAY + 2 * DAY, "12:00"))
    once, twice = (told(*stretch, owed(FRIDAY), owed(MONDAY, number=2)) for _ in range(2))
    assert once == twice


def test_items_are_what_the_screen_takes() -> None:
    """An item carries its commitment, its date and how long is left."""
    (one,) = told(at(MONDAY, "08:00"), at(MONDAY), commitment := owed(FRIDAY - DAY))
    assert one.items == (Due(commitment, FRIDAY - DAY, 3),)
