"""How fast the bot may speak: to everybody together, and to one chat. No waiting here, only the moments.

Telegram's figures (its FAQ for bots): about 30 messages a second in all, one a second in a chat, 20 a minute in a
group. Sends and edits count alike, answers to buttons do not. Replies to people wait for nothing but Telegram's own
word: they take from the same purse, and what is sent unasked waits until it is filled again.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

PER_SECOND: Final = 28.0
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_CATCHING_UP: Final = timedelta(seconds=0.25)  # a timer rings late; so much lateness is made good
_DEBT: Final = timedelta(seconds=10)  # however many people ask at once, what is unasked waits no longer than this
_CHAT_DEBT: Final = timedelta(seconds=30)  # a talkative chat delays what is sent there unasked no longer than this
_PRIVATE_GAP: Final = timedelta(seconds=1.02)
_GROUP_GAP: Final = timedelta(seconds=3.05)
_LONGEST: Final = timedelta(seconds=60)  # beyond this the clock was set back, and what was noted is not believed
_REMEMBERED: Final = 2_000


@dataclass(slots=True)
class Pace:
    """The pace of one process. ``per_second`` is for the whole bot and may be changed at any time."""

    per_second: float = PER_SECOND
    _next: datetime = _LONG_AGO
    _free_at: dict[int, datetime] = field(default_factory=dict)
    _remembered: int = _REMEMBERED

    def spend(self, chat_id: int, now: datetime) -> None:
        """Note that a message leaves for this chat now."""
        gap = timedelta(seconds=1 / self.per_second)
        self._next = min(max(self._believed(now), now - _CATCHING_UP) + gap, now + _DEBT)
        owed = min(max(self._free_at.get(chat_id, now), now), now + _CHAT_DEBT)
        self._free_at[chat_id] = owed + (_PRIVATE_GAP if chat_id > 0 else _GROUP_GAP)
        if len(self._free_at) > self._remembered:
            self._free_at = {chat: moment for chat, moment in self._free_at.items() if moment > now}
            self._remembered = max(_REMEMBERED, 2 * len(self._free_at))

    def seconds_to_wait(self, now: datetime) -> float:
        """Return how long what is sent unasked waits for its turn; 0 when it may go now."""
        return max(0.0, (self._believed(now) - now).total_seconds())

    def _believed(self, now: datetime) -> datetime:
        return self._next if self._next - now < _LONGEST else now

    def busy(self, now: datetime) -> frozenset[int]:
        """Return the chats that have had their message and may not have the next one yet."""
        return frozenset(chat for chat, moment in self._free_at.items() if now < moment < now + _LONGEST)

    def next_free(self, now: datetime) -> float | None:
        """Return in how many seconds the first busy chat is free again; ``None``: no chat is busy."""
        soon = (moment for moment in self._free_at.values() if now < moment < now + _LONGEST)
        return min(((moment - now).total_seconds() for moment in soon), default=None)
