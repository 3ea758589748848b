"""Somebody's deadlines as a calendar: the file that is sent in chat, and what an address gives to a calendar program.

address -> hash -> whose it is -> what they may see now -> lines -> calendar and its ETag
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.plan.choice import Line, lines_of
from bot.plan.control import coordinates
from bot.render.catalogue import Catalogues
from bot.render.plan_calendar import plan_calendar
from bot.rights import Access, Right, rights_of
from storage.records import Role, User
from storage.store import Store

CALENDAR_PATH: Final = "/calendar"
_ANY_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)  # so that the ETag says what is in it, not when it was made


@dataclass(frozen=True, slots=True)
class Served:
    """A calendar and its ETag, which changes exactly when what is in it does."""

    content: bytes
    etag: str


def hashed(token: str) -> str:
    """Return what is kept of the secret of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


class Calendars:
    """Makes calendars of what the store holds."""

    def __init__(self, store: Store, catalogues: Catalogues, zone: ZoneInfo, access: Access) -> None:
        """Read ``store``; ``zone`` is the programme's, ``access`` who may do what without a role."""
        self._store = store
        self._catalogues = catalogues
        self._zone = zone
        self._access = access

    async def behind(self, token: str, now: datetime) -> Served | None:
        """Return the calendar that an address opens; ``None``: it opens none, or its owner may not see it any more."""
        owner = await self._store.calendars.owner(hashed(token))
        user = await self._store.people.person(owner) if owner is not None else None
        if user is None or Right.SEE_OWN_DUTIES not in rights_of(user.grants, self._access):
            return None
        tr = self._catalogues.of(user.language)
        zone = ZoneInfo(user.zone) if user.zone else self._zone
        lines = await own_lines(user, self._store, now.astimezone(zone))
        same = plan_calendar(lines, tr, _ANY_MOMENT)
        return Served(plan_calendar(lines, tr, now), f'"{hashlib.sha256(same).hexdigest()[:32]}"')


async def own_lines(user: User, store: Store, local: datetime) -> Sequence[Line]:
    """Return what an official's organisations owe, of a coordinator what is of the own side; closed lines, too."""
    if any(grant.role in {Role.COORDINATOR, Role.ADMINISTRATOR} for grant in user.grants):
        found = await store.plan.everything()
        return lines_of((one for one in found if coordinates(user.grants, one)), local.date())
    bodies = {grant.organisation for grant in user.grants if grant.organisation}
    return lines_of(await store.plan.owed_by(bodies, closed=True), local.date())
