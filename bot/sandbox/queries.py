"""Questions a person's client waits for the bot to answer: taps on buttons and inline queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.clock import Clock
from bot.sandbox.errors import refuse
from bot.sandbox.events import Bell
from bot.sandbox.wire import Json

_FIRST_ID = 4_200_000_000_000_000_001


@dataclass(slots=True)
class Query:
    """A question by ``person``; ``answer`` is the bot's, once there is one."""

    id: str
    person: int
    asked: datetime
    answer: Json | None = None


class QueryDesk:
    """Keeps the questions; each is answered once and not later than ``life`` after it was asked."""

    def __init__(self, clock: Clock, bell: Bell, life: timedelta) -> None:
        """Start with no questions; an answer rings ``bell``."""
        self._clock = clock
        self._bell = bell
        self._life = life
        self._ids = count(_FIRST_ID)
        self._open: dict[str, Query] = {}

    def ask(self, person: int) -> Query:
        """Open a question."""
        query = Query(str(next(self._ids)), person, self._clock.now())
        self._open[query.id] = query
        return query

    def find(self, query_id: str) -> Query:
        """Return the open question; the 400 for an unknown, an answered and a late one."""
        query = self._open.get(query_id)
        if query is None or self._clock.now() - query.asked > self._life:
            refuse("query is too old and response timeout expired or query ID is invalid")
        return query

    def answer(self, query_id: str, answer: Json) -> None:
        """Answer an open question."""
        query = self.find(query_id)
        del self._open[query_id]
        query.answer = answer
        self._bell.ring()

    async def answered(self, query: Query, seconds: float) -> Json | None:
        """Wait ``seconds`` of real time for the answer; None when there is none by then."""
        await self._bell.until(lambda: query.answer is not None, seconds)
        return query.answer
