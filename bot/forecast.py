"""What would be sent to whom and when, if nothing changed from now on. It only reads.

wishes due in the days ahead x stories that are there now -> digests
mornings ahead x deadlines x officials                    -> reminders, escalations
rows of the outbox that wait or are held                  -> as they stand
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.quiet import is_at_once, quiet_until
from bot.news.wishes import Choosing
from bot.plan.escalations import Escalation
from bot.plan.reminders import REMINDERS, Reminder, moment_of, zone_of
from bot.reminding import ReminderWriter
from storage.digest_records import DigestWish
from storage.gatherings import NEVER
from storage.ledger import Addressee
from storage.records import Delivery, DeliveryKind, DeliveryState, Story
from storage.reminding_records import Reminded
from storage.store import Store

_WISHES_AT_MOST: Final = 1_000_000
_ROWS: Final = 500
_DAY: Final = timedelta(days=1)
_UNFINISHED: Final = (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.HELD)


class Because(StrEnum):
    """Why something would be sent: it is due by then, or it stands in the outbox and waits for something."""

    DUE = "due"
    WAITING = "waiting"
    QUIET_HOURS = "quiet_hours"
    CHAT_PAUSED = "chat_paused"
    BROADCAST_STOPPED = "broadcast_stopped"


@dataclass(frozen=True, slots=True)
class Expected:
    """One message that would be sent; ``at`` ``None``: not before somebody does something.

    ``items`` are the titles of a digest's stories or the numbers of a reminder's commitments; ``delivery`` is the
    number of a row that is there already.
    """

    at: datetime | None
    kind: DeliveryKind
    chat_id: int
    name: str
    because: Because
    items: tuple[str, ...] = ()
    delivery: int | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that would be sent from ``now`` to ``until``; how many digests have nothing to tell as yet."""

    now: datetime
    until: datetime
    expected: tuple[Expected, ...]
    digests_without_news: int


class Foresight:
    """Looks ahead in a store."""

    def __init__(self, store: Store, reminders: ReminderWriter, zone: ZoneInfo, choosing: Choosing) -> None:
        """Read ``store``; ``zone`` is the programme's; ``choosing`` knows which stories a reader wants."""
        self._choosing = choosing
        self._store = store
        self._reminders = reminders
        self._zone = zone

    async def look(self, now: datetime, days: int) -> Forecast:
        """Return what would be sent in the ``days`` ahead, what comes first first."""
        until = now + days * _DAY
        digests, without_news = await self._digests(now, until)
        expected = [one async for one in self._outbox(now, until)]
        expected += [*digests, *[one async for one in self._coming(now, until)]]
        ordered = sorted(expected, key=lambda one: (one.at is None, one.at or now, one.kind, one.chat_id))
        return Forecast(now, until, tuple(ordered), without_news)

    async def _digests(self, now: datetime, until: datetime) -> tuple[list[Expected], int]:
        wishes = await self._store.digests.due(until, _WISHES_AT_MOST)
        since = min((wish.covered_until for wish in wishes), default=now)
        stories = await self._store.news.added_between(since, now)
        all_of_them = await self._store.news.added_between(since, now, borderline=True)
        doubtful = [one for one in all_of_them if one not in stories]
        names = await self._store.ledger.addressees([wish.chat_id for wish in wishes])
        expected = []
        for wish in wishes:
            offered = [*stories, *(doubtful if wish.following.borderline else ())]
            told = tuple(story.title for story in offered if self._tells(wish, story))
            if told:
                at, name = max(wish.next_at, now), _name(wish.chat_id, names)
                expected.append(Expected(at, DeliveryKind.DIGEST, wish.chat_id, name, Because.DUE, told))
        return expected, len(wishes) - len(expected)

    def _tells(self, wish: DigestWish, story: Story) -> bool:
        new = story.added_at > wish.covered_until and story.id not in wish.told
        return new and self._choosing.wanted(story, wish.following)

    async def _coming(self, now: datetime, until: datetime) -> AsyncIterator[Expected]:
        # A day at a time: in each there is one morning for everybody, wherever they live.
        last = await self._store.deliveries.last_tick(REMINDERS) or now
        while last < until:
            moment = now if last < now else min(last + _DAY, until)
            async for reminders, escalations in self._reminders.planned(last, moment):
                for one in reminders:
                    yield await self._expected(one, DeliveryKind.REMINDER, now)
                for late in escalations:
                    yield await self._expected(late, DeliveryKind.ESCALATION, now)
            last = moment

    async def _expected(self, told: Reminder | Escalation, kind: DeliveryKind, now: datetime) -> Expected:
        user, zone = told.user, zone_of(told.user, self._zone)
        person = Reminded(user, await self._store.reminding.wish(user.id), reached=True)
        at = max(now, moment_of(told.morning, person, zone).astimezone(now.tzinfo))
        later = quiet_until(kind, await self._store.people.quiet(user.telegram_id), zone, at)
        because = Because.QUIET_HOURS if later else Because.DUE
        items = tuple(item.commitment.number for item in told.items)
        return Expected(later or at, kind, user.telegram_id, user.name, because, items)

    async def _outbox(self, now: datetime, until: datetime) -> AsyncIterator[Expected]:
        skip = 0
        while rows := await self._store.ledger.in_states(_UNFINISHED, _ROWS, skip):
            names = await self._store.ledger.addressees([row.chat_id for row in rows])
            for row in rows:
                at, because = await self._when(row, names.get(row.chat_id), now)
                if at is None or at <= until:
                    yield Expected(at, row.kind, row.chat_id, _name(row.chat_id, names), because, (), row.id)
            skip += len(rows)

    async def _when(self, row: Delivery, chat: Addressee | None, now: datetime) -> tuple[datetime | None, Because]:
        if chat is not None and not chat.active:
            return None, Because.CHAT_PAUSED
        if row.state is DeliveryState.HELD:
            stopped = row.not_before >= NEVER
            return (None, Because.BROADCAST_STOPPED) if stopped else (max(row.not_before, now), Because.QUIET_HOURS)
        at = max(row.not_before, now)
        user = await self._store.people.known(row.chat_id)
        zone = ZoneInfo(user.zone) if user and user.zone else self._zone
        quiet = await self._store.people.quiet(row.chat_id)
        later = quiet_until(row.kind, quiet, zone, at, at_once=is_at_once(row))
        return (later, Because.QUIET_HOURS) if later else (at, Because.WAITING)


def _name(chat_id: int, names: Mapping[int, Addressee]) -> str:
    known = names.get(chat_id)
    return known.name if known else ""
