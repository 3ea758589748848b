"""A fresh stand-in for each test: Anna and Ales have started the bot, the stranger has not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.chats import Group, Person, Topic
from bot.sandbox.server import Sandbox
from tests.sandbox.stand import ALES, ANNA, CHANNEL, FORUM, GROUP, STRANGER, TOPIC, Stand

_PEOPLE = (
    Person(ANNA, "Анна", "Пример", "anna_example", "ru", "исполнитель"),
    Person(ALES, "Алесь", language_code="be"),
    Person(STRANGER, "Незнакомец"),
)
_GROUPS = (
    Group(GROUP, "Рабочая группа", "group", (ANNA, ALES)),
    Group(FORUM, "Форум", "supergroup", (ANNA, ALES), (Topic(TOPIC, "План"),), "administrator"),
    Group(CHANNEL, "Канал", "channel", (ANNA,), (), "administrator"),
)


@pytest.fixture
def paced() -> bool:
    """Whether the stand-in paces; a module whose tests are about that says so with a fixture of its own."""
    return False


@pytest.fixture
async def stand(paced: bool) -> AsyncIterator[Stand]:  # noqa: FBT001 - a fixture's value
    """The stand-in on a clock that stands still."""
    clock = MovableClock(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    async with (
        Sandbox(clock, people=_PEOPLE, groups=_GROUPS, pacing=paced, hints=("/start",)) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        sandbox.world.chats[ANNA].started = True
        sandbox.world.chats[ALES].started = True
        yield Stand(sandbox, clock, session)
