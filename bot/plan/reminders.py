"""Who is reminded of what on which morning: decided without I/O.

Steps are 30, 14, 7, 3 and 1 days before the date and the day itself, then 1, 3 and every 7 days after it. A
reminder comes at nine in the recipient's own time, Monday to Friday; what fell on days off, or was missed while
the bot stood still, comes with the next such morning, once, in one message.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from storage.records import Commitment, User

REMINDERS: Final = "reminders"  # the tick that walks the mornings
MORNING: Final = time(9)
BEFORE: Final = (30, 14, 7, 3, 1, 0)
AFTER: Final = (1, 3)
AGAIN_EVERY: Final = 7
HORIZON: Final = timedelta(days=max(BEFORE) + 1)
_SATURDAY: Final = 5
_LONGEST_OUTAGE: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline as a reminder tells it; ``days_left`` is negative when it has passed."""

    commitment: Commitment
    due: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is told on one morning, the longest overdue first."""

    user: User
    morning: date
    items: tuple[Due, ...]

    @property
    def key(self) -> str:
        """Name the morning and the person: the same reminder written twice is one delivery."""
        return f"reminder:{self.user.id}:{self.morning.isoformat()}"


def is_step(days_left: int) -> bool:
    """Tell whether a deadline this many days ahead (negative: past) is one to remind of."""
    if days_left >= 0:
        return days_left in BEFORE
    return -days_left in AFTER or -days_left % AGAIN_EVERY == 0


def mornings(last: datetime, now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """Return the local working days whose nine o'clock lies after ``last`` and not after ``now``, oldest first.

    An outage longer than a fortnight is walked only that far back: everything still open is told anyway.
    """
    first = max(last, now - _LONGEST_OUTAGE)
    day, end = first.astimezone(zone).date(), now.astimezone(zone).date()
    days = (day + timedelta(days=more) for more in range((end - day).days + 1))
    return tuple(one for one in days if _works(one) and first < datetime.combine(one, MORNING, zone) <= now)


def reminders(
    last: datetime,
    now: datetime,
    commitments: Sequence[Commitment],
    people: Mapping[str, Iterable[User]],
    zone: ZoneInfo,
) -> tuple[Reminder, ...]:
    """Return what is to be sent for the time from ``last`` (not included) to ``now``.

    ``people`` are the officials of each organisation by its slug; ``zone`` is the programme's, for those who
    have chosen none. One reminder a person at most: for the newest morning, with all that fell due since the
    last one before ``last``.
    """
    owed = _owed_by_person(commitments, people)
    made = (_reminder(user, theirs, mornings(last, now, _zone_of(user, zone))) for user, theirs in owed)
    return tuple(reminder for reminder in made if reminder)


def _owed_by_person(
    commitments: Sequence[Commitment], people: Mapping[str, Iterable[User]]
) -> list[tuple[User, list[Commitment]]]:
    owed: dict[int, tuple[User, list[Commitment]]] = {}
    for commitment in commitments:
        bodies = [one.organisation for one in commitment.responsible if one.organisation]
        for user in {user.id: user for body in bodies for user in people.get(body, ())}.values():
            owed.setdefault(user.id, (user, []))[1].append(commitment)
    return list(owed.values())


def _reminder(user: User, commitments: Iterable[Commitment], days: Sequence[date]) -> Reminder | None:
    if not days:
        return None
    since, morning = _day_after_working_day_before(days[0]), days[-1]
    walked = [since + timedelta(days=more) for more in range((morning - since).days + 1)]
    items = [
        Due(commitment, deadline.due, (deadline.due - morning).days)
        for commitment in commitments
        for deadline in commitment.deadlines
        if any(is_step((deadline.due - day).days) for day in walked)
    ]
    return Reminder(user, morning, tuple(sorted(items, key=lambda one: one.due))) if items else None


def _zone_of(user: User, programme: ZoneInfo) -> ZoneInfo:
    return ZoneInfo(user.zone) if user.zone else programme


def _works(day: date) -> bool:
    return day.weekday() < _SATURDAY


def _day_after_working_day_before(day: date) -> date:
    before = day - timedelta(days=1)
    while not _works(before):
        before -= timedelta(days=1)
    return before + timedelta(days=1)
