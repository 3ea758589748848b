"""Posts updates to the bot's webhook as Telegram does.

pending updates -> one line per queue (a chat, a person) -> POST, the next of a line only after a 2xx
                -> a body with "method" is carried out, its outcome lost
                -> refused or broken: again at once, then after 2, 4, ... seconds of the clock
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import aiohttp

from bot.sandbox.telegram import Telegram
from bot.sandbox.updates import QueuedUpdate
from bot.sandbox.webhook import Webhook
from bot.sandbox.wire import Call, Json, MalformedJsonError, read_json

_PATIENCE = aiohttp.ClientTimeout(total=60)
_LONGEST_PAUSE = 60
_LONGEST_ASKED = 3_600
_OK = range(200, 300)
_GONE = 410
_GONE_FOR = timedelta(hours=23)
_NOT_IN_AN_ANSWER = ("get", "setwebhook", "deletewebhook", "close", "logout")


class Courier:
    """Carries the updates of a queue to its webhook for as long as :meth:`run` runs."""

    def __init__(self, telegram: Telegram, carry_out: Callable[[Call], Awaitable[None]]) -> None:
        """``carry_out`` runs the method a webhook's answer may hold."""
        self._clock = telegram.clock
        self._bell = telegram.bell
        self._updates = telegram.updates
        self._carry_out = carry_out
        self._busy: set[str] = set()
        self._failures = telegram.webhook_failures

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session, asyncio.TaskGroup() as lines:
            while not self._bell.closed:
                for queue in self._ready():
                    self._busy.add(queue)
                    lines.create_task(self._drain(queue, session))
                await self._bell.rung()

    def _ready(self) -> list[str]:
        webhook = self._updates.webhook
        if webhook is None:
            return []
        queues = dict.fromkeys(update.queue for update in self._updates.pending())
        return [queue for queue in queues if queue not in self._busy][: webhook.max_connections - len(self._busy)]

    async def _drain(self, queue: str, session: aiohttp.ClientSession) -> None:
        pauses = _pauses()
        while (webhook := self._updates.webhook) and (update := self._first(queue)):
            wait = await self._post(webhook, update, session)
            if wait is None:
                self._updates.remove(update)
                pauses = _pauses()
            else:
                await self._clock.sleep(max(next(pauses), wait))
        self._busy.discard(queue)
        self._bell.ring()

    def _first(self, queue: str) -> QueuedUpdate | None:
        return next((update for update in self._updates.pending() if update.queue == queue), None)

    async def _post(self, webhook: Webhook, update: QueuedUpdate, session: aiohttp.ClientSession) -> int | None:
        """Return None when the update was taken, else the seconds the other side asked to wait."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update.body, headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as broken:
            self._failed(f"Connection failed: {type(broken).__name__}")
            return 0
        if response.status not in _OK:
            self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
            self._count_gone(response.status)
            return _asked_pause(response.headers.get("Retry-After", ""))
        self._failures.gone_since = None
        await self._obey(body)
        return None

    def _failed(self, message: str) -> None:
        self._failures.at = self._clock.now()
        self._failures.message = message

    def _count_gone(self, status: int) -> None:
        now = self._clock.now()
        self._failures.gone_since = (self._failures.gone_since or now) if status == _GONE else None
        if self._failures.gone_since is not None and now - self._failures.gone_since >= _GONE_FOR:
            self._updates.switch(None)

    async def _obey(self, body: bytes) -> None:
        try:
            answer = read_json(body or b"null")
        except MalformedJsonError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            method = answer["method"]
            fields: Json = {name: value for name, value in answer.items() if name != "method"}
            if not method.lower().startswith(_NOT_IN_AN_ANSWER):
                await self._carry_out(Call(method, fields))


def _pauses() -> Iterator[int]:
    """Yield the pauses between tries in seconds: the first try again is immediate."""
    yield 0
    pause = 2
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)


def _asked_pause(header: str) -> int:
    return min(int(header), _LONGEST_ASKED) if header.isascii() and header.isdigit() else 0
