"""A broadcast under ``kill -9``: the bot is a process of its own, started anew after each kill, until all is sent.

The stand-in for Telegram lives here, so what was received is known whatever the bot believes. Kills fall at random
moments: some while the bot starts, plans or recovers, most while it sends.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

from bot.clock import SystemClock
from bot.delivery.rate import SENDING
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Person
from storage.broadcast_records import Audience, BroadcastState
from storage.records import ChatSeen, DeliveryState, Sender
from storage.store import Store, open_store

ROOT: Final = Path(__file__).parents[2]
WORDS: Final = "Пример объявления"
_TOKEN: Final = "42:SANDBOX-EXAMPLE"  # noqa: S105 - opens nothing but the stand-in
_FIRST: Final = 100_001
_LOOK_EVERY: Final = 0.01
_START_AT_MOST: Final = 300.0
_LAST_LIFE_AT_MOST: Final = 600.0
_WHILE_STARTING: Final = 5  # one kill in so many falls before anything is sent
_STARTS_FOR: Final = 4.0
_log = structlog.get_logger(__name__)
_UNFINISHED: Final = (DeliveryState.WAITING, DeliveryState.HELD, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a storm left: ``received`` counts chats by how often they had the message; ``under_way`` rows at kills."""

    chats: int
    kills: int
    under_way: int
    received: Mapping[int, int]
    states: Mapping[DeliveryState, int]
    lost: int
    lost_unsaid: int
    seconds: float

    @property
    def duplicates(self) -> int:
        """Return how many messages came beyond the first."""
        return sum((times - 1) * chats for times, chats in self.received.items() if times > 1)

    def faults(self) -> list[str]:
        """Return every promise that was broken, in words."""
        unfinished = sum(self.states[state] for state in _UNFINISHED)
        rows = sum(self.states.values())
        often = sum(chats for times, chats in self.received.items() if times > 3)
        broken = {
            f"{unfinished} rows without a fate": unfinished > 0,
            f"{rows} rows for {self.chats} chats": rows != self.chats,
            f"{often} chats received it more than three times": often > 0,
            f"{self.lost_unsaid} chats never received it and their row does not say so": self.lost_unsaid > 0,
            f"{self.duplicates} duplicates, {self.under_way} under way at kills": self.duplicates > self.under_way,
        }
        return [fault for fault, is_so in broken.items() if is_so]


class Storm:
    """One broadcast and its kills."""

    def __init__(self, url: str, folder: Path, *, chats: int, kills: int, rate: float, seed: int) -> None:
        """Work on the empty store at ``url``; the bot's log goes to ``folder``."""
        self._url = url
        self._folder = folder
        self._chats = range(_FIRST, _FIRST + chats)
        self._kills = kills
        self._rate = rate
        self._chance = random.Random(seed)  # noqa: S311 - moments of kills, no secrets
        self._under_way = 0

    async def blow(self) -> Aftermath:
        """Send the broadcast through all the kills; raises :class:`TimeoutError` when it comes to no end."""
        started = time.monotonic()
        people = [Person(number, f"Пример {number}") for number in self._chats]
        async with (
            Sandbox(SystemClock(), people=people, token=_TOKEN, pacing=False) as sandbox,
            open_store(self._url) as store,
        ):
            number = await self._begin(sandbox, store)
            for kill in range(self._kills):
                await self._life(sandbox, store, kill)
            async with asyncio.timeout(_LAST_LIFE_AT_MOST), self._bot(sandbox):
                while (await _state(store, number)) is not BroadcastState.DONE:  # noqa: ASYNC110 - another process's doing
                    await asyncio.sleep(0.5)
            return await self._aftermath(sandbox, store, time.monotonic() - started)

    async def _begin(self, sandbox: Sandbox, store: Store) -> int:
        now = SystemClock().now()
        await store.settings.put(SENDING, {"per_second": self._rate, "unknown_wait": 0.5}, by=None, now=now)
        for chat in self._chats:
            sandbox.world.chats[chat].started = True
            sender, place = Sender(chat, f"Пример {chat}", None, "ru"), ChatSeen(chat, "private")
            await store.people.arrive(bot_id=1, update_id=chat, sender=sender, chat=place, now=now)
        number = await store.broadcasts.draft(1, now)
        await store.broadcasts.write(number, {"text": WORDS, "entities": [], "keyboard": None})
        await store.broadcasts.address(number, Audience())
        watched = sandbox.world.post(sandbox.world.chats[_FIRST], sandbox.world.bot["id"], {"text": "Ход рассылки"})
        assert await store.broadcasts.start(number, _FIRST, watched["message_id"], now, by=1)
        return number

    async def _life(self, sandbox: Sandbox, store: Store, kill: int) -> None:
        before = self._received(sandbox)
        share = (len(self._chats) - sum(1 for times in before.values() if times)) / (self._kills - kill + 1)
        async with self._bot(sandbox):
            if kill % _WHILE_STARTING == 0:
                await asyncio.sleep(self._chance.uniform(0, _STARTS_FOR))
            else:
                await self._until_more(sandbox, 1 + int(self._chance.uniform(0, 1.5 * share)))
        under_way = (await store.ledger.counts())[DeliveryState.SENDING]
        self._under_way += under_way
        _log.info("killed", kill=kill + 1, received=self._received(sandbox).total(), under_way=under_way)

    async def _until_more(self, sandbox: Sandbox, messages: int) -> None:
        chats = [sandbox.world.chats[chat] for chat in self._chats]
        wanted = sum(len(chat.messages) for chat in chats) + messages
        async with asyncio.timeout(_START_AT_MOST):
            while sum(len(chat.messages) for chat in chats) < wanted:  # noqa: ASYNC110 - the same
                await asyncio.sleep(_LOOK_EVERY)

    @asynccontextmanager
    async def _bot(self, sandbox: Sandbox) -> AsyncIterator[None]:
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        settings = {
            "BOT_TOKEN": _TOKEN,
            "TELEGRAM_API_URL": sandbox.url,
            "DATABASE_URL": self._url,
            "TIMEZONE": _where_it_is_noon(SystemClock().now()),  # nobody's hours are quiet
            "PYTHONPATH": str(ROOT),
        }
        with (self._folder / "bot.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self._folder,
                env={**inherited, **settings},
                stderr=log,
                stdout=log,
            )
            try:
                yield
                if process.returncode is not None:
                    msg = f"the bot ended by itself with {process.returncode}; see {self._folder / 'bot.log'}"
                    raise RuntimeError(msg)
            finally:
                if process.returncode is None:
                    process.kill()
                await process.wait()

    def _received(self, sandbox: Sandbox) -> Counter[int]:
        counted: Counter[int] = Counter()
        for chat in self._chats:
            counted[chat] = sum(one.get("text") == WORDS for one in sandbox.world.chats[chat].messages.values())
        return counted

    async def _aftermath(self, sandbox: Sandbox, store: Store, seconds: float) -> Aftermath:
        received = self._received(sandbox)
        lost = {chat for chat, times in received.items() if not times}
        unsaid = 0
        for chat in lost:
            (row,) = await store.ledger.of_chat(chat, 1) or (None,)
            unsaid += row is None or row.state is not DeliveryState.UNKNOWN
        return Aftermath(
            chats=len(self._chats),
            kills=self._kills,
            under_way=self._under_way,
            received=Counter(received.values()),
            states=await store.ledger.counts(),
            lost=len(lost),
            lost_unsaid=unsaid,
            seconds=seconds,
        )


async def _state(store: Store, number: int) -> BroadcastState | None:
    found = await store.broadcasts.get(number)
    return found.state if found else None


def _where_it_is_noon(now: datetime) -> str:
    """Return a zone in which it is between 11:00 and 13:00 now; its sign is the other way round than one thinks."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
