"""What a working group is told once a week of the plan: decided without I/O.

The list comes at nine on the first working day of a week (of the group's side; the programme's where it is for both),
with what is overdue, what is due by the end of the week after, and who is responsible. A week without any is silent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.plan.occasions import Occasions
from bot.plan.owing import owes
from bot.plan.working_calendar import country_of
from storage.groups import Group, GroupState
from storage.records import Commitment, Deadline, Responsible
from storage.register_records import Side

GROUP_HOUR: Final = 9
AHEAD: Final = timedelta(days=13)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_ZONES: Final = {Side.BELARUS: ZoneInfo("Europe/Minsk")}


@dataclass(frozen=True, slots=True)
class Listed:
    """One deadline of a group's list: who still owes it on the sides that the group is for."""

    commitment: Commitment
    deadline: Deadline
    owed_by: tuple[Responsible, ...]
    days_left: int


def zone_of_group(group: Group, programme: ZoneInfo) -> ZoneInfo:
    """Return whose time a group's morning is in."""
    return _ZONES.get(group.side, programme) if group.side else programme


def list_key(group: Group, day: date) -> str:
    """Return the key of a group's list of the week that a day is in."""
    year, week, _ = day.isocalendar()
    return f"group:{group.id}:{year}-W{week:02}"


def list_day(group: Group, last: datetime, now: datetime, programme: ZoneInfo, occasions: Occasions) -> date | None:
    """Return the day of the group's list when it comes after ``last`` and not after ``now``, the newest of several.

    ``None``: none comes, or the group does not work (any more).
    """
    if group.state is not GroupState.WORKING:
        return None
    zone = zone_of_group(group, programme)
    country = country_of(group.side or Side.ULYANOVSK)
    today = now.astimezone(zone).date()
    for monday in (today - today.weekday() * _DAY - back * _WEEK for back in range(2)):
        day = occasions.on_or_after(country, monday)
        in_its_week = day < monday + _WEEK  # the New Year may leave a week without a working day, and without a list
        if in_its_week and last < datetime.combine(day, time(GROUP_HOUR), zone) <= now:
            return day
    return None


def listed(group: Group, commitments: Iterable[Commitment], today: date, occasions: Occasions) -> tuple[Listed, ...]:
    """Return what a group is told on a day: overdue first, then by date; ``commitments`` may hold more than that."""
    found = []
    for commitment in commitments:
        if not _concerns(group, commitment):
            continue
        for deadline in commitment.deadlines:
            owing = tuple(
                one
                for one in commitment.responsible
                if (group.side is None or one.side in {None, group.side}) and owes(deadline, one.side)
            )
            left = _days_left(deadline, owing, today, occasions)
            if owing and left <= AHEAD.days:
                found.append(Listed(commitment, deadline, owing, left))
    return tuple(sorted(found, key=lambda one: (one.days_left, one.commitment.id, one.deadline.id)))


def _days_left(deadline: Deadline, owing: Sequence[Responsible], today: date, occasions: Occasions) -> int:
    """Return how long the first of the sides has: to its effective day, past the date from the date as written."""
    if deadline.due < today:
        return (deadline.due - today).days
    countries = {country_of(one.side or Side.ULYANOVSK) for one in owing}
    first = min((occasions.effective(country, deadline.due).day for country in countries), default=deadline.due)
    return max((first - today).days, 0)


def _concerns(group: Group, commitment: Commitment) -> bool:
    in_sectors = not group.sectors or bool(set(group.sectors) & set(commitment.sectors))
    in_section = not group.section or group.section == commitment.section
    on_side = group.side is None or any(one.side in {None, group.side} for one in commitment.responsible)
    return in_sectors and in_section and on_side


def bodies_listed(items: Iterable[Listed]) -> set[str]:
    """Return the organisations (slugs) that owe something of a list."""
    return {one.organisation for item in items for one in item.owed_by if one.organisation}


Officials = Mapping[str, Sequence[str]]
"""The names of the officials of each organisation, by its slug."""
