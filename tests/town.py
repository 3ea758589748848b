"""A town for tests: the stand-in for Telegram, people in it, and the bot alive among them, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp

from bot.app import App, building
from bot.clock import MovableClock
from bot.config import Config
from bot.delivery.pace import Pace
from bot.flood import Limits
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group
from bot.sandbox.world import Person as Inhabitant
from storage.deliveries import BOT
from storage.groups import GroupPurpose
from storage.records import Grant, Role
from storage.register_records import Side
from storage.store import Store
from tests.person import Message, Person, buttons

TOKEN = "42:SANDBOX-EXAMPLE"  # noqa: S105 - opens nothing but the stand-in
# A Tuesday, 15:30 in Ulyanovsk and 14:30 in Minsk.
AFTERNOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Ulyanovsk")
SUBSCRIBER, OFFICIAL, MINSK_OFFICIAL, COORDINATOR, ADMINISTRATOR = 1001, 1002, 1003, 1004, 1005
WORKING_GROUP = -1001
# Tests ask faster than people do; what is tested of the limits has its own.
GENEROUS = Limits(factor=1e6)
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


async def nothing_said(person: Person) -> Message:
    """Prove that the bot has nothing more to say in the person's chat; return its answer to /help.

    Two different probes, each answered with its own: what the bot had to say may come after the first probe was sent
    and would pass for its answer, but then the second probe would seem to be answered with the help.
    """
    told = await person.silence("/help")
    settings = await person.silence("/settings")
    is_settings = any("English" in label for label in buttons(settings))
    assert is_settings, f"the bot was not silent; it said {told['text']!r}"
    return told


def meanings(message: Message) -> list[str]:
    """Return the data of a message's buttons, of those that are the bot's to answer."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


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
        await self.grant(person, GRANTS[telegram_id])
        return person

    async def stranger(self, **who: object) -> Person:
        """Return someone who has just come to Telegram, with an id of their own; they have not started the bot."""
        settled = await self.ask_api("people", **{"first_name": "Прохожий", **who})
        return self.person(_number(settled))

    async def passer_by(self, grant: Grant | None = None, **who: object) -> Person:
        """Return a stranger who has pressed START, read the greeting and been given a role, if any."""
        person = await self.stranger(**who)
        await person.start()
        await person.read()
        if grant is not None:
            await self.grant(person, grant)
        return person

    async def grant(self, person: Person, grant: Grant) -> None:
        """Give a role behind the bot's back."""
        user = await self.app.store.people.known(person.telegram_id)
        assert user is not None
        await self.app.store.people.assign(user.id, grant, by=None, now=self.clock.now())

    async def group(self, *members: Person, bot: str = "member", kind: str = "supergroup") -> int:
        """Return the id of a new group of these people; as an ``administrator`` the bot sees all that is written.

        The group works, for both sides, unless the bot is not in it.
        """
        numbers = [member.telegram_id for member in members]
        number = _number(await self.ask_api("groups", title="Пример группы", type=kind, bot=bot, members=numbers))
        if bot != "left":
            await let_work(self.app.store, number, self.clock.now())
        return number

    async def channel(self, owner: Person, *, username: str = "", bot: str = "administrator") -> int:
        """Return the id of a new channel of this person, of which the bot is administrator unless said otherwise."""
        numbers, named = [owner.telegram_id], {"username": username, "title": "Пример канала"}
        return _number(await self.ask_api("groups", type="channel", bot=bot, members=numbers, **named))

    async def ask_calls(self, after: int) -> Message:
        """Return the Bot API calls made since call number ``after`` as ``calls``, and the number of the ``last``."""
        async with self.session.get(f"{self.sandbox.url}/api/calls", params={"after": after}) as answer:
            made: Message = await answer.json()
            return made

    async def calls(self, *methods: str) -> list[Message]:
        """Return the Bot API calls the bot has made, of these methods, oldest first."""
        async with self.session.get(f"{self.sandbox.url}/api/calls") as answer:
            made: list[Message] = (await answer.json())["calls"]
        return [call for call in made if call["method"] in methods]

    async def bring(self, update: Message) -> None:
        """Give the bot an update as it is written, as no client of Telegram could send it."""
        await self.ask_api("update", update=update)

    async def order_fault(self, kind: str, method: str, **more: object) -> None:
        """Let the next calls of a method go wrong."""
        await self.ask_api("faults", kind=kind, method=method, **more)

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock, let every job run and every delivery that is due be sent."""
        await self.clock.move(by)
        await self.app.jobs.tick()
        while await self.app.dispatcher.send_due():
            pass

    async def wait_out(self, find: Callable[[], Awaitable[bool]], *, step: float = 1, tries: int = 3000) -> None:
        """Move the clock step by step (seconds) until ``find`` says that what is waited for has come.

        ``find`` asks the store or the stand-in, so that the bot gets its turn between two steps.
        """
        for _ in range(tries):
            if await find():
                return
            await self.clock.move(timedelta(seconds=step))
        msg = "it did not come, however late it became"
        raise AssertionError(msg)

    @asynccontextmanager
    async def restarted(self) -> AsyncIterator[App]:
        """Stop the bot, wait until it has gone, and let a new one live on the same store until the block ends.

        Two that ask Telegram at once would make it refuse one, which then waits by the clock that stands still.
        """
        self.app.stop()
        while await self.app.store.leases.holder(BOT) is not None:
            pass
        async with settled(self.app.config, self.clock, self.sandbox) as again:
            yield again

    async def ask_api(self, path: str, **body: object) -> Message:
        """Do something to the stand-in that no person does: order a fault, send a raw update."""
        async with self.session.post(f"{self.sandbox.url}/api/{path}", json=body) as answer:
            answer.raise_for_status()
            said: Message = await answer.json()
            return said


def _number(settled: Message) -> int:
    number: int = settled["id"]
    return number


async def let_work(store: Store, chat_id: int, now: datetime) -> None:
    """Say behind the bot's back that a group is for both sides."""
    group = await store.groups.added(chat_id, by=None, now=now)
    await store.groups.decide(group.id, GroupPurpose(), by=None, now=now)


@asynccontextmanager
async def settled(
    config: Config,
    clock: MovableClock,
    sandbox: Sandbox,
    *,
    feeds: Callable[[], tuple[bytes, ...]] = tuple,
    limits: Limits = GENEROUS,
) -> AsyncIterator[App]:
    """Let the bot live beside a stand-in that is already there, until the block ends; then it stops politely."""
    configured = replace(config, telegram_api_url=sandbox.url)
    async with (
        building(configured, clock, pace=Pace(1e6), feeds=feeds, limits=limits) as app,
        asyncio.TaskGroup() as living,
    ):
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
    feeds: Callable[[], tuple[bytes, ...]] = tuple,
    limits: Limits = GENEROUS,
) -> AsyncIterator[Town]:
    """Build a town whose clock stands still; without pacing unless it is what is tested."""
    clock = MovableClock(AFTERNOON)
    chosen = replace(config or Config(admin_ids=(ADMINISTRATOR,)), bot_token=TOKEN, database_url=database_url)
    async with (
        Sandbox(clock, people=people, groups=groups, token=TOKEN, pacing=pacing) as sandbox,
        aiohttp.ClientSession() as session,
        settled(chosen, clock, sandbox, feeds=feeds, limits=limits) as app,
    ):
        for group in groups:
            await let_work(app.store, group.id, clock.now())
        yield Town(sandbox, app, clock, session)
