"""Who is reminded of what on which morning, over many dates, outages and partitions of the time."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.plan.occasions import Days, Occasions, Place
from bot.plan.reminders import (
    Charge,
    Reminder,
    Telling,
    bodies_of,
    days_of,
    moment_of,
    mornings,
    reminder,
    side_of,
    zone_of,
)
from bot.plan.steps import STEPS, is_after_step
from bot.plan.working_calendar import Country, WorkingCalendar
from storage.control_records import DeadlineState
from storage.records import Commitment, CommitmentState, Deadline, Grant, Responsible, Role, User
from storage.register_records import Side
from storage.reminding_records import Reminded, ReminderWish, StepChoice, StepSet

ULYANOVSK, MINSK = ZoneInfo("Europe/Ulyanovsk"), ZoneInfo("Europe/Minsk")
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 16)  # four weeks without holidays in either country
FRIDAY = MONDAY + 4 * DAY
NEXT_MONDAY = MONDAY + 7 * DAY
OCCASIONS = Occasions({country: WorkingCalendar(country) for country in Country})
OLDEST = date(2025, 1, 1)


def at(day: date, clock: str = "09:00", zone: ZoneInfo = ULYANOVSK) -> datetime:
    """Return a local moment in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def owed(*due: date, number: int = 1, by: Sequence[str] = ("aviastar",), side: Side = Side.ULYANOVSK) -> Commitment:
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
        deadlines=tuple(Deadline(number * 100 + place, one, one) for place, one in enumerate(due)),
        responsible=tuple(Responsible(slug, side, slug) for slug in by),
    )


def official(number: int = 1, side: Side = Side.ULYANOVSK, *bodies: str, **wish: object) -> Reminded:
    """An official of Авиастар, or of these bodies, who lives where the side does."""
    grants = tuple(Grant(Role.OFFICIAL, one, side) for one in bodies or ("aviastar",))
    zone = "Europe/Minsk" if side is Side.BELARUS else None
    user = User(number, 1000 + number, f"Пример {number}", None, "ru", zone, grants)
    return Reminded(user, ReminderWish(**wish), reached=True)  # type: ignore[arg-type]  # whatever a test wishes


def told(
    last: datetime,
    now: datetime,
    *commitments: Commitment,
    person: Reminded | None = None,
    plan: StepChoice | None = None,
) -> Reminder | None:
    """Return the reminder of the time from ``last`` to ``now``."""
    person = person or official()
    walked = mornings(last, now, person, zone_of(person.user, ULYANOVSK), OCCASIONS)
    if not walked:
        return None
    bodies = bodies_of(person.user)
    owing = {
        body: [one for one in commitments if any(r.organisation == body for r in one.responsible)] for body in bodies
    }
    telling = Telling(OCCASIONS, {"primer": plan} if plan else {}, OLDEST)
    days = days_of(walked, person, OCCASIONS)
    return reminder(person, days, [Charge(person, bodies)], owing, telling)


def left(found: Reminder | None) -> list[int]:
    """Return how many days are left for each item."""
    return [item.days_left for item in found.items] if found else []


@pytest.mark.parametrize("days", range(-3, 41))
def test_steps_after(days: int) -> None:
    """The usual steps after a date are 1, 3 and every seventh day."""
    assert is_after_step(days, STEPS[StepSet.USUAL]) == (days in {1, 3, 7, 14, 21, 28, 35})


@pytest.mark.parametrize("steps", list(StepSet))
@pytest.mark.parametrize("days_left", [*range(62), *range(-1, -30, -1)])
def test_a_working_morning_tells_its_steps(days_left: int, steps: StepSet) -> None:
    """On a Wednesday whose date is a working day exactly the steps of that day are told."""
    morning = MONDAY + 2 * DAY
    due = morning + days_left * DAY
    if not OCCASIONS.works(Country.RUSSIA, due):
        return
    found = told(at(morning - DAY, "12:00"), at(morning, "12:00"), owed(due), person=official(steps=steps))
    rules = STEPS[steps]
    before = {OCCASIONS.on_or_after(Country.RUSSIA, due - days * DAY) for days in rules.before}
    after = {OCCASIONS.on_or_after(Country.RUSSIA, due + days * DAY) for days in (*rules.after, *range(7, 99, 7))}
    assert bool(found) == (morning in before | after)
    if found:
        assert found.key == f"reminder:1:{morning}"
        assert left(found) == [days_left]


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
        (at(date(2026, 12, 30), "10:00"), at(date(2027, 1, 11), "10:00"), [date(2027, 1, 11)]),
    ],
)
def test_mornings_lie_between_two_ticks(last: datetime, now: datetime, expected: list[date]) -> None:
    """A morning belongs to the tick that first sees its nine o'clock passed, working days only."""
    assert list(mornings(last, now, official(), ULYANOVSK, OCCASIONS)) == expected


def test_a_long_outage_is_walked_three_months_back() -> None:
    """After half a year without the bot mornings are walked three months back, no more."""
    walked = mornings(at(MONDAY), at(MONDAY + 180 * DAY, "09:00"), official(), ULYANOVSK, OCCASIONS)
    assert MONDAY + 87 * DAY < walked[0] < MONDAY + 95 * DAY
    assert walked[-1] <= MONDAY + 180 * DAY


def test_the_hour_and_the_zone_are_the_person_s() -> None:
    """Who lives an hour behind, or chose a later hour, is reminded so much later."""
    due = owed(MONDAY, by=("aviastar", "mzga-407"))
    yanka = official(2, Side.BELARUS, "mzga-407")
    late = official(3, hour=11)
    assert told(at(MONDAY, "08:00"), at(MONDAY, "09:59"), due, person=yanka) is None
    assert told(at(MONDAY, "09:59"), at(MONDAY, "10:00"), due, person=yanka)
    assert told(at(MONDAY, "08:00"), at(MONDAY, "10:59"), due, person=late) is None
    assert told(at(MONDAY, "10:59"), at(MONDAY, "11:00"), due, person=late)
    assert zone_of(yanka.user, ULYANOVSK) == MINSK


def test_an_hour_changed_on_the_morning_itself_loses_nothing() -> None:
    """From ten to nine at half past nine: the morning begins at half past nine; the day after at nine."""
    changed = official(hour=9, changed_at=at(MONDAY, "09:30"))
    assert moment_of(MONDAY, changed, ULYANOVSK) == at(MONDAY, "09:30")
    assert moment_of(MONDAY + DAY, changed, ULYANOVSK) == at(MONDAY + DAY, "09:00")
    assert mornings(at(MONDAY, "09:15"), at(MONDAY, "09:45"), changed, ULYANOVSK, OCCASIONS) == (MONDAY,)


def test_each_side_has_its_own_day() -> None:
    """3 January: the last working day before it is the 30th for Ulyanovsk and the 31st for Belarus."""
    due = owed(date(2027, 1, 3), by=("aviastar", "mzga-407"))
    due = replace(due, responsible=(due.responsible[0], Responsible("Пример", Side.BELARUS, "mzga-407")))
    yanka = official(2, Side.BELARUS, "mzga-407")
    mornings_told = {}
    for person in (official(), yanka):
        found = []
        for day in (date(2026, 12, 20) + more * DAY for more in range(24)):
            if one := told(at(day, "01:00"), at(day, "23:00"), due, person=person):
                (item,) = one.items
                found.append((day.isoformat()[5:], item.effective.day.isoformat()[5:], item.days_left, item.place))
        mornings_told[person.user.id] = found
    assert mornings_told[1] == [
        ("12-23", "12-30", 7, Place(3, 6)),
        ("12-28", "12-30", 2, Place(4, 6)),
        ("12-29", "12-30", 1, Place(5, 6)),
        ("12-30", "12-30", 0, Place(6, 6)),
        ("01-11", "12-30", -8, None),
    ]
    assert mornings_told[2] == [
        ("12-24", "12-31", 7, Place(3, 6)),
        ("12-28", "12-31", 3, Place(4, 6)),
        ("12-30", "12-31", 1, Place(5, 6)),
        ("12-31", "12-31", 0, Place(6, 6)),
        ("01-04", "12-31", -1, None),
        ("01-06", "12-31", -3, None),
        ("01-11", "12-31", -8, None),
    ]


def test_a_federal_body_keeps_the_russian_calendar() -> None:
    """31 December 2026 is off in Russia: a federal body has the 30th."""
    person = official(1, Side.FEDERAL, "minpromtorg")
    found = told(
        at(date(2026, 12, 29), "23:00"), at(date(2026, 12, 30), "23:00"),
        owed(date(2026, 12, 31), by=("minpromtorg",), side=Side.FEDERAL), person=person,
    )  # fmt: skip
    assert left(found) == [0]


def test_an_outage_of_days_is_one_message() -> None:
    """What fell due while the bot stood still comes in one message of the newest morning, counted from it."""
    found = told(at(MONDAY, "10:00"), at(FRIDAY, "11:00"), owed(FRIDAY), owed(FRIDAY - 3 * DAY, number=2))
    assert found is not None
    assert found.morning == FRIDAY
    assert [(item.commitment.id, item.days_left) for item in found.items] == [(2, -3), (1, 0)]


def test_an_item_is_told_once_in_a_message() -> None:
    """Several steps of one deadline within an outage are one line."""
    assert left(told(at(MONDAY - 10 * DAY, "10:00"), at(MONDAY, "11:00"), owed(MONDAY))) == [0]


def test_what_is_done_reported_or_removed_is_not_told() -> None:
    """Closed dates of a recurring commitment are left out; a side that has reported owes nothing, the other does."""
    last, now = at(MONDAY, "08:00"), at(MONDAY)
    one = owed(MONDAY - 7 * DAY, MONDAY, MONDAY + 7 * DAY)
    past, today, ahead = one.deadlines
    closed = replace(one, deadlines=(replace(past, state=DeadlineState.DONE), today, ahead))
    assert left(told(last, now, one)) == [-7, 0, 7]
    assert left(told(last, now, closed)) == [0, 7]
    removed = replace(one, deadlines=(replace(past, state=DeadlineState.REMOVED),))
    assert told(last, now, removed) is None
    for side, expected in ((Side.ULYANOVSK, []), (Side.BELARUS, [0]), (None, [])):
        reported = replace(one, deadlines=(replace(today, reported=(side,)),))
        assert left(told(last, now, reported)) == expected


def test_of_two_bodies_the_earlier_day_counts() -> None:
    """Someone who answers on both sides is told once, by the side whose day comes first."""
    both = (Responsible("А", Side.ULYANOVSK, "aviastar"), Responsible("Б", Side.BELARUS, "mzga-407"))
    due = replace(owed(date(2026, 12, 31)), responsible=both)
    person = official(1, Side.ULYANOVSK, "aviastar", "mzga-407")
    found = told(at(date(2026, 12, 30), "08:00"), at(date(2026, 12, 30)), due, person=person)
    assert found is not None
    assert [item.effective.day.day for item in found.items] == [30]


def test_what_is_put_off_comes_on_its_day_and_not_before() -> None:
    """Steps before that day are passed over, the effective day itself is not; on a day off it is the next morning."""
    due = owed(FRIDAY)
    number = due.deadlines[0].id

    def days_told(until: date) -> list[date]:
        person = replace(official(), snoozed={number: until})
        days = (MONDAY + more * DAY for more in range(9))
        return [day for day in days if told(at(day, "01:00"), at(day, "23:00"), due, person=person)]

    tuesday, wednesday, thursday = (MONDAY + more * DAY for more in (1, 2, 3))
    after = [NEXT_MONDAY]  # overdue by 1 on Saturday and by 3 on Monday, which is one
    assert days_told(OLDEST) == [tuesday, thursday, FRIDAY, *after]
    assert days_told(wednesday) == [wednesday, thursday, FRIDAY, *after]
    assert days_told(FRIDAY) == [FRIDAY, *after]
    assert days_told(FRIDAY + 2 * DAY) == [FRIDAY, NEXT_MONDAY]
    assert days_told(NEXT_MONDAY + DAY) == [FRIDAY, NEXT_MONDAY + DAY]


def test_the_plan_s_steps_count_unless_the_person_has_chosen() -> None:
    """A plan told of only just before does not remind a week ahead; who wishes it often is told all the same."""
    due = owed(MONDAY + 7 * DAY)
    last, now = at(MONDAY, "08:00"), at(MONDAY)
    assert told(last, now, due)
    assert told(last, now, due, plan=StepSet.LAST) is None
    assert told(last, now, due, plan=StepSet.LAST, person=official(steps=StepSet.MORE))


def test_nobody_owes_what_has_no_date_or_is_another_s() -> None:
    """A row without dates and one of another body remind nobody."""
    assert told(at(MONDAY, "08:00"), at(MONDAY), owed(), owed(MONDAY, by=("uaz",))) is None


def test_whose_side_a_person_is_of() -> None:
    """The first role that has a side; a coordinator of all sides keeps the programme's."""
    assert side_of(official(1, Side.BELARUS).user) is Side.BELARUS
    assert side_of(User(1, 1, "", None, "ru", None, (Grant(Role.COORDINATOR),))) is Side.ULYANOVSK


def test_before_and_after_its_mornings_a_date_has_no_place() -> None:
    """Before the first reminder, and past the day itself, there is no «which of how many»."""
    due, country = FRIDAY, Country.RUSSIA
    days = (due - 60 * DAY, due - 4 * DAY, due, due + DAY)  # the second lies between two: the one before it counts
    places = [OCCASIONS.place(due, country, country, STEPS[StepSet.USUAL], day) for day in days]
    assert places == [None, Place(3, 6), Place(6, 6), None]


def test_days_hold_what_they_answer_for() -> None:
    """From the first to the morning itself, both included."""
    days = Days(MONDAY, MONDAY + 2 * DAY)
    assert [MONDAY + more * DAY in days for more in (-1, 0, 2, 3)] == [False, True, True, False]


def _items(made: Iterable[Reminder]) -> set[tuple[int, date]]:
    return {(item.commitment.id, item.due) for one in made for item in one.items}


def _walk(ticks: Sequence[datetime], commitments: Sequence[Commitment], person: Reminded) -> list[Reminder]:
    found = (told(last, now, *commitments, person=person) for last, now in pairwise(ticks))
    return [one for one in found if one]


@pytest.mark.parametrize("seed", range(40))
def test_ticks_at_any_times_tell_the_same(seed: int) -> None:
    """However the time is cut into ticks, the same is told and no morning twice, over the holidays, too.

    For any partition of a stretch that ends after a working morning: nobody has two reminders of one morning; what is
    told is the same as by the finest partition, which tells every morning by itself, and by a single outage.
    """
    source = random.Random(seed)  # noqa: S311 - times of ticks, nothing secret
    side = source.choice([Side.ULYANOVSK, Side.BELARUS])
    person = official(1, side, steps=source.choice([None, *StepSet, (45, 10, 2)]))
    country = Country.BELARUS if side is Side.BELARUS else Country.RUSSIA
    start = date(2026, 12, 1) + source.randrange(40) * DAY
    end = OCCASIONS.on_or_after(country, start + source.randint(4, 30) * DAY)
    first, last = at(start, "07:00"), at(end, "12:00")
    commitments = [
        owed(*{start + source.randint(-40, 70) * DAY for _ in range(source.randint(1, 3))}, number=number, side=side)
        for number in range(1, 9)
    ]
    span = (last - first).total_seconds()
    some = sorted(first + timedelta(seconds=source.uniform(0, span)) for _ in range(source.randint(1, 30)))
    hours = int((last - first) / timedelta(hours=1))
    finest = _walk([first + timedelta(hours=hour) for hour in range(hours + 1)], commitments, person)
    coarsest = _walk([first, last], commitments, person)
    between = _walk([first, *some, last], commitments, person)
    for walked in (finest, between, coarsest):
        keys = [one.key for one in walked]
        assert len(keys) == len(set(keys))
    assert {one.morning for one in coarsest} <= {end}
    assert _items(finest) == _items(between) == _items(coarsest)
