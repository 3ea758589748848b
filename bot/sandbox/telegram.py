"""All of the stand-in's state in one place; the methods of the Bot API and the page's routes work on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from bot.clock import Clock
from bot.sandbox.calls import CallLog
from bot.sandbox.events import Bell, EventLog
from bot.sandbox.faults import Faults
from bot.sandbox.pacing import Pacing
from bot.sandbox.profile import Profile
from bot.sandbox.queries import QueryDesk
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import Failures
from bot.sandbox.wire import Call, Json
from bot.sandbox.world import World

_TAP_LIFE = timedelta(seconds=15)
_INLINE_LIFE = timedelta(seconds=30)


class Telegram:
    """What the stand-in remembers from its start to its end."""

    def __init__(self, clock: Clock, token: str, *, pacing: bool) -> None:
        """Start with an empty world and a bot whose id is the number in its token."""
        self.clock = clock
        self.token = token
        self.bell = Bell()
        self.events = EventLog(self.bell)
        self.world = World(clock, self.events, int(token.split(":", maxsplit=1)[0]))
        self.updates = UpdateQueue(clock, self.bell)
        self.pacing = Pacing(clock, enabled=pacing)
        self.faults = Faults()
        self.calls = CallLog(self.events)
        self.taps = QueryDesk(clock, self.bell, _TAP_LIFE)
        self.inline = QueryDesk(clock, self.bell, _INLINE_LIFE)
        self.inline_results: dict[tuple[int, str], list[Json]] = {}
        self.profile = Profile()
        self.webhook_failures = Failures()
        self.logged_out = False


Method: TypeAlias = Callable[[Telegram, Call], object]
"""A method of the Bot API: returns the result, or an awaitable of it; CallRefusedError when it refuses."""
