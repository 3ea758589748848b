"""What tests of news share: the starter register with its names, and the dictionary."""

import asyncio
from pathlib import Path

import pytest

from bot.answers import Knowledge
from bot.language.words import Words
from bot.news.stories import Newsroom
from storage.register_records import Register
from storage.store import open_store


async def _register(path: Path) -> Register:
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        return await store.register.load()


@pytest.fixture(scope="session")
def newsroom(filled_template: Path) -> Newsroom:
    """A newsroom at the starter register."""
    register, words = asyncio.run(_register(filled_template)), Words()
    return Newsroom(register, Knowledge(register, words).names, words)
