"""The demo: examples in place, the page served, the next morning a button away."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.config import DEFAULTS
from bot.demo import ADMINISTRATOR, EXAMPLES, HINTS, STARTS, demo
from tests.person import Person

PROJECT = Path(__file__).parents[1]
SUBSCRIBER, OFFICIAL, MINSK_OFFICIAL = (one.person.id for one in EXAMPLES[:3])


async def test_the_demo_shows_an_answer_a_digest_and_a_reminder() -> None:
    """Everyone is greeted; a question is answered; the next morning brings a digest and reminders, as examples."""
    async with demo(port=0) as (sandbox, app), aiohttp.ClientSession() as session, asyncio.TaskGroup() as living:
        living.create_task(app.run())
        people = {one.person.id: Person(session, sandbox.url, one.person.id) for one in EXAMPLES}
        for one in people.values():
            await one.read(within=30)
        await people[SUBSCRIBER].send(HINTS[0])
        assert (await people[SUBSCRIBER].read(within=30))["text"].startswith("Авиастроение")
        async with session.post(f"{sandbox.url}/api/clock", json={"to": "morning"}) as answer:
            assert answer.ok
        digest = await people[SUBSCRIBER].read(within=30)
        ours, theirs = await people[OFFICIAL].read(within=30), await people[MINSK_OFFICIAL].read(within=30)
        app.stop()
    assert [message["text"].split()[0].strip(".") for message in (digest, ours, theirs)] == [
        "ПРИМЕР",
        "ПРИМЕР",
        "ПРЫКЛАД",
    ]
    assert STARTS.tzinfo is not None


async def test_the_demo_gives_its_people_their_roles() -> None:
    """The people are examples with roles, the administrator among them; the page has hints that are answered."""
    async with demo(port=0) as (sandbox, app):
        roles = {}
        for one in EXAMPLES:
            user = await app.store.people.known(one.person.id)
            assert user is not None
            roles[one.person.id] = {str(grant.role) for grant in user.grants}
        async with aiohttp.ClientSession(sandbox.url) as session, session.get("/") as page:
            assert page.status == 200
            assert "<html" in await page.text()
        (plan,) = await app.store.plan.plans()
    assert roles[SUBSCRIBER] == set()
    assert roles[OFFICIAL] == roles[MINSK_OFFICIAL] == {"official"}
    assert roles[ADMINISTRATOR] == {"administrator"}
    assert (plan.example, plan.commitments) == (True, 8)


async def test_the_demo_says_that_its_port_is_taken() -> None:
    """A second demo on the same port is refused by the system, plainly."""
    async with demo(port=0) as (sandbox, _app):
        port = int(sandbox.url.rpartition(":")[2])
        with pytest.raises(OSError, match=r"(?i)address already in use"):
            async with demo(port):
                pass  # pragma: no cover - never reached


async def test_the_command_prints_the_address_and_serves_the_page(tmp_path: Path) -> None:
    """`demo` prints where the page is and what to try, answers there, and ends with 0 at SIGTERM without a word."""
    environment = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0",
        cwd=tmp_path, env={**environment, "PYTHONPATH": str(PROJECT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    printed = [(await asyncio.wait_for(process.stdout.readline(), 90)).decode() for _ in range(4)]
    url = printed[0].split()[-1]
    assert HINTS[0] in printed[1]
    assert "Следующее утро" in printed[2]
    async with aiohttp.ClientSession() as session:
        await Person(session, url, SUBSCRIBER).read(within=60)
        async with session.get(f"{url}/api/state") as answer:
            assert json.loads(await answer.text())["people"]
    process.send_signal(signal.SIGTERM)
    _out, errors = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, errors.decode()) == (0, "")
