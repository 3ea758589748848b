"""Who is reminded of what on which morning: decided without I/O.

A reminder comes at the recipient's hour, on a working day of their side; what fell on days off, or was missed while
the bot stood still, comes with the next such morning, once, in one message. Which morning tells which date stands in
``bot/plan/occasions.py``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.plan.occasions import Days, Occasions, Place
from bot.plan.owing import owes, side_of_body
from bot.plan.steps import Steps, chosen
from bot.plan.working_calendar import Country, EffectiveDay, country_of
from storage.records import Commitment, Deadline, Role, User
from storage.register_records import Side
from storage.reminding_records import Reminded, StepChoice

REMINDERS: Final = "reminders"  # the tick that walks the mornings
_DAY: Final = timedelta(days=1)
_LONGEST_OUTAGE: Final = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline as a reminder tells it.

    ``days_left`` counts to ``until``: the effective day, once that is over the date as written; negative when that has
    passed. ``place`` is which reminder of how many it is, ``None`` past the date. ``instead_of`` is who owes it when
    the reader stands in for somebody.
    """

    commitment: Commitment
    deadline: Deadline
    effective: EffectiveDay
    until: date
    days_left: int
    place: Place | None = None
    instead_of: User | None = None

    @property
    def due(self) -> date:
        """The date as written."""
        return self.deadline.due


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is told on one morning, the longest overdue first."""

    user: User
    morning: date
    items: tuple[Due, ...]

    @property
    def key(self) -> str:
        """Name the morning and the person: the same reminder written twice is one delivery."""
        return reminder_key(self.user.id, self.morning)


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody owes, as the one who is told of it: for themselves, or ``instead_of`` another."""

    person: Reminded
    bodies: Mapping[str, Side]
    instead_of: User | None = None

    @property
    def country(self) -> Country:
        """Whose working days are the mornings of the one who owes."""
        return country_of(side_of(self.person.user))


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment that somebody owes on a side, and how often they are told of it."""

    commitment: Commitment
    side: Side
    charge: Charge
    steps: Steps


@dataclass(frozen=True, slots=True)
class Telling:
    """By what it is decided what is told: days, how often each plan is told of, the earliest date there is."""

    occasions: Occasions
    plan_steps: Mapping[str, StepChoice]
    oldest: date


def reminder_key(user_id: int, morning: date) -> str:
    """Return the key of a person's reminder of a morning."""
    return f"reminder:{user_id}:{morning.isoformat()}"


def side_of(user: User) -> Side:
    """Return whose working days a person keeps: those of the first role that has a side, else the programme's."""
    return next((grant.side for grant in user.grants if grant.side is not None), Side.ULYANOVSK)


def zone_of(user: User, programme: ZoneInfo) -> ZoneInfo:
    """Return the zone a person lives in."""
    return ZoneInfo(user.zone) if user.zone else programme


def bodies_of(user: User) -> Mapping[str, Side]:
    """Return the organisations that a person answers for, and the side of each."""
    return {
        grant.organisation: grant.side or Side.ULYANOVSK
        for grant in user.grants
        if grant.role is Role.OFFICIAL and grant.organisation
    }


def moment_of(morning: date, person: Reminded, zone: ZoneInfo) -> datetime:
    """Return when a morning begins for a person: at their hour, or when they last changed it, if that was later."""
    at = datetime.combine(morning, time(person.wish.hour), zone)
    changed = person.wish.changed_at
    if changed is not None and changed.astimezone(zone).date() == morning:
        return max(at, changed)
    return at


def mornings(last: datetime, now: datetime, person: Reminded, zone: ZoneInfo, occasions: Occasions) -> tuple[date, ...]:
    """Return the person's working mornings after ``last`` and not after ``now``, oldest first.

    An outage longer than three months is walked only that far back: everything still owed is told anyway.
    """
    country, first = country_of(side_of(person.user)), max(last, now - _LONGEST_OUTAGE)
    day, end = first.astimezone(zone).date(), now.astimezone(zone).date()
    days = (day + timedelta(days=more) for more in range((end - day).days + 1))
    return tuple(one for one in days if first < moment_of(one, person, zone) <= now and occasions.works(country, one))


def days_of(walked: Sequence[date], person: Reminded, occasions: Occasions) -> Days:
    """Return the days that the last of these mornings answers for: from the day after the working day before them."""
    country = country_of(side_of(person.user))
    return Days(occasions.before(country, walked[0]) + _DAY, walked[-1])


def reminder(
    recipient: Reminded,
    days: Days,
    charges: Iterable[Charge],
    commitments: Mapping[str, Sequence[Commitment]],
    telling: Telling,
) -> Reminder | None:
    """Return what a person is told on a morning; ``None``: nothing.

    ``commitments`` are what each organisation (its slug) owes.
    """
    items: dict[tuple[int, int], Due] = {}
    for owed in (one for charge in charges for one in owed_of(charge, commitments, telling.plan_steps)):
        for deadline in owed.commitment.deadlines:
            if _is_told(owed, deadline, recipient, days, telling) and owes(deadline, owed.side):
                item = due_item(owed, deadline, days.morning, telling.occasions)
                _keep_most_urgent(items, item, owed.charge.person.user.id)
    ordered = sorted(items.values(), key=by_urgency)
    return Reminder(recipient.user, days.morning, tuple(ordered)) if ordered else None


def owed_of(
    charge: Charge, commitments: Mapping[str, Sequence[Commitment]], plan_steps: Mapping[str, StepChoice]
) -> Iterator[Owed]:
    """Yield what somebody owes of what each organisation does."""
    for body, usual in charge.bodies.items():
        for commitment in commitments.get(body, ()):
            steps = chosen(charge.person.wish.steps, plan_steps.get(commitment.plan_slug))
            yield Owed(commitment, side_of_body(commitment, body, usual), charge, steps)


def by_urgency(item: Due) -> tuple[int, date, int, int]:
    """Order items: the longest overdue first, then by days left."""
    return (item.days_left, item.due, item.commitment.id, item.instead_of.id if item.instead_of else 0)


def due_item(owed: Owed, deadline: Deadline, morning: date, occasions: Occasions) -> Due:
    """Return a deadline as it is told on a morning."""
    country = country_of(owed.side)
    effective = occasions.effective(country, deadline.due)
    place = occasions.place(deadline.due, country, owed.charge.country, owed.steps, morning)
    until = effective.day if morning <= effective.day else effective.due
    return Due(owed.commitment, deadline, effective, until, (until - morning).days, place, owed.charge.instead_of)


def _keep_most_urgent(items: dict[tuple[int, int], Due], item: Due, person: int) -> None:
    """Keep a deadline once for each person who owes it, by whichever of their bodies has the earlier day."""
    known = items.get((item.deadline.id, person))
    if known is None or item.effective.day < known.effective.day:
        items[item.deadline.id, person] = item


def _is_told(owed: Owed, deadline: Deadline, recipient: Reminded, days: Days, telling: Telling) -> bool:
    country, again = country_of(owed.side), recipient.snoozed.get(deadline.id)
    if again is not None and again in days:
        return True
    if again is not None and again > days.morning:
        # Put off by the reader; the day itself is told all the same.
        return telling.occasions.effective(country, deadline.due).day in days
    dates = telling.occasions.dates_told(telling.oldest, country, owed.charge.country, owed.steps, days)
    return deadline.due in dates
