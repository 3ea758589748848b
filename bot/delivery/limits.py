"""What refusals and silences of single chats say of Telegram as a whole: one may be the chat's own, two are not.

One chat refused for too many messages waits alone. When the next chat, with no success between, is refused as well,
the limit is the bot's, and all wait. The same of a Telegram that is down: one row is tried again, at two the bot
waits, a little longer each time, so that a night of silence does not wear out every row.
"""

from dataclasses import dataclass, field
from typing import Final

from bot.delivery.fate import Fate

_FIRST_WAIT: Final = 5.0
_LONGEST_WAIT: Final = 60.0
_SEVERAL: Final = 2


@dataclass(slots=True)
class Limits:
    """What has gone wrong since the last message that Telegram took."""

    _refused: set[int] = field(default_factory=set)
    _unheard: set[int] = field(default_factory=set)
    _outages: int = 0

    def well(self) -> None:
        """Note that Telegram took a message."""
        self._refused.clear()
        self._unheard.clear()
        self._outages = 0

    def seconds_for_all(self, chat_id: int, fate: Fate, jitter: float) -> float:
        """Return for how long the whole bot is to wait after this fate of a message; 0: not at all."""
        if fate.limit:
            self._refused.add(chat_id)
            return fate.wait if len(self._refused) >= _SEVERAL else 0.0
        if fate.outage:
            self._unheard.add(chat_id)
            if len(self._unheard) >= _SEVERAL:
                self._unheard.clear()
                self._outages += 1
                return min(_FIRST_WAIT * float(2 ** min(self._outages - 1, 10)), _LONGEST_WAIT) * jitter
        return 0.0
