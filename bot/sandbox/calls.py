"""The record of the Bot API calls seen: what the page lists and tests look at. It never holds the token."""

from collections import deque
from dataclasses import dataclass
from itertools import count

from bot.sandbox.events import EventLog
from bot.sandbox.wire import Json

_KEPT = 2_000
_POLLING = "getupdates"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: the HTTP status, 0 when the connection was closed without an answer."""

    status: int
    description: str = ""


class CallLog:
    """The newest 2,000 calls, and beside them the newest polls, which are many and say little."""

    def __init__(self, events: EventLog) -> None:
        """Start empty; each call but a poll is an event."""
        self._events = events
        self._numbers = count(1)
        self._calls: deque[Json] = deque(maxlen=_KEPT)
        self._polls: deque[Json] = deque(maxlen=_KEPT)

    def add(self, record: Json, outcome: Outcome) -> None:
        """Record a call with ``method``, ``params``, ``ms`` and ``at``."""
        described = {"description": outcome.description} if outcome.description else {}
        call = {"id": next(self._numbers), **record, "status": outcome.status, **described}
        if str(record["method"]).lower() == _POLLING:
            self._polls.append(call)
        else:
            self._calls.append(call)
            self._events.add("call", **call)

    def after(self, number: int, *, polls: bool) -> list[Json]:
        """Return the calls with a greater id, oldest first."""
        chosen = [*self._calls, *self._polls] if polls else list(self._calls)
        return sorted((call for call in chosen if call["id"] > number), key=lambda call: int(call["id"]))
