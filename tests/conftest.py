"""What any test may ask for: an empty store, on each of the two databases.

SQLite always; PostgreSQL when ``TEST_POSTGRES_URL`` (``postgresql+asyncpg://user@host:port/database``) names a
server on which databases may be created. Each test gets a store of its own: a copy of a template that has been
migrated once per run.
"""

import asyncio
import gc
import os
import shutil
import sys
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import NullPool, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.starting import fill_register
from storage.store import Store, open_store

POSTGRES = "TEST_POSTGRES_URL"


_UNTRACED = frozenset(
    {"chaos", "hostile", "shape", "test_hostile.py", "test_reminders_in_winter.py"}
    | {"test_killed_between_two_steps_each_is_told_once", "test_killed_between_fetch_and_digest_each_item_is_told_once"}
    | {"test_cancelled_in_the_middle_of_a_step_each_is_told_once", "test_a_store_of_every_schema_comes_to_todays"}
)
"""Folders, files and tests that reach nothing that the others do not, but all of it thousands of times."""
_SET_UP_UNTRACED = frozenset({"flows", "handlers", "sandbox", "search", "storage"})
"""Folders whose tests stand on a bot or a store that has been started: that is traced where it is what is tested."""
_TRACED = 12
"""How many cases of one test are traced: the others reach the same lines, at two and a half times the cost."""


_IS_UNTRACED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Choose what is run without measuring its coverage: tracing is most of the time of a measured run."""
    cases: Counter[str] = Counter()
    for item in items:
        test, _, case = item.nodeid.partition("[")
        cases[test] += bool(case)
        repeats = bool(_UNTRACED & {item.path.parent.name, item.path.name, test.rpartition("::")[2]})
        item.stash[_IS_UNTRACED] = repeats or cases[test] > _TRACED


@contextmanager
def _traced(*, so: bool) -> Iterator[None]:
    tracing = sys.gettrace()
    if not so:
        sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracing)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Set it up, untraced where it stands on what others test."""
    with _traced(so=item.path.parent.name not in _SET_UP_UNTRACED):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run it, untraced if it is one of those chosen above."""
    with _traced(so=not item.stash[_IS_UNTRACED]):
        return (yield)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the garbage collector off what collected tests hold, and seldom at work: a gigabyte takes it seconds."""
    del session
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture
def now() -> datetime:
    """A Monday morning, 12:00 in Ulyanovsk and 11:00 in Minsk."""
    return datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def _migrate(url: str) -> None:
    async with open_store(url):
        pass


async def _on_server(*statements: str) -> None:
    """Run statements outside any transaction, as CREATE DATABASE wants it."""
    engine = create_async_engine(os.environ[POSTGRES], isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def _postgres_url(database: str) -> str:
    return make_url(os.environ[POSTGRES]).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a migrated, empty PostgreSQL database."""
    name = f"template_{uuid.uuid4().hex}"
    asyncio.run(_on_server(f"CREATE DATABASE {name}"))
    asyncio.run(_migrate(_postgres_url(name)))
    yield name
    asyncio.run(_on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh store in a SQLite file."""
    path = tmp_path / "store.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh store in PostgreSQL; the test is skipped when there is no server."""
    if POSTGRES not in os.environ:
        pytest.skip(f"{POSTGRES} is not set: no PostgreSQL to test on")
    template: str = request.getfixturevalue("postgres_template")
    name = f"test_{uuid.uuid4().hex}"
    asyncio.run(_on_server(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield _postgres_url(name)
    asyncio.run(_on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh store, on each database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """A fresh store, on each database in turn."""
    async with open_store(store_url) as opened:
        yield opened


async def _fill(url: str) -> None:
    async with open_store(url) as opened:
        await fill_register(opened, datetime(2026, 3, 2, 8, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the starter register in it."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_fill(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
def filled_url(filled_template: Path, tmp_path: Path) -> str:
    """The address of a store of one's own with the starter register in it, as the bot's first start leaves it."""
    path = tmp_path / "filled.sqlite3"
    shutil.copyfile(filled_template, path)
    return f"sqlite+aiosqlite:///{path}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped: one line for each reason, however many they were."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing is skipped: there the machine has all that tests need, and a skip hides a broken install."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
