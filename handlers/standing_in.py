"""In whose place a deputy acts today, and who else hears what coordinators are told: read from the store for a tap."""

from dataclasses import dataclass

from bot.plan.control import deciders
from bot.plan.standing_in import Deciding, deciding, lent
from bot.reminder_rules import read_standing_in
from bot.replies import Asker
from storage.control_records import Doer, InPlace
from storage.records import Role, User
from storage.register_records import Side


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of what a side reports or asks for, and in whose place (``None``: their own)."""

    user: User
    instead_of: User | None = None


async def absent_for(user: User, asker: Asker) -> tuple[User, ...]:
    """Return those for whom somebody stands in today, where the somebody lives."""
    if not await asker.store.reminding.deputyships(asker.today, user.id):
        return ()
    return (await read_standing_in(asker.store, asker.today)).absent(user.id, asker.today)


async def deciding_now(user: User, side: Side | None, author: int, asker: Asker) -> Deciding | None:
    """Return as whom somebody decides at this moment on what a side handed in, as :func:`deciding` does."""
    return deciding(user, await absent_for(user, asker), side, author)


async def told_of(side: Side | None, author: int, asker: Asker) -> tuple[Told, ...]:
    """Return who is to be told of what a side handed in: who decides, and the deputies of coordinators who are away.

    The author hears nothing in another's place: nobody decides so on what they handed in.
    """
    people = asker.store.people
    those = deciders(await people.coordinators(), await people.administrators(), side)
    told = {one.id: Told(one) for one in those}
    standing_in = await read_standing_in(asker.store, asker.today)
    for one in those:
        deputy = standing_in.deputy_of(one.id, asker.today)
        lends = any(grant.role is Role.COORDINATOR for grant in lent(one))
        if deputy is not None and lends and deputy.id != author:
            told.setdefault(deputy.id, Told(deputy, one))
    return tuple(told.values())


def doer(user: User, instead_of: User | None) -> Doer:
    """Return who does something as the store takes it."""
    return user.id if instead_of is None else InPlace(user.id, instead_of.id)


def number_of(person: User | None) -> int | None:
    """Return somebody's number; nobody: none."""
    return None if person is None else person.id


def name_of(person: User | None) -> str:
    """Return what somebody is called; nobody: nothing."""
    return "" if person is None else person.name
