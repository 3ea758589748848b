"""The application as a whole: it starts, meets Telegram, takes updates either way, and stops politely."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from structlog.testing import capture_logs

from bot.app import building
from bot.clock import MovableClock
from bot.config import DEFAULTS, Config
from bot.errors import TelegramRefusedToken
from bot.sandbox.server import Sandbox
from storage.records import Role
from tests.delivery.post import lock
from tests.quiet_log import quiet_log
from tests.town import ADMINISTRATOR, AFTERNOON, INHABITANTS, SUBSCRIBER, TOKEN, nothing_said, town
from tests.waiting import until

PROJECT = Path(__file__).parents[1]


async def _calls(session: aiohttp.ClientSession, url: str, method: str) -> list[dict[str, Any]]:
    async with session.get(f"{url}/api/calls") as answer:
        calls: list[dict[str, Any]] = (await answer.json())["calls"]
    return [call for call in calls if call["method"] == method]


async def test_commands_are_published_in_three_languages(filled_url: str) -> None:
    """At the start Telegram gets the menus of private chats and groups in Russian for all, and in each language."""
    async with town(filled_url) as here:
        await here.newcomer(SUBSCRIBER)
        published = await _calls(here.session, here.sandbox.url, "setMyCommands")
    assert sorted(call["params"].get("language_code", "") for call in published) == [
        "", "", "be", "be", "en", "en", "ru", "ru",
    ]  # fmt: skip
    assert {call["status"] for call in published} == {200}
    assert all("assign" not in str(call["params"]) for call in published)


async def test_the_first_administrators_come_from_the_settings(filled_url: str) -> None:
    """Those of ADMIN_IDS are administrators before they have written a word; started twice nothing is doubled."""
    config = Config(bot_token=TOKEN, database_url=filled_url, admin_ids=(ADMINISTRATOR,))
    for _ in range(2):
        async with building(config, MovableClock(AFTERNOON)) as app:
            user = await app.store.people.known(ADMINISTRATOR)
            assert user is not None
            assert [grant.role for grant in user.grants] == [Role.ADMINISTRATOR]


async def test_a_telegram_that_is_down_at_the_start_is_waited_for(filled_url: str) -> None:
    """Without Telegram the bot waits, longer each time, says so, and lives when it comes."""
    clock = MovableClock(AFTERNOON)
    port = unused_port()
    config = Config(bot_token=TOKEN, database_url=filled_url, telegram_api_url=f"http://127.0.0.1:{port}")
    with capture_logs() as log:
        async with building(config, clock) as app, asyncio.TaskGroup() as living:
            life = living.create_task(app.run())
            for wait in (1, 2, 4):
                await until(partial(_waits, log, wait))
                await clock.move(timedelta(seconds=wait - 0.5))
                await clock.move(timedelta(seconds=0.5))
            async with (
                Sandbox(clock, people=INHABITANTS, token=TOKEN, port=port, pacing=False) as sandbox,
                aiohttp.ClientSession() as session,
            ):
                await until(lambda: _answers(log, clock))
                async with session.post(f"{sandbox.url}/api/start", json={"as": SUBSCRIBER}) as answer:
                    assert answer.ok
                await until(lambda: _greeted(sandbox))
                app.stop()
                await life


def _waits(log: Any, seconds: float) -> bool:  # noqa: ANN401 - structlog's lines
    return any(line["event"] == "Telegram does not answer" and line["again_in"] == seconds for line in log)


async def _answers(log: Any, clock: MovableClock) -> bool:  # noqa: ANN401 - structlog's lines
    await clock.move(timedelta(seconds=1))
    return any(line["event"] == "the bot is known to Telegram" for line in log)


def _holds(sandbox: Sandbox, messages: int) -> bool:
    return len(sandbox.world.chats[SUBSCRIBER].messages) == messages


def _greeted(sandbox: Sandbox) -> bool:
    return len(sandbox.world.chats[SUBSCRIBER].messages) > 1


async def test_a_bot_stopped_before_it_met_telegram_ends(filled_url: str) -> None:
    """A stop while Telegram is still down ends the bot at once."""
    config = Config(bot_token=TOKEN, database_url=filled_url, telegram_api_url=f"http://127.0.0.1:{unused_port()}")
    with capture_logs() as log:
        async with building(config, MovableClock(AFTERNOON)) as app, asyncio.TaskGroup() as living:
            living.create_task(app.run())
            await until(lambda: _waits(log, 1))
            app.stop()
        async with building(config, MovableClock(AFTERNOON)) as app:
            app.stop()
            await app.run()


@pytest.mark.parametrize("token", ["42:another", "43:another"])
async def test_a_refused_token_ends_the_bot(filled_url: str, token: str) -> None:
    """A token that Telegram does not know is an error that does not repeat it."""
    clock = MovableClock(AFTERNOON)
    async with Sandbox(clock, token=TOKEN) as sandbox:
        config = Config(bot_token=token, database_url=filled_url, telegram_api_url=sandbox.url)
        async with building(config, clock) as app:
            with pytest.raises(TelegramRefusedToken) as refused:
                await app.run()
    assert token not in str(refused.value)


async def test_updates_come_by_webhook_too(filled_url: str) -> None:
    """With a webhook the bot tells Telegram its address and its secret, answers what is posted, and polls no more."""
    port = unused_port()
    config = Config(
        admin_ids=(ADMINISTRATOR,), http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret="s" * 20
    )
    async with town(filled_url, config=config) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("Что у нас по авиапрому с белорусами?")
        assert (await anna.read())["text"].startswith("Авиастроение")
        (told,) = await _calls(here.session, here.sandbox.url, "setWebhook")
        assert told["params"]["url"] == f"http://127.0.0.1:{port}/telegram"
        assert "callback_query" in told["params"]["allowed_updates"]
        assert await _calls(here.session, here.sandbox.url, "deleteWebhook") == []
        url = f"http://127.0.0.1:{port}"
        async with here.session.post(f"{url}/telegram", data=b"{}", headers={}) as answer:
            assert answer.status == 403
        async with here.session.get(f"{url}/health") as answer:
            assert (await answer.json())["ok"]


async def test_an_update_that_the_store_did_not_take_is_brought_again(filled_url: str) -> None:
    """While the store fails a posted update is refused and nobody is told anything; later it is answered, once."""
    port = unused_port()
    config = Config(http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret="s" * 20)
    async with town(filled_url, config=config) as here:
        anna = await here.newcomer(SUBSCRIBER)
        with capture_logs() as log:
            await _renamed(filled_url, "updates", "away")  # fails at once, where a lock would be waited for
            await anna.send("/help")
            await until(lambda: any("bring again" in line["event"] for line in log))
            await _renamed(filled_url, "away", "updates")
            assert (await anna.messages())[-1]["from"]["id"] == SUBSCRIBER
            for _ in range(3):
                await here.clock.move(timedelta(seconds=2))
            assert "/start" in (await anna.read())["text"]
            await nothing_said(anna)
    assert not any(line["event"] == "the store failed" for line in log)


async def _renamed(url: str, table: str, name: str) -> None:
    other = await asyncio.to_thread(lock, url)
    other.execute(f"ALTER TABLE {table} RENAME TO {name}")
    other.execute("COMMIT")
    other.close()


async def test_polling_takes_back_what_a_webhook_left(filled_url: str) -> None:
    """A bot that polls tells Telegram so, or it would get nothing."""
    async with town(filled_url) as here:
        await here.newcomer(SUBSCRIBER)
        assert len(await _calls(here.session, here.sandbox.url, "deleteWebhook")) == 1


async def test_a_server_that_lacks_a_convenience_is_lived_with(filled_url: str) -> None:
    """A server that takes neither the menu nor the webhook's removal is a warning, and people are answered."""
    clock = MovableClock(AFTERNOON)
    async with Sandbox(clock, people=INHABITANTS, token=TOKEN, pacing=False) as sandbox, aiohttp.ClientSession() as web:
        for method in ("setMyCommands", "deleteWebhook"):
            fault = {"kind": "error", "method": method, "status": 404, "description": "Not Found: method not found"}
            async with web.post(f"{sandbox.url}/api/faults", json=fault) as answer:
                assert answer.ok
        config = Config(bot_token=TOKEN, database_url=filled_url, telegram_api_url=sandbox.url)
        with capture_logs() as log:
            async with building(config, clock) as app, asyncio.TaskGroup() as living:
                living.create_task(app.run())
                async with web.post(f"{sandbox.url}/api/start", json={"as": SUBSCRIBER}) as answer:
                    assert answer.ok
                await until(lambda: _greeted(sandbox))
                app.stop()
    refused = {line["event"] for line in log if line["log_level"] == "warning"}
    assert refused == {"Telegram did not take the menu of commands", "Telegram did not take the webhook away"}


async def test_the_bot_lives_twice_on_one_store(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Stopped and started again it knows its people, works no update twice, and its log stays quiet."""
    clock = MovableClock(AFTERNOON)
    with quiet_log(caplog):
        for life in range(2):
            config = Config(bot_token=TOKEN, database_url=filled_url)
            async with (
                Sandbox(clock, people=INHABITANTS, token=TOKEN, pacing=False) as sandbox,
                aiohttp.ClientSession() as session,
                building(replace(config, telegram_api_url=sandbox.url), clock) as app,
                asyncio.TaskGroup() as living,
            ):
                living.create_task(app.run())
                start = {"update": {**_start(100 + life)}}
                for _ in range(2):
                    async with session.post(f"{sandbox.url}/api/update", json=start) as answer:
                        assert answer.ok
                sandbox.world.chats[SUBSCRIBER].started = True
                await until(partial(_holds, sandbox, 1))
                app.stop()


def _start(number: int) -> dict[str, Any]:
    person = {"id": SUBSCRIBER, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    chat = {"id": SUBSCRIBER, "type": "private", "first_name": "Анна"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": person, "text": "/help"},
    }


async def test_sigterm_lets_the_reply_under_way_be_finished(filled_url: str, tmp_path: Path) -> None:
    """A real process told to end in the middle of a reply finishes it, ends with 0, and starts again on its store."""
    clock = MovableClock(AFTERNOON)
    async with Sandbox(clock, people=INHABITANTS, token=TOKEN, pacing=False) as sandbox, aiohttp.ClientSession() as web:
        for question in ("/help", "/help"):
            process = await _start_process(tmp_path, sandbox.url, filled_url)
            fault = {"kind": "slow", "method": "sendMessage", "seconds": 0.5}
            async with web.post(f"{sandbox.url}/api/faults", json=fault) as answer:
                assert answer.ok
            before = len(sandbox.world.chats[SUBSCRIBER].messages)
            sandbox.world.chats[SUBSCRIBER].started = True
            async with web.post(f"{sandbox.url}/api/send", json={"as": SUBSCRIBER, "text": question}) as answer:
                assert answer.ok, await answer.text()
            await until(partial(_holds, sandbox, before + 2))
            process.send_signal(signal.SIGTERM)
            out, errors = await asyncio.wait_for(process.communicate(), 20)
            assert process.returncode == 0, errors.decode()
            assert out == b""
            assert b"Traceback" not in errors
            assert b"stopped" in errors
            assert b"SANDBOX-EXAMPLE" not in errors


async def _start_process(folder: Path, api: str, store: str) -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
    ours = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api, "DATABASE_URL": store, "PYTHONPATH": str(PROJECT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=folder, env={**environment, **ours},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
