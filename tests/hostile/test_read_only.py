"""A store that becomes read-only while the bot runs: it answers what it can, says so, and goes on when that clears."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy import Connection, Engine, NullPool, event, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.config import Config
from bot.health import judged, outbox_in
from bot.plan.example import example_plan
from bot.pulse import Part
from bot.starting import fill_register
from storage.store import open_store
from tests.person import Message, Person, buttons
from tests.quiet_log import quiet_log
from tests.town import ADMINISTRATOR, AFTERNOON, COORDINATOR, OFFICIAL, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of, said

TROUBLES = {"the store failed", "a job waits for the store", "the outbox waits for the store",
            "the lease waits for the store", "an outcome waits for the store"}  # fmt: skip


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[EventDict]]:
    """The bot's log: nothing but what says that the store cannot be used."""
    with quiet_log(caplog, but=TROUBLES) as logged:
        yield logged


def _told(lines: list[EventDict], event_name: str) -> list[EventDict]:
    return [line for line in lines if line["event"] == event_name]


class _Switch:
    """Lets SQLite refuse each write with its own SQLITE_READONLY, on every connection, old and new, while it is on."""

    on = False

    def __call__(self, connection: Connection) -> None:
        """Tell a connection how it stands before its transaction begins."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if self.on else 'OFF'}")


_SWITCH = _Switch()


@pytest.fixture(autouse=True)
def switch() -> Iterator[None]:
    """Put the switch into every engine before there is one: later, a thread may just be walking over its listeners."""
    event.listen(Engine, "begin", _SWITCH)
    yield
    event.remove(Engine, "begin", _SWITCH)


@contextmanager
def _sqlite_read_only() -> Iterator[None]:
    """Turn the switch on for the length of the block."""
    _SWITCH.on = True
    try:
        yield
    finally:
        _SWITCH.on = False


@asynccontextmanager
async def _postgres_read_only(url: str) -> AsyncIterator[None]:
    """Let the server begin every transaction of this database read-only, and end the sessions that were there."""
    name = make_url(url).database
    engine = create_async_engine(
        make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    gone = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - ours

    async def turn(words: str) -> None:
        async with engine.connect() as connection:
            await connection.execute(text(f"ALTER DATABASE {name} {words}"))
            await connection.execute(gone)

    await turn("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        await turn("RESET default_transaction_read_only")
        await engine.dispose()


async def _says(here: Town) -> dict[str, object]:
    now = here.clock.now()
    health = judged(here.app.pulse, await outbox_in(here.app.store, now), now, polls=True)
    found: dict[str, object] = health.as_json()["database"]
    return found


async def _noticed(here: Town) -> bool:
    await here.calls()  # the bot gets its turn
    return here.app.pulse.unwritable is not None


async def _forgotten(here: Town) -> bool:
    await here.calls()
    return here.app.pulse.unwritable is None


async def _lives_through(here: Town, read_only: AbstractAsyncContextManager[None]) -> None:
    anna, petr = await here.newcomer(SUBSCRIBER), await here.newcomer(ADMINISTRATOR)
    await anna.send("/digest")
    shown = await anna.read()
    async with read_only:
        await here.wait_out(lambda: _noticed(here), step=1)
        await _answers_what_it_can(anna, shown)
        stranger = await here.stranger()
        await stranger.start()
        assert (await stranger.read())["text"]
        told = await petr.read()
        assert told["text"].startswith(said("The store cannot be written to", "en"))
        assert (await _says(here))["ok"] is False
        assert "cannot be written" in str((await _says(here))["says"])
        await here.app.jobs.tick()
        for _ in range(6):
            await here.clock.move(timedelta(minutes=5))
        asked = await petr.send("/sectors")
        assert buttons(await petr.read())  # and no second notice stands before it
        assert asked["message_id"] + 1 == (await petr.messages())[-1]["message_id"]
    await here.wait_out(lambda: _forgotten(here), step=1)
    assert (await _says(here))["ok"] is True
    assert (await anna.tap(shown, "09:00")).answered
    await here.pass_time(timedelta(minutes=1))
    assert await here.app.store.digests.wish(SUBSCRIBER) is not None
    await nothing_said(anna)


async def _answers_what_it_can(anna: Person, shown: Message) -> None:
    await anna.send("/sectors")
    assert buttons(await anna.read())
    await anna.send("авиапром")
    assert "Авиа" in (await anna.read())["text"]
    assert (await anna.tap(shown, "09:00")).answered
    assert (await anna.read())["text"] == answer_of("cannot write")


async def test_a_store_that_turns_read_only_on_sqlite(filled_url: str, lines: list[EventDict]) -> None:
    """Register and news are answered, a wish is refused honestly, administrators are told once, /health says it."""
    async with town(filled_url) as here:

        @asynccontextmanager
        async def read_only() -> AsyncIterator[None]:
            with _sqlite_read_only():
                yield

        await _lives_through(here, read_only())
        assert here.app.pulse.part is Part.LEADER
    assert any(line["event"] == "the lease waits for the store" for line in lines)


async def test_the_plan_is_looked_at_while_nothing_can_be_written(filled_url: str, lines: list[EventDict]) -> None:
    """Views opened before lead on; of others the words are there, without buttons, and that is said."""
    async with town(filled_url) as here:
        knowledge = await here.app.knowledge.newest()
        await here.app.store.plan.add_plan(example_plan(knowledge.register), AFTERNOON)
        ivan = await here.appointed(OFFICIAL)
        stuck = said("Nothing can be written down just now, so only views opened before have buttons. Try again later.")
        with _sqlite_read_only():
            await here.wait_out(lambda: _noticed(here), step=1)
            fresh = await ivan.read(after=await ivan.send("/plan"))
            assert (stuck in fresh["text"], buttons(fresh)) == (True, [])
        await here.wait_out(lambda: _forgotten(here), step=1)
        seen = await ivan.read(after=await ivan.send("/plan"))
        assert (stuck in seen["text"], said("Sides") in buttons(seen)) == (False, True)
        with _sqlite_read_only():
            await here.wait_out(lambda: _noticed(here), step=1)
            assert (await ivan.tap(seen, said("Sides"))).answered
            sides = await ivan.read_edit(seen)
            assert "Ульяновская область" in sides["text"]
            assert (stuck in sides["text"], buttons(sides)) == (True, [f"« {said('To the plan')}"])
            due = await ivan.read(after=await ivan.send("сроки до конца года"))
            assert "ПРИМЕР" in due["text"]
            assert stuck in due["text"]
            assert buttons(due)[-1] == f"« {said('To the plan')}"
            assert (await ivan.tap(due, f"« {said('To the plan')}")).answered
            assert buttons(await ivan.read_edit(due)) == buttons(seen)
        assert not _told(lines, "the store failed")


async def test_what_comes_by_webhook_is_answered_once_the_store_is_known_to_take_nothing(
    filled_url: str, lines: list[EventDict]
) -> None:
    """Until then it is left to Telegram, which brings it again."""
    port = unused_port()
    config = Config(http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret="s" * 20)
    async with town(filled_url, config=config) as here:
        anna = await here.newcomer(SUBSCRIBER)
        with _sqlite_read_only():
            await here.wait_out(lambda: _noticed(here), step=1)
            await anna.send("/sectors")
            assert buttons(await anna.read())
        await here.wait_out(lambda: _forgotten(here), step=1)
    assert any(line["event"] == "the lease waits for the store" for line in lines)


async def test_a_store_that_turns_read_only_on_postgres(postgres_url: str, lines: list[EventDict]) -> None:
    """The same where the server does it."""
    async with open_store(postgres_url) as store:
        await fill_register(store, AFTERNOON)
    async with town(postgres_url, config=Config(admin_ids=(ADMINISTRATOR,))) as here:
        await _lives_through(here, _postgres_read_only(postgres_url))
    assert lines


async def test_a_fault_in_many_updates_is_told_once(filled_url: str) -> None:
    """Each person is told that it did not work; an administrator hears of the fault once, with its place."""
    with capture_logs() as logged:
        async with town(filled_url) as here:
            petr, olga = await here.newcomer(ADMINISTRATOR), await here.appointed(COORDINATOR)
            # What no code of ours writes, so that none reads it.
            await here.app.store.settings.put("reminders.escalation", {"no such": 1}, by=None, now=AFTERNOON)
            for _ in range(5):
                await olga.send("/reminders")
                assert (await olga.read())["text"] == answer_of("failure")
            await here.pass_time(timedelta(seconds=40))
            told = await petr.read()
            assert told["text"].startswith(said("A fault in the bot", "en"))
            assert "TypeError" in told["text"]
            await here.pass_time(timedelta(hours=1))
            await nothing_said(petr)
    assert [one["event"] for one in logged if one["log_level"] == "error"] == ["an update was not worked"] * 5
