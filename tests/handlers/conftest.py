"""One town for all tests of a module: each of them brings people of its own into it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from structlog.typing import EventDict

from bot.news.sample import sample_feed
from bot.plan.example import example_plan
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Person
from tests.plan_stage import PLAN, Stage
from tests.quiet_log import quiet_log
from tests.town import AFTERNOON, COORDINATOR, OFFICIAL, Town, town


async def _live_in(url: str) -> None:
    async with town(url, feeds=_news) as built:
        knowledge = await built.app.knowledge.newest()
        await built.app.store.plan.add_plan(example_plan(knowledge.register), built.clock.now())
        await built.pass_time(timedelta(0))


def _news() -> tuple[bytes, ...]:
    return (sample_feed(),)


@pytest.fixture(scope="session")
def lived_in_template(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which every job has run once, with the sample's news and the example plan, and no people."""
    path = tmp_path_factory.mktemp("lived-in") / "store.sqlite3"
    shutil.copyfile(filled_template, path)
    asyncio.run(_live_in(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(lived_in_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town with the register, the sample's news and the example plan; its clock stands still unless moved."""
    path = tmp_path_factory.mktemp("town") / "store.sqlite3"
    shutil.copyfile(lived_in_template, path)
    async with town(f"sqlite+aiosqlite:///{path}", feeds=_news) as built:
        yield built


@pytest.fixture
def expected() -> set[str]:
    """The warnings of the bot that a test brings about, added by it; empty at first."""
    return set()


@pytest.fixture(autouse=True)
def lines(expected: set[str], caplog: pytest.LogCaptureFixture) -> Iterator[list[EventDict]]:
    """The bot's log, in which nothing may be a warning that was not ``expected``."""
    with quiet_log(caplog, but=expected) as logged:
        yield logged


@pytest.fixture
async def stage(filled_url: str) -> AsyncIterator[Stage]:
    """A town with the example plan."""
    async with town(filled_url) as here:
        await here.app.store.plan.add_plan(PLAN, AFTERNOON)
        yield Stage(here)


@pytest.fixture
async def ivan(stage: Stage) -> Person:
    """An official of the Ulyanovsk side."""
    return await stage.here.appointed(OFFICIAL)


@pytest.fixture
async def olga(stage: Stage) -> Person:
    """A coordinator of the Ulyanovsk side."""
    olga = await stage.here.newcomer(COORDINATOR)
    await stage.here.grant(olga, Grant(Role.COORDINATOR, side=Side.ULYANOVSK))
    return olga
