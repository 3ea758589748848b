"""The demo: the bot against the project's own stand-in for Telegram, with a chat page, a movable clock and examples.

Nothing of it outlives the process: the store is a temporary file, the people and the plan are examples.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import ClientSession

from bot.app import App, building
from bot.clock import MovableClock
from bot.config import Config
from bot.news.digest import next_moment
from bot.news.sample import sample_feed
from bot.plan.example import example_plan
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group, Person
from storage.groups import GroupPurpose
from storage.records import ChatSeen, Grant, Role, Sender, User
from storage.register_records import Side
from storage.store import Store

ZONE: Final = ZoneInfo("Europe/Ulyanovsk")
# A Tuesday afternoon inside the plan's two years, so that the next morning has a digest and reminders to show.
STARTS: Final = datetime(2026, 11, 24, 15, 30, tzinfo=ZONE)
PORT: Final = 8081
TOKEN: Final = "42:SANDBOX-EXAMPLE"  # noqa: S105 - known to the stand-in alone
_DIGEST_AT: Final = time(9)


@dataclass(frozen=True, slots=True)
class Example:
    """An example person of the demo and the role given to them at the start."""

    person: Person
    grant: Grant | None = None


EXAMPLES: Final = (
    Example(Person(1001, "Анна", "Примерова", "anna_example", "ru", "подписчик")),
    Example(
        Person(1002, "Иван", "Образцов", "ivan_example", "ru", "исполнитель · Ульяновская область"),
        Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),
    ),
    Example(
        Person(1003, "Янка", "Прыкладаў", "yanka_example", "be", "исполнитель · Беларусь"),
        Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS),
    ),
    Example(Person(1004, "Ольга", "Шаблонова", "olga_example", "ru", "координатор"), Grant(Role.COORDINATOR)),
    Example(Person(1005, "Пётр", "Демонстрационный", "petr_example", "ru", "администратор")),
)
ADMINISTRATOR: Final = 1005
GROUP: Final = Group(-1001, "Рабочая группа (пример)", "supergroup", tuple(one.person.id for one in EXAMPLES))
HINTS: Final = (
    "Что у нас по авиапрому с белорусами?",
    "соглашение с Витебском",
    "товарооборот за полугодие",
    "кто такой Кухарев",
)


@asynccontextmanager
async def demo(port: int = PORT) -> AsyncIterator[tuple[Sandbox, App]]:
    """Build the stand-in and the bot with its examples; the caller runs the bot. Port 0 takes any that is free.

    Everyone opens the chat with /start, which waits until the bot runs. Raises :class:`OSError` when the port
    is taken.
    """
    clock = MovableClock(STARTS, running=True)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="cooperation-demo-"))
        sandbox = await stack.enter_async_context(_stand_in(clock, port))
        config = Config(
            bot_token=TOKEN,
            telegram_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{Path(folder) / 'demo.sqlite3'}",
            admin_ids=(ADMINISTRATOR,),
            timezone=ZONE,
        )
        app = await stack.enter_async_context(building(config, clock, feeds=lambda: (sample_feed(),), example=True))
        await _furnish(app.store, clock.now())
        await _open_chats(sandbox.url)
        clock.listeners.append(app.tick_soon)
        yield sandbox, app


def _stand_in(clock: MovableClock, port: int) -> Sandbox:
    people = [one.person for one in EXAMPLES]
    return Sandbox(clock, people=people, groups=[GROUP], port=port, token=TOKEN, zone=ZONE.key, hints=HINTS)


async def _furnish(store: Store, now: datetime) -> None:
    """Give the example people their roles, the subscriber a digest at nine, the plan, and the group to both sides."""
    for number, example in enumerate(EXAMPLES):
        user = await _introduce(store, example.person, number, now)
        if example.grant is not None and user is not None:
            await store.people.assign(user.id, example.grant, by=None, now=now)
    subscriber = EXAMPLES[0].person
    await store.digests.subscribe(
        chat_id=subscriber.id,
        at=_DIGEST_AT,
        zone=ZONE.key,
        language=subscriber.language_code,
        next_at=next_moment(_DIGEST_AT, ZONE, now),
        covered_until=now,
    )
    await store.plan.add_plan(example_plan(await store.register.load()), now)
    group = await store.groups.added(GROUP.id, by=None, now=now)
    await store.groups.decide(group.id, GroupPurpose(), by=None, now=now)


async def _introduce(store: Store, person: Person, number: int, now: datetime) -> User | None:
    sender = Sender(person.id, f"{person.first_name} {person.last_name}", person.username, person.language_code)
    # No bot has the number 0: these arrivals are the demo's own and meet no update of the stand-in.
    arrival = await store.people.arrive(
        bot_id=0, update_id=number, sender=sender, chat=ChatSeen(person.id, "private"), now=now
    )
    return arrival.user if arrival else None


async def _open_chats(url: str) -> None:
    async with ClientSession(url) as page:
        for example in EXAMPLES:
            async with page.post("/api/start", json={"as": example.person.id}) as answer:
                answer.raise_for_status()
