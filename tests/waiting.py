"""Waiting in tests for what another part of the bot does, without sleeping: looking again and again."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

_ENOUGH = 60.0


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Return once something holds; a minute of real time is a failure."""
    async with asyncio.timeout(_ENOUGH):
        while not await _told(holds()):
            await asyncio.to_thread(int)  # a turn for the loop and for the threads of the store


async def _told(answer: bool | Awaitable[bool]) -> bool:  # noqa: FBT001 - that is what is asked for
    return await answer if inspect.isawaitable(answer) else answer
