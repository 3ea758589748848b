"""A town for tests: the stand-in for Telegram, people in it, and the bot alive among them, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
from tests.person import Person

from bot.app import App, building
from bot.clock import MovableClock
from bot.config import Config
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group
from bot.sandbox.world import Person as Inhabitant
from storage.records import Grant, Role
from storage.register_records import Side

TOKEN = "42:SANDBOX-EXAMPLE"  # the stand-in's own
# A Tuesday, 15:30 in Ulyanovsk and 14:30 in Minsk.
AFTERNOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Ulyanovsk")
SUBSCRIBER, OFFICIAL, MINSK_OFFICIAL, COORDINATOR, ADMINISTRATOR = 1001, 1002, 1003, 1004, 1005
WORKING_GROUP = -1001
INHABITANTS = (
    Inhabitant(SUBSCRIBER, "Анна", "Примерова", "anna_example", "ru"),
    Inhabitant(OFFICIAL, "Иван", "Образцов", "ivan_example", "ru"),
    Inhabitant(MINSK_OFFICIAL, "Янка", "Прыкладаў", "yanka_example", "be"),
    Inhabitant(COORDINATOR, "Ольга", "Шаблонова", "olga_example", "ru"),
    Inhabitant(ADMINISTRATOR, "Пётр", "Демонстрационный", "petr_example", "en"),
)
GRANTS = {
    OFFICIAL: Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),
    MINSK_OFFICIAL: Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS),
    COORDINATOR: Grant(Role.COORDINATOR),
}


@dataclass(frozen=True, slots=True)
class Town:
    """What a test can reach: the stand-in, the bot, the clock, and the people."""

    sandbox: Sandbox
    app: App
    clock: MovableClock
    session: aiohttp.ClientSession

    def person(self, telegram_id: int) -> Person:
        """Return someone in their private chat with the bot."""
        return Person(self.session, self.sandbox.url, telegram_id)

    async def newcomer(self, telegram_id: int) -> Person:
        """Return someone who has pressed START and read the greeting."""
        person = self.person(telegram_id)
        await person.start()
        await person.read()
        return person

    async def appointed(self, telegram_id: int) -> Person:
        """Return a newcomer with the role of the table above."""
        person = await self.newcomer(telegram_id)
        user = await self.app.store.people.known(telegram_id)
        assert user is not None
        await self.app.store.people.assign(user.id, GRANTS[telegram_id], by=None, now=self.clock.now())
        return person

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock, let every job run and every delivery that is due be sent."""
        await self.clock.move(by)
        await self.app.jobs.tick()
        while await self.app.dispatcher.send_due():
            pass

    async def ask_api(self, path: str, **body: object) -> dict[str, object]:
        """Do something to the stand-in that no person does: order a fault, send a raw update."""
        async with self.session.post(f"{self.sandbox.url}/api/{path}", json=body) as answer:
            answer.raise_for_status()
            said: dict[str, object] = await answer.json()
            return said


@asynccontextmanager
async def settled(config: Config, clock: MovableClock, sandbox: Sandbox) -> AsyncIterator[App]:
    """Let the bot live beside a stand-in that is already there, until the block ends; then it stops politely."""
    configured = replace(config, telegram_api_url=sandbox.url)
    async with building(configured, clock) as app, asyncio.TaskGroup() as living:
        living.create_task(app.run())
        try:
            yield app
        finally:
            app.stop()


@asynccontextmanager
async def town(
    database_url: str,
    *,
    people: Sequence[Inhabitant] = INHABITANTS,
    groups: Sequence[Group] = (),
    config: Config | None = None,
    pacing: bool = False,
) -> AsyncIterator[Town]:
    """Build a town whose clock stands still; without pacing unless it is what is tested."""
    clock = MovableClock(AFTERNOON)
    chosen = replace(config or Config(admin_ids=(ADMINISTRATOR,)), bot_token=TOKEN, database_url=database_url)
    async with (
        Sandbox(clock, people=people, groups=groups, token=TOKEN, pacing=pacing) as sandbox,
        aiohttp.ClientSession() as session,
        settled(chosen, clock, sandbox) as app,
    ):
        yield Town(sandbox, app, clock, session)
