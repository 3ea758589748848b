"""How much Telegram lets a bot send: token buckets for the bot, for a chat and for a group.

The figures are the FAQ's: about 30 messages a second in all, one a second in a chat with a short burst,
20 a minute in a group. Sends and edits share them; topics of a group share the group's.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.sandbox.errors import too_many_requests


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket of ``capacity`` tokens, refilled by ``per_second``."""

    capacity: float
    per_second: float


EVERYTHING = Rate(30, 30)
CHAT = Rate(3, 1)
GROUP = Rate(20, 20 / 60)


class Pacing:
    """Lets a message pass or refuses it; a refused one costs nothing."""

    def __init__(self, clock: Clock, *, enabled: bool) -> None:
        """Start with full buckets; when not ``enabled`` everything passes."""
        self._clock = clock
        self._enabled = enabled
        self._levels: dict[str, tuple[float, datetime]] = {}

    def take(self, chat: int) -> None:
        """Spend one message to ``chat``; the 429 when a bucket is empty."""
        if not self._enabled:
            return
        buckets = self._buckets(chat)
        levels = {name: self._level(name, rate) for name, rate in buckets.items()}
        wait = max((1 - levels[name]) / rate.per_second for name, rate in buckets.items())
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._levels |= {name: (level - 1, self._clock.now()) for name, level in levels.items()}

    def _buckets(self, chat: int) -> dict[str, Rate]:
        buckets = {"everything": EVERYTHING, f"chat {chat}": CHAT}
        return buckets if chat > 0 else {**buckets, f"group {chat}": GROUP}

    def _level(self, name: str, rate: Rate) -> float:
        if name not in self._levels:
            return rate.capacity
        level, at = self._levels[name]
        return min(rate.capacity, level + (self._clock.now() - at).total_seconds() * rate.per_second)
