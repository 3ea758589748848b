"""Stores for the measurements of delivery, filled in one go: people with chats, and rows that wait."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from storage.records import DeliveryKind, NewDelivery, Priority
from storage.store import open_store

FIRST_CHAT: Final = 1_000_001
WORDS: Final = "Пример сообщения: завтра в десять часов собирается рабочая группа по станкостроению."
_AT_ONCE: Final = 5_000


def url_of(path: Path) -> str:
    """Return the address of the store in this file."""
    return f"sqlite+aiosqlite:///{path}"


async def _made(path: Path) -> None:
    async with open_store(url_of(path)):
        pass


def with_people(path: Path, count: int) -> None:
    """Make a store with ``count`` people who have private chats with the bot."""
    asyncio.run(_made(path))
    long_ago = "2026-01-01T00:00:00.000000+00:00"
    numbers = range(FIRST_CHAT, FIRST_CHAT + count)
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO users (id, telegram_id, name, language, created_at, last_seen_at)"
            " VALUES (?, ?, ?, 'ru', ?, ?)",
            ((place, number, f"Пример {number}", long_ago, long_ago) for place, number in enumerate(numbers, start=1)),
        )
        connection.executemany(
            "INSERT INTO chats (chat_id, kind, title, state, first_seen_at, quiet_from, quiet_until, quiet_escalations)"
            " VALUES (?, 'private', '', 'active', ?, '00:00:00.000000', '00:00:00.000000', 0)",
            ((number, long_ago) for number in numbers),
        )
    connection.close()


def with_rows(path: Path, count: int, kind: DeliveryKind, priority: Priority) -> None:
    """Make a store with ``count`` people and a row that waits for each."""
    with_people(path, count)
    asyncio.run(_write(path, count, kind, priority))


async def _write(path: Path, count: int, kind: DeliveryKind, priority: Priority) -> None:
    now = SystemClock().now()
    body: dict[str, Any] = {"text": WORDS, "entities": [], "keyboard": None}
    async with open_store(url_of(path)) as store:
        for first in range(FIRST_CHAT, FIRST_CHAT + count, _AT_ONCE):
            chats = range(first, min(first + _AT_ONCE, FIRST_CHAT + count))
            rows = [NewDelivery(f"bench:{chat}", chat, kind, priority, body, now) for chat in chats]
            await store.deliveries.add(rows, now)
