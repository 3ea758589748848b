"""Another installation with the same token: noticed over real HTTP, by the movable clock."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import aiohttp
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.app import building
from bot.clock import MovableClock
from bot.config import Config
from bot.errors import TokenInUse
from bot.render.catalogue import load_catalogues
from bot.rival import Rival
from bot.sandbox.chats import Chat
from bot.sandbox.server import Sandbox
from storage.records import ChatSeen, Sender
from storage.store import Store, open_store
from tests.delivery.post import locked
from tests.town import ADMINISTRATOR, AFTERNOON, INHABITANTS, SUBSCRIBER, TOKEN, town
from tests.waiting import until

_CONFLICT = "Telegram gives no updates"


async def test_another_installation_is_told_and_given_way_to(filled_url: str) -> None:
    """After half a minute of conflicts every administrator has a notice, once; after a minute the bot ends."""
    clock = Pauses(AFTERNOON)
    config = Config(bot_token=TOKEN, database_url=filled_url, admin_ids=(ADMINISTRATOR,))
    async with (
        Sandbox(clock, people=INHABITANTS, token=TOKEN, pacing=False) as sandbox,
        aiohttp.ClientSession() as web,
        building(replace(config, telegram_api_url=sandbox.url), clock) as app,
    ):
        life = asyncio.ensure_future(app.run())
        async with web.post(f"{sandbox.url}/api/start", json={"as": ADMINISTRATOR}) as answer:
            assert answer.ok
        chat = sandbox.world.chats[ADMINISTRATOR]
        await until(lambda: len(chat.messages) > 1)
        for pause in range(1, 21):  # every conflict is followed by a pause of three seconds
            await _steal(web, sandbox, partial(_reached, clock, pause))
            if pause * 3 > 30:
                await until(lambda: bool(_notices(chat)))
            assert bool(_notices(chat)) == (pause * 3 > 30)
            assert not life.done()
            await clock.move(timedelta(seconds=3))
        await _steal(web, sandbox, life.done)
        with pytest.raises(TokenInUse):
            await life
    assert clock.now() - AFTERNOON == timedelta(seconds=60)
    assert len(_notices(chat)) == 1
    assert "@BotFather" in _notices(chat)[0]


class Pauses(MovableClock):
    """A clock that counts the pauses the bot makes after conflicts."""

    pauses = 0

    async def sleep(self, seconds: float) -> None:
        """Sleep, counted when it is for three seconds."""
        self.pauses += seconds == 3
        await super().sleep(seconds)


def _reached(clock: Pauses, pauses: int) -> bool:
    return clock.pauses >= pauses


def _notices(chat: Chat) -> list[str]:
    return [one["text"] for one in chat.messages.values() if "token" in one.get("text", "")]


def _conflicts(log: Sequence[EventDict]) -> int:
    return len([line for line in log if line["event"] == _CONFLICT])


async def _steal(web: aiohttp.ClientSession, sandbox: Sandbox, holds: Callable[[], bool]) -> None:
    """Ask for updates in the name of the same bot until it has noticed."""

    async def noticed() -> bool:
        async with web.get(f"{sandbox.url}/bot{TOKEN}/getUpdates", params={"offset": 0}) as answer:
            assert answer.status in {200, 409}
        return holds()

    await until(noticed)


async def test_a_webhook_that_somebody_set_is_taken_away_again(filled_url: str) -> None:
    """Refused because of a webhook, the bot that polls takes it away and answers what came meanwhile."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        url = f"{here.sandbox.url}/bot{TOKEN}/setWebhook"
        with capture_logs() as log:
            async with here.session.get(url, params={"url": "http://127.0.0.1:9/"}) as answer:
                assert answer.ok
            await anna.send("/help")

            async def conflict_is_over() -> bool:
                return len(await here.calls("deleteWebhook")) > 1

            await until(conflict_is_over)
            await here.clock.move(timedelta(seconds=3))
            assert "/start" in (await anna.read())["text"]
    assert _conflicts(log) == 1


async def _rival(url: str, *moments: float) -> tuple[list[str], list[Exception]]:
    """Return the keys of the notices and what ended the bot, when conflicts came at these seconds."""
    clock, ends = MovableClock(AFTERNOON), list[Exception]()
    async with open_store(url, lock_wait=timedelta(milliseconds=20)) as store:
        await store.people.ensure_administrators([ADMINISTRATOR], clock.now())
        await _open_chat(store, clock)
        rival = Rival(store, clock, load_catalogues(), wake=lambda: None, end=ends.append)
        passed = 0.0
        for moment in moments:
            await clock.move(timedelta(seconds=moment - passed))
            passed = moment
            await rival.met()
        return [one.key for one in await store.ledger.of_chat(ADMINISTRATOR, 10)], ends


async def _open_chat(store: Store, clock: MovableClock) -> None:
    sender, chat = Sender(ADMINISTRATOR, "Пример", None, "ru"), ChatSeen(ADMINISTRATOR, "private")
    await store.people.arrive(bot_id=1, update_id=1, sender=sender, chat=chat, now=clock.now())


@pytest.mark.parametrize("moments", [[0], [0, 3, 6], [0, 29], [0, 41, 82, 123], [0, 20, 61, 90]])
async def test_a_short_conflict_is_nothing(sqlite_url: str, moments: list[float]) -> None:
    """An old poll of ours after a restart, and conflicts with a whole poll between them, tell nobody anything."""
    assert await _rival(sqlite_url, *moments) == ([], [])


async def test_the_notice_is_written_once_an_hour(sqlite_url: str) -> None:
    """A rival that stays brings one notice in an hour, however often the bot is restarted for it."""
    keys, ends = await _rival(sqlite_url, *range(0, 58, 3))
    assert len(keys) == 1
    assert ends == []
    keys, ends = await _rival(sqlite_url, *range(0, 63, 3))
    assert len(keys) == 1
    assert [type(one) for one in ends] == [TokenInUse]


async def test_administrators_are_told_when_the_store_is_back(sqlite_url: str) -> None:
    """A store that is locked at that moment is asked again at the next conflict."""
    clock = MovableClock(AFTERNOON)
    async with open_store(sqlite_url, lock_wait=timedelta(milliseconds=20)) as store:
        await store.people.ensure_administrators([ADMINISTRATOR], clock.now())
        await _open_chat(store, clock)
        rival = Rival(store, clock, load_catalogues(), wake=lambda: None, end=lambda _reason: None)
        await rival.met()
        await clock.move(timedelta(seconds=30))
        async with locked(sqlite_url):
            await rival.met()
        assert await store.ledger.of_chat(ADMINISTRATOR, 10) == ()
        await rival.met()
        assert len(await store.ledger.of_chat(ADMINISTRATOR, 10)) == 1
