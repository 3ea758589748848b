"""The queue of updates for the bot: what waits, what was handed out, what is too old; and polling it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.errors import conflict
from bot.sandbox.events import Bell
from bot.sandbox.webhook import Webhook
from bot.sandbox.wire import Json

LONGEST_POLL = 50
MOST_AT_ONCE = 100
_MESSAGE_LIFE = 86_400
_LIVES = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}
_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FIRST_ID = 700_000_001


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """One update; those of one ``queue`` are delivered to a webhook one after another."""

    update_id: int
    queue: str
    body: Json
    expires: datetime
    raw: bool = False


class UpdateQueue:
    """Holds updates until the bot confirms them, a webhook takes them, or they expire.

    They are at-least-once: what was handed out and not confirmed is handed out again.
    """

    def __init__(self, clock: Clock, bell: Bell) -> None:
        """Start empty, polled, with Telegram's default kinds of updates."""
        self._clock = clock
        self._bell = bell
        self._waiting: list[QueuedUpdate] = []
        self._handed: set[int] = set()
        self._next_id = _FIRST_ID
        self._poller = 0
        self._allowed: frozenset[str] = frozenset()
        self.webhook: Webhook | None = None

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds the bot asks for; none is the default set."""
        self._allowed = frozenset(kinds)

    def allowed(self) -> list[str]:
        """Return the kinds asked for, empty for the default."""
        return sorted(self._allowed)

    def put(self, kind: str, content: Json, queue: str) -> None:
        """Queue an update unless the bot does not want its kind."""
        wanted = kind in self._allowed if self._allowed else kind not in _ONLY_WHEN_ASKED
        if wanted:
            life = timedelta(seconds=_LIVES.get(kind, _MESSAGE_LIFE))
            body = {"update_id": self._next_id, kind: content}
            self._add(QueuedUpdate(self._next_id, queue, body, self._clock.now() + life))

    def put_raw(self, update: Json) -> int:
        """Queue an update as it is, even one whose id was used before; return its id."""
        number = int(update.get("update_id", self._next_id))
        expires = self._clock.now() + timedelta(seconds=_MESSAGE_LIFE)
        self._add(QueuedUpdate(number, "raw", {**update, "update_id": number}, expires, raw=True))
        return number

    def _add(self, update: QueuedUpdate) -> None:
        self._next_id = max(self._next_id, update.update_id + 1)
        self._waiting.append(update)
        self._handed.discard(update.update_id)
        self._bell.ring()

    def pending(self) -> list[QueuedUpdate]:
        """Return what waits and is not too old, oldest first."""
        now = self._clock.now()
        self._waiting = [update for update in self._waiting if update.expires > now]
        return self._waiting

    def remove(self, update: QueuedUpdate) -> None:
        """Take away what a webhook has taken."""
        self._waiting = [other for other in self._waiting if other is not update]

    def clear(self) -> None:
        """Drop everything that waits."""
        self._waiting = []

    def switch(self, webhook: Webhook | None) -> None:
        """Post to a webhook from now on, or be polled again; a pending poll ends."""
        self.webhook = webhook
        self._bell.ring()

    def confirm(self, offset: int) -> None:
        """Drop what lies before ``offset``; a negative one keeps only the last -offset updates."""
        pending = self.pending()
        if offset < 0:
            self._waiting = pending[offset:]
        elif offset > 0:
            self._waiting = [update for update in pending if not self._confirmed(update, offset)]

    def _confirmed(self, update: QueuedUpdate, offset: int) -> bool:
        # A raw update may carry an id of long ago (a redelivery on order); it is confirmed once handed out.
        seen = update.update_id in self._handed or not update.raw
        return update.update_id < offset and seen

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """Return up to ``limit`` updates, waiting ``seconds`` of real time for the first.

        The 409 while a webhook is set, when one is set meanwhile, or when a newer poll takes over.
        """
        if self.webhook is not None:
            conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._poller += 1
        mine = self._poller
        self._bell.ring()
        self.confirm(offset)
        wait = min(max(seconds, 0), LONGEST_POLL)
        await self._bell.until(lambda: self._poller != mine or bool(self.webhook) or bool(self.pending()), wait)
        if self.webhook is not None:
            conflict("terminated by setWebhook request")
        if self._poller != mine:
            conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        handed = self.pending()[: limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE]
        self._handed |= {update.update_id for update in handed}
        return [update.body for update in handed]
