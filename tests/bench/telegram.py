"""A stand-in for the Bot API that costs little: it gives prepared updates and stamps what comes back.

``python -m tests.bench.telegram`` writes its port on standard output, then one JSON line for each line it is given:

    {"count": 3000, "rate": 600, "fresh": true, "seconds": 60}
    {"answered": 3000, "begun": …, "first": …, "last": …, "latencies": […]}

With a ``rate`` updates become available at even steps, whether or not the bot keeps up (an open loop), and a latency
counts from that moment; without one all are there at once. ``first`` and ``last`` are moments of answers by the
monotonic clock, which all processes of a machine share; ``begun`` is when the first update was there. ``seconds``
bounds the whole. ``fresh`` writes every question as it was never written before, by its marks at the end, so that no
bot answers from memory. What is sent is matched to what was asked by chat, in order; each update is expected to bring
one message. The answer to sendMessage is short: no bot pays here for reading its own words again.
"""

import asyncio
import json
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.bench.answers import QUESTIONS

PEOPLE: Final = 200
_FIRST_PERSON: Final = 700_001
_BATCH: Final = 100  # Telegram's own
_CHAT: Final = re.compile(rb'chat_id(?:=|":\s*)(-?\d+)')
_ME: Final = {"id": 42, "is_bot": True, "first_name": "Пример", "username": "bench_example_bot"}


@dataclass
class Phase:
    """One measurement under way: what was asked when, and what came back."""

    count: int
    rate: float | None
    fresh: bool
    begun: float
    first: float = 0.0
    last: float = 0.0
    latencies: list[float] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def available(self, now: float) -> int:
        """Return how many updates may have been given by ``now``."""
        return self.count if self.rate is None else min(self.count, int((now - self.begun) * self.rate) + 1)

    def given_at(self, number: int) -> float:
        """Return when an update became available."""
        return self.begun if self.rate is None else self.begun + number / self.rate

    def report(self) -> dict[str, Any]:
        """Return the phase as it is written."""
        return {
            "answered": len(self.latencies),
            "begun": self.begun,
            "first": self.first,
            "last": self.last,
            "latencies": self.latencies,
        }


class Telegram:
    """The updates and the stamps."""

    def __init__(self) -> None:
        """Begin with nothing to give."""
        self._phase: Phase | None = None
        # The number of the phase's first update: above those of any stand-in before, for a store remembers them.
        self._base = int(time.monotonic() * 10_000)
        self._given = 0
        self._asked: defaultdict[int, deque[float]] = defaultdict(deque)
        self._waiting: Callable[[bytes], None] | None = None

    async def measure(self, *, count: int, rate: float | None, fresh: bool, seconds: float) -> Phase:
        """Give ``count`` updates and return what came back, all of it or what there is after ``seconds``."""
        self._asked.clear()
        self._given = 0
        self._phase = phase = Phase(count, rate, fresh, time.monotonic())
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as running:
                offering = running.create_task(self._offer())
                await phase.done.wait()
                offering.cancel()
        except TimeoutError:
            pass  # the report says how many were answered
        self._base += count
        self._phase = None
        return phase

    async def _offer(self) -> None:
        """Hand updates to a request that waits for them, as they become available."""
        while True:
            if self._waiting is not None and (batch := self._batch()):
                answer, self._waiting = self._waiting, None
                answer(_updates(batch))
            await asyncio.sleep(0.001)

    def _batch(self) -> list[bytes]:
        if self._phase is None:
            return []
        first, last = self._given, min(self._phase.available(time.monotonic()), self._given + _BATCH)
        self._given = max(first, last)
        for number in range(first, last):
            self._asked[_person(number)].append(self._phase.given_at(number))
        fresh = self._phase.fresh
        return [_update(self._base + number, number, fresh=fresh) for number in range(first, last)]

    def call(self, method: bytes, body: bytes, answer: Callable[[bytes], None]) -> None:
        """Carry out a call of the Bot API."""
        match method:
            case b"getUpdates":
                if batch := self._batch():
                    answer(_updates(batch))
                else:
                    self._waiting = answer
            case b"sendMessage":
                self._stamp(_chat_in(body))
                answer(_SENT)
            case b"getMe":
                answer(_written({"ok": True, "result": _ME}))
            case _:
                answer(_written({"ok": True, "result": True}))

    def _stamp(self, chat: int) -> None:
        now = time.monotonic()
        phase, asked = self._phase, self._asked[chat]
        if phase is None or not asked:
            return
        phase.first = phase.first or now
        phase.last = now
        phase.latencies.append(now - asked.popleft())
        if len(phase.latencies) == phase.count:
            phase.done.set()


class Connection(asyncio.Protocol):
    """One kept-alive HTTP connection; requests have a Content-Length or no body, as those of aiohttp."""

    def __init__(self, telegram: Telegram) -> None:
        """Answer for ``telegram``."""
        self._telegram = telegram
        self._unread = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        """Carry out every request that is here whole."""
        self._unread += data
        while (head_end := self._unread.find(b"\r\n\r\n")) >= 0:
            head = self._unread[:head_end]
            end = head_end + 4 + _length_in(head)
            if len(self._unread) < end:
                return
            body, self._unread = self._unread[head_end + 4 : end], self._unread[end:]
            self._telegram.call(head.split(b" ", 2)[1].rpartition(b"/")[2], body, self._answer)

    def _answer(self, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            self._transport.write(head + body)


def _length_in(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def _chat_in(body: bytes) -> int:
    """Return whom a message is for, written as a form or as JSON."""
    return int(_CHAT.search(body)[1])  # type: ignore[index]


def _written(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def _person(number: int) -> int:
    return _FIRST_PERSON + number % PEOPLE


def _update(update_id: int, number: int, *, fresh: bool) -> bytes:
    person = {"id": _person(number), "first_name": "Пример"}
    message = {
        "message_id": update_id,
        "date": 1_790_000_000,
        "chat": {**person, "type": "private"},
        "from": {**person, "is_bot": False, "language_code": "ru"},
        # Stepped, so that a person does not ask the same every time.
        "text": QUESTIONS[(number + number // PEOPLE) % len(QUESTIONS)] + (_marks(update_id) if fresh else ""),
    }
    return _written({"update_id": update_id, "message": message})


def _marks(number: int) -> str:
    """Return the number written in four marks instead of digits."""
    return "".join(" .?!"[number >> shift & 3] for shift in range(0, 16, 2)) + "?"


def _updates(batch: Sequence[bytes]) -> bytes:
    return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"


_SENT: Final = _written(
    {
        "ok": True,
        "result": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": _FIRST_PERSON, "type": "private"},
            "text": "Пример",
        },
    }
)


async def main() -> None:
    """Serve on a free port of this machine until standard input ends."""
    telegram = Telegram()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    _say(server.sockets[0].getsockname()[1])
    while order := await orders.readline():
        _say((await telegram.measure(**json.loads(order))).report())
    server.close()


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
