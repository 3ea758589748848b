"""What was held back comes as one message: at the end of quiet hours, and when a chat is back.

quiet hours over   held rows of a chat -> looked at again -> one alone goes as it is, several become one
a pause is over    the chat is back
a chat is back     held rows and the stories of its digest -> one message of welcome -> the chat is active

Of several reminders that waited one is made, for today: each of them would say the same again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.delivery.dispatcher import Renewal
from bot.digests import DigestWriter
from bot.render.catalogue import Catalogues, Translator
from bot.render.merged import after_quiet_hours, can_be_merged, welcome_back
from bot.render.message import Message
from bot.renewals import covered_from, covers, told_before
from storage.digest_records import DigestClosing
from storage.errors import VersionMoved
from storage.outbox_records import Settlement
from storage.records import Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.store import Store

_AT_ONCE = 500
_SEVERAL = 2
_LAST_MORNING = timedelta(minutes=1)  # so that what the morning of a return brings is told with the rest
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was held, looked at again: what still holds, in the words of now, and what does not."""

    whole: Sequence[Delivery]
    bodies: Sequence[Mapping[str, Any]]
    obsolete: Sequence[Settlement]


class Gathering:
    """Makes one message of several; run by a job."""

    def __init__(
        self, store: Store, clock: Clock, catalogues: Catalogues, renewed: Renewal, digests: DigestWriter
    ) -> None:
        """Work on ``store``; ``renewed`` looks again at what is held, ``digests`` tells what a reader missed."""
        self._store = store
        self._clock = clock
        self._catalogues = catalogues
        self._renewed = renewed
        self._digests = digests

    async def gather(self) -> None:
        """Send what waited for the end of quiet hours, and welcome those who are back."""
        now = self._clock.now()
        await self._store.absences.end_due(now - _LAST_MORNING)
        for held in (await self._store.gatherings.ended(now, _AT_ONCE)).values():
            await self._end_quiet(held, now)
        for chat_id in await self._store.gatherings.returning(_AT_ONCE):
            await self._welcome(chat_id, now)

    async def _end_quiet(self, held: Sequence[Delivery], now: datetime) -> None:
        mergeable = [one for one in held if can_be_merged(one.body)]
        alone = [one for one in held if one not in mergeable]
        if len(mergeable) == 1:
            alone, mergeable = [*alone, *mergeable], []
        if alone:
            await self._store.gatherings.release(alone)
        if mergeable:
            looked = await self._looked_at(mergeable, now)
            tr = await self._speaking(held[0].chat_id)
            into = _delivery("quiet", looked.whole, after_quiet_hours(looked.bodies, tr), now) if looked.whole else None
            await self._store.gatherings.merge(looked.whole, into, now, looked.obsolete)

    async def _welcome(self, chat_id: int, now: datetime) -> None:
        held = await self._store.gatherings.held(chat_id)
        alone = [one for one in held if not can_be_merged(one.body)]
        # An earlier message of several may be of a digest's kind as well: it says what it says and covers nothing.
        digests = [one for one in held if covers(one) and one not in alone]
        looked = await self._looked_at([one for one in held if one not in alone and one not in digests], now)
        tr = await self._speaking(chat_id)
        moved, digest = await self._digest(chat_id, digests, now)
        bodies = [*looked.bodies, *([digest.body] if digest else [])]
        gone = () if digest else [_closed(one, "there is no digest any more") for one in digests]
        whole = [*looked.whole, *(digests if digest else ())]
        into = _delivery("back", whole, welcome_back(bodies, tr), now, chat_id) if bodies else None
        if into is not None and into.thread_id is None and digest is not None:
            into = replace(into, thread_id=digest.thread_id)
        if alone:
            await self._store.gatherings.release(alone)
        try:
            obsolete = [*looked.obsolete, *gone]
            await self._store.gatherings.welcome(chat_id, whole, into, now, obsolete=obsolete, digest=moved)
        except VersionMoved:
            _log.info("a digest's wish changed under way", chat=chat_id)
        else:
            _log.info("a chat is back", chat=chat_id, missed=len(bodies))

    async def _looked_at(self, held: Sequence[Delivery], now: datetime) -> _Looked:
        whole: list[Delivery] = []
        bodies: list[Mapping[str, Any]] = []
        obsolete: list[Settlement] = []
        repeated, once = _reminders_as_one(held)
        for one in sorted(once, key=lambda delivery: (delivery.priority, delivery.id)):
            renewed = await self._renewed(one, now) if one.grounds is not None else one.body
            if isinstance(renewed, Settlement):
                obsolete.append(renewed)
            elif renewed is not None:
                whole.append(one)
                bodies.append(renewed)
        if any(one.kind is DeliveryKind.REMINDER for one in whole):
            whole += repeated
        else:
            obsolete += [Settlement(one, DeliveryState.CANCELLED, "nothing of it is owed any more") for one in repeated]
        return _Looked(whole, bodies, obsolete)

    async def _digest(
        self, chat_id: int, held: Sequence[Delivery], now: datetime
    ) -> tuple[DigestClosing | None, NewDelivery | None]:
        wish = await self._store.digests.wish(chat_id)
        if wish is None:
            return None, None
        since = min([wish.covered_until, *(covered_from(one) for one in held)])
        told = tuple(dict.fromkeys(number for of in (wish.told, *map(told_before, held)) for number in of))
        digest, closing = await self._digests.digest(replace(wish, covered_until=since, told=told), now)
        return (replace(closing, wish=wish), digest) if digest is not None else (None, None)

    async def _speaking(self, chat_id: int) -> Translator:
        user = await self._store.people.known(chat_id)
        return self._catalogues.of(user.language if user else "ru")


def _reminders_as_one(held: Sequence[Delivery]) -> tuple[Sequence[Delivery], Sequence[Delivery]]:
    """Return the reminders that a later one makes needless, and the rest: the last now names all of it."""
    theirs = [one for one in held if one.kind is DeliveryKind.REMINDER and one.grounds and "items" in one.grounds]
    if len(theirs) < _SEVERAL:
        return (), held
    items: dict[tuple[Any, ...], Any] = {}
    for one in theirs:
        # An item is [commitment, version, date]; of its versions the last one counts.
        items |= {(item[0], *item[2:]): item for item in (one.grounds or {})["items"]}
    last = theirs[-1]
    whole = replace(last, grounds={**(last.grounds or {}), "items": list(items.values())})
    return theirs[:-1], [whole if one is last else one for one in held if one is last or one not in theirs]


def _closed(digest: Delivery, reason: str) -> Settlement:
    return Settlement(digest, DeliveryState.CANCELLED, reason)


def _delivery(
    occasion: str, held: Sequence[Delivery], message: Message, now: datetime, chat_id: int | None = None
) -> NewDelivery:
    urgent = min((one.priority for one in held), default=Priority.DIGEST)
    first = held[0] if held else None
    return NewDelivery(
        key=f"{occasion}:{chat_id or (first and first.chat_id)}:{now.isoformat()}",
        chat_id=chat_id or (first.chat_id if first else 0),
        kind=min((one.kind for one in held), key=_BY_IMPORTANCE.index, default=DeliveryKind.DIGEST),
        priority=urgent,
        body=message.body(),
        not_before=now,
        thread_id=first.thread_id if first else None,
    )


_BY_IMPORTANCE = (
    DeliveryKind.ESCALATION,
    DeliveryKind.REMINDER,
    DeliveryKind.NOTICE,
    DeliveryKind.DIGEST,
    DeliveryKind.BROADCAST,
)
