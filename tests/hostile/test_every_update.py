"""Twenty thousand updates of every type of the schema, from anyone, anywhere: worked, answered, and nothing shown."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from aiogram.types import Update
from aiohttp.test_utils import unused_port
from structlog.typing import EventDict

from bot.config import Config
from bot.news.sample import sample_feed
from bot.plan.example import example_plan
from bot.rights import Access, Right, rights_of
from bot.sandbox.world import Group, Topic
from bot.web import WEBHOOK_PATH
from storage.outbox_records import Settlement
from storage.records import (
    ChatSeen,
    DeliveryKind,
    DeliveryState,
    Grant,
    NewCommitment,
    NewDelivery,
    NewPlan,
    Priority,
    Responsible,
    Role,
    Sender,
)
from storage.register_records import Side
from tests.hostile.updates import TYPES, Cast, Updates
from tests.hostile.values import Json
from tests.person import Person
from tests.quiet_log import quiet_log
from tests.town import ADMINISTRATOR, COORDINATOR, INHABITANTS, MINSK_OFFICIAL, OFFICIAL, SUBSCRIBER, Town, town

PARTS = 8
IN_EACH = int(os.environ.get("HOSTILE_UPDATES", "300"))  # `make chaos` brings 2,500 in each part: 20,000
SECRET = "s" * 32
# What only those with the right may be shown, and only when nobody else reads along.
CANARIES = {
    "СЕКРЕТПЛАНА": Right.READ_PLAN,
    "СЕКРЕТЛЮДЕЙ": Right.MANAGE_PEOPLE,
    "СЕКРЕТОТПРАВЛЕНИЙ": Right.READ_DELIVERIES,
}
PLAN, PEOPLE, DELIVERIES = CANARIES
STRANGER, FORUM, GROUP, CHANNEL, UNKNOWN_CHANNEL = 5_000_077, -1_001_000_000_001, -77, -1_001_000_000_003, -1_009
GROUPS = (
    Group(FORUM, "Форум", members=(ADMINISTRATOR, OFFICIAL), topics=(Topic(2, "Тема"),), bot="administrator"),
    Group(GROUP, "Группа", "group", (COORDINATOR, SUBSCRIBER)),
    Group(CHANNEL, "Канал", "channel", (ADMINISTRATOR,), bot="administrator"),
)
CHATS: tuple[Json, ...] = (
    {"id": FORUM, "type": "supergroup", "title": "Форум", "is_forum": True},
    {"id": GROUP, "type": "group", "title": "Группа"},
    {"id": CHANNEL, "type": "channel", "title": "Канал"},
    {"id": UNKNOWN_CHANNEL, "type": "channel", "title": "\u202e😀" * 64, "username": "unknown_channel"},
)
_OPENED = ("/sectors", "/news", "/digest", "/my", "/settings", "/people", "/deliveries", "авиапром")
NAMES: tuple[Json, ...] = (
    {"first_name": "😀" * 64},
    {"first_name": "\u202eтекст\u202c", "last_name": "<b>x</b>"},
    {"first_name": "\x1b[31m\r\nlevel=error"},
    {"first_name": "", "username": "x" * 32},
)
# How the stand-in refuses a chat that it does not know, or a message that nobody wrote: the bot answers rightly.
_NOBODY_THERE = (
    "message thread not found",
    "chat not found",
    "message to edit not found",
    "message can't be edited",
    "message to be replied",
    "can't use switch_inline_query button in a channel chat",  # and the bot writes nothing into channels
)


@asynccontextmanager
async def _lively(url: str) -> AsyncIterator[Town]:
    """Build a town by webhook, with a person of every role, a plan, deliveries, news, and the canaries in them."""
    port = unused_port()
    config = Config(
        admin_ids=(ADMINISTRATOR,), http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret=SECRET
    )
    async with town(url, groups=GROUPS, config=config, feeds=lambda: (sample_feed(),)) as here:
        knowledge = await here.app.knowledge.newest()
        await here.app.store.plan.add_plan(_canary(example_plan(knowledge.register)), here.clock.now())
        await _hidden(here)
        await here.pass_time(timedelta(0))
        yield here


def _canary(plan: NewPlan) -> NewPlan:
    owed = Responsible("Пример", Side.ULYANOVSK, "aviastar"), Responsible("Пример", Side.BELARUS, "mzga-407")
    secret = NewCommitment("1.1", f"{PLAN} мероприятие", PLAN, "ежегодно", (date(2026, 12, 1),), owed)
    return replace(plan, commitments=(secret, *(replace(one, text=f"{PLAN} {one.text}") for one in plan.commitments)))


async def _hidden(here: Town) -> None:
    """Put in someone whom only the desk may see, and a delivery whose fate only administrators may read."""
    store, now = here.app.store, here.clock.now()
    await store.people.arrive(
        bot_id=1, update_id=1, sender=Sender(99, PEOPLE, "secret_person", "ru"), chat=ChatSeen(99, "private"), now=now
    )
    user = await store.people.known(99)
    assert user is not None
    await store.people.assign(user.id, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), by=None, now=now)
    later = now + timedelta(days=30)  # the bot's own dispatcher does not take it first
    new = NewDelivery("canary", 99, DeliveryKind.NOTICE, Priority.URGENT, {"text": DELIVERIES, "entities": []}, later)
    await store.deliveries.add([new], now)
    (taken,) = [one for one in await store.deliveries.take(later, 100) if one.delivery.key == "canary"]
    await store.deliveries.settle([Settlement(taken.delivery, DeliveryState.DEAD, DELIVERIES)], now)


async def _cast(here: Town) -> Cast:
    """Let everyone come and open something, so that there are true buttons to tap."""
    shown: list[Json] = []
    for number in (SUBSCRIBER, ADMINISTRATOR):
        await here.newcomer(number)
    for number in (OFFICIAL, MINSK_OFFICIAL, COORDINATOR):
        await here.appointed(number)
    for inhabitant in INHABITANTS:
        person = here.person(inhabitant.id)
        shown += [await _answer(person, words) for words in _OPENED]
    nobody = {"id": STRANGER, "is_bot": False, "first_name": "Прохожий", "language_code": "be"}
    strangers = [{"id": 6_000_000 + number, "is_bot": False, **name} for number, name in enumerate(NAMES)]
    return Cast([*(one.user() for one in INHABITANTS), nobody, *strangers], CHATS, shown)


async def _answer(person: Person, words: str) -> Json:
    return await person.read(after=await person.send(words))


async def _rights(here: Town, chats: Iterable[int]) -> dict[int, frozenset[Right]]:
    users = {chat: await here.app.store.people.known(chat) for chat in chats if chat > 0}
    return {chat: rights_of(user.grants if user else (), Access.OPEN) for chat, user in users.items()}


async def _brought(here: Town, updates: list[Json]) -> None:
    """Post a batch to the webhook with the secret, four at a time, as Telegram does; each is taken."""
    port, headers = here.app.config.http_port, {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    together = asyncio.Semaphore(4)

    async def post(update: Json) -> None:
        url = f"http://127.0.0.1:{port}{WEBHOOK_PATH}"
        async with together, here.session.post(url, json=update, headers=headers) as answer:
            assert answer.status == 200, update

    await asyncio.gather(*(post(update) for update in updates))


def _leaks(calls: list[Json], taps: dict[str, int], allowed: list[dict[int, frozenset[Right]]]) -> list[Json]:
    """Return the calls that show a canary to somebody without the right, or where others read along."""
    found = []
    for call in calls:
        params = call["params"]
        told = str(params)
        reader = taps.get(str(params.get("callback_query_id")), int(params.get("chat_id") or 0))
        rights = frozenset().union(*(each.get(reader, frozenset()) for each in allowed))
        found += [call for canary, right in CANARIES.items() if canary in told and right not in rights]
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(PARTS))
async def test_every_update_is_worked_and_shows_nothing(
    filled_url: str, part: int, caplog: pytest.LogCaptureFixture
) -> None:
    """No exception, every tap answered, and no word of plan, people or deliveries where it does not belong."""
    seen: Counter[str] = Counter()
    with quiet_log(caplog, but={"Telegram did not take a reply"}) as lines:
        async with _lively(filled_url) as here:
            cast = await _cast(here)
            updates = Updates(part, cast)
            told = (await here.ask_calls(0))["last"]
            for first in range(0, IN_EACH, 100):
                batch = [{"update_id": 900_000_000 + number, **updates.next()} for number in range(first, first + 100)]
                for update in batch:
                    Update.model_validate(update)
                    seen.update(update.keys())
                told = await _tried(here, batch, told)
    assert set(TYPES) <= set(seen)
    assert [line for line in _refusals(lines) if not any(known in line for known in _NOBODY_THERE)] == []


def _refusals(lines: list[EventDict]) -> list[str]:
    return [str(line["reason"]) for line in lines if line["event"] == "Telegram did not take a reply"]


async def _tried(here: Town, batch: list[Json], told: int) -> int:
    """Bring a batch and look at what the bot did; return the number of its last call."""
    people = [person.id for person in INHABITANTS] + [STRANGER]
    before = await _rights(here, people)
    await _brought(here, batch)
    made = await here.ask_calls(told)
    taps = {
        update["callback_query"]["id"]: update["callback_query"]["from"]["id"]
        for update in batch
        if "callback_query" in update
    }
    answered = {str(call["params"].get("callback_query_id")) for call in made["calls"]}
    assert [
        update for update in batch if "callback_query" in update and update["callback_query"]["id"] not in answered
    ] == []
    assert _leaks(made["calls"], taps, [before, await _rights(here, people)]) == []
    return int(made["last"])
